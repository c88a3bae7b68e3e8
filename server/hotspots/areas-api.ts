import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import { askerOf, firstDayOf } from "./api.ts";
import { areasAnswer, areasReach } from "./areas-answer.ts";
import { AreasAnswer } from "./areas-schema.ts";
import { readStudiedAreas } from "./areas-store.ts";
import type { Materials } from "./material.ts";
import { HotspotQuery } from "./question.ts";

const getAreas = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/areas",
  operationId: "getHotspotAreas",
  tags: ["hotspots"],
  summary: "Sub-districts beside each other, none ranked that is too small for it",
  description:
    "Whoever is limited to areas compares those of them that are sub-districts; with `area`, those alone are compared.",
  request: { params: inDistrict, query: HotspotQuery },
  responses: answers("Sub-districts by excess", AreasAnswer),
});

/** Sub-districts compared. */
export function areasApi({ read }: { read: Materials }) {
  return createRouter().openapi(getAreas, async (c) => {
    const { districtId } = c.req.valid("param");
    const query = c.req.valid("query");
    const asker = askerOf(c);
    const isMeant = (areaId: string) =>
      (asker.all.isWhole || asker.all.areaIds.includes(areaId)) &&
      (query.area?.includes(areaId) ?? true);
    const answer = await read(districtId, asker, query, areasReach, async (material) => {
      const { tx, study, period } = material;
      const areas = await readStudiedAreas(tx, districtId, study, period.to);
      return areasAnswer(
        { districtId, query, firstDay: firstDayOf(material) },
        material,
        areas.filter(({ areaId }) => isMeant(areaId)),
      );
    });
    return c.json(answer, 200);
  });
}

import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import { askerOf, firstDayOf } from "./api.ts";
import type { Materials } from "./material.ts";
import { HotspotQuery } from "./question.ts";
import type { StreetUnitsStore } from "./street-store.ts";
import { alongStreets, streetsReach } from "./streets.ts";
import { streetsAnswer } from "./streets-answer.ts";
import { StreetsAnswer } from "./streets-schema.ts";

const getStreets = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/streets",
  operationId: "getHotspotStreets",
  tags: ["hotspots"],
  summary: "Where complaints of a period concentrate along streets, stretch by stretch",
  description:
    "Cells have no part in it: `resolution` and `rings` change nothing. A measure that is no share is held against the length of street.",
  request: { params: inDistrict, query: HotspotQuery },
  responses: answers("Stretches, and hot ones gathered into streets", StreetsAnswer),
});

/** Hot streets. */
export function streetsApi({ read, streets }: { read: Materials; streets: StreetUnitsStore }) {
  return createRouter().openapi(getStreets, async (c) => {
    const { districtId } = c.req.valid("param");
    const query = c.req.valid("query");
    const answer = await read(districtId, askerOf(c), query, streetsReach, async (material) => {
      const { unitMeters } = material.settings.streets;
      const units = (await streets.get(districtId, unitMeters, material.tx))!; // its register was read
      const asked = { districtId, query, firstDay: firstDayOf(material) };
      return streetsAnswer(material.tx, asked, material, alongStreets(material, units));
    });
    return c.json(answer, 200);
  });
}

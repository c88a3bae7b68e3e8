import type { Context } from "hono";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse } from "../http/export.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Queryable } from "../store/database.ts";
import { askerOf, firstDayOf } from "./api.ts";
import { areasAnswer, areasReach } from "./areas-answer.ts";
import { areasTable } from "./areas-file.ts";
import { AreasAnswer } from "./areas-schema.ts";
import { readAreaShapes, readStudiedAreas } from "./areas-store.ts";
import { asFile, inFormat } from "./file.ts";
import type { Materials } from "./material.ts";
import { HotspotQuery, NEIGHBOUR_FIELDS } from "./question.ts";
import { readTold } from "./spot-answer.ts";

const AreasQuery = HotspotQuery.omit(NEIGHBOUR_FIELDS);

const getAreas = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/areas",
  operationId: "getHotspotAreas",
  tags: ["hotspots"],
  summary: "Sub-districts beside each other, none ranked that is too small for it",
  description:
    "Whoever is limited to areas compares those of them that are sub-districts; with `area`, those alone are compared.",
  request: { params: inDistrict, query: AreasQuery },
  responses: answers("Sub-districts by excess", AreasAnswer),
});

const getAreasFile = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/areas/file",
  operationId: "exportHotspotAreas",
  tags: ["hotspots"],
  summary: "Sub-districts compared, as a file with their shapes",
  request: { params: inDistrict, query: AreasQuery.extend(inFormat) },
  responses: asFile("One row a sub-district, by rank; those too few to compare come last"),
});

/** Sub-districts compared. */
export function areasApi({ read }: { read: Materials }) {
  /** @param beside  What is read along with the answer. */
  function answerOf<T>(
    c: Context<HttpEnv>,
    districtId: string,
    query: HotspotQuery,
    beside: (tx: Queryable, answer: AreasAnswer) => T | Promise<T>,
  ) {
    const asker = askerOf(c);
    const isMeant = (areaId: string) =>
      (asker.all.isWhole || asker.all.areaIds.includes(areaId)) &&
      (query.area?.includes(areaId) ?? true);
    return read(districtId, asker, query, areasReach, async (material) => {
      const { tx, study, period } = material;
      const areas = await readStudiedAreas(tx, districtId, study, period.to);
      const answer = areasAnswer(
        { districtId, query, firstDay: firstDayOf(material) },
        material,
        areas.filter(({ areaId }) => isMeant(areaId)),
      );
      return { answer, beside: await beside(tx, answer) };
    });
  }

  return createRouter()
    .openapi(getAreas, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await answerOf(c, districtId, c.req.valid("query"), () => null);
      return c.json(answer, 200);
    })
    .openapi(getAreasFile, async (c) => {
      const { districtId } = c.req.valid("param");
      const { format, lang: language, ...query } = c.req.valid("query");
      const { answer, beside } = await answerOf(c, districtId, query, async (tx, { areas }) => ({
        told: await readTold(tx, districtId),
        shapes: await readAreaShapes(
          tx,
          districtId,
          areas.map(({ areaId }) => areaId),
        ),
      }));
      const told = { ...beside.told, language };
      return exportResponse(areasTable(answer, beside.shapes, told), format);
    });
}

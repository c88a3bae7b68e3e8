import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse } from "../http/export.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { askerOf, firstDayOf } from "./api.ts";
import { asFile, inFormat } from "./file.ts";
import type { Materials } from "./material.ts";
import { HotspotQuery, NEIGHBOUR_FIELDS } from "./question.ts";
import { readTold } from "./spot-answer.ts";
import type { StreetUnitsStore } from "./street-store.ts";
import { alongStreets, streetsReach } from "./streets.ts";
import { streetsAnswer } from "./streets-answer.ts";
import { hotStreetsTable, STREET_ROWS, stretchesTable } from "./streets-file.ts";
import { StreetsAnswer } from "./streets-schema.ts";

const StreetsQuery = HotspotQuery.omit({ ...NEIGHBOUR_FIELDS, resolution: true });

const getStreets = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/streets",
  operationId: "getHotspotStreets",
  tags: ["hotspots"],
  summary: "Where complaints of a period concentrate along streets, stretch by stretch",
  description:
    "Cells have no part in it. A measure that is no share is held against the length of street.",
  request: { params: inDistrict, query: StreetsQuery },
  responses: answers("Stretches, and hot ones gathered into streets", StreetsAnswer),
});

const getStreetsFile = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/streets/file",
  operationId: "exportHotspotStreets",
  tags: ["hotspots"],
  summary: "Stretches of street, or hot streets, as a file with their lines",
  request: {
    params: inDistrict,
    query: StreetsQuery.extend({
      ...inFormat,
      rows: z
        .enum(STREET_ROWS)
        .default("stretches")
        .describe("stretches: all that are on the map; streets: the hot ones, as they are listed"),
    }),
  },
  responses: asFile("One row a stretch, or one a hot street with the greatest excess first"),
});

/** Hot streets. */
export function streetsApi({ read, streets }: { read: Materials; streets: StreetUnitsStore }) {
  const answerOf = (c: Context<HttpEnv>, districtId: string, query: HotspotQuery) =>
    read(districtId, askerOf(c), query, streetsReach, async (material) => {
      const { tx, settings } = material;
      const units = (await streets.get(districtId, settings.streets.unitMeters, tx))!; // its register was read
      const asked = { districtId, query, firstDay: firstDayOf(material) };
      return {
        answer: await streetsAnswer(tx, asked, material, alongStreets(material, units)),
        ...(await readTold(tx, districtId)),
      };
    });
  return createRouter()
    .openapi(getStreets, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await answerOf(c, districtId, c.req.valid("query"));
      return c.json(answer, 200);
    })
    .openapi(getStreetsFile, async (c) => {
      const { format, lang: language, rows, ...query } = c.req.valid("query");
      const { answer, ...told } = await answerOf(c, c.req.valid("param").districtId, query);
      const tableOf = rows === "streets" ? hotStreetsTable : stretchesTable;
      return exportResponse(tableOf(answer, { ...told, language }), format);
    });
}

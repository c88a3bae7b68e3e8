import type { Context } from "hono";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse } from "../http/export.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { cubeTable } from "./cube-file.ts";
import { asFile, inFormat } from "./file.ts";
import { CubeQuery, HotspotQuery } from "./question.ts";
import type { CubeAnswer, HotspotAnswer } from "./schema.ts";
import { spotsTable } from "./spots-file.ts";

const access = granted("complaints.all");
const tags = ["hotspots"];

const getSpots = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/hotspots/file",
  operationId: "exportHotspots",
  tags,
  summary: "The spots of a period as a file, with their shapes",
  request: { params: inDistrict, query: HotspotQuery.extend(inFormat) },
  responses: asFile("One row a spot, the greatest excess first"),
});

const getCube = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/hotspots/cube/file",
  operationId: "exportHotspotCube",
  tags,
  summary: "The cells that have a history, as a file with their shapes",
  request: { params: inDistrict, query: CubeQuery.extend(inFormat) },
  responses: asFile("One row a cell with a pattern, the most events first within each"),
});

/** An answer as the page shows it, and whose it is. */
type AnswerOf<Query, Answer> = (
  c: Context<HttpEnv>,
  districtId: string,
  query: Query,
) => Promise<{ answer: Answer; name: string; isDemo: boolean }>;

/** Spots, and cells over steps of time, as files. */
export const hotspotFileApi = (of: {
  readonly spots: AnswerOf<HotspotQuery, HotspotAnswer>;
  readonly cube: AnswerOf<CubeQuery, CubeAnswer>;
}) =>
  createRouter()
    .openapi(getSpots, async (c) => {
      const { format, lang: language, ...query } = c.req.valid("query");
      const { answer, ...told } = await of.spots(c, c.req.valid("param").districtId, query);
      return exportResponse(spotsTable(answer, { ...told, language }), format);
    })
    .openapi(getCube, async (c) => {
      const { format, lang: language, ...query } = c.req.valid("query");
      const { answer, ...told } = await of.cube(c, c.req.valid("param").districtId, query);
      return exportResponse(cubeTable(answer, { ...told, language }), format);
    });

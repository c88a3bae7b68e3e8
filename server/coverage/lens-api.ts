import { z } from "@hono/zod-openapi";
import type { Geometry } from "geojson";
import { FACILITY_STATUSES, type FacilityStatus } from "../../data/facility.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";
import { failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { readDistrictTold } from "./answer-file.ts";
import { createLensAnswers } from "./lens-answers.ts";
import { lensTable } from "./lens-file.ts";
import { LensAnswer, LensQuestion } from "./lens-schema.ts";
import type { createWorlds } from "./world.ts";

const tags = ["coverage"];
const access = granted("district.read");
const path = "/api/districts/{districtId}/coverage/lens";

const askLens = endpoint({
  access,
  method: "post",
  path,
  operationId: "askCoverageLens",
  tags,
  summary:
    "What a lens that measures no radius calls a gap, with its clause; what has no data fulfils nothing. Nothing is written",
  request: { params: inDistrict, body: body(LensQuestion) },
  responses: answers("Gaps by the measure of the lens", LensAnswer),
});

const LensFile = z.object({
  lensId: LensQuestion.shape.lensId,
  statuses: z
    .string()
    .regex(new RegExp(`^(${FACILITY_STATUSES.join("|")})(,(${FACILITY_STATUSES.join("|")})){0,4}$`))
    .default("open")
    .describe("Which facilities count as there, with commas between"),
  format: z.enum(EXPORT_FORMATS).default("csv"),
  lang: z.enum(["zh", "en"]).default("zh"),
});

const getLensFile = endpoint({
  access,
  method: "get",
  path: `${path}/file`,
  operationId: "exportCoverageLens",
  tags,
  summary: "The same answer as a file: stretches of street, sub-districts or facilities",
  request: { params: inDistrict, query: LensFile },
  responses: {
    200: { description: "One row a gap, area or check, with the clause", content: fileContent },
    ...failures,
  },
});

/** What this needs. */
type Parts = {
  readonly database: Database;
  readonly snapshots: Snapshots;
  readonly worlds: ReturnType<typeof createWorlds>;
};

/** What each lens that is no radius calls a gap, and that as a file. */
export function lensApi({ database, snapshots, worlds }: Parts) {
  const answer = createLensAnswers({ database, snapshots, worlds });

  async function shapesOf(districtId: string, { result }: LensAnswer) {
    const areas = "areas" in result && (await snapshots.get(districtId, "areas"));
    const shapes = new Map<string, Geometry>();
    if (!areas) return shapes;
    for (const { areaId } of result.areas) {
      const row = areas.rowOf(areaId);
      const geometry = row === null ? null : areas.geometryAt(row);
      if (geometry) shapes.set(areaId, geometry);
    }
    return shapes;
  }

  return createRouter()
    .openapi(askLens, async (c) =>
      c.json(await answer(c.req.valid("param").districtId, c.req.valid("json")), 200),
    )
    .openapi(getLensFile, async (c) => {
      const { districtId } = c.req.valid("param");
      const { lensId, statuses, format, lang: language } = c.req.valid("query");
      const told = await answer(districtId, {
        lensId,
        statuses: statuses.split(",") as FacilityStatus[], // the pattern has only those
      });
      const district = await database.transaction((tx) => readDistrictTold(tx, districtId), {
        districtId,
      });
      return exportResponse(
        lensTable(told, await shapesOf(districtId, told), { ...district, language }),
        format,
      );
    });
}

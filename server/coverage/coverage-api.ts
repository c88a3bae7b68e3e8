import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import { coverageAnswer, trialAnswer } from "./answer.ts";
import { CoverageAnswer, CoverageStreets, CoverageTrialAnswer } from "./coverage-schema.ts";
import type { Coverage } from "./material.ts";
import { CoverageQuestion, CoverageTrial } from "./question.ts";
import { roundedPosition } from "./rounding.ts";
import { courseOf, remainder, servedStretches } from "./streets.ts";
import { SNAP_SITE_METERS } from "./study.ts";

const tags = ["coverage"];
const access = granted("district.read");
const path = "/api/districts/{districtId}/coverage";

const askCoverage = endpoint({
  access,
  method: "post",
  path,
  operationId: "askCoverage",
  tags,
  summary: "Who is served along streets, who is not, and where they are; nothing is written",
  request: { params: inDistrict, body: body(CoverageQuestion) },
  responses: answers("Demand by what becomes of it, sites, areas and gaps", CoverageAnswer),
});

const tryCoverage = endpoint({
  access,
  method: "post",
  path: `${path}/trial`,
  operationId: "tryCoverage",
  tags,
  summary: "What changes when one site stands elsewhere, is closed or is added; nothing is written",
  request: { params: inDistrict, body: body(CoverageTrial) },
  responses: answers("What is otherwise than in the question's answer", CoverageTrialAnswer),
});

const askStreets = endpoint({
  access,
  method: "post",
  path: `${path}/streets`,
  operationId: "askCoverageStreets",
  tags,
  summary: "The parts of streets within reach of a site, and the others; nothing is written",
  request: { params: inDistrict, body: body(CoverageQuestion) },
  responses: answers("Courses", CoverageStreets),
});

const getWallCoverage = endpoint({
  access: granted("wall.read"),
  method: "get",
  path: "/api/districts/{districtId}/wall/coverage",
  operationId: "getWallCoverage",
  tags,
  summary:
    "The question of coverage as a page asks it first, of one kind: for a wall, which asks nothing else",
  request: { params: inDistrict, query: CoverageQuestion.pick({ kind: true }) },
  responses: answers("Demand by what becomes of it, sites, areas and gaps", CoverageAnswer),
});

/** The endpoints of coverage: an answer, a trial while something is dragged, streets. */
export function coverageAnswersApi(read: Coverage) {
  return createRouter()
    .openapi(askCoverage, async (c) => {
      c.set("isQuestion", true);
      const { districtId } = c.req.valid("param");
      const material = await read(districtId, c.req.valid("json"), callerOf(c));
      const raster = await material.raster();
      return c.json(coverageAnswer(material.study, { ...material, districtId, raster }), 200);
    })
    .openapi(getWallCoverage, async (c) => {
      const { districtId } = c.req.valid("param");
      const question = CoverageQuestion.parse(c.req.valid("query"));
      const material = await read(districtId, question, callerOf(c));
      const raster = await material.raster();
      return c.json(coverageAnswer(material.study, { ...material, districtId, raster }), 200);
    })
    .openapi(tryCoverage, async (c) => {
      c.set("isQuestion", true);
      const { districtId } = c.req.valid("param");
      const { question, site, position } = c.req.valid("json");
      const { study } = await read(districtId, question, callerOf(c));
      const known = study.sites.findIndex(({ id }) => id === site);
      const number = known < 0 ? study.sites.length : known;
      const found = position && study.network.snap(position, SNAP_SITE_METERS);
      const answer = study.tryOut(number, position, (after) =>
        trialAnswer(study.measured, after, study.demand.unplaced),
      );
      const isPlaced = found !== null && typeof found !== "string";
      return c.json(
        {
          ...answer,
          position: isPlaced ? ([...found.position] as [number, number]) : null,
          failure: typeof found === "string" ? found : null,
        },
        200,
      );
    })
    .openapi(askStreets, async (c) => {
      c.set("isQuestion", true);
      const { districtId } = c.req.valid("param");
      const { study } = await read(districtId, c.req.valid("json"), callerOf(c));
      const { network, labels, measured } = study;
      const served: [number, number][][] = [];
      const outside: [number, number][][] = [];
      for (const [edge, parts] of servedStretches(
        network,
        labels,
        measured.radiusMillimeters,
      ).entries()) {
        if (!network.isForward[edge] && !network.isBackward[edge]) continue;
        const add = (to: [number, number][][], part: { from: number; to: number }) =>
          to.push(courseOf(network, edge, part).map(roundedPosition));
        for (const part of parts) add(served, part);
        for (const part of remainder(network.lengths[edge]!, parts)) add(outside, part);
      }
      return c.json(
        {
          served: { type: "MultiLineString" as const, coordinates: served },
          outside: { type: "MultiLineString" as const, coordinates: outside },
        },
        200,
      );
    });
}

import { z } from "@hono/zod-openapi";
import { isValidCell } from "h3-js";
import type { Context } from "hono";
import { callerOf, reachOf } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { analyse, analysisReach, cubeOf, fieldOfPeriod, stepSpan } from "./analysis.ts";
import { askedOf, cubeAnswer, frameAnswer, hotspotAnswer } from "./answer.ts";
import type { CubeCounts } from "./counting.ts";
import { hotspotFileApi } from "./file-api.ts";
import type { Heavy } from "./heavy.ts";
import type { Material, Materials, Reaching } from "./material.ts";
import { readNames } from "./names.ts";
import { CubeQuery, HotspotQuery } from "./question.ts";
import { CubeAnswer, FrameAnswer, HotspotAnswer } from "./schema.ts";
import { holdSpot, readTold, spotAnswer } from "./spot-answer.ts";
import { SpotAnswer } from "./spot-schema.ts";

const tags = ["hotspots"];
const access = granted("complaints.all");

const getHotspots = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/hotspots",
  operationId: "getHotspots",
  tags,
  summary: "Where complaints concentrate in a period beyond chance, and how that changed",
  request: { params: inDistrict, query: HotspotQuery },
  responses: answers("Cells, and hot cells gathered into spots", HotspotAnswer),
});

const getFrame = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/hotspots/frame",
  operationId: "getHotspotFrame",
  tags,
  summary: "The cells of a period alone, for a slider that is being moved",
  request: { params: inDistrict, query: HotspotQuery },
  responses: answers("Cells", FrameAnswer),
});

const getCube = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/hotspots/cube",
  operationId: "getHotspotCube",
  tags,
  summary: "Cells over days or weeks, with emerging hot spot categories",
  request: { params: inDistrict, query: CubeQuery },
  responses: answers("Cells by step", CubeAnswer),
});

const getSpot = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/hotspots/spots/{spotId}",
  operationId: "getHotspot",
  tags,
  summary: "One spot: why, since when, what lies within, who is responsible, which cases",
  request: {
    params: inDistrict.extend({
      spotId: z
        .string()
        .refine((cell) => isValidCell(cell), { error: "an H3 cell" })
        .describe("Any of its cells; the peak names it"),
    }),
    query: HotspotQuery,
  },
  responses: answers("Its card", SpotAnswer),
});

const getWallHotspots = endpoint({
  access: granted("wall.read"),
  method: "get",
  path: "/api/districts/{districtId}/wall/hotspots",
  operationId: "getWallHotspots",
  tags,
  summary:
    "The hotspots of direct complaints in the period one sees first: for a wall, which asks nothing else",
  request: { params: inDistrict },
  responses: answers("Cells, and hot cells gathered into spots", HotspotAnswer),
});

/** What the endpoints of hotspots are wired to. */
export type HotspotParts = { read: Materials; heavy: Heavy };

/** How far whoever asks may read complaints. */
export const askerOf = (c: Context<HttpEnv>) => ({
  accountId: callerOf(c).accountId,
  all: reachOf(c),
});

/** The first local day of any complaint that may be read; null without any. */
export function firstDayOf({ index, scope }: Material): number | null {
  const { rows, columns } = index.chosen({ filters: {}, scope, now: 0 });
  return rows.length > 0 ? columns.at.receivedDays[rows[0]!]! : null;
}

/** The endpoints of hotspots: a period, a slider's frame, steps of time, one spot. */
export function hotspotsApi({ read, heavy }: HotspotParts) {
  const emergingOf = (
    {
      study,
      rings,
      level,
      minimum,
      stepsBack,
    }: Pick<Material, "study" | "rings" | "level" | "minimum" | "stepsBack">,
    { counts, exposures, stepCount }: CubeCounts,
  ) =>
    heavy.run("histories", {
      ...{ counts, exposures, stepCount, level, minimum, stepsBack },
      neighbours: study.neighbours(rings),
    });

  async function answerOf(c: Context<HttpEnv>, districtId: string, query: HotspotQuery) {
    const held = await read(districtId, askerOf(c), query, analysisReach, async (material) => {
      const analysed = analyse(material);
      const { spotCounts } = analysed;
      const ids = (name: "streetId" | "unitId" | "areaId") =>
        spotCounts.flatMap((spot) => spot[name] ?? []);
      const { tx, study, rings, level, minimum, stepsBack, period, settings } = material;
      return {
        ...{ analysed, asked: askedOf(material), period, steps: settings.steps },
        ...{ study, rings, level, minimum, stepsBack, firstDay: firstDayOf(material) },
        ...(await readTold(tx, districtId)),
        names: await readNames(tx, districtId, {
          ...{ streets: ids("streetId"), units: ids("unitId"), areas: ids("areaId") },
        }),
      };
    });
    const emerging = await emergingOf(held, held.analysed.cube);
    return {
      answer: hotspotAnswer(held.analysed, emerging, held.names, { districtId, ...held }),
      ...{ name: held.name, isDemo: held.isDemo },
    };
  }

  async function cubeAnswerOf(c: Context<HttpEnv>, districtId: string, query: CubeQuery) {
    const reaching: Reaching = ({ period, settings: { steps } }) => [
      stepSpan(period, { unit: query.step ?? steps.unit, count: query.steps ?? steps.count }),
    ];
    const held = await read(districtId, askerOf(c), query, reaching, async (material) => {
      const { tx, study, rings, level, minimum, stepsBack } = material;
      return {
        ...{ study, rings, level, minimum, stepsBack, asked: askedOf(material) },
        ...{ cube: cubeOf(material, query), told: await readTold(tx, districtId) },
      };
    });
    const emerging = await emergingOf(held, held.cube);
    return {
      answer: cubeAnswer(districtId, held.asked, held.study, held.cube, emerging),
      ...held.told,
    };
  }

  const router = createRouter()
    .openapi(getHotspots, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await answerOf(c, districtId, c.req.valid("query"));
      return c.json(answer, 200);
    })
    .openapi(getWallHotspots, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await answerOf(c, districtId, { kind: ["direct"] });
      return c.json(answer, 200);
    })
    .openapi(getFrame, async (c) => {
      const { districtId } = c.req.valid("param");
      const query = c.req.valid("query");
      const answer = await read(
        districtId,
        askerOf(c),
        query,
        () => [],
        (material) => frameAnswer(districtId, material, fieldOfPeriod(material)),
      );
      return c.json(answer, 200);
    })
    .openapi(getCube, async (c) => {
      const { districtId } = c.req.valid("param");
      const { answer } = await cubeAnswerOf(c, districtId, c.req.valid("query"));
      return c.json(answer, 200);
    })
    .openapi(getSpot, async (c) => {
      const { districtId, spotId } = c.req.valid("param");
      const query = c.req.valid("query");
      const held = await read(districtId, askerOf(c), query, analysisReach, async (material) => {
        const { rings, level, minimum, stepsBack, study, tx } = material;
        const { isDemo } = await readTold(tx, districtId);
        const firstDay = firstDayOf(material);
        const spot = await holdSpot(material, districtId, query, {
          cell: spotId,
          isDemo,
          firstDay,
        });
        return { spot, rings, level, minimum, stepsBack, study };
      });
      if (!held.spot)
        throw new DomainError("not-found", `No spot holds the cell ${spotId} in this period`);
      const emerging = await emergingOf(held, held.spot.analysed.cube);
      return c.json(spotAnswer(held.spot, emerging), 200);
    });
  router.route("/", hotspotFileApi({ spots: answerOf, cube: cubeAnswerOf }));
  return router;
}

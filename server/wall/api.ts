import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { readWallDistrict } from "./clock-store.ts";
import { handoverAnswer } from "./handover-answer.ts";
import {
  HandoverQuery,
  StarChangesQuery,
  WallHandover,
  WallStarChanges,
} from "./handover-schema.ts";
import { readRatingChanges } from "./handover-store.ts";
import { TickerQuery, WallState, WallTicker } from "./schema.ts";
import { stateAnswer } from "./state-answer.ts";
import { tickerAnswer } from "./ticker-answer.ts";

const DAY_MS = 86_400_000;
const tags = ["wall"];
const access = granted("wall.read");
const path = "/api/districts/{districtId}/wall";

const getState = endpoint({
  ...{ access, method: "get", path, tags },
  operationId: "getWallState",
  summary:
    "What a wall says at all times: the hour, who is on duty, how old its data are, a few figures",
  request: { params: inDistrict },
  responses: answers("The state", WallState),
});
const getTicker = endpoint({
  ...{ access, method: "get", path: `${path}/ticker` as const, tags },
  operationId: "getWallTicker",
  summary:
    "The newest complaints by category, street, unit and time; nothing of what somebody said",
  request: { params: inDistrict, query: TickerQuery },
  responses: answers("The newest", WallTicker),
});
const getHandover = endpoint({
  ...{ access, method: "get", path: `${path}/handover` as const, tags },
  operationId: "getWallHandover",
  summary: "What changed in some hours, what is open, and what will be late in as many",
  request: { params: inDistrict, query: HandoverQuery },
  responses: answers("The hand-over", WallHandover),
});

const getStarChanges = endpoint({
  ...{ access, method: "get", path: `${path}/star-changes` as const, tags },
  operationId: "getWallStarChanges",
  summary: "Stars that were given, lost, ran out or became others in some days",
  request: { params: inDistrict, query: StarChangesQuery },
  responses: answers("The changes", WallStarChanges),
});

/** What a wall reads. */
export function wallApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getState, async (c) => {
      const { districtId } = c.req.valid("param");
      const answer = await database.transaction((tx) => stateAnswer(tx, districtId, new Date()), {
        districtId,
      });
      return c.json(answer, 200);
    })
    .openapi(getTicker, async (c) => {
      const { districtId } = c.req.valid("param");
      const answer = await database.transaction(
        (tx) => tickerAnswer(tx, districtId, c.req.valid("query"), new Date()),
        { districtId },
      );
      return c.json(answer, 200);
    })
    .openapi(getStarChanges, async (c) => {
      const { districtId } = c.req.valid("param");
      const { days } = c.req.valid("query");
      const answer = await database.transaction(
        async (tx) => {
          const { timeZone } = await readWallDistrict(tx, districtId);
          const [now, since] = [Date.now(), Date.now() - days * DAY_MS];
          const period = {
            from: localDay(new Date(since), timeZone),
            to: localDay(new Date(now), timeZone),
          };
          return { districtId, ...period, ...(await readRatingChanges(tx, districtId, period)) };
        },
        { districtId },
      );
      return c.json(answer, 200);
    })
    .openapi(getHandover, async (c) => {
      const { districtId } = c.req.valid("param");
      const { hours } = c.req.valid("query");
      const answer = await database.transaction(
        (tx) => handoverAnswer(tx, districtId, hours, new Date()),
        { districtId },
      );
      return c.json(answer, 200);
    });
}

import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import type { Coverage } from "./material.ts";
import { scenarioAnswer } from "./scenario-answer.ts";
import { answerNow, comparisonOf } from "./scenario-compare.ts";
import {
  changeScenario,
  createScenario,
  isAskedAnew,
  MOST_SCENARIOS,
  removeScenario,
  requireCosts,
  requireScenario,
} from "./scenario-desk.ts";
import { figuresOf } from "./scenario-figures.ts";
import {
  Comparison,
  ComparisonQuery,
  Scenario,
  ScenarioDraft,
  ScenariosAnswer,
} from "./scenario-schema.ts";
import { readScenarios } from "./scenario-store.ts";

const tags = ["coverage"];
const reading = granted("district.read");
const writing = { permission: "coverage.edit", within: "district" } as const;
export const SCENARIOS = "/api/districts/{districtId}/coverage/scenarios";
export const ofScenario = inDistrict.extend({ scenarioId: z.string().min(1).max(200) });
const taken = { 409: failure("Another scenario has the name") };

const getScenarios = endpoint({
  access: reading,
  method: "get",
  path: SCENARIOS,
  operationId: "getScenarios",
  tags,
  summary: "Scenarios of coverage that were saved, with what each came to then",
  request: { params: inDistrict },
  responses: answers("All of them, by name", ScenariosAnswer),
});
const compareScenarios = endpoint({
  access: reading,
  method: "get",
  path: `${SCENARIOS}/compare`,
  operationId: "compareScenarios",
  tags,
  summary:
    "Scenarios side by side, worked out with the register of today, which stands beside them",
  request: { params: inDistrict, query: ComparisonQuery },
  responses: answers("A column each, after the register as it is", Comparison),
});
const getScenario = endpoint({
  access: reading,
  method: "get",
  path: `${SCENARIOS}/{scenarioId}`,
  operationId: "getScenario",
  tags,
  summary: "One scenario",
  request: { params: ofScenario },
  responses: answers("The scenario", Scenario),
});
const postScenario = endpoint({
  access: writing,
  method: "post",
  path: SCENARIOS,
  operationId: "createScenario",
  tags,
  summary: "Keep a question of coverage with what it tries out, and what it comes to now",
  request: { params: inDistrict, body: body(ScenarioDraft) },
  responses: {
    201: { description: "The scenario", ...json(Scenario) },
    ...failures,
    ...taken,
  },
});
const putScenario = endpoint({
  access: writing,
  method: "put",
  path: `${SCENARIOS}/{scenarioId}`,
  operationId: "changeScenario",
  tags,
  summary: "Write a scenario anew; where it asks the same, what it came to then stays",
  request: { params: ofScenario, headers: seen, body: body(ScenarioDraft) },
  responses: {
    200: { description: "The scenario", ...json(Scenario) },
    ...failures,
    ...unseen,
    ...taken,
  },
});
const deleteScenarioRoute = endpoint({
  access: writing,
  method: "delete",
  path: `${SCENARIOS}/{scenarioId}`,
  operationId: "removeScenario",
  tags,
  summary: "Take a scenario away; construction targets that were made of it stay",
  request: { params: ofScenario, headers: seen },
  responses: {
    200: { description: "Those that are left", ...json(ScenariosAnswer) },
    ...failures,
    ...unseen,
  },
});

/** Scenarios of coverage: kept, changed, compared. */
export function scenarioApi(parts: { database: Database; snapshots: Snapshots; read: Coverage }) {
  const { database, snapshots } = parts;
  const complaintsOf = (c: Context<HttpEnv>, districtId: string) =>
    callerOf(c).readReach(districtId, "complaints.all");

  async function within<T>(districtId: string, work: (tx: Queryable) => Promise<T>): Promise<T> {
    await clockIn(snapshots, districtId);
    return database.transaction(work, { districtId });
  }

  async function all(c: Context<HttpEnv>, districtId: string) {
    const rows = await within(districtId, (tx) => readScenarios(tx, districtId));
    const toAnswer = scenarioAnswer(await complaintsOf(c, districtId));
    return { districtId, most: MOST_SCENARIOS, scenarios: rows.map(toAnswer) };
  }

  /** What a draft comes to with the register of today, worked out before anything is held. */
  async function figuresNow(c: Context<HttpEnv>, districtId: string, draft: ScenarioDraft) {
    requireCosts(draft);
    const { question, costs } = draft;
    if (question.demand === "complaints" && !(await complaintsOf(c, districtId))?.isWhole)
      throw new DomainError(
        "forbidden",
        "complaints.all of the whole district is needed to keep it",
      );
    const answer = await answerNow(parts, districtId, question, callerOf(c));
    return figuresOf(answer, question.edits, costs);
  }

  return createRouter()
    .openapi(getScenarios, async (c) => c.json(await all(c, c.req.valid("param").districtId), 200))
    .openapi(compareScenarios, async (c) => {
      const { districtId } = c.req.valid("param");
      const { ids } = c.req.valid("query");
      const { today } = await clockIn(snapshots, districtId);
      const scenarios = await within(districtId, async (tx) => {
        const found = [];
        for (const id of ids) found.push(await requireScenario({ tx, districtId }, id));
        return found;
      });
      const asker = callerOf(c);
      return c.json(await comparisonOf(parts, districtId, scenarios, { asker, today }), 200);
    })
    .openapi(getScenario, async (c) => {
      const { districtId, scenarioId } = c.req.valid("param");
      const stored = await within(districtId, (tx) =>
        requireScenario({ tx, districtId }, scenarioId),
      );
      const toAnswer = scenarioAnswer(await complaintsOf(c, districtId));
      return c.json(tagged(c, toAnswer(stored)), 200);
    })
    .openapi(postScenario, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const figures = await figuresNow(c, districtId, draft);
      const toAnswer = scenarioAnswer(await complaintsOf(c, districtId));
      const stored = await within(districtId, (tx) =>
        createScenario({ tx, districtId, actor: callerOf(c) }, draft, figures),
      );
      return c.json(tagged(c, toAnswer(stored)), 201);
    })
    .openapi(putScenario, async (c) => {
      const { districtId, scenarioId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const draft = c.req.valid("json");
      const known = await within(districtId, (tx) =>
        requireScenario({ tx, districtId }, scenarioId),
      );
      const isAnew = known.revision === revision && isAskedAnew(known, draft);
      const figures = isAnew ? await figuresNow(c, districtId, draft) : undefined;
      const answerOf = scenarioAnswer(await complaintsOf(c, districtId));
      const stored = await within(districtId, (tx) =>
        changeScenario({ tx, districtId, actor: callerOf(c) }, scenarioId, { revision, answerOf }, [
          draft,
          figures,
        ]),
      );
      return c.json(tagged(c, answerOf(stored)), 200);
    })
    .openapi(deleteScenarioRoute, async (c) => {
      const { districtId, scenarioId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const answerOf = scenarioAnswer(await complaintsOf(c, districtId));
      await within(districtId, (tx) =>
        removeScenario({ tx, districtId, actor: callerOf(c) }, scenarioId, { revision, answerOf }),
      );
      return c.json(await all(c, districtId), 200);
    });
}

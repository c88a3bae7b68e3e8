import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failures } from "../http/problem.ts";
import { revisionSeen, seen, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { ofScenario, SCENARIOS } from "./scenario-api.ts";
import type { ScenarioDesk } from "./scenario-desk.ts";
import {
  changeTarget,
  createTarget,
  createTargetsOf,
  removeTarget,
  targetAnswer,
  targetsAnswer,
} from "./scenario-target-desk.ts";
import { TargetDraft, TargetsAnswer, TargetsOfScenario } from "./scenario-target-schema.ts";

const tags = ["coverage"];
const reading = granted("district.read");
const writing = { permission: "coverage.edit", within: "district" } as const;
const TARGETS = "/api/districts/{districtId}/coverage/targets";
const ofTarget = inDistrict.extend({ targetId: z.string().min(1).max(200) });
const all = { description: "All targets, and how far they are", ...json(TargetsAnswer) };

const getTargets = endpoint({
  access: reading,
  method: "get",
  path: TARGETS,
  operationId: "getConstructionTargets",
  tags,
  summary: "What is to be built, and how far it is",
  request: { params: inDistrict },
  responses: answers("All targets, and how far they are", TargetsAnswer),
});
const postTarget = endpoint({
  access: writing,
  method: "post",
  path: TARGETS,
  operationId: "createConstructionTarget",
  tags,
  summary: "Set one facility that is to be built",
  request: { params: inDistrict, body: body(TargetDraft) },
  responses: { 201: all, ...failures },
});
const postTargets = endpoint({
  access: writing,
  method: "post",
  path: `${SCENARIOS}/{scenarioId}/targets`,
  operationId: "createTargetsOfScenario",
  tags,
  summary: "Make a target of each site that a scenario adds; what is one already stays as it is",
  request: { params: ofScenario, body: body(TargetsOfScenario) },
  responses: { 201: all, ...failures },
});
const putTarget = endpoint({
  access: writing,
  method: "put",
  path: `${TARGETS}/{targetId}`,
  operationId: "changeConstructionTarget",
  tags,
  summary: "Write a target anew: its state, its day, the facility it has become",
  request: { params: ofTarget, headers: seen, body: body(TargetDraft) },
  responses: { 200: all, ...failures, ...unseen },
});
const deleteTargetRoute = endpoint({
  access: writing,
  method: "delete",
  path: `${TARGETS}/{targetId}`,
  operationId: "removeConstructionTarget",
  tags,
  summary: "Take a target away that was set by mistake; one that is given up is dropped instead",
  request: { params: ofTarget, headers: seen },
  responses: { 200: all, ...failures, ...unseen },
});

/** What is to be built, and how far it is. */
export function scenarioTargetApi({
  database,
  snapshots,
}: {
  database: Database;
  snapshots: Snapshots;
}) {
  async function within(
    districtId: string,
    work: (
      desk: Pick<ScenarioDesk, "tx" | "districtId">,
      today: string,
    ) => Promise<unknown> = async () => {},
  ) {
    const { today } = await clockIn(snapshots, districtId);
    return database.transaction(
      async (tx) => {
        await work({ tx, districtId }, today);
        return targetsAnswer({ tx, districtId }, today);
      },
      { districtId },
    );
  }
  const written = (
    c: Context<HttpEnv>,
    districtId: string,
    work: (desk: ScenarioDesk, today: string) => Promise<unknown>,
  ) => within(districtId, (desk, today) => work({ ...desk, actor: callerOf(c) }, today));

  return createRouter()
    .openapi(getTargets, async (c) => c.json(await within(c.req.valid("param").districtId), 200))
    .openapi(postTarget, async (c) => {
      const draft = c.req.valid("json");
      const { districtId } = c.req.valid("param");
      return c.json(await written(c, districtId, (desk) => createTarget(desk, draft)), 201);
    })
    .openapi(postTargets, async (c) => {
      const { districtId, scenarioId } = c.req.valid("param");
      const { plannedFor } = c.req.valid("json");
      const answer = await written(c, districtId, (desk) =>
        createTargetsOf(desk, scenarioId, plannedFor),
      );
      return c.json(answer, 201);
    })
    .openapi(putTarget, async (c) => {
      const { districtId, targetId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const draft = c.req.valid("json");
      const answer = await written(c, districtId, (desk, today) =>
        changeTarget(desk, targetId, { revision, answerOf: targetAnswer(today) }, draft),
      );
      return c.json(answer, 200);
    })
    .openapi(deleteTargetRoute, async (c) => {
      const { districtId, targetId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const answer = await written(c, districtId, (desk, today) =>
        removeTarget(desk, targetId, { revision, answerOf: targetAnswer(today) }),
      );
      return c.json(answer, 200);
    });
}

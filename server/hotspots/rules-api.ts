import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readCategoryTitles } from "../complaints/category-settings.ts";
import { callerOf, reachOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { revisionSeen, seen, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { readAlarm, readAlarms, writeSeen } from "./rule-store.ts";
import { changeRule, createRule, type RuleDesk, removeRule } from "./rules.ts";
import { ruleAlarmsAnswer, ruleAnswer, rulesAnswer } from "./rules-answer.ts";
import {
  AlarmSeenAnswer,
  RuleAlarmsAnswer,
  RuleAlarmsQuery,
  RuleDraft,
  RulesAnswer,
} from "./rules-schema.ts";

const tags = ["hotspots"];
const reading = granted("complaints.all");
const writing = { permission: "settings.edit", within: "district" } as const;
const RULES = "/api/districts/{districtId}/hotspots/rules";
const ofRule = inDistrict.extend({ ruleId: z.string().min(1).max(200) });
const all = { description: "All rules", ...json(RulesAnswer) };

const getRules = endpoint({
  access: reading,
  method: "get",
  path: RULES,
  operationId: "getHotspotRules",
  tags,
  summary: "Rules by which a role is told of new hotspots, with when each was looked at last",
  request: { params: inDistrict },
  responses: answers("All rules", RulesAnswer),
});
const postRule = endpoint({
  access: writing,
  method: "post",
  path: RULES,
  operationId: "createHotspotRule",
  tags,
  summary: "Tell a role when a new hotspot appears",
  request: { params: inDistrict, body: body(RuleDraft) },
  responses: { 201: all, ...failures },
});
const putRule = endpoint({
  access: writing,
  method: "put",
  path: `${RULES}/{ruleId}`,
  operationId: "changeHotspotRule",
  tags,
  summary: "Write a rule anew; where it asks for something else, it begins anew",
  request: { params: ofRule, headers: seen, body: body(RuleDraft) },
  responses: { 200: all, ...failures, ...unseen },
});
const deleteRule = endpoint({
  access: writing,
  method: "delete",
  path: `${RULES}/{ruleId}`,
  operationId: "removeHotspotRule",
  tags,
  summary: "Take a rule away; what it told stays",
  request: { params: ofRule, headers: seen },
  responses: { 200: all, ...failures, ...unseen },
});
const getAlarms = endpoint({
  access: reading,
  method: "get",
  path: `${RULES}/alarms`,
  operationId: "getHotspotRuleAlarms",
  tags,
  summary: "New hotspots that one's roles were told of, within one's areas",
  request: { params: inDistrict, query: RuleAlarmsQuery },
  responses: answers("Unseen first, then the newest", RuleAlarmsAnswer),
});
const postSeen = endpoint({
  access: reading,
  method: "post",
  path: `${RULES}/alarms/{alarmId}/seen`,
  operationId: "seeHotspotRuleAlarm",
  tags,
  summary: "Say that one has seen an alarm",
  request: { params: inDistrict.extend({ alarmId: z.string().min(1).max(200) }) },
  responses: answers("When it was seen first", AlarmSeenAnswer),
});

/** Alarms looked through at most, also those outside one's areas. */
const MOST_ALARMS = 2_000;

/** Rules of new hotspots, and what they told. */
export function rulesApi({ database, snapshots }: { database: Database; snapshots: Snapshots }) {
  async function within<T>(districtId: string, work: (tx: Queryable) => Promise<T>): Promise<T> {
    await clockIn(snapshots, districtId);
    return database.transaction(work, { districtId });
  }

  const written = (
    c: Context<HttpEnv>,
    districtId: string,
    work: (desk: RuleDesk) => Promise<unknown>,
  ) =>
    within(districtId, async (tx) => {
      await work({ tx, districtId, actor: callerOf(c) });
      return rulesAnswer(tx, districtId);
    });

  const seenRule = async ({ tx, districtId }: RuleDesk, ruleId: string, ifMatch: number) => ({
    ...{ ruleId, revision: ifMatch },
    answerOf: ruleAnswer(await readCategoryTitles(tx, districtId)),
  });

  /** Who reads alarms has an account: displays read no complaints. */
  const accountOf = (c: Context<HttpEnv>) => callerOf(c).accountId ?? "";

  return createRouter()
    .openapi(getAlarms, async (c) => {
      const { districtId } = c.req.valid("param");
      const { limit } = c.req.valid("query");
      const reach = reachOf(c);
      const answer = await within(districtId, async (tx) => {
        const alarms = await readAlarms(tx, districtId, accountOf(c), MOST_ALARMS);
        const own = alarms.filter(({ lng, lat }) => reach.holds([lng, lat]));
        return ruleAlarmsAnswer(tx, districtId, own, limit);
      });
      return c.json(answer, 200);
    })
    .openapi(postSeen, async (c) => {
      const { districtId, alarmId } = c.req.valid("param");
      const reach = reachOf(c);
      const seenAt = await within(districtId, async (tx) => {
        const alarm = await readAlarm(tx, districtId, accountOf(c), alarmId);
        if (!alarm || !reach.holds([alarm.lng, alarm.lat]))
          throw new DomainError("record-unknown", `No alarm ${alarmId} for you`);
        await writeSeen(tx, districtId, accountOf(c), alarmId);
        return (await readAlarm(tx, districtId, accountOf(c), alarmId))?.seenAt;
      });
      return c.json({ alarmId, seenAt: (seenAt ?? new Date()).toISOString() }, 200);
    })
    .openapi(getRules, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await within(districtId, (tx) => rulesAnswer(tx, districtId)), 200);
    })
    .openapi(postRule, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      return c.json(await written(c, districtId, (desk) => createRule(desk, draft)), 201);
    })
    .openapi(putRule, async (c) => {
      const { districtId, ruleId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const draft = c.req.valid("json");
      const answer = await written(c, districtId, async (desk) =>
        changeRule(desk, await seenRule(desk, ruleId, revision), draft),
      );
      return c.json(answer, 200);
    })
    .openapi(deleteRule, async (c) => {
      const { districtId, ruleId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const answer = await written(c, districtId, async (desk) =>
        removeRule(desk, await seenRule(desk, ruleId, revision)),
      );
      return c.json(answer, 200);
    });
}

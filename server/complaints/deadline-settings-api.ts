import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";

import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { changeSetting } from "../store/setting.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { DEADLINES_SETTING } from "./case-due.ts";
import { deadlineSettings, readOwnDeadlines, termTrial } from "./deadline-settings.ts";
import {
  DeadlineSettings,
  DeadlineTrial,
  INTAKE_PRESETS,
  IntakeSettings,
  OwnDeadlines,
  OwnIntake,
  TermTrial,
} from "./deadline-settings-schema.ts";
import { INTAKE_SETTING, readIntake, readOwnIntake } from "./intake-settings.ts";

const tags = ["complaints"];
const reading = { permission: "complaints.read", within: "area" } as const;
const setting = { permission: "settings.edit", within: "district" } as const;
const deadlines = answers("The terms", DeadlineSettings);
const intake = answers("The settings", IntakeSettings);

const getDeadlines = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/complaint-deadlines",
  operationId: "getComplaintDeadlines",
  tags,
  summary: "Terms of complaints: presets, the district's own, and what holds, each with its source",
  request: { params: inDistrict },
  responses: deadlines,
});
const putDeadlines = endpoint({
  access: setting,
  method: "put",
  path: "/api/districts/{districtId}/complaint-deadlines",
  operationId: "setComplaintDeadlines",
  tags,
  summary: "Set the district's own terms; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnDeadlines) },
  responses: deadlines,
});
const postTrial = endpoint({
  access: reading,
  method: "post",
  path: "/api/districts/{districtId}/complaint-deadlines/trial",
  operationId: "tryComplaintDeadlines",
  tags,
  summary: "When each step of a complaint would be due; nothing is written",
  request: { params: inDistrict, body: body(TermTrial) },
  responses: answers("Step by step", DeadlineTrial),
});
const getIntake = endpoint({
  access: reading,
  method: "get",
  path: "/api/districts/{districtId}/complaint-intake",
  operationId: "getComplaintIntake",
  tags,
  summary: "How complaints are numbered, and how long it is known who complained",
  request: { params: inDistrict },
  responses: intake,
});
const putIntake = endpoint({
  access: setting,
  method: "put",
  path: "/api/districts/{districtId}/complaint-intake",
  operationId: "setComplaintIntake",
  tags,
  summary: "Set how complaints are numbered here, and how long it is known who complained",
  request: { params: inDistrict, body: body(OwnIntake) },
  responses: intake,
});

/** The settings of complaints: terms, numbers, and how long it is known who complained. */
export function deadlineSettingsApi({
  database,
  snapshots,
}: {
  database: Database;
  snapshots: Snapshots;
}) {
  const within = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  const intakeOf = async (tx: Queryable, districtId: string): Promise<IntakeSettings> => ({
    ...{ districtId, presets: INTAKE_PRESETS },
    own: (await readOwnIntake(tx, districtId)) ?? {},
    merged: await readIntake(tx, districtId),
  });

  return createRouter()
    .openapi(getDeadlines, async (c) => {
      const { districtId } = c.req.valid("param");
      const own = await within(districtId, (tx) => readOwnDeadlines(tx, districtId));
      return c.json(deadlineSettings(districtId, own), 200);
    })
    .openapi(putDeadlines, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const actor = callerOf(c);
      await within(districtId, async (tx) => {
        const before = (await readOwnDeadlines(tx, districtId)) ?? {};
        await changeSetting(tx, districtId, actor, { key: DEADLINES_SETTING, before, after });
      });
      return c.json(deadlineSettings(districtId, after), 200);
    })
    .openapi(postTrial, async (c) => {
      const { districtId } = c.req.valid("param");
      const asked = c.req.valid("json");
      const clock = await clockIn(snapshots, districtId);
      const own = asked.own ?? (await within(districtId, (tx) => readOwnDeadlines(tx, districtId)));
      return c.json(termTrial(own, clock.timeZone, asked, new Date()), 200);
    })
    .openapi(getIntake, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await within(districtId, (tx) => intakeOf(tx, districtId)), 200);
    })
    .openapi(putIntake, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const actor = callerOf(c);
      const answer = await within(districtId, async (tx) => {
        const before = (await readOwnIntake(tx, districtId)) ?? {};
        await changeSetting(tx, districtId, actor, { key: INTAKE_SETTING, before, after });
        return intakeOf(tx, districtId);
      });
      return c.json(answer, 200);
    });
}

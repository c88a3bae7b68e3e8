import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { type Actor, recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { MembersChosen, UnitDraft, UnitMembers, UnitPatch, Units } from "./unit-schema.ts";
import {
  lockUnit,
  readMembers,
  readMembersOf,
  readUnits,
  type StoredUnit,
  writeMembersOf,
  writeUnit,
} from "./unit-store.ts";

const tags = ["complaints"];
const settings = { permission: "settings.edit", within: "district" } as const;
const ofUnit = inDistrict.extend({ unitId: z.string().min(1).max(200) });
const units = { description: "All units", ...json(Units) };
const taken = { 409: failure("Another unit has this name") };

const getUnits = endpoint({
  access: { permission: "district.read", within: "area" },
  method: "get",
  path: "/api/districts/{districtId}/units",
  operationId: "getUnits",
  tags,
  summary: "The handling units of a district, with what is open at each",
  request: { params: inDistrict },
  responses: { 200: units, ...failures },
});
const postUnit = endpoint({
  access: settings,
  method: "post",
  path: "/api/districts/{districtId}/units",
  operationId: "createUnit",
  tags,
  summary: "Add a handling unit",
  request: { params: inDistrict, body: body(UnitDraft) },
  responses: { 201: units, ...failures, ...taken },
});
const patchUnit = endpoint({
  access: settings,
  method: "patch",
  path: "/api/districts/{districtId}/units/{unitId}",
  operationId: "changeUnit",
  tags,
  summary: "Rename a handling unit, or put it out of work; what it has stays with it",
  request: { params: ofUnit, body: body(UnitPatch) },
  responses: { 200: units, ...failures, ...taken },
});
const getMembers = endpoint({
  access: settings,
  method: "get",
  path: "/api/districts/{districtId}/unit-members",
  operationId: "getUnitMembers",
  tags,
  summary: "Who belongs to which handling unit",
  request: { params: inDistrict },
  responses: answers("Accounts of the district", UnitMembers),
});
const putMembers = endpoint({
  access: settings,
  method: "put",
  path: "/api/districts/{districtId}/units/{unitId}/members",
  operationId: "setUnitMembers",
  tags,
  summary: "Say who belongs to a handling unit: they read and handle its complaints",
  request: { params: ofUnit, body: body(MembersChosen) },
  responses: answers("Accounts of the district", UnitMembers),
});

type Write = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly unitId: string;
  readonly actor: Actor;
};

/** What is done to a unit is in the trail, and whoever shows units asks again. */
async function record(
  { tx, districtId, unitId, actor }: Write,
  action: string,
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>>,
) {
  const entry = { actor, action, record: "unit", recordId: unitId };
  await recordAudit(tx, districtId, { ...entry, before, after });
  await recordChange(tx, districtId, "unit", [unitId]);
}

async function keep(write: Write, before: StoredUnit | null, after: StoredUnit) {
  const { tx, districtId, unitId } = write;
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (!(await writeUnit(tx, districtId, unitId, after)))
    throw new DomainError("name-taken", `Another unit is called ${after.name}`);
  await record(write, before ? "unit.change" : "unit.create", before, after);
}

async function requireUnitKept({ tx, districtId, unitId }: Write): Promise<StoredUnit> {
  const unit = await lockUnit(tx, districtId, unitId);
  if (!unit) throw new DomainError("record-unknown", `No unit ${unitId}`);
  return unit;
}

async function chooseMembers(write: Write, asked: readonly string[]) {
  const { tx, districtId, unitId } = write;
  await requireUnitKept(write);
  const before = await readMembersOf(tx, districtId, unitId);
  const known = new Set((await readMembers(tx, districtId)).map(({ accountId }) => accountId));
  // whoever was a member and has no role here any more may stay, so that nobody is refused for another's account
  const foreign = asked.filter((id) => !known.has(id) && !before.includes(id));
  if (foreign.length > 0) {
    const remedy = "accounts that have a role in the district";
    throw new DomainError("body-invalid", `accountIds: ${remedy}`, [
      { field: "accountIds", value: foreign[0]!, remedy, rule: "member-unknown" },
    ]);
  }
  const after = [...new Set(asked)].sort();
  if (before.join() === after.join()) return;
  await writeMembersOf(tx, districtId, unitId, after);
  await record(write, "unit.members", { members: before }, { members: after });
}

/** 承办单位: whom complaints are assigned to, and who belongs to them. */
export function unitApi({ database, snapshots }: { database: Database; snapshots: Snapshots }) {
  async function within<T>(districtId: string, work: (tx: Queryable) => Promise<T>): Promise<T> {
    await clockIn(snapshots, districtId);
    return database.transaction(work, { districtId });
  }
  const list = async (tx: Queryable, districtId: string) => ({
    districtId,
    units: await readUnits(tx, districtId),
  });
  const members = async (tx: Queryable, districtId: string) => ({
    districtId,
    accounts: await readMembers(tx, districtId),
  });

  return createRouter()
    .openapi(getUnits, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await within(districtId, (tx) => list(tx, districtId)), 200);
    })
    .openapi(postUnit, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const answer = await within(districtId, async (tx) => {
        const write = { tx, districtId, unitId: randomUUID(), actor: callerOf(c) };
        await keep(write, null, { ...draft, isActive: true });
        return list(tx, districtId);
      });
      return c.json(answer, 201);
    })
    .openapi(patchUnit, async (c) => {
      const { districtId, unitId } = c.req.valid("param");
      const patch = c.req.valid("json");
      const answer = await within(districtId, async (tx) => {
        const write = { tx, districtId, unitId, actor: callerOf(c) };
        const before = await requireUnitKept(write);
        const { name = before.name, nameEn = before.nameEn, isActive = before.isActive } = patch;
        await keep(write, before, { name, nameEn, isActive });
        return list(tx, districtId);
      });
      return c.json(answer, 200);
    })
    .openapi(getMembers, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await within(districtId, (tx) => members(tx, districtId)), 200);
    })
    .openapi(putMembers, async (c) => {
      const { districtId, unitId } = c.req.valid("param");
      const { accountIds } = c.req.valid("json");
      const answer = await within(districtId, async (tx) => {
        await chooseMembers({ tx, districtId, unitId, actor: callerOf(c) }, accountIds);
        return members(tx, districtId);
      });
      return c.json(answer, 200);
    });
}

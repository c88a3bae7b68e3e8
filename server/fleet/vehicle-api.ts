import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import type { FleetSettings } from "../../data/fleet.ts";
import { readBody } from "../http/body.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { Day } from "../http/day.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { conflict, DomainError, type Fault, failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter } from "../http/router.ts";
import { type Actor, recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { fleetSetting } from "./settings.ts";
import { terminalNumberOf } from "./terminal-number.ts";
import { issueKey } from "./terminals.ts";
import { parseVehicles, type VehicleRow } from "./vehicle-file.ts";
import {
  Rejections,
  TerminalDraft,
  TerminalKey,
  Vehicle,
  VehicleDraft,
  VehiclePatch,
  Vehicles,
  VehiclesImported,
} from "./vehicle-schema.ts";
import {
  lockVehicle,
  readStates,
  readTerminals,
  readVehicles,
  type StoredVehicle,
  writeVehicle,
} from "./vehicle-store.ts";

const tags = ["fleet"];
const DAY_MS = 86_400_000;
const YEAR_MS = 365.2425 * DAY_MS;
const MOST_DAYS = 92;
const FILE_BYTES = 2 ** 20;
const editing = { permission: "fleet.edit", within: "district" } as const;
const ofVehicle = inDistrict.extend({ vehicleId: z.string() });
const PATH = "/api/districts/{districtId}/vehicles/{vehicleId}" as const;
const one = { description: "The vehicle; its ETag is the revision", ...json(Vehicle) };
const taken = { 409: failure("The plate or the number is taken") };

const getVehicles = endpoint({
  access: granted("district.read"),
  method: "get",
  path: "/api/districts/{districtId}/vehicles",
  operationId: "getVehicles",
  tags,
  summary: "The vehicles of a district, with their terminals and where they were last",
  request: { params: inDistrict },
  responses: answers("Vehicles by plate", Vehicles),
});
const getVehicle = endpoint({
  access: granted("district.read"),
  method: "get",
  path: PATH,
  operationId: "getVehicle",
  tags,
  summary: "One vehicle",
  request: { params: ofVehicle },
  responses: { 200: one, ...failures },
});
const postVehicle = endpoint({
  access: editing,
  method: "post",
  path: "/api/districts/{districtId}/vehicles",
  operationId: "createVehicle",
  tags,
  summary: "Enter a vehicle in the register",
  request: { params: inDistrict, body: body(VehicleDraft) },
  responses: { 201: one, ...failures, ...taken },
});
const patchVehicle = endpoint({
  access: editing,
  method: "patch",
  path: PATH,
  operationId: "changeVehicle",
  tags,
  summary: "Change a vehicle, or put it out of service; what is left out stays",
  request: { params: ofVehicle, headers: seen, body: body(VehiclePatch) },
  responses: { 200: one, ...failures, ...taken, ...unseen },
});
const importVehicles = endpoint({
  access: editing,
  method: "post",
  path: "/api/districts/{districtId}/vehicles/import",
  operationId: "importVehicles",
  tags,
  summary:
    "Vehicles of a CSV file: new plates are added, known ones changed; nothing is written when one row is wrong",
  request: {
    params: inDistrict,
    query: z.object({
      dryRun: z.enum(["yes", "no"]).default("no").describe("yes: only say what would happen"),
    }),
    body: { content: { "application/octet-stream": { schema: z.string() } } },
  },
  responses: answers("What was or would be done", VehiclesImported),
});
const putTerminal = endpoint({
  access: editing,
  method: "put",
  path: `${PATH}/terminal`,
  operationId: "setTerminal",
  tags,
  summary: "Say which terminal is on a vehicle; the one before goes",
  request: { params: ofVehicle, body: body(TerminalDraft) },
  responses: { 200: one, ...failures, ...taken },
});
const deleteTerminal = endpoint({
  access: editing,
  method: "delete",
  path: `${PATH}/terminal`,
  operationId: "removeTerminal",
  tags,
  summary: "Take the terminal off a vehicle: it may send no more",
  request: { params: ofVehicle },
  responses: { 200: one, ...failures },
});
const postKey = endpoint({
  access: editing,
  method: "post",
  path: `${PATH}/terminal/key`,
  operationId: "issueTerminalKey",
  tags,
  summary: "A new key with which a terminal sends over HTTP; the one before ends",
  request: { params: ofVehicle },
  responses: {
    201: { description: "The key, shown this once", ...json(TerminalKey) },
    ...failures,
  },
});
const getRejections = endpoint({
  access: granted("district.read"),
  method: "get",
  path: `${PATH}/rejections`,
  operationId: "getPositionRejections",
  tags,
  summary: "Positions of a vehicle that were not taken, by day and reason",
  request: { params: ofVehicle, query: z.object({ from: Day, to: Day }) },
  responses: answers("Counts, with the first of each", Rejections),
});

/** The register of vehicles. */
export function vehicleApi({ database }: { readonly database: Database }) {
  const inside = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  const answer = async (tx: Queryable, districtId: string, vehicleId: string) => {
    const [vehicle] = await vehiclesOf(tx, districtId, vehicleId);
    if (vehicle) return vehicle;
    throw unknown(vehicleId);
  };

  return createRouter()
    .openapi(getVehicles, async (c) => {
      const { districtId } = c.req.valid("param");
      const vehicles = await inside(districtId, (tx) => vehiclesOf(tx, districtId, null));
      return c.json({ districtId, at: new Date().toISOString(), vehicles }, 200);
    })
    .openapi(getVehicle, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const vehicle = await inside(districtId, (tx) => answer(tx, districtId, vehicleId));
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(postVehicle, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const vehicleId = randomUUID();
      const vehicle = await inside(districtId, async (tx) => {
        const after = { ...EMPTY, ...given(draft), vehicleId } as StoredVehicle; // a draft has its plate and kind
        await keep({ tx, districtId, actor: callerOf(c) }, null, after);
        return answer(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 201);
    })
    .openapi(patchVehicle, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const patch = c.req.valid("json");
      const vehicle = await inside(districtId, async (tx) => {
        const before = await lockVehicle(tx, districtId, vehicleId);
        if (!before) throw unknown(vehicleId);
        if (before.revision !== revision) {
          const current = await answer(tx, districtId, vehicleId);
          const detail = `You saw version ${revision}, and it is version ${before.revision} now`;
          throw new DomainError("stale", detail, [], { more: { current } });
        }
        await keep({ tx, districtId, actor: callerOf(c) }, before, patched(before, patch));
        return answer(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(importVehicles, async (c) => {
      const { districtId } = c.req.valid("param");
      const isTrial = c.req.valid("query").dryRun === "yes";
      const rows = parseVehicles(await readBody(c, { greatestBytes: FILE_BYTES }));
      const done = await inside(districtId, (tx) =>
        takeVehicles({ tx, districtId, actor: callerOf(c) }, rows, isTrial),
      );
      return c.json({ ...done, isTrial }, 200);
    })
    .openapi(putTerminal, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const { terminalId: asked, isEnabled, workingSignal } = c.req.valid("json");
      const terminalId = terminalNumberOf(asked);
      const vehicle = await inside(districtId, async (tx) => {
        if (!(await lockVehicle(tx, districtId, vehicleId))) throw unknown(vehicleId);
        const before = (await readTerminals(tx, districtId)).get(vehicleId) ?? null;
        const [other] = await tx.query<{ districtId: string; vehicleId: string }>(
          `select district_id as "districtId", vehicle_id as "vehicleId" from terminal where terminal_id = $1`,
          [terminalId],
        );
        if (other && (other.districtId !== districtId || other.vehicleId !== vehicleId))
          throw conflict("terminal-taken", `${terminalId} is on another vehicle`);
        if (before && before.terminalId !== terminalId)
          await tx.query("delete from terminal where terminal_id = $1", [before.terminalId]);
        await tx.query(
          `insert into terminal (terminal_id, district_id, vehicle_id, is_enabled, working_signal, created_by)
           values ($1, $2, $3, $4, $5::jsonb, $6)
           on conflict (terminal_id) do update set is_enabled = excluded.is_enabled, working_signal = excluded.working_signal`,
          [
            ...[terminalId, districtId, vehicleId, isEnabled],
            ...[workingSignal && JSON.stringify(workingSignal), callerOf(c).name],
          ],
        );
        await record({ tx, districtId, actor: callerOf(c) }, "terminal.set", vehicleId, {
          before: before && {
            terminalId: before.terminalId,
            isEnabled: before.isEnabled,
            workingSignal: before.workingSignal,
          },
          after: { terminalId, isEnabled, workingSignal },
        });
        return answer(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(deleteTerminal, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const vehicle = await inside(districtId, async (tx) => {
        const before = (await readTerminals(tx, districtId)).get(vehicleId);
        if (!before) throw new DomainError("record-unknown", "It has no terminal");
        await tx.query("delete from terminal where terminal_id = $1", [before.terminalId]);
        await record({ tx, districtId, actor: callerOf(c) }, "terminal.remove", vehicleId, {
          before: { terminalId: before.terminalId },
          after: null,
        });
        return answer(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(postKey, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const made = await inside(districtId, async (tx) => {
        const before = (await readTerminals(tx, districtId)).get(vehicleId);
        if (!before) throw new DomainError("record-unknown", "It has no terminal");
        const key = await issueKey(tx, before.terminalId);
        await record({ tx, districtId, actor: callerOf(c) }, "terminal.key", vehicleId, {
          before: { terminalId: before.terminalId, keyHint: before.keyHint },
          after: { terminalId: before.terminalId, keyHint: key.slice(-4) },
        });
        const terminal = (await readTerminals(tx, districtId)).get(vehicleId)!;
        return { key, terminal };
      });
      return c.json(made, 201);
    })
    .openapi(getRejections, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const { from, to } = c.req.valid("query");
      const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
      if (!(days >= 1 && days <= MOST_DAYS))
        throw new DomainError("query-invalid", `to: from ${from}, at most ${MOST_DAYS} days`, [
          {
            field: "to",
            remedy: `at most ${MOST_DAYS} days`,
            rule: "too-many-days",
            limit: MOST_DAYS,
          },
        ]);
      const rows = await inside(districtId, async (tx) => {
        if ((await readVehicles(tx, districtId, vehicleId)).length === 0) throw unknown(vehicleId);
        return tx.query<z.infer<typeof Rejections>["days"][number]>(
          `select day, reason, rejected, samples from position_reject
           where district_id = $1 and vehicle_id = $2 and day between $3 and $4 order by day desc, reason`,
          [districtId, vehicleId, from, to],
        );
      });
      return c.json({ vehicleId, from, to, days: rows }, 200);
    });
}

const unknown = (vehicleId: string) => new DomainError("record-unknown", `No vehicle ${vehicleId}`);

const EMPTY: Omit<StoredVehicle, "vehicleId" | "plate" | "kind"> = {
  ...{ name: null, team: null, status: "in_service", statusReason: null, statusSince: null },
  ...{ boughtOn: null, overhaulDueOn: null, safetyCheckDueOn: null, note: "", revision: 1 },
};

const given = (patch: object) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

/** @throws {DomainError} `body-invalid` when it is put out of service without a reason. */
function patched(before: StoredVehicle, patch: VehiclePatch): StoredVehicle {
  const after = { ...before, ...given(patch), revision: before.revision + 1 } as StoredVehicle;
  const hasMoved = after.status !== before.status;
  const isOut = after.status !== "in_service";
  if (isOut && !after.statusReason)
    throw new DomainError("body-invalid", "statusReason: why it is out of service", [
      { field: "statusReason", remedy: "why it is out of service", rule: "missing" },
    ]);
  return {
    ...after,
    statusReason: isOut ? after.statusReason : null,
    statusSince: hasMoved ? new Date() : before.statusSince,
  };
}

type Write = { readonly tx: Queryable; readonly districtId: string; readonly actor: Actor };

async function keep(write: Write, before: StoredVehicle | null, after: StoredVehicle) {
  if (!(await writeVehicle(write.tx, write.districtId, after)))
    throw new DomainError("name-taken", `Another vehicle has the plate ${after.plate}`);
  await record(write, before ? "vehicle.change" : "vehicle.create", after.vehicleId, {
    before: before && audited(before),
    after: audited(after),
  });
}

function audited({ revision: _r, vehicleId: _v, kind, status, ...rest }: StoredVehicle) {
  const statusSince = rest.statusSince?.toISOString() ?? null;
  return { ...rest, vehicleKind: kind, vehicleStatus: status, statusSince };
}

async function record(
  { tx, districtId, actor }: Write,
  action: string,
  vehicleId: string,
  what: { readonly before: object | null; readonly after: object | null },
) {
  await recordAudit(tx, districtId, {
    ...{ actor, action, record: "vehicle", recordId: vehicleId },
    before: what.before && { ...what.before },
    after: what.after && { ...what.after },
  });
  await recordChange(tx, districtId, "vehicle", [vehicleId]);
}

/** Adds and changes what a file says; what it does not say stays. */
async function takeVehicles(write: Write, rows: readonly VehicleRow[], isTrial: boolean) {
  const { tx, districtId } = write;
  const known = new Map((await readVehicles(tx, districtId)).map((one) => [one.plate, one]));
  const terminals = await readTerminals(tx, districtId);
  const done = { added: 0, changed: 0, same: 0 };
  const faults: Fault[] = [];
  for (const { row, terminalId: asked, ...draft } of rows) {
    const before = known.get(draft.plate) ?? null;
    const vehicleId = before?.vehicleId ?? randomUUID();
    const after = { ...(before ?? EMPTY), ...given(draft), vehicleId } as StoredVehicle; // a row has its plate and kind
    const isSame = before !== null && JSON.stringify({ ...before }) === JSON.stringify(after);
    const terminalId = asked === undefined ? null : terminalNumberOf(asked);
    const isOnIt = terminalId === null || terminals.get(vehicleId)?.terminalId === terminalId;
    done[before === null ? "added" : isSame && isOnIt ? "same" : "changed"] += 1;
    if (terminalId !== null && !isOnIt) {
      const [other] = await tx.query("select 1 from terminal where terminal_id = $1", [terminalId]);
      if (other || terminals.has(vehicleId)) {
        const remedy = other ? "a number that no vehicle has" : "the number it has, or nothing";
        const rule = other ? "terminal-taken" : "terminal-other";
        faults.push({ field: "terminalId", row, value: terminalId, remedy, rule });
        continue;
      }
    }
    if (isTrial || faults.length > 0) continue;
    if (!isSame)
      await keep(write, before, before ? { ...after, revision: before.revision + 1 } : after);
    if (terminalId !== null && !isOnIt)
      await tx.query(
        "insert into terminal (terminal_id, district_id, vehicle_id, created_by) values ($1, $2, $3, $4)",
        [terminalId, districtId, vehicleId, write.actor.name],
      );
  }
  if (faults.length > 0)
    throw new DomainError("body-invalid", `row ${faults[0]!.row}: ${faults[0]!.remedy}`, faults);
  return done;
}

async function vehiclesOf(tx: Queryable, districtId: string, vehicleId: string | null) {
  const vehicles = await readVehicles(tx, districtId, vehicleId);
  const terminals = await readTerminals(tx, districtId);
  const states = await readStates(tx, districtId);
  const { due } = await fleetSetting.read(tx, districtId);
  const [district] = await tx.query<{ timeZone: string }>(
    `select time_zone as "timeZone" from district where district_id = $1`,
    [districtId],
  );
  const today = localDay(new Date(), district?.timeZone ?? "UTC");
  return vehicles.map((vehicle) => ({
    ...vehicle,
    statusSince: vehicle.statusSince?.toISOString() ?? null,
    ageYears: ageOf(vehicle.boughtOn, today),
    dueSoon: dueSoon(vehicle, due, today),
    terminal: terminals.get(vehicle.vehicleId) ?? null,
    last: states.get(vehicle.vehicleId) ?? null,
  }));
}

const ageOf = (boughtOn: string | null, today: string) =>
  boughtOn === null
    ? null
    : Math.max(0, Math.floor(((Date.parse(today) - Date.parse(boughtOn)) / YEAR_MS) * 10) / 10);

function dueSoon(
  { overhaulDueOn, safetyCheckDueOn, status }: StoredVehicle,
  { overhaulDays, safetyCheckDays }: FleetSettings["due"],
  today: string,
) {
  if (status === "retired") return [];
  const isSoon = (day: string | null, days: number) =>
    day !== null && Date.parse(day) <= Date.parse(today) + days * DAY_MS;
  return [
    ...(isSoon(overhaulDueOn, overhaulDays) ? (["overhaul"] as const) : []),
    ...(isSoon(safetyCheckDueOn, safetyCheckDays) ? (["safety_check"] as const) : []),
  ];
}

import { randomUUID } from "node:crypto";
import type { Caller } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { isMadeToday, type RouteDesk, requireRoute } from "./route-answer.ts";
import { routeFaults, versionProblem } from "./route-check.ts";
import type { RouteChange, RouteDraft } from "./route-schema.ts";
import {
  deleteRoute,
  endRoute,
  insertRoute,
  lockCode,
  type RouteRow,
  readMade,
  readRouteRows,
  readStops,
  updateRoute,
  writeParts,
} from "./route-store.ts";
import { canTakeBack, endFault, planChange, restoredBy } from "./route-versions.ts";
import { todayIn } from "./world.ts";

type Writing = RouteDesk & { readonly caller: Caller };

/** What an entry of the audit trail says of a version: lists by how long they are, and what stands in them by its name. */
const told = (route: RouteChange & { code?: string; validTo?: string | null }) => ({
  ...{ code: route.code, name: route.name, nameEn: route.nameEn, work: route.work },
  ...{ part: route.part, season: route.season, proof: route.proof, turn: route.turn },
  ...{ team: route.team, vehicleKind: route.vehicleKind, vehicleIds: [...route.vehicleIds] },
  shifts: route.shifts.map(({ from, to }) => `${from}–${to}`).join(" "),
  ...{ passes: route.passes, period: route.period, note: route.note },
  ...{ validFrom: route.validFrom, validTo: route.validTo ?? null },
  ...{ sections: route.edgeIds.length, stops: route.stopIds.length },
  edgeIds: route.edgeIds.join(" "),
});
const toldRow = (row: RouteRow) => told({ ...row, vehicleKind: row.vehicleKind } as never); // kept as it was taken

/** Writes a new route down. @returns the id of its first version. */
export async function addRoute(desk: Writing, draft: RouteDraft): Promise<string> {
  const { tx, districtId, world, nowMs } = desk;
  await requireSound(desk, draft);
  if (draft.validFrom < todayIn(world, nowMs)) throw versionProblem("in-the-past", "validFrom");
  await lockCode(tx, districtId, draft.code);
  if ((await readRouteRows(tx, districtId, { code: draft.code })).length > 0)
    throw new DomainError("name-taken", `The code ${draft.code} is taken`, [
      { field: "code", value: draft.code, remedy: "a code that is free", rule: "route-code-taken" },
    ]);
  const routeId = await insertVersion(desk, draft, null);
  await recordChange(tx, districtId, "cleaning_route", [routeId]);
  return routeId;
}

/**
 * Changes a route from a day on: in place while it has not begun, or as a new version that closes the running one.
 *
 * @param revision  the one that was seen.
 * @returns the id of the version that was written.
 */
export async function changeRoute(
  desk: Writing,
  routeId: string,
  revision: number,
  change: RouteChange,
): Promise<string> {
  const { tx, districtId } = desk;
  const { row, versions, time } = await youngest(desk, routeId, revision);
  const plan = planChange(versions, { routeId, validFrom: change.validFrom }, time);
  if (typeof plan === "string") throw versionProblem(plan, "validFrom");
  await requireSound(desk, change);
  const { code } = row;
  const { validTo } = plan;
  const changed = plan.closes === null ? [] : [plan.closes];
  // what stands in the way ends first, so that no two versions hold on a day
  if (plan.closes !== null) await close(desk, versions, plan.closes, change.validFrom);
  let written = routeId;
  if (plan.is === "in-place") {
    await updateRoute(tx, districtId, { ...change, routeId, code, validTo });
    await writeParts(tx, districtId, routeId, change);
    await record(
      desk,
      "cleaning_route.change",
      routeId,
      toldRow(row),
      told({ ...change, code, validTo }),
    );
  } else written = await insertVersion(desk, { ...change, code }, validTo);
  await recordChange(tx, districtId, "cleaning_route", [...changed, written]);
  return written;
}

/** Ends a route from a day on, or takes its end back. */
export async function endRouteFrom(
  desk: Writing,
  routeId: string,
  revision: number,
  validTo: string | null,
) {
  const { tx, districtId } = desk;
  const { row, versions, time } = await youngest(desk, routeId, revision);
  const fault = endFault(versions, { routeId, validTo }, time.today);
  if (fault) throw versionProblem(fault, "validTo");
  await endRoute(tx, districtId, routeId, validTo);
  await record(desk, "cleaning_route.end", routeId, { validTo: row.validTo }, { validTo });
  await recordChange(tx, districtId, "cleaning_route", [routeId]);
}

/** Takes the youngest version back while nothing was done by it: the one before goes on. */
export async function takeBackRoute(desk: Writing, routeId: string, revision: number) {
  const { tx, districtId } = desk;
  const { row, versions, time } = await youngest(desk, routeId, revision);
  const fault = canTakeBack(versions, routeId, time);
  if (fault) throw versionProblem(fault, "validFrom");
  const restored = restoredBy(versions);
  await deleteRoute(tx, districtId, routeId);
  await record(desk, "cleaning_route.take-back", routeId, toldRow(row), null);
  if (restored) await close(desk, versions, restored.routeId, restored.validTo);
  const changed = restored ? [routeId, restored.routeId] : [routeId];
  await recordChange(tx, districtId, "cleaning_route", changed);
  return { removed: routeId, restored: restored?.routeId ?? null };
}

async function insertVersion(desk: Writing, draft: RouteDraft, validTo: string | null) {
  const routeId = randomUUID();
  await insertRoute(desk.tx, desk.districtId, { ...draft, routeId, validTo });
  await writeParts(desk.tx, desk.districtId, routeId, draft);
  await record(desk, "cleaning_route.create", routeId, null, told({ ...draft, validTo }));
  return routeId;
}

async function close(
  desk: Writing,
  versions: readonly RouteRow[],
  routeId: string,
  validTo: string | null,
) {
  const before = versions.find((version) => version.routeId === routeId)!; // one of them
  await endRoute(desk.tx, desk.districtId, routeId, validTo);
  await record(desk, "cleaning_route.end", routeId, { validTo: before.validTo }, { validTo });
}

type Fields = Readonly<Record<string, unknown>>;

const record = (
  { tx, districtId, caller }: Writing,
  action: string,
  recordId: string,
  before: Fields | null,
  after: Fields | null,
) =>
  recordAudit(tx, districtId, {
    ...{ actor: caller, action, record: "cleaning_route", recordId, before, after },
  });

/** A version with the others of its code, held against two who write at once. @throws {DomainError} `stale`. */
async function youngest(desk: Writing, routeId: string, revision: number) {
  const { tx, districtId, world, nowMs } = desk;
  const { code } = await requireRoute(desk, routeId);
  await lockCode(tx, districtId, code);
  const row = await requireRoute(desk, routeId);
  if (row.revision !== revision)
    throw new DomainError("stale", "Somebody has changed the route meanwhile", [], {
      more: { current: row },
    });
  const versions = await readRouteRows(tx, districtId, { code });
  const [made] = await readMade(tx, districtId, [routeId]);
  const time = { today: todayIn(world, nowMs), isMadeToday: isMadeToday(desk, made) };
  return { row, versions, time };
}

/** @throws {DomainError} `body-invalid` with all that is wrong. */
async function requireSound({ tx, districtId, world, network }: Writing, draft: RouteChange) {
  const stops = await readStops(tx, districtId, draft.stopIds);
  const faults = routeFaults(draft, { world, network, stops });
  if (faults.length === 0) return;
  const [{ field, remedy }] = faults as [(typeof faults)[number]]; // one at least
  throw new DomainError("body-invalid", `${field}: ${remedy}`, faults);
}

import { DomainError } from "../http/problem.ts";
import { localDay } from "../store/local-day.ts";
import { passOf } from "./days.ts";
import type { DuePass, Slot } from "./due.ts";
import type { EntryDraft, EntryWire } from "./entry-schema.ts";
import type { World } from "./world.ts";

/** What an entry is of: what a draft comes to. */
export type EntryPlan = Pick<EntryWire, "kind" | "routeId" | "work" | "day" | "items"> & {
  readonly fromMs: number;
  readonly toMs: number;
};

const refused = (field: string, rule: string, remedy: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, rule }]);

/** Clocks of telephones differ. */
const AHEAD_MS = 120_000;

/**
 * What somebody enters comes to: which stretches or stops, in which time.
 *
 * @param facilities  stops that are there, of those named.
 * @throws {DomainError} `body-invalid` when the pass, a stretch or a stop is not there, or the time is not its own.
 */
export function entryPlan(
  world: World,
  draft: EntryDraft,
  facilities: ReadonlySet<string>,
  nowMs: number,
): EntryPlan {
  if (draft.kind !== "confirmed" && draft.reason === undefined)
    throw refused("reason", "missing", "say why it is entered");
  const pass = draft.passId === undefined ? null : passOf(world, draft.passId);
  if (draft.passId !== undefined && !pass)
    throw refused("passId", "pass-unknown", "a pass that is due");
  const work = pass?.work ?? draft.work;
  if (work === undefined) throw refused("work", "missing", "say which work it was");
  const { fromMs, toMs } = pass ? timeOfPass(pass, draft, nowMs) : ownTime(draft, nowMs);
  return {
    ...{ kind: draft.kind, routeId: pass?.route?.routeId ?? null, work, fromMs, toMs },
    day: localDay(new Date(fromMs), world.timeZone),
    items: itemsOf(world, draft, pass, work === "collection", facilities),
  };
}

function ownTime(draft: EntryDraft, nowMs: number) {
  if (draft.fromAt === undefined) throw refused("fromAt", "missing", "say when it was");
  const fromMs = Date.parse(draft.fromAt);
  const toMs = draft.toAt === undefined ? fromMs : Date.parse(draft.toAt);
  return requireTime(fromMs, toMs, nowMs);
}

function requireTime(fromMs: number, toMs: number, nowMs: number) {
  if (toMs < fromMs) throw refused("toAt", "before-begin", "not before `fromAt`");
  if (toMs > nowMs + AHEAD_MS) throw refused("toAt", "not-yet", "what is over");
  if (toMs - fromMs > 36 * 3_600_000) throw refused("toAt", "entry-long", "within 36 hours");
  return { fromMs, toMs };
}

/** The time that was said, or else that of the pass so far: of several times, the last that has begun. */
function timeOfPass(pass: DuePass, draft: EntryDraft, nowMs: number) {
  const slot = pass.slots.findLast(({ earliestMs }) => earliestMs <= nowMs);
  if (!slot) throw refused("passId", "not-yet", "a pass that has begun");
  const fromMs =
    draft.fromAt === undefined ? Math.min(slot.fromMs, nowMs) : Date.parse(draft.fromAt);
  const toMs = draft.toAt === undefined ? latest(slot, fromMs, nowMs) : Date.parse(draft.toAt);
  const time = requireTime(fromMs, toMs, nowMs);
  const middle = (fromMs + toMs) / 2;
  const isIts = pass.slots.some((one) => middle >= one.earliestMs && middle <= one.latestMs);
  if (!isIts) throw refused("fromAt", "outside-pass", "a time of the pass");
  return time;
}

const latest = ({ toMs, latestMs }: Slot, fromMs: number, nowMs: number) =>
  Math.max(fromMs, Math.min(fromMs > toMs ? latestMs : toMs, nowMs));

function itemsOf(
  world: World,
  draft: EntryDraft,
  pass: DuePass | null,
  isRound: boolean,
  facilities: ReadonlySet<string>,
): EntryWire["items"] {
  const subjectIds = isRound
    ? stopsOf(draft, pass, facilities)
    : edgesOf(world, draft, pass).map((edge) => world.edges[edge]!.edgeId);
  if (subjectIds.length === 0)
    throw refused(isRound ? "facilityIds" : "edgeIds", "missing", "at least one");
  const isAll = draft.kind === "could_not";
  const reasons = exceptionsOf(world, draft, subjectIds, isRound);
  return subjectIds.map((subjectId) => {
    const reason = isAll ? (draft.reason ?? null) : (reasons.get(subjectId) ?? null);
    return {
      ...{ subjectKind: isRound ? "facility" : "edge", subjectId, reason },
      outcome: reason === null ? "done" : "could_not",
    };
  });
}

function stopsOf(draft: EntryDraft, pass: DuePass | null, facilities: ReadonlySet<string>) {
  const own = pass?.route?.stopIds;
  const ids = [...new Set(draft.facilityIds ?? own ?? [])];
  if (ids.some((id) => (own ? !own.includes(id) : !facilities.has(id))))
    throw refused("facilityIds", "not-of-pass", "stops of the round");
  return ids;
}

function edgesOf(world: World, draft: EntryDraft, pass: DuePass | null): readonly number[] {
  const { edgeIds, streetIds } = draft;
  const named = edgeIds?.map((id) => world.edgeById.get(id) ?? -1);
  const onStreets = streetIds?.flatMap((id) => world.streetById.get(id)?.edges ?? [-1]);
  if (!pass) {
    const edges = [...new Set([...(named ?? []), ...(onStreets ?? [])])];
    if (edges.includes(-1)) throw refused("edgeIds", "not-of-pass", "stretches of the network");
    return edges;
  }
  if (named?.some((edge) => !pass.edges.includes(edge)))
    throw refused("edgeIds", "not-of-pass", "stretches of the pass");
  if (!named && !onStreets) return [...new Set(pass.edges)];
  const wanted = new Set([...(named ?? []), ...(onStreets ?? [])]);
  return [...new Set(pass.edges)].filter((edge) => wanted.has(edge));
}

function exceptionsOf(
  world: World,
  { exceptions }: EntryDraft,
  subjectIds: readonly string[],
  isRound: boolean,
): ReadonlyMap<string, string> {
  const known = new Set(subjectIds);
  const reasons = new Map<string, string>();
  for (const [i, { edgeId, streetId, facilityId, reason }] of exceptions.entries()) {
    const street = streetId === undefined ? undefined : world.streetById.get(streetId);
    const ids = [
      ...(isRound ? [facilityId] : [edgeId]),
      ...(street?.edges.map((edge) => world.edges[edge]!.edgeId) ?? []),
    ].filter((id): id is string => id !== undefined && known.has(id));
    if (ids.length === 0)
      throw refused(`exceptions.${i}`, "not-of-pass", "a part of what is confirmed");
    for (const id of ids) reasons.set(id, reason);
  }
  return reasons;
}

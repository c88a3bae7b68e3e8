import type { Evidence, Work } from "../../data/cleaning.ts";
import { EVIDENCES, PASS_REASONS, PASS_STATES, WORKS } from "../../data/cleaning.ts";
import {
  type Passed,
  type Said,
  type Service,
  servicesOf,
  type Verdict,
  verdictOf,
} from "./done.ts";
import type { DuePass } from "./due.ts";
import { candidatesOf, type Heard, heardShareOf } from "./heard.ts";
import { provesIn, rulesIn, type World } from "./world.ts";

/** What is known of one local day: what vehicles passed and what people said. */
export type DayEvidence = {
  readonly day: string;
  /** Passes of an edge that began on the day and between two instants, in order of time. */
  passedOf(edge: number, sinceMs: number, untilMs: number): readonly Passed[];
  /** What was said of an edge, or of a stop, and whose middle lies on the day. */
  saidOf(kind: "edge" | "facility", id: string): readonly Said[];
  /** When each vehicle was heard on the day. */
  readonly heardBy: ReadonlyMap<string, Heard>;
  /** The edges that were passed or spoken of. */
  readonly touched: readonly number[];
};

/** What is known of the days around a pass. */
export type Evidences = {
  /** Those of the local days from one to the other. */
  between(fromMs: number, toMs: number): readonly DayEvidence[];
  /** Up to when it is known what a vehicle's positions say; `-Infinity` when it never was asked. */
  knownUntil(vehicleId: string): number;
};

/** A pass and what became of each of its edges, as columns: a month has half a million. */
export type JudgedPass = {
  readonly pass: DuePass;
  /** Indices of `PASS_STATES`. */
  readonly states: Uint8Array;
  /** Indices of `PASS_REASONS`, one more; 0 is none. */
  readonly reasons: Uint8Array;
  /** Bits by `EVIDENCES`; then too fast, too slow, working unknown. */
  readonly flags: Uint8Array;
  readonly coveredShares: Float32Array;
  /** NaN: not serviced. */
  readonly atMs: Float64Array;
  /** Those that are not null, by place in `pass.edges`. */
  readonly vehicleIds: ReadonlyMap<number, string>;
  readonly said: ReadonlyMap<number, Said>;
  /** Vehicles that should have come. */
  readonly candidateIds: readonly string[];
  readonly heardShare: number | null;
};

export const TOO_FAST = 8;
export const TOO_SLOW = 16;
export const WORKING_UNKNOWN = 32;

/** For how much of a pass's time the vehicles that should have come were heard: of several, the least heard. */
export function heardOf(
  world: World,
  pass: DuePass,
  evidences: Evidences,
  works: (vehicle: { readonly kind: string }) => boolean,
): { candidateIds: readonly string[]; heardShare: number | null } {
  const { route } = pass;
  if (!route) return { candidateIds: [], heardShare: null };
  const candidates = candidatesOf(route, world.vehicles, pass.fromMs, works);
  const candidateIds = candidates.map(({ vehicleId }) => vehicleId);
  if (candidates.length === 0) return { candidateIds, heardShare: null };
  const days = evidences.between(pass.fromMs, pass.toMs);
  const shares = candidateIds.map((vehicleId) =>
    heardShareOf(
      days.flatMap(({ heardBy }) => heardBy.get(vehicleId) ?? []),
      pass.slots,
      evidences.knownUntil(vehicleId),
    ),
  );
  return { candidateIds, heardShare: Math.min(...shares) };
}

/** What was known of an edge at an instant that may bear on a pass. */
function evidenceOf(
  world: World,
  pass: DuePass,
  edge: number,
  days: readonly DayEvidence[],
  { proves, nowMs }: { proves: ReturnType<typeof provesIn>; nowMs: number },
) {
  const passed: Passed[] = [];
  const said: Said[] = [];
  const { edgeId } = world.edges[edge]!;
  const sinceMs = pass.slots[0]!.earliestMs;
  const untilMs = Math.min(nowMs, pass.slots.at(-1)!.latestMs);
  for (const day of days) {
    if (proves)
      for (const one of day.passedOf(edge, sinceMs, untilMs)) {
        const vehicle = world.vehicleById.get(one.vehicleId);
        if (vehicle && proves(vehicle)) passed.push(one);
      }
    const words = day.saidOf("edge", edgeId);
    if (words.length > 0) said.push(...words);
  }
  return { passed, said };
}

/** What became of a pass, edge by edge. */
export function judgedPass(
  world: World,
  pass: DuePass,
  evidences: Evidences,
  nowMs: number,
): JudgedPass {
  const count = pass.edges.length;
  const rules = rulesIn(world, pass.work);
  const isByPositions = pass.route?.proof !== "confirmation";
  const proves = provesIn(world, pass.work);
  const heard =
    isByPositions && proves
      ? heardOf(world, pass, evidences, proves)
      : { candidateIds: [], heardShare: null };
  const days = evidences.between(pass.slots[0]!.earliestMs, pass.slots.at(-1)!.latestMs);
  const [states, reasons, flags] = [0, 0, 0].map(() => new Uint8Array(count)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]; // three of them
  const coveredShares = new Float32Array(count);
  const atMs = new Float64Array(count).fill(Number.NaN);
  const vehicleIds = new Map<number, string>();
  const said = new Map<number, Said>();
  const untouched = verdictOf(pass, [], [], heard.heardShare, nowMs, rules);
  pass.edges.forEach((edge, i) => {
    const evidence = evidenceOf(world, pass, edge, days, { proves, nowMs });
    const verdict =
      evidence.passed.length + evidence.said.length === 0
        ? untouched
        : verdictOf(pass, evidence.passed, evidence.said, heard.heardShare, nowMs, rules);
    states[i] = PASS_STATES.indexOf(verdict.state);
    reasons[i] = verdict.reason === null ? 0 : PASS_REASONS.indexOf(verdict.reason) + 1;
    flags[i] = flagsOf(verdict);
    coveredShares[i] = verdict.coveredShare;
    if (verdict.atMs !== null) atMs[i] = verdict.atMs;
    if (verdict.vehicleId !== null) vehicleIds.set(i, verdict.vehicleId);
    if (verdict.said !== null) said.set(i, verdict.said);
  });
  return { pass, states, reasons, flags, coveredShares, atMs, vehicleIds, said, ...heard };
}

const flagsOf = (verdict: Verdict) =>
  verdict.evidence.reduce((bits, one) => bits | (1 << EVIDENCES.indexOf(one)), 0) |
  (verdict.isTooFast ? TOO_FAST : 0) |
  (verdict.isTooSlow ? TOO_SLOW : 0) |
  (verdict.isWorkingUnknown ? WORKING_UNKNOWN : 0);

/** The verdict on one edge of a judged pass. */
export function verdictAt(judged: JudgedPass, i: number): Verdict {
  const flags = judged.flags[i]!;
  const reason = judged.reasons[i]!;
  const atMs = judged.atMs[i]!;
  return {
    state: PASS_STATES[judged.states[i]!]!,
    reason: reason === 0 ? null : PASS_REASONS[reason - 1]!,
    evidence: EVIDENCES.filter((_: Evidence, bit) => flags & (1 << bit)),
    coveredShare: judged.coveredShares[i]!,
    atMs: Number.isNaN(atMs) ? null : atMs,
    vehicleId: judged.vehicleIds.get(i) ?? null,
    isTooFast: (flags & TOO_FAST) !== 0,
    isTooSlow: (flags & TOO_SLOW) !== 0,
    isWorkingUnknown: (flags & WORKING_UNKNOWN) !== 0,
    said: judged.said.get(i) ?? null,
  };
}

/** Passes of one service of an edge lie no farther apart than this. */
const PAUSE_MS = 4 * 3_600_000;

/** When an edge was serviced on a day by one work, whether it was due or not. */
function servicesOn(world: World, work: Work, passed: readonly Passed[], said: readonly Said[]) {
  const rules = rulesIn(world, work);
  const isFast = ({ speedKmh }: Passed) =>
    rules.speed !== null && speedKmh !== null && speedKmh > rules.speed.mostKmh;
  const counted = passed.filter(
    (one) => one.isWorking !== false && (rules.tooFastCounts || !isFast(one)),
  );
  const words = said
    .filter((one) => one.work === work && one.outcome === "done" && one.kind !== "could_not")
    .map(
      ({ toMs: atMs, kind, entryId }): Service => ({
        ...{ atMs, vehicleId: null, entryId },
        evidence: kind === "completed" ? "completed" : "confirmed",
      }),
    );
  return [...servicesOf(counted, rules, PAUSE_MS), ...words].sort((a, b) => a.atMs - b.atMs);
}

const servicesKept = new WeakMap<DayEvidence, ReadonlyMap<number, readonly Service[]>>();

/** All services of a day, by `serviceKey`; worked out once for what is known of it. */
export function servicesBy(
  world: World,
  day: DayEvidence,
): ReadonlyMap<number, readonly Service[]> {
  const known = servicesKept.get(day);
  if (known) return known;
  const services = new Map<number, readonly Service[]>();
  const works = WORKS.map((work) => ({ work, proves: provesIn(world, work) }));
  for (const edge of day.touched) {
    const passed = day.passedOf(edge, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    const said = day.saidOf("edge", world.edges[edge]!.edgeId);
    for (const { work, proves } of works) {
      const own = passed.filter(({ vehicleId }) => {
        const vehicle = world.vehicleById.get(vehicleId);
        return vehicle !== undefined && proves?.(vehicle) === true;
      });
      if (own.length + said.length === 0) continue;
      const found = servicesOn(world, work, own, said);
      if (found.length > 0) services.set(serviceKey(edge, work), found);
    }
  }
  servicesKept.set(day, services);
  return services;
}

/** An edge and a work as one number. */
export const serviceKey = (edge: number, work: Work) => edge * WORKS.length + WORKS.indexOf(work);

/**
 * The last service of an edge up to an instant.
 *
 * @param days  in order of time; before the first of them nothing is known.
 */
export function lastServiceOf(
  world: World,
  days: readonly DayEvidence[],
  edge: number,
  work: Work,
  atMs: number,
): Service | null {
  const key = serviceKey(edge, work);
  for (const day of [...days].reverse()) {
    const found = servicesBy(world, day)
      .get(key)
      ?.findLast((service) => service.atMs <= atMs);
    if (found) return found;
  }
  return null;
}

/** When anything of any work was last done anywhere, up to an instant; null where nothing was. Epoch milliseconds. */
export function latestServiceMs(
  world: World,
  days: readonly DayEvidence[],
  atMs: number,
): number | null {
  for (const day of [...days].reverse()) {
    let latest = Number.NEGATIVE_INFINITY;
    for (const services of servicesBy(world, day).values())
      for (const service of services)
        if (service.atMs <= atMs && service.atMs > latest) latest = service.atMs;
    if (latest > Number.NEGATIVE_INFINITY) return latest;
  }
  return null;
}

import type { Evidence, PassReason, PassState, Work } from "../../data/cleaning.ts";
import { coveredShare, SHARE_ERROR, type Stretch } from "./covered.ts";
import type { DuePass, Slot } from "./due.ts";

/** A stretch of an edge that a vehicle passed in one go. */
export type Passed = Stretch & {
  readonly fromMs: number;
  readonly toMs: number;
  /** null: not known. */
  readonly speedKmh: number | null;
  /** Brush or pump on; null: the terminal does not say. What is known to be off is no service. */
  readonly isWorking: boolean | null;
  readonly vehicleId: string;
};

/** What somebody said of an edge, or of a stop. */
export type Said = {
  readonly entryId: string;
  readonly kind: "confirmed" | "completed" | "could_not";
  readonly outcome: "done" | "could_not";
  readonly reason: string | null;
  readonly work: Work;
  /** null: of whichever route asks for the work. */
  readonly routeId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
};

/** By what a pass is judged. */
export type Rules = {
  readonly coveredShare: number;
  readonly observedShare: number;
  readonly tooFastCounts: boolean;
  /** The speeds of its work; null: none are set. */
  readonly speed: { readonly leastKmh: number; readonly mostKmh: number } | null;
};

/** What became of one edge in one pass. */
export type Verdict = {
  readonly state: PassState;
  /** Why what is over is not done; null otherwise. */
  readonly reason: PassReason | null;
  /** By what one knows that it was done; both kinds are kept apart. */
  readonly evidence: readonly Evidence[];
  /** Share of its length that counted passes covered. */
  readonly coveredShare: number;
  /** When it was serviced; null when it was not. */
  readonly atMs: number | null;
  readonly vehicleId: string | null;
  readonly isTooFast: boolean;
  readonly isTooSlow: boolean;
  /** Of what counted, some came from terminals that do not say whether they worked. */
  readonly isWorkingUnknown: boolean;
  /** What somebody said that bears on it. */
  readonly said: Said | null;
};

export const middleOf = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (fromMs + toMs) / 2;

export const isIn = (slot: Slot, instantMs: number) =>
  instantMs >= slot.earliestMs && instantMs <= slot.latestMs;

/** Whether an entry is of a pass: of its work, of its route where one is named, and its middle in one of the times. */
export const isOf = (said: Said, pass: DuePass) =>
  said.work === pass.work &&
  (said.routeId === null || said.routeId === pass.route?.routeId) &&
  pass.slots.some((slot) => isIn(slot, middleOf(said)));

type Used = {
  readonly atMs: number;
  readonly evidence: readonly Evidence[];
  readonly vehicleId: string | null;
  readonly said: Said | null;
};

/**
 * Was an edge serviced in a pass, was it not, or can nobody know?
 *
 * - `done`: vehicles whose kind proves the work covered enough of it within the pass's time, or somebody says so.
 * - `could_not`: somebody says why.
 * - `not_done`: it is over, and all vehicles that should have come were heard for most of the time and did not cover it.
 * - `not_recorded`: it is over, and anything else. **Silence is never `not_done`.**
 *
 * One record more never makes what is done anything else.
 *
 * @param passed  of the edge, by vehicles whose kind proves the work.
 * @param said  of the edge, what was not withdrawn.
 * @param heardShare  share of the pass's time for which the least heard of the vehicles that should have come was heard;
 *   null: no vehicle could have proved it.
 */
export function verdictOf(
  pass: DuePass,
  passed: readonly Passed[],
  said: readonly Said[],
  heardShare: number | null,
  nowMs: number,
  rules: Rules,
): Verdict {
  const isFast = ({ speedKmh }: Passed) =>
    speedKmh !== null && rules.speed !== null && speedKmh > rules.speed.mostKmh;
  const counted = passed.filter(
    (one) => one.isWorking !== false && (rules.tooFastCounts || !isFast(one)),
  );
  const own = said.filter((one) => isOf(one, pass));
  const used: Used[] = [];
  let covered = 0;
  for (const slot of pass.slots) {
    const inSlot = counted.filter(({ fromMs }) => isIn(slot, fromMs));
    const share = coveredShare(inSlot);
    covered = Math.max(covered, share);
    const one = usedOf(slot, inSlot, own, share, rules);
    if (one) used.push(one);
  }
  const passedInTime = passed.filter(({ fromMs }) => pass.slots.some((slot) => isIn(slot, fromMs)));
  const couldNot = own.find(({ outcome }) => outcome === "could_not") ?? null;
  const done = used.length >= pass.need ? used[pass.need - 1]! : null;
  const state = stateOf(pass, done !== null, couldNot !== null, heardShare, nowMs, rules);
  const isOnlyTooFast =
    passedInTime.some(isFast) &&
    coveredShare(passedInTime.filter(({ isWorking }) => isWorking !== false)) >=
      rules.coveredShare - SHARE_ERROR;
  return {
    state,
    reason: reasonOf(state, pass, covered, heardShare, isOnlyTooFast),
    evidence: done?.evidence ?? [],
    coveredShare: covered,
    atMs: done?.atMs ?? null,
    vehicleId: done?.vehicleId ?? null,
    isTooFast: passedInTime.some(isFast),
    isTooSlow: passedInTime.some(
      ({ speedKmh }) =>
        speedKmh !== null && rules.speed !== null && speedKmh < rules.speed.leastKmh,
    ),
    isWorkingUnknown: passedInTime.some(({ isWorking }) => isWorking === null),
    said: done?.said ?? couldNot,
  };
}

function usedOf(
  slot: Slot,
  inSlot: readonly Passed[],
  own: readonly Said[],
  share: number,
  rules: Rules,
): Used | null {
  const serviced = share >= rules.coveredShare - SHARE_ERROR ? reachedIn(inSlot, rules) : null;
  const words = own.filter(
    (one) => one.outcome === "done" && isIn(slot, middleOf(one)) && one.kind !== "could_not",
  );
  const word = words[0] ?? null;
  if (!serviced && !word) return null;
  return {
    atMs: serviced?.toMs ?? word!.toMs, // one of them is there
    evidence: [
      ...(serviced ? (["positions"] as const) : []),
      ...(words.some(({ kind }) => kind === "confirmed") ? (["confirmed"] as const) : []),
      ...(words.some(({ kind }) => kind === "completed") ? (["completed"] as const) : []),
    ],
    vehicleId: serviced?.vehicleId ?? null,
    said: word,
  };
}

/** The pass with which enough was covered, of those that cover enough between them. */
function reachedIn(passed: readonly Passed[], rules: Rules): Passed {
  const inOrder = [...passed].sort((a, b) => a.toMs - b.toMs);
  for (let i = 0; i < inOrder.length; i++)
    if (coveredShare(inOrder.slice(0, i + 1)) >= rules.coveredShare - SHARE_ERROR)
      return inOrder[i]!;
  throw new RangeError("what was said to cover enough does not");
}

function stateOf(
  pass: DuePass,
  isDone: boolean,
  couldNot: boolean,
  heardShare: number | null,
  nowMs: number,
  rules: Rules,
): PassState {
  if (pass.suspension) return "suspended";
  if (isDone) return "done";
  if (couldNot) return "could_not";
  if (nowMs < pass.fromMs) return "upcoming";
  if (nowMs <= pass.slots.at(-1)!.latestMs) return "open";
  return heardShare !== null && heardShare >= rules.observedShare ? "not_done" : "not_recorded";
}

function reasonOf(
  state: PassState,
  pass: DuePass,
  covered: number,
  heardShare: number | null,
  isOnlyTooFast: boolean,
): PassReason | null {
  if (state === "not_done") {
    if (isOnlyTooFast) return "too_fast";
    return covered > 0 ? "partly_covered" : "not_covered";
  }
  if (state !== "not_recorded") return null;
  if (heardShare !== null) return "silent";
  return pass.route?.proof === "confirmation" ? "no_confirmation" : "no_vehicle";
}

/** When an edge was serviced, whether it was due then or not. */
export type Service = {
  readonly atMs: number;
  readonly evidence: Evidence;
  readonly vehicleId: string | null;
  readonly entryId: string | null;
};

/**
 * When was an edge serviced? Passes are added up until enough was covered, and then anew; so are those after a pause.
 *
 * @param passed  that count, of vehicles whose kind proves the work.
 * @param pauseMs  what lies farther apart is not of one service.
 * @returns in order of time; not empty as soon as what lies together covers enough, however much is passed beside.
 */
export function servicesOf(
  passed: readonly Passed[],
  rules: Pick<Rules, "coveredShare">,
  pauseMs: number,
): Service[] {
  const services: Service[] = [];
  let together: Passed[] = [];
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const one of [...passed].sort((a, b) => a.fromMs - b.fromMs)) {
    if (one.fromMs - untilMs > pauseMs) together = [];
    together.push(one);
    untilMs = Math.max(untilMs, one.toMs);
    if (coveredShare(together) < rules.coveredShare - SHARE_ERROR) continue;
    const { toMs: atMs, vehicleId } = one;
    services.push({ atMs, evidence: "positions", vehicleId, entryId: null });
    together = [];
  }
  return services;
}

import type { Evidence, PassState, StopReason } from "../../data/cleaning.ts";
import { isIn, isOf, middleOf, type Said } from "./done.ts";
import type { DuePass, Slot } from "./due.ts";

/** A vehicle stood by a stop. */
export type Visit = {
  readonly facilityId: string;
  readonly vehicleId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nearestMeters: number;
};

/** What became of one stop of a round. */
export type StopVerdict = {
  readonly facilityId: string;
  readonly state: PassState;
  /** Why what is over was not emptied; null otherwise. */
  readonly reason: StopReason | null;
  readonly evidence: readonly Evidence[];
  readonly atMs: number | null;
  readonly vehicleId: string | null;
  readonly said: Said | null;
};

/**
 * Which stops of a collection round were emptied, which were missed, and of which can nobody know?
 *
 * A stop was emptied when a vehicle stood near enough for long enough within the time of the round, or somebody says so. One
 * is missed (`not_done`) only when the vehicles that should have come were heard for most of that time.
 *
 * @param saidOf  what was said of a stop.
 * @param heardShare  see `verdictOf`; null when no vehicle is known that should have come.
 */
export function roundOf(
  pass: DuePass,
  visits: readonly Visit[],
  saidOf: (facilityId: string) => readonly Said[],
  heardShare: number | null,
  nowMs: number,
  rules: {
    readonly observedShare: number;
    readonly stand: { readonly meters: number; readonly seconds: number };
  },
): StopVerdict[] {
  const { meters, seconds } = rules.stand;
  const stood = visits.filter(
    ({ nearestMeters, fromMs, toMs }) => nearestMeters <= meters && toMs - fromMs >= seconds * 1000,
  );
  return (pass.route?.stopIds ?? []).map((facilityId) => {
    const own = stood.filter((visit) => visit.facilityId === facilityId);
    const words = saidOf(facilityId).filter((one) => isOf(one, pass));
    const times = pass.slots.flatMap((slot) => emptiedIn(slot, own, words) ?? []);
    const emptied = times[pass.need - 1] ?? null;
    const couldNot = words.find(({ outcome }) => outcome === "could_not") ?? null;
    const state = stateOf(pass, emptied !== null, couldNot !== null);
    return {
      ...{ facilityId, state, reason: reasonOf(state, heardShare) },
      evidence: emptied?.evidence ?? [],
      atMs: emptied?.atMs ?? null,
      vehicleId: emptied?.vehicleId ?? null,
      said: emptied?.word ?? couldNot,
    };
  });

  function stateOf({ suspension, fromMs, slots }: DuePass, isDone: boolean, couldNot: boolean) {
    if (suspension) return "suspended";
    if (isDone) return "done";
    if (couldNot) return "could_not";
    if (nowMs < fromMs) return "upcoming";
    if (nowMs <= slots.at(-1)!.latestMs) return "open";
    return heardShare !== null && heardShare >= rules.observedShare ? "not_done" : "not_recorded";
  }
}

/** How a stop was emptied in one of the times of its round; null when it was not, as far as anybody knows. */
function emptiedIn(slot: Slot, visits: readonly Visit[], words: readonly Said[]) {
  const { earliestMs, latestMs } = slot;
  const visit = visits.find(({ fromMs, toMs }) => fromMs <= latestMs && toMs >= earliestMs);
  const said = words.filter(
    (one) => one.outcome === "done" && one.kind !== "could_not" && isIn(slot, middleOf(one)),
  );
  const word = said[0] ?? null;
  if (!visit && !word) return null;
  const isSaid = (kind: Said["kind"]) => said.some((one) => one.kind === kind);
  const evidence: Evidence[] = [
    ...(visit ? (["positions"] as const) : []),
    ...(isSaid("confirmed") ? (["confirmed"] as const) : []),
    ...(isSaid("completed") ? (["completed"] as const) : []),
  ];
  return {
    ...{ evidence, word, vehicleId: visit?.vehicleId ?? null },
    atMs: visit?.toMs ?? word!.toMs, // one of them is there
  };
}

function reasonOf(state: PassState, heardShare: number | null): StopReason | null {
  if (state === "not_done") return "not_stood";
  if (state !== "not_recorded") return null;
  return heardShare === null ? "no_vehicle" : "silent";
}

import type { Evidence, PassState } from "../../data/cleaning.ts";
import { isOf, type Said } from "./done.ts";
import type { DuePass } from "./due.ts";

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
  const { earliestMs } = pass.slots[0]!;
  const { latestMs } = pass.slots.at(-1)!;
  const { meters, seconds } = rules.stand;
  return (pass.route?.stopIds ?? []).map((facilityId) => {
    const visit = visits.find(
      (one) =>
        one.facilityId === facilityId &&
        one.nearestMeters <= meters &&
        one.toMs - one.fromMs >= seconds * 1000 &&
        one.fromMs <= latestMs &&
        one.toMs >= earliestMs,
    );
    const words = saidOf(facilityId).filter((one) => isOf(one, pass));
    const isDone = (one: Said) => one.outcome === "done" && one.kind !== "could_not";
    const word = words.find(isDone) ?? null;
    const couldNot = words.find(({ outcome }) => outcome === "could_not") ?? null;
    return {
      facilityId,
      state: stateOf(pass, { isDone: visit != null || word !== null, couldNot: couldNot !== null }),
      evidence: [
        ...(visit ? (["positions"] as const) : []),
        ...(words.some((one) => isDone(one) && one.kind === "confirmed")
          ? (["confirmed"] as const)
          : []),
        ...(words.some((one) => isDone(one) && one.kind === "completed")
          ? (["completed"] as const)
          : []),
      ],
      atMs: visit?.toMs ?? word?.toMs ?? null,
      vehicleId: visit?.vehicleId ?? null,
      said: word ?? couldNot,
    };
  });

  function stateOf(
    { suspension, fromMs }: DuePass,
    { isDone, couldNot }: { isDone: boolean; couldNot: boolean },
  ): PassState {
    if (suspension) return "suspended";
    if (isDone) return "done";
    if (couldNot) return "could_not";
    if (nowMs < fromMs) return "upcoming";
    if (nowMs <= latestMs) return "open";
    return heardShare !== null && heardShare >= rules.observedShare ? "not_done" : "not_recorded";
  }
}

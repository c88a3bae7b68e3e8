/** How a vehicle stands, as far as its positions say. */
export const VEHICLE_STATES = [
  "working",
  "moving",
  "standing",
  "located",
  "silent",
  "unheard",
  "out",
  "retired",
] as const;
export type VehicleState = (typeof VEHICLE_STATES)[number];

/** Below this a vehicle stands: receivers report a walking pace for one that does not move. */
const STANDING_KMH = 2;

/** What is known of a vehicle. */
export type Known = {
  readonly status: "in_service" | "out_of_service" | "retired";
  /** null: it was never heard. */
  readonly last: {
    readonly atMs: number;
    /** null: neither said nor to be told from the position before. */
    readonly speedKmh: number | null;
    /** null: the terminal does not say. */
    readonly isWorking: boolean | null;
  } | null;
};

/**
 * How a vehicle stands now.
 *
 * What is older than the silence says nothing of now: such a vehicle neither moves nor stands, it is silent. Where no
 * speed is known, it is only located.
 *
 * @param nowMs  Epoch milliseconds of the server's clock.
 * @param silentMs  Longer than this unheard is silent.
 */
export function stateOf({ status, last }: Known, nowMs: number, silentMs: number): VehicleState {
  if (status === "retired") return "retired";
  if (status === "out_of_service") return "out";
  if (last === null) return "unheard";
  if (nowMs - last.atMs > silentMs) return "silent";
  if (last.speedKmh === null) return "located";
  if (last.speedKmh < STANDING_KMH) return "standing";
  return last.isWorking === true ? "working" : "moving";
}

/** How many there are of each state. */
export function countsOf(states: Iterable<VehicleState>): Readonly<Record<VehicleState, number>> {
  const counts = Object.fromEntries(VEHICLE_STATES.map((state) => [state, 0])) as Record<
    VehicleState,
    number
  >; // every state was just named
  for (const state of states) counts[state] += 1;
  return counts;
}

/** How old a position is, in the unit people would say it in. */
export type Age = {
  readonly count: number;
  readonly unit: "seconds" | "minutes" | "hours" | "days";
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was; a clock that goes ahead says 0 and nothing of the future. */
export function ageOf(atMs: number, nowMs: number): Age {
  const ms = Math.max(0, nowMs - atMs);
  if (ms < MINUTE) return { count: Math.floor(ms / 1000), unit: "seconds" };
  if (ms < HOUR) return { count: Math.floor(ms / MINUTE), unit: "minutes" };
  if (ms < 2 * DAY) return { count: Math.floor(ms / HOUR), unit: "hours" };
  return { count: Math.floor(ms / DAY), unit: "days" };
}

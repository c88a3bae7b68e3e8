/** Times in which a vehicle was heard, in order and apart, in epoch milliseconds. */
export type Heard = readonly (readonly [fromMs: number, toMs: number])[];

/**
 * For how much of some times was a vehicle heard?
 *
 * @param heard  sorted; between two of them it was silent for longer than a gap may last.
 * @param times  apart from each other.
 * @param knownUntilMs  what its positions say is known up to here; what came after counts as silence.
 * @returns a share, 0 to 1; 0 of no time.
 */
export function heardShareOf(
  heard: Heard,
  times: readonly { readonly fromMs: number; readonly toMs: number }[],
  knownUntilMs: number,
): number {
  let whole = 0;
  let sum = 0;
  for (const { fromMs, toMs } of times) {
    whole += toMs - fromMs;
    for (const [from, to] of heard)
      sum += Math.max(0, Math.min(to, toMs, knownUntilMs) - Math.max(from, fromMs));
  }
  return whole > 0 ? sum / whole : 0;
}

/** A vehicle, as far as it may be what a pass waits for. */
export type Candidate = {
  readonly vehicleId: string;
  readonly kind: string;
  readonly team: string | null;
  readonly status: string;
  readonly statusSinceMs: number | null;
};

/**
 * Which vehicles should have come: those assigned to the route, or else all of its kind and team.
 *
 * One that was out of service before it was due could not come, and says nothing.
 *
 * @param works  whether a vehicle's pass proves the work.
 */
export function candidatesOf(
  route: {
    readonly vehicleIds: readonly string[];
    readonly vehicleKind: string | null;
    readonly team: string | null;
  },
  vehicles: readonly Candidate[],
  dueMs: number,
  works: (vehicle: Candidate) => boolean,
): Candidate[] {
  const isAssigned = route.vehicleIds.length > 0;
  return vehicles.filter((vehicle) => {
    const isAway =
      vehicle.status !== "in_service" &&
      (vehicle.statusSinceMs === null || vehicle.statusSinceMs <= dueMs);
    if (isAway || !works(vehicle)) return false;
    if (isAssigned) return route.vehicleIds.includes(vehicle.vehicleId);
    return (
      vehicle.kind === route.vehicleKind && (route.team === null || vehicle.team === route.team)
    );
  });
}

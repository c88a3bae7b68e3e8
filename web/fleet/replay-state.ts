import type { Place } from "./replay-track.ts";
import { stateOf, type VehicleState } from "./vehicle-state.ts";

/** How a vehicle stood at an instant of a replay: in a gap nothing is known, whatever came before it. */
export const placeState = ({ isGap, atMs, speedKmh, isWorking }: Place): VehicleState =>
  isGap
    ? "silent"
    : stateOf(
        { status: "in_service", last: { atMs, speedKmh, isWorking } },
        atMs,
        Number.POSITIVE_INFINITY,
      );

import { type DemoEntry, entriesOf } from "./confirmations.ts";
import { drivesOf } from "./drives.ts";
import {
  type DemoFixes,
  type DemoPassage,
  type DemoVisit,
  fixesBetween,
  passagesOf,
  visitsOf,
} from "./fixes.ts";
import { SEED } from "./generate.ts";
import type { DemoTown, DemoVehicle } from "./records.ts";

/** What is asked of a day: what came to be known after an instant, up to another. */
export type FleetDayAsked = {
  /** Offset from the anchor. */
  readonly day: number;
  readonly afterMs: number;
  readonly untilMs: number;
  /** none: no positions; coarse: a few, only of vehicles whose positions prove work; all: as they were sent. */
  readonly positions: "none" | "coarse" | "all";
};

export type VehicleDay = {
  readonly vehicleId: string;
  readonly passages: readonly DemoPassage[];
  readonly visits: readonly DemoVisit[];
  readonly fixes: DemoFixes | null;
};

export type FleetDay = {
  readonly vehicles: readonly VehicleDay[];
  readonly entries: readonly DemoEntry[];
};

/** Older positions are kept so thin: near enough for a silence to be told from a standstill. */
const COARSE_SECONDS = 150;

/** The vehicles of a demonstration, day by day; a day takes a quarter of a second. */
export function fleetOf(town: DemoTown, seed = SEED) {
  const drives = drivesOf(town, seed);
  const proving = new Set(
    town.routes.filter(({ proof }) => proof !== "confirmation").map(({ routeId }) => routeId),
  );

  function fixesOf(vehicle: DemoVehicle, asked: FleetDayAsked): DemoFixes | null {
    if (asked.positions === "none") return null;
    const isCoarse = asked.positions === "coarse";
    if (isCoarse && !(vehicle.routeId !== null && proving.has(vehicle.routeId))) return null;
    const driven = drives.dayOf(vehicle, asked.day);
    const every = isCoarse ? COARSE_SECONDS : vehicle.terminal!.everySeconds;
    return driven && fixesBetween(driven, asked.afterMs, asked.untilMs, every);
  }

  return {
    town,
    drives,
    /** What came to be known of a day within some time. */
    day(asked: FleetDayAsked): FleetDay {
      const { day, afterMs, untilMs } = asked;
      const isIn = (instantMs: number) => instantMs > afterMs && instantMs <= untilMs;
      const vehicles = town.vehicles.flatMap((vehicle): VehicleDay[] => {
        const driven = drives.dayOf(vehicle, day);
        if (!driven) return [];
        return [
          {
            vehicleId: vehicle.vehicleId,
            passages: passagesOf(driven).filter(({ toMs }) => isIn(toMs)),
            visits: visitsOf(driven).filter(({ toMs }) => isIn(toMs)),
            fixes: fixesOf(vehicle, asked),
          },
        ];
      });
      const entries = entriesOf(town, day, seed).filter(({ enteredAt }) =>
        isIn(enteredAt.getTime()),
      );
      return { vehicles, entries };
    },
  };
}

import type { FleetSettings } from "../../data/fleet.ts";
import { outOfOrder } from "./order-events.ts";
import { longStops, offRoute, outOfArea, silences } from "./place-events.ts";
import type { FleetEvent, Watched } from "./watched.ts";
import { skipped, speeding } from "./work-events.ts";

/** What happened with a vehicle that somebody must look at, in order of beginning. Pure: the same data give the same events. */
export function eventsOf(watched: Watched, settings: FleetSettings): FleetEvent[] {
  return [
    ...silences(watched, settings.silent),
    ...outOfArea(watched, settings),
    // order and speed are those of the work itself: whoever patrols all day goes to and fro
    ...watched.duties
      .filter(({ isProvenByPositions }) => isProvenByPositions)
      .flatMap((duty) => [
        ...offRoute(watched, duty, settings),
        ...skipped(watched, duty, settings),
        ...outOfOrder(watched, duty, settings),
        ...speeding(watched, duty, settings),
      ]),
    ...longStops(watched, settings),
  ].sort((a, b) => a.fromMs - b.fromMs || (a.kind < b.kind ? -1 : 1));
}

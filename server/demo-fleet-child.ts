import { type FleetDayAsked, fleetOf } from "../data/demo/fleet-day.ts";
import { demoTown } from "../data/demo/generate.ts";

let fleet: ReturnType<typeof fleetOf> | null = null;

/** The first message lays out the town, and is answered with its vehicles; each after it asks for a day. */
process.on("message", (asked: { readonly anchor: Date } | FleetDayAsked) => {
  if ("anchor" in asked) {
    fleet = fleetOf(demoTown(asked));
    process.send?.(fleet.town.vehicles);
  } else process.send?.(fleet!.day(asked)); // the town was laid out before
});

import { z } from "zod";
import fleetTable from "./standards/fleet.json" with { type: "json" };
import { Basis } from "./standards.ts";
import { VEHICLE_KINDS } from "./vehicle.ts";

const minutes = z.number().positive().max(1440);
const meters = (most: number) => z.number().positive().max(most);
const speed = z.number().positive().max(120);
const work = z.enum(["full_sweep", "fine_sweep", "wash", "patrol", "collection"]);

/** Every value vehicles are watched by. */
export const FleetPresets = z.strictObject({
  intake: z.strictObject({
    futureSeconds: z
      .number()
      .int()
      .min(0)
      .max(3600)
      .describe("A position farther in the future is not taken: the terminal's clock is wrong"),
    jumpKmh: z
      .number()
      .min(60)
      .max(400)
      .describe("Nothing drives that fast: the position is wrong"),
    agreeing: z
      .number()
      .int()
      .min(2)
      .max(20)
      .describe("So many jumps in a row that agree with each other are where it is after all"),
  }),
  matching: z.strictObject({
    sigmaMeters: z.number().min(3).max(50).describe("How far positions lie from the truth"),
    gapSeconds: z
      .number()
      .int()
      .min(30)
      .max(1800)
      .describe("Silence longer than this is no data: nothing is put between"),
    lagSeconds: z
      .number()
      .int()
      .min(0)
      .max(900)
      .describe("Streets are settled no later than so long after a position, live"),
  }),
  silent: z.strictObject({ minutes }).describe("In its shift and not heard for so long"),
  offRoute: z.strictObject({ meters: meters(2000), minutes }),
  skipped: z.strictObject({
    beyondMeters: meters(5000).describe("So much of the route was done after it"),
    minutes: minutes.describe("And so long ago"),
    leastMeters: meters(1000).describe("Shorter pieces are not called skipped"),
  }),
  outOfOrder: z.strictObject({ beyondMeters: meters(5000), minutes }),
  outOfArea: z.strictObject({ meters: meters(5000), minutes }),
  longStop: z.strictObject({
    meters: meters(500),
    minutes,
    depotMeters: meters(1000).describe("Beside a depot or a station a vehicle may stand"),
  }),
  speeding: z.strictObject({ seconds: z.number().int().min(5).max(1800) }),
  speeds: z
    .array(z.strictObject({ work, leastKmh: z.number().min(0).max(60), mostKmh: speed }))
    .describe("Speeds at which work is done well"),
  proves: z
    .array(z.strictObject({ kind: z.enum(VEHICLE_KINDS), works: z.array(work) }))
    .describe("Which work the pass of a vehicle proves"),
  due: z.strictObject({
    overhaulDays: z.number().int().min(0).max(365),
    safetyCheckDays: z.number().int().min(0).max(365),
  }),
  basis: Basis,
});

/** How vehicles are watched where a district has not said otherwise. */
export const FLEET = FleetPresets.parse(fleetTable);

/** What a district sets itself (`district_setting`, key `fleet`); what is left out is as the presets have it. */
export const DistrictFleet = FleetPresets.omit({ basis: true }).partial();
export type DistrictFleet = z.infer<typeof DistrictFleet>;
export type FleetSettings = Omit<z.infer<typeof FleetPresets>, "basis">;

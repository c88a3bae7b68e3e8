import { type DrivenDay, drivesOf } from "../../data/demo/drives.ts";
import { type DemoFixes, fixesBetween } from "../../data/demo/fixes.ts";
import { SEED } from "../../data/demo/generate.ts";
import type { DemoVehicle } from "../../data/demo/records.ts";
import { FLEET } from "../../data/fleet.ts";
import { isOn, registerRows, sourceOf, unlessUnsaid } from "../../server/demo-fleet-tables.ts";
import { insertRows, tablesOf } from "../../server/demo-tables.ts";
import type { Fix, PositionSource } from "../../server/fleet/fix.ts";
import { createIntake } from "../../server/fleet/intake.ts";
import { createMatching } from "../../server/fleet/matching.ts";
import type { MatchingThread } from "../../server/fleet/matching-thread.ts";
import { createTerminals } from "../../server/fleet/terminals.ts";
import { createWatch } from "../../server/fleet/watch.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Database } from "../../server/store/database.ts";
import { demo } from "./demo.ts";

const { districtId, anchor } = demo.district;
const DAY_MS = 86_400_000;
/** So long after a run's last position nothing more comes of it. */
const OVER_MS = FLEET.matching.gapSeconds * 1_000 + 1_000;

/** What vehicles drive on and are to do there, and nothing of what is generated of what they did. */
const TABLES = [
  "area",
  "street",
  "street_edge",
  "facility",
  "cleaning_route",
  "cleaning_route_edge",
  "vehicle",
  "terminal",
  "cleaning_route_vehicle",
  "cleaning_route_stop",
];

/** Writes the streets, routes and vehicles of the demonstration district, or some of the vehicles. */
export async function writeDemoTown(
  database: Database,
  isAmong: (vehicle: DemoVehicle) => boolean = () => true,
): Promise<void> {
  const vehicles = demo.vehicles.filter(isAmong);
  const fleet = registerRows({ ...demo, vehicles });
  const none = { settings: [], complaints: [], ratings: [], fleet };
  const land = { places: [], plots: [] };
  const construction = { scenarios: [], targets: [] };
  const tables = tablesOf(demo, { ...none, land, construction });
  await database.transaction(
    async (tx) => {
      const { name, nameEn, code, timeZone } = demo.district;
      await tx.query(
        `insert into district (district_id, name, name_en, code, time_zone, is_demo, demo_anchor)
         values ($1, $2, $3, $4, $5, true, $6)`,
        [districtId, name, nameEn, code, timeZone, anchor],
      );
      for (const { table, columns } of tables)
        if (TABLES.includes(table)) await insertRows(tx, districtId, table, columns);
      for (const kind of ["district", "street_edge", "cleaning_route", "vehicle"] as const)
        await recordChange(tx, districtId, kind, []);
    },
    { districtId, asOwner: true },
  );
}

const fixesOf = (fixes: DemoFixes): Fix[] =>
  Array.from(fixes.atMs, (atMs, i) => ({
    ...{ atMs, position: [fixes.lngs[i]!, fixes.lats[i]!] as const, speedKmh: fixes.speeds[i]! },
    headingDegrees: unlessUnsaid(fixes.headings[i]!),
    ...{ isWorking: isOn(fixes.working[i]!), isFixed: true },
  }));

/**
 * Lets vehicles of the demonstration drive a day of the past: what they send comes in when it came to be known, is matched,
 * and is looked at, by a clock that the test sets forward.
 *
 * @param day  offset from the anchor.
 */
export function drivenDay(
  database: Database,
  thread: MatchingThread,
  day: number,
  isAmong: (vehicle: DemoVehicle) => boolean = () => true,
) {
  const clock = { nowMs: anchor.getTime() + day * DAY_MS };
  const now = () => clock.nowMs;
  const drives = drivesOf(demo, SEED);
  const driven = demo.vehicles.flatMap((vehicle): DrivenDay[] => {
    const one = isAmong(vehicle) ? drives.dayOf(vehicle, day) : null;
    return one ? [one] : [];
  });
  const { takeFor } = createIntake({
    ...{ database, terminals: createTerminals(database), hear: () => {}, now },
    limitsOf: async () => ({ ...FLEET.intake, retentionDays: 90 }),
  });
  const matching = createMatching({ database, thread, now });
  const watch = createWatch({ database, now });
  return {
    driven,
    /** What came to be known up to a time of the day, in hours. */
    async until(hours: number) {
      const fromMs = clock.nowMs;
      clock.nowMs = anchor.getTime() + day * DAY_MS + hours * 3_600_000;
      await Promise.all(
        driven.map((one) => {
          const fixes = fixesOf(fixesBetween(one, fromMs, clock.nowMs));
          if (fixes.length === 0) return null;
          const source = sourceOf(one.vehicle.terminal!) as PositionSource;
          return takeFor(districtId, one.vehicle.vehicleId, fixes, source);
        }),
      );
      await matching.look(districtId);
      await watch.look(districtId);
    },
    /** The day is over: what was likeliest stands. */
    async end() {
      clock.nowMs += OVER_MS;
      await matching.look(districtId);
      await watch.look(districtId);
    },
    now,
  };
}

import { fleetOf } from "../data/demo/fleet-day.ts";
import {
  demoConstruction,
  demoLand,
  demoReports,
  generateDemo,
  historyCases,
} from "../data/demo/generate.ts";
import type { DemoDistrict } from "../data/demo/records.ts";
import { termsOf } from "./complaints/case-due.ts";
import { ASSIGNMENT, caseRows, counterRows, eventsOf, standingAt, unitRows } from "./demo-cases.ts";
import { writeRepairs } from "./demo-closures.ts";
import { writeEvents } from "./demo-events.ts";
import { recentRows, WRITTEN_KEY } from "./demo-fleet-fill.ts";
import { registerRows } from "./demo-fleet-tables.ts";
import { hotspotRuleRows } from "./demo-hotspots.ts";
import { ratingRows } from "./demo-ratings.ts";
import { reportRows } from "./demo-reports.ts";
import { insertRows, tablesOf } from "./demo-tables.ts";
import { createDistrict, districtIdOf } from "./imports/district.ts";
import { COMMAND_ACTOR, recordAudit, SERVER_ACTOR } from "./store/audit.ts";
import { type ChangeKind, recordChange } from "./store/changes.ts";
import type { Database, Queryable } from "./store/database.ts";

export type DemoOptions = {
  /** 00:00 in Asia/Shanghai on the day the demonstration begins; today's by default. */
  readonly anchor?: Date;
  /** Up to when vehicles have driven; the present by default. */
  readonly now?: Date;
  readonly log?: (message: string) => void;
};

/** What was written, by table. */
export type DemoReport = {
  readonly districtId: string;
  readonly rows: Readonly<Record<string, number>>;
};

const DAY_MS = 86_400_000;
const LOCAL_MS = 8 * 3_600_000;

/** A file in the data folder: its operator cleared the demonstration, so a start does not bring it back. */
export const CLEARED = "demo-cleared";

/** The midnight in the district with which a day (`YYYY-MM-DD`) begins. */
export const anchorOf = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** The last local midnight in Asia/Shanghai. */
export function demoAnchor(now: Date): Date {
  return new Date(Math.floor((now.getTime() + LOCAL_MS) / DAY_MS) * DAY_MS - LOCAL_MS);
}

/**
 * Writes the demonstration district whole, or not at all.
 *
 * @throws {DatabaseError} 23505 when a district of its id exists.
 */
export async function loadDemo(database: Database, options: DemoOptions = {}): Promise<DemoReport> {
  const { now = new Date(), log = () => {} } = options;
  const { anchor = demoAnchor(now) } = options;
  log("Demonstration district: laying out streets, people and three years of complaints");
  const district = generateDemo({ anchor });
  const { districtId, timeZone } = district.district;
  const terms = termsOf(null, timeZone);
  const cases = historyCases(district).map((one) => standingAt(one, terms, anchor));
  const complaints = [unitRows(), ...caseRows(cases), counterRows(cases)];
  const rows: Record<string, number> = {};
  await database.transaction(
    async (tx) => {
      await writeDistrict(tx, district); // where it is there already the rest is not worked out
      const recent = recentRows({ anchor, timeZone }, fleetOf(district).day, now);
      const more = {
        settings: [ASSIGNMENT, { key: WRITTEN_KEY, value: recent.written }],
        ...{ land: demoLand(district), construction: demoConstruction(district), complaints },
        fleet: [...registerRows(district), ...recent.rows],
        ratings: ratingRows(
          district,
          cases.map(({ complaint }) => complaint),
        ),
      };
      const tables = [
        ...tablesOf(district, more),
        ...reportRows(district, demoReports(district)),
        hotspotRuleRows(),
      ];
      for (const { table, columns } of tables) {
        log(`Demonstration district: writing ${table}`);
        await insertRows(tx, districtId, table, columns);
        rows[table] = columns[0]!.values.length;
      }
      log("Demonstration district: writing complaint_event");
      const events = eventsOf(cases);
      await writeEvents(tx, { districtId, timeZone }, events);
      rows.complaint_event = events.length;
      await writeRepairs(tx, districtId, anchor);
      for (const kind of KINDS) await recordChange(tx, districtId, kind, []);
      await recordAudit(tx, districtId, {
        ...{ actor: SERVER_ACTOR, action: "demo.load", record: "demo", recordId: districtId },
        before: null,
        after: rows,
      });
    },
    { districtId, asOwner: true },
  );
  return { districtId, rows };
}

/** What clearing did. */
export type ClearReport = { readonly removed: readonly string[]; readonly created: string | null };

/** Tables with district data, those that refer before those that are referred to. */
const CONTENT = [
  "wall_heartbeat",
  "wall_alarm_event",
  "wall_alarm",
  "wall_watch",
  "wall_scenes",
  "report_draft",
  "report",
  "community_inspection",
  "hygiene_activity",
  "media_exposure",
  "construction_target",
  "scenario",
  "duty_handover",
  "duty_shift",
  "inspection_photograph",
  "photograph_link",
  "photograph",
  "fleet_event",
  "service_order",
  "service_suspension",
  "service_entry_item",
  "service_entry",
  "stop_visit",
  "service_record",
  "position_reject",
  "position",
  "vehicle_matching",
  "vehicle_state",
  "terminal",
  "cleaning_route_stop",
  "cleaning_route_vehicle",
  "cleaning_route_edge",
  "cleaning_route",
  "vehicle",
  "red_flag",
  "rating",
  "rating_appeal_event",
  "rating_appeal",
  "inspection",
  "inspection_task",
  "rubric_version",
  "complaint_reminder",
  "complaint_reminder_seen",
  "complaint_watch",
  "supervision",
  "supervision_counter",
  "open311_key",
  "hotspot_alarm_seen",
  "hotspot_alarm",
  "hotspot_watch",
  "hotspot_rule",
  "complaint_follow",
  "complaint_confidant",
  "complaint_event",
  "complaint_key",
  "complaint_counter",
  "complaint",
  "reporter",
  "reporter_erasure",
  "unit_member",
  "unit",
  "facility",
  "street_edge",
  "street",
  "area",
  "ground",
  "place",
  "plot",
  "demand_cell",
  "import_change",
  "import_run",
];

/**
 * Removes every demonstration district with all that is in it, and starts a district of one's own.
 *
 * @param name  of the new district; null makes none. One that exists already is left as it is.
 */
export async function clearDemo(
  database: Database,
  { name, log = () => {} }: { name: string | null; log?: (message: string) => void },
): Promise<ClearReport> {
  const found = await database.query<{ id: string }>(
    "select district_id as id from district where is_demo",
  );
  const removed = found.map(({ id }) => id);
  // A transaction a table: references are checked against what is still there, and nothing is, soon.
  for (const districtId of removed) {
    for (const table of CONTENT) {
      log(`Removing ${districtId}: ${table}`);
      await database.transaction(
        (tx) => tx.query(`delete from ${table} where district_id = $1`, [districtId]),
        { districtId, asOwner: true },
      );
    }
    await database.transaction(
      (tx) => tx.query("delete from district where district_id = $1", [districtId]),
      { districtId, asOwner: true },
    );
  }
  return { removed, created: name === null ? null : await startDistrict(database, name, removed) };
}

/** Begins with what was cleared for it: the trail of a removed district goes with the district. */
async function startDistrict(
  database: Database,
  name: string,
  cleared: readonly string[],
): Promise<string> {
  const districtId = districtIdOf(name);
  await database.transaction(
    async (tx) => {
      const known = await tx.query("select 1 from district where district_id = $1", [districtId]);
      if (known.length > 0) return;
      await createDistrict(tx, { districtId, name, timeZone: "Asia/Shanghai", isNew: true });
      await recordChange(tx, districtId, "district", [districtId]);
      await recordAudit(tx, districtId, {
        ...{ actor: COMMAND_ACTOR, action: "district.create" },
        ...{ record: "district", recordId: districtId },
        before: null,
        after: { name, cleared },
      });
    },
    { districtId, asOwner: true },
  );
  return districtId;
}

const KINDS: readonly ChangeKind[] = [
  "district",
  "district_setting",
  "area",
  "facility",
  "street",
  "street_edge",
  "demand_cell",
  "ground",
  "place",
  "plot",
  "complaint",
  "cleaning_route",
  "vehicle",
  "service_record",
  "service_entry",
  "rating",
  "scenario",
  "construction_target",
  "community_record",
  "report",
];

async function writeDistrict(tx: Queryable, { district }: DemoDistrict) {
  await tx.query(
    `insert into district (district_id, name, name_en, code, time_zone, is_demo, demo_anchor)
     values ($1, $2, $3, $4, $5, true, $6)`,
    [
      district.districtId,
      district.name,
      district.nameEn,
      district.code,
      district.timeZone,
      district.anchor,
    ],
  );
}

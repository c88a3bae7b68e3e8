import { DEMO_DISTRICT_ID, generateDemo, laterComplaints } from "../data/demo/generate.ts";
import type { DemoComplaint, DemoDistrict } from "../data/demo/records.ts";
import { complaintColumns, insertRows, tablesOf } from "./demo-tables.ts";
import { createDistrict, districtIdOf } from "./imports/district.ts";
import { COMMAND_ACTOR, recordAudit, SERVER_ACTOR } from "./store/audit.ts";
import { type ChangeKind, recordChange } from "./store/changes.ts";
import type { Database, Queryable } from "./store/database.ts";

export type DemoOptions = {
  /** 00:00 in Asia/Shanghai on the day the demonstration begins; today's by default. */
  readonly anchor?: Date;
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
  const { anchor = demoAnchor(new Date()), log = () => {} } = options;
  log("Demonstration district: laying out streets, people and three years of complaints");
  const district = generateDemo({ anchor });
  const { districtId } = district.district;
  const rows: Record<string, number> = {};
  await database.transaction(
    async (tx) => {
      await writeDistrict(tx, district);
      for (const { table, columns } of tablesOf(district)) {
        log(`Demonstration district: writing ${table}`);
        await insertRows(tx, districtId, table, columns);
        rows[table] = columns[0]!.values.length;
      }
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

/** More keys than this are not named in a change: readers reload. */
const NAMED_KEYS = 1_000;

/**
 * Writes the complaints of the days since the demonstration was last filled, up to yesterday; all of them or none.
 *
 * A day is the same whenever it is filled, and one that is there is not written again.
 *
 * @param now  whose local day is today, the first that is not filled.
 * @returns How many were written; 0 where no day was missing, or where there is no demonstration district.
 */
export async function fillDemo(
  database: Database,
  { now = new Date(), log = () => {} }: { now?: Date; log?: (message: string) => void } = {},
): Promise<number> {
  const districtId = DEMO_DISTRICT_ID;
  const [filled] = await database.transaction((tx) => readFilled(tx, districtId), { districtId });
  if (!filled) return 0;
  const fromDay = (filled.lastDay ?? -1) + 1;
  const endDay = (demoAnchor(now).getTime() - filled.anchor.getTime()) / DAY_MS;
  if (fromDay >= endDay) return 0;
  log(`Demonstration district: adding the complaints of ${endDay - fromDay} days`);
  const complaints = laterComplaints({ anchor: filled.anchor, fromDay, endDay });
  return database.transaction(
    async (tx) => {
      const columns = complaintColumns(await withoutLost(tx, districtId, complaints));
      const options = { isTakenSkipped: true };
      const count = await insertRows(tx, districtId, "complaint", columns, options);
      const ids = complaints.map(({ complaintId }) => complaintId);
      const named = ids.length > NAMED_KEYS ? [] : ids;
      if (count === 0) return count;
      await recordChange(tx, districtId, "complaint", named);
      await recordAudit(tx, districtId, {
        ...{ actor: SERVER_ACTOR, action: "demo.load", record: "demo", recordId: districtId },
        before: null,
        after: { complaint: count, days: endDay - fromDay },
      });
      return count;
    },
    { districtId },
  );
}

/** The anchor, and the last day after it (0 is its own) that has complaints of the demonstration's numbering. */
const readFilled = (tx: Queryable, districtId: string) =>
  tx.query<{ anchor: Date; lastDay: number | null }>(
    `select demo_anchor as anchor, max(occurred_on) - day as "lastDay"
     from (select *, (demo_anchor at time zone time_zone)::date as day from district) d
     left join complaint c on c.district_id = d.district_id and occurred_on >= day
       and complaint_id ~ '^c[0-9]{12}$'
     where d.district_id = $1 and is_demo and demo_anchor is not null
     group by demo_anchor, day`,
    [districtId],
  );

/** Complaints that name no street or facility which is no longer in the store. */
async function withoutLost(
  tx: Queryable,
  districtId: string,
  complaints: readonly DemoComplaint[],
): Promise<DemoComplaint[]> {
  const rows = await tx.query<{ id: string }>(
    `select street_id as id from street where district_id = $1
     union all select facility_id from facility where district_id = $1`,
    [districtId],
  );
  const known = new Set(rows.map(({ id }) => id));
  const kept = (id: string | null) => (id !== null && known.has(id) ? id : null);
  return complaints.map((complaint) => ({
    ...complaint,
    streetId: kept(complaint.streetId),
    facilityId: kept(complaint.facilityId),
  }));
}

/** What clearing did. */
export type ClearReport = { readonly removed: readonly string[]; readonly created: string | null };

/** Tables with district data, those that refer before those that are referred to. */
const CONTENT = [
  "photograph_link",
  "photograph",
  "cleaning_route_edge",
  "cleaning_route",
  "rating",
  "complaint",
  "facility",
  "street_edge",
  "street",
  "area",
  "ground",
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
  "complaint",
  "cleaning_route",
  "rating",
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

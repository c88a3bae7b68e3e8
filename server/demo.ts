import type { Position } from "geojson";
import { generateDemo } from "../data/demo/generate.ts";
import type { DemoDistrict, LngLat } from "../data/demo/records.ts";
import { toEwkbHex } from "./geo/ewkb.ts";
import { createDistrict, districtIdOf } from "./imports/district.ts";
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

/** One column of a bulk insert: its name, how the statement reads it, and its values. */
type Column = { readonly name: string; readonly type: string; readonly values: readonly unknown[] };

const BATCH = 4_000;
const DAY_MS = 86_400_000;
const LOCAL_MS = 8 * 3_600_000;

/** A file in the data folder: its operator cleared the demonstration, so a start does not bring it back. */
export const CLEARED = "demo-cleared";

/** The instant an anchor means; a day stands for its midnight in the district. */
export const anchorOf = (text: string) =>
  new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+08:00` : text);

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
    },
    { districtId, asOwner: true },
  );
  return { districtId, rows };
}

/** What clearing did. */
export type ClearReport = { readonly removed: readonly string[]; readonly created: string | null };

/** Tables with district data, those that refer before those that are referred to. */
const CONTENT = [
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
  return { removed, created: name === null ? null : await startDistrict(database, name) };
}

async function startDistrict(database: Database, name: string): Promise<string> {
  const districtId = districtIdOf(name);
  await database.transaction(
    async (tx) => {
      const known = await tx.query("select 1 from district where district_id = $1", [districtId]);
      if (known.length > 0) return;
      await createDistrict(tx, { districtId, name, timeZone: "Asia/Shanghai", isNew: true });
      await recordChange(tx, districtId, "district", [districtId]);
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

/** Tables in an order in which every reference finds its record. */
function tablesOf(district: DemoDistrict): { table: string; columns: Column[] }[] {
  return [
    { table: "district_setting", columns: settingColumns(district) },
    { table: "area", columns: areaColumns(district) },
    { table: "street", columns: streetColumns(district) },
    { table: "street_edge", columns: edgeColumns(district) },
    { table: "facility", columns: facilityColumns(district) },
    { table: "demand_cell", columns: cellColumns(district) },
    { table: "ground", columns: groundColumns(district) },
    { table: "complaint", columns: complaintColumns(district) },
    { table: "cleaning_route", columns: routeColumns(district) },
    { table: "cleaning_route_edge", columns: routeEdgeColumns(district) },
    { table: "rating", columns: ratingColumns(district) },
  ];
}

/** Inserts many rows by `unnest`, some thousands a statement. */
async function insertRows(
  tx: Queryable,
  districtId: string,
  table: string,
  columns: readonly Column[],
) {
  const names = columns.map(({ name }) => name).join(", ");
  // Composite types travel as text and are cast row by row: an array of geometry or jsonb has no plain literal.
  const isPlain = (type: string) => !["geometry", "jsonb"].includes(type);
  const casts = columns.map(({ name, type }) => (isPlain(type) ? name : `${name}::${type}`));
  const arrays = columns.map(({ type }, i) => `$${i + 2}::${isPlain(type) ? type : "text"}[]`);
  const sql = `insert into ${table} (district_id, ${names})
    select $1, ${casts.join(", ")} from unnest(${arrays.join(", ")}) as given (${names})`;
  const count = columns[0]!.values.length;
  for (let from = 0; from < count; from += BATCH) {
    const batch = columns.map(({ values }) => values.slice(from, from + BATCH));
    await tx.query(sql, [districtId, ...batch]);
  }
}

/** Columns of records: each a name, a type, and where its value is. */
function columnsOf<T>(
  records: readonly T[],
  fields: Readonly<Record<string, readonly [type: string, value: (record: T) => unknown]>>,
): Column[] {
  return Object.entries(fields).map(([name, [type, value]]) => ({
    name,
    type,
    values: records.map(value),
  }));
}

const positions = (path: readonly LngLat[]) => path.map(([lng, lat]): Position => [lng, lat]);
const point = (at: LngLat | null) =>
  at && toEwkbHex({ type: "Point", coordinates: [at[0], at[1]] });

const settingColumns = ({ settings }: DemoDistrict) =>
  columnsOf(settings, {
    key: ["text", ({ key }) => key],
    value: ["jsonb", ({ value }) => JSON.stringify(value)],
  });

const areaColumns = ({ areas }: DemoDistrict) =>
  columnsOf(areas, {
    area_id: ["text", ({ areaId }) => areaId],
    level: ["text", ({ level }) => level],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    parent_id: ["text", ({ parentId }) => parentId],
    valid_from: ["date", ({ validFrom }) => validFrom],
    valid_to: ["date", ({ validTo }) => validTo],
    boundary: [
      "geometry",
      ({ boundary }) =>
        toEwkbHex({
          type: "MultiPolygon",
          coordinates: boundary.map((rings) => rings.map(positions)),
        }),
    ],
  });

const streetColumns = ({ streets }: DemoDistrict) =>
  columnsOf(streets, {
    street_id: ["text", ({ streetId }) => streetId],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    is_main: ["boolean", ({ isMain }) => isMain],
    is_model: ["boolean", ({ isModel }) => isModel],
  });

const edgeColumns = ({ edges }: DemoDistrict) =>
  columnsOf(edges, {
    edge_id: ["text", ({ edgeId }) => edgeId],
    street_id: ["text", ({ streetId }) => streetId],
    from_node: ["bigint", ({ fromNode }) => fromNode],
    to_node: ["bigint", ({ toNode }) => toNode],
    class: ["text", (edge) => edge.class],
    grade: ["smallint", ({ grade }) => grade],
    oneway: ["text", ({ oneway }) => oneway],
    is_drivable: ["boolean", ({ isDrivable }) => isDrivable],
    is_bridge: ["boolean", ({ isBridge }) => isBridge],
    width_meters: ["real", ({ widthMeters }) => widthMeters],
    length_meters: ["double precision", ({ lengthMeters }) => lengthMeters],
    path: [
      "geometry",
      ({ path }) => toEwkbHex({ type: "LineString", coordinates: positions(path) }),
    ],
  });

const facilityColumns = ({ facilities }: DemoDistrict) =>
  columnsOf(facilities, {
    facility_id: ["text", ({ facilityId }) => facilityId],
    kind: ["text", ({ kind }) => kind],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    address: ["text", ({ address }) => address],
    position: ["geometry", ({ position }) => point(position)],
    status: ["text", ({ status }) => status],
    owner: ["text", ({ owner }) => owner],
    manager: ["text", ({ manager }) => manager],
    opened_on: ["date", ({ openedOn }) => openedOn],
    closed_on: ["date", ({ closedOn }) => closedOn],
    verified_on: ["date", ({ verifiedOn }) => verifiedOn],
    verified_by: ["text", ({ verifiedBy }) => verifiedBy],
    attributes: ["jsonb", ({ attributes }) => JSON.stringify(attributes)],
  });

const cellColumns = ({ cells }: DemoDistrict) =>
  columnsOf(cells, {
    cell: ["text", ({ cell }) => cell],
    residents: ["real", ({ residents }) => residents],
    daytime: ["real", ({ daytime }) => daytime],
  });

const groundColumns = ({ ground }: DemoDistrict) =>
  columnsOf(ground, {
    ground_id: ["text", ({ groundId }) => groundId],
    kind: ["text", ({ kind }) => kind],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    shape: ["geometry", ({ shape }) => toEwkbHex(shape)],
  });

const complaintColumns = ({ complaints }: DemoDistrict) =>
  columnsOf(complaints, {
    complaint_id: ["text", ({ complaintId }) => complaintId],
    number: ["text", ({ number }) => number],
    channel: ["text", ({ channel }) => channel],
    category: ["text", ({ category }) => category],
    occurred_on: ["date", ({ occurredOn }) => occurredOn],
    occurred_at: ["timestamptz", ({ occurredAt }) => occurredAt.toISOString()],
    position: ["geometry", ({ position }) => point(position)],
    address: ["text", ({ address }) => address],
    street_id: ["text", ({ streetId }) => streetId],
    facility_id: ["text", ({ facilityId }) => facilityId],
    reporter_id: ["text", ({ reporterId }) => reporterId],
  });

const routeColumns = ({ routes }: DemoDistrict) =>
  columnsOf(routes, {
    route_id: ["text", ({ routeId }) => routeId],
    code: ["text", ({ code }) => code],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
    kind: ["text", ({ kind }) => kind],
    team: ["text", ({ team }) => team],
    vehicle_kind: ["text", ({ vehicleKind }) => vehicleKind],
    shifts: ["jsonb", ({ shifts }) => JSON.stringify(shifts)],
    passes: ["real", ({ passes }) => passes],
    period: ["text", ({ period }) => period],
    valid_from: ["date", ({ validFrom }) => validFrom],
  });

const routeEdgeColumns = ({ routes }: DemoDistrict) =>
  columnsOf(
    routes.flatMap(({ routeId, edgeIds }) =>
      edgeIds.map((edgeId, i) => ({ routeId, sequence: i + 1, edgeId })),
    ),
    {
      route_id: ["text", ({ routeId }) => routeId],
      sequence: ["integer", ({ sequence }) => sequence],
      edge_id: ["text", ({ edgeId }) => edgeId],
    },
  );

const ratingColumns = ({ ratings }: DemoDistrict) =>
  columnsOf(ratings, {
    rating_id: ["text", ({ ratingId }) => ratingId],
    subject_kind: ["text", ({ subjectKind }) => subjectKind],
    subject_id: ["text", ({ subjectId }) => subjectId],
    stars: ["smallint", ({ stars }) => stars],
    is_trial: ["boolean", ({ isTrial }) => isTrial],
    valid_from: ["date", ({ validFrom }) => validFrom],
    valid_to: ["date", ({ validTo }) => validTo],
    reason: ["text", ({ reason }) => reason],
  });

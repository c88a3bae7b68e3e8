import type { RecordTable } from "./record.ts";

/** What an import writes of a table: its key and the types of the columns, as SQL. */
type TableShape = { readonly id: string; readonly columns: Readonly<Record<string, string>> };

const SOURCE = { source: "text", source_key: "text" };

/** The tables an import writes, in an order in which every record comes after those it refers to. */
export const TABLES: Readonly<Record<RecordTable, TableShape>> = {
  street: { id: "street_id", columns: { name: "text", name_en: "text", is_main: "boolean" } },
  street_edge: {
    id: "edge_id",
    columns: {
      street_id: "text",
      from_node: "bigint",
      to_node: "bigint",
      class: "text",
      highway: "text",
      grade: "smallint",
      oneway: "text",
      is_walkable: "boolean",
      is_drivable: "boolean",
      is_bridge: "boolean",
      width_meters: "real",
      length_meters: "double precision",
      path: "geometry",
      ...SOURCE,
    },
  },
  area: {
    id: "area_id",
    columns: {
      level: "text",
      code: "text",
      name: "text",
      name_en: "text",
      valid_from: "date",
      boundary: "geometry",
      ...SOURCE,
    },
  },
  ground: {
    id: "ground_id",
    columns: { kind: "text", name: "text", name_en: "text", shape: "geometry", ...SOURCE },
  },
  place: {
    id: "place_id",
    columns: { kind: "text", name: "text", name_en: "text", position: "geometry", ...SOURCE },
  },
  plot: {
    id: "plot_id",
    columns: {
      code: "text",
      name: "text",
      name_en: "text",
      land_use: "text",
      usable_area_square_meters: "double precision",
      owner: "text",
      objection: "text",
      is_available: "boolean",
      cost_yuan: "double precision",
      shape: "geometry",
      ...SOURCE,
    },
  },
  facility: {
    id: "facility_id",
    columns: {
      kind: "text",
      code: "text",
      name: "text",
      name_en: "text",
      address: "text",
      position: "geometry",
      status: "text",
      owner: "text",
      manager: "text",
      opened_on: "date",
      closed_on: "date",
      verified_on: "date",
      verified_by: "text",
      attributes: "jsonb",
      ...SOURCE,
    },
  },
  complaint: {
    id: "complaint_id",
    columns: {
      number: "text",
      channel: "text",
      category: "text",
      occurred_on: "date",
      occurred_at: "timestamptz",
      position: "geometry",
      address: "text",
      ...SOURCE,
      kind: "text",
      state: "text",
      importance: "text",
      text: "text",
      place_kind: "text",
      street_id: "text",
      facility_id: "text",
      area_id: "text",
      unit_id: "text",
      reporter_id: "text",
      received_at: "timestamptz",
      settled_at: "timestamptz",
      duplicate_of: "text",
      due_step: "text",
      due_from: "timestamptz",
      due_at: "timestamptz",
      settle_by: "timestamptz",
      respond_by: "timestamptz",
    },
  },
};

/** The order of writing; taking back goes the other way. */
export const TABLE_ORDER: readonly RecordTable[] = [
  "street",
  "street_edge",
  "area",
  "ground",
  "place",
  "plot",
  "facility",
  "complaint",
];

/** Where two records may not share a value, and the columns of it: a clash is the row's fault, not the database's. */
export const UNIQUE: Readonly<Partial<Record<RecordTable, readonly string[]>>> = {
  area: ["level", "code", "valid_from"],
  plot: ["code"],
  facility: ["kind", "code"],
  complaint: ["number"],
};

/**
 * SQL of what an import may have set of a record, as jsonb that restores exactly: geometry is written as EWKB.
 *
 * @param alias  the table's alias in the statement.
 */
export const stateOf = (table: RecordTable, alias: string, names = columnsOf(table)) =>
  `jsonb_build_object(${names
    .map((name) => {
      const isGeometry = TABLES[table].columns[name] === "geometry";
      return `'${name}', ${alias}.${name}${isGeometry ? "::text" : ""}`;
    })
    .join(", ")})`;

const columnsOf = (table: RecordTable) => Object.keys(TABLES[table].columns);

/** SQL of a fingerprint of that state, by which a later change is noticed. */
export const fingerprintOf = (table: RecordTable, alias: string) =>
  `md5(${stateOf(table, alias)}::text)`;

/** So many first columns of a table, where imports wrote fewer before: their fingerprints are of these alone. */
const COLUMNS_BEFORE: Readonly<Partial<Record<RecordTable, readonly number[]>>> = {
  complaint: [9, 26],
};

/** SQL that is true where a record is as an import left it. */
export function isUntouched(table: RecordTable, alias: string, fingerprint: string) {
  const before = (COLUMNS_BEFORE[table] ?? []).map(
    (count) => `md5(${stateOf(table, alias, columnsOf(table).slice(0, count))}::text)`,
  );
  const ways = [fingerprintOf(table, alias), ...before];
  return `${fingerprint} in (${ways.join(", ")})`;
}

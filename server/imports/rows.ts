import type { Geometry } from "geojson";
import {
  FACILITY_KIND_TITLES,
  FacilityAttributes,
  type FacilityKind,
} from "../../data/facility.ts";
import { centreOf } from "./centre.ts";
import { type RowFault, shown } from "./failure.ts";
import { fieldReader } from "./fields.ts";
import { type ColumnMap, fieldsOf, WORDS } from "./headers.ts";
import { digest } from "./key.ts";
import { groupOf, type ImportKind, isFacilityKind } from "./kind.ts";
import { placeRecord, plotRecord } from "./land-rows.ts";
import type { Place } from "./places.ts";
import type { RecordValue } from "./record.ts";
import {
  asMultiPolygon,
  fault,
  keyOf,
  placeField,
  type RowResult,
  type Values,
} from "./row-record.ts";
import type { SourceRow, SourceTable } from "./source.ts";

/** What turning rows into records needs to know. */
export type RowContext = {
  readonly table: SourceTable;
  readonly map: ColumnMap;
  readonly kind: ImportKind;
  /** Whose rows these are: part of every key. */
  readonly source: string;
  readonly timeZone: string;
  /** Level of areas whose rows do not say one. */
  readonly level: string | null;
  readonly placeOf: (row: SourceRow) => Place;
};

type Reader = ReturnType<typeof fieldReader>;

/** The record of each row of a file, in order. Complaints and streets have readers of their own. */
export function rowResults(context: RowContext): RowResult[] {
  const read = fieldReader(context.table, context.map);
  const firstRowByKey = new Map<string, number>();
  return context.table.rows.map((row): RowResult => {
    if (row.fault) return { faults: [row.fault] };
    const result = recordOf(context, read, row);
    if ("faults" in result) return result;
    const { table, id } = result.record;
    const first = firstRowByKey.get(`${table} ${id}`);
    if (first === undefined) {
      firstRowByKey.set(`${table} ${id}`, row.row);
      return result;
    }
    return { faults: [repeatedFault(context, row, first)] };
  });
}

function repeatedFault({ map, table }: RowContext, row: SourceRow, first: number): RowFault {
  const field = map.number ?? map.code;
  const value = field ? shown(row.cells[table.columns.indexOf(field)]) : "the whole row";
  const what = field ? "the same number as" : "the same place, name and address as";
  const remedy = `This row has ${what} row ${first}: remove one, or give it a number of its own.`;
  return { row: row.row, field: field ?? "row", value, remedy };
}

function recordOf(context: RowContext, read: Reader, row: SourceRow): RowResult {
  const { values, faults } = read(row, fieldsOf(groupOf(context.kind)));
  const place = context.placeOf(row);
  const all = "fault" in place ? [...faults, place.fault] : faults;
  if ("fault" in place || all.length > 0) return { faults: all };
  const { geometry } = place;
  switch (groupOf(context.kind)) {
    case "facility":
      return facilityOf(context, row, values, geometry);
    case "area":
      return areaOf(context, row, values, geometry);
    case "place":
      return placeRecord(context, row, values, geometry);
    case "plot":
      return plotRecord(context, row, values, geometry);
    default:
      return groundOf(context, row, values, geometry);
  }
}

/** Columns of the table a field is written to; only those that the file has are touched. */
export const FACILITY_COLUMNS: Readonly<Record<string, string>> = {
  nameEn: "name_en",
  address: "address",
  owner: "owner",
  manager: "manager",
  openedOn: "opened_on",
  closedOn: "closed_on",
  verifiedOn: "verified_on",
  verifiedBy: "verified_by",
};

function facilityOf(
  context: RowContext,
  row: SourceRow,
  values: Values,
  geometry: Geometry | null,
): RowResult {
  const { map, source } = context;
  const word = map.kind ? (values.kind as string | null) : null; // the kind column is read as text
  const kind = word ? WORDS.kind.valueOf(word) : context.kind;
  if (!kind || !isFacilityKind(kind)) {
    return fault(
      row,
      map.kind!,
      word,
      `Give one of ${Object.keys(FACILITY_KIND_TITLES).join(", ")}.`,
    );
  }
  const position = geometry && centreOf(geometry);
  if (!position)
    return fault(
      row,
      placeField(map),
      "",
      "Give the place: a facility without one is not on the map.",
    );
  const attributes = attributesOf(kind, values);
  if (attributes.remedy !== null) {
    const { field, remedy } = attributes;
    return fault(row, map[field] ?? field, values[field], remedy);
  }
  const key = keyOf(kind, values.code, position, values.name ?? null, values.address ?? null);
  const id = `f-${digest(`${source} ${key}`)}`;
  const columns: Record<string, RecordValue> = {};
  for (const [field, column] of Object.entries(FACILITY_COLUMNS)) {
    if (map[field]) columns[column] = values[field] ?? null;
  }
  const title = FACILITY_KIND_TITLES[kind];
  const name = values.name ?? values.address;
  return {
    record: {
      table: "facility",
      id,
      row: row.row,
      values: {
        ...columns,
        ...(map.status && { status: values.status ?? "open" }),
        ...(name === null || name === undefined ? { name: title.zh, name_en: title.en } : { name }),
        kind,
        code: String(values.code ?? id),
        position,
        attributes: attributes.value,
        source,
        source_key: key,
      },
    },
  };
}

/** The attributes of a kind among the fields of a row, checked against what is recorded of it. */
function attributesOf(kind: FacilityKind, values: Values) {
  const schema = FacilityAttributes.options.find((option) => option.shape.kind.value === kind)!;
  const known = Object.entries(values).filter(
    ([field, value]) => field in schema.shape && field !== "kind" && value !== null,
  );
  const parsed = schema.safeParse({ ...Object.fromEntries(known), kind });
  if (parsed.success) return { value: Object.fromEntries(known), field: "", remedy: null };
  const issue = parsed.error.issues[0]!;
  return { value: {}, field: String(issue.path[0]), remedy: `Correct it: ${issue.message}.` };
}

function areaOf(
  { map, source, level }: RowContext,
  row: SourceRow,
  values: Values,
  geometry: Geometry | null,
): RowResult {
  const boundary = asMultiPolygon(geometry);
  if (!boundary)
    return fault(row, "geometry", geometry?.type ?? "", "Give the boundary as a polygon.");
  const name = values.name ?? values.code;
  if (!name) return fault(row, map.name ?? "name", "", "Give the area's name.");
  const areaLevel = values.level ?? level;
  if (!areaLevel)
    return fault(
      row,
      map.level ?? "level",
      "",
      `Give one of ${WORDS.level.values.join(", ")}, or --level for all rows.`,
    );
  const validFrom = values.validFrom ?? "1900-01-01"; // unsaid: it has to cover the past
  const key = `${areaLevel}/${values.code ?? digest(String(name))}/${validFrom}`;
  return {
    record: {
      table: "area",
      id: `a-${digest(`${source} ${key}`)}`,
      row: row.row,
      values: {
        level: areaLevel,
        code: String(values.code ?? digest(String(name))),
        name,
        ...(map.nameEn && { name_en: values.nameEn ?? null }),
        valid_from: validFrom,
        boundary,
        source,
        source_key: key,
      },
    },
  };
}

function groundOf(
  { kind, map, source }: RowContext,
  row: SourceRow,
  values: Values,
  geometry: Geometry | null,
): RowResult {
  if (kind === "lamp_post") return lampPostOf({ map, source }, row, values, geometry);
  const isLine = kind === "river" || kind === "railway";
  if (!geometry || /Point$/.test(geometry.type) || /LineString$/.test(geometry.type) !== isLine) {
    return fault(row, "geometry", geometry?.type ?? "", `Give a ${isLine ? "line" : "polygon"}.`);
  }
  const key = keyOf(kind, values.code, geometry, values.name ?? null);
  const name = map.name && { name: values.name ?? null };
  return groundRecord({ map, source }, row, values, { kind, ...name, shape: geometry }, key);
}

/** A lamp-post is known by its number: that is how somebody in the street says where they are. */
function lampPostOf(
  { map, source }: Pick<RowContext, "map" | "source">,
  row: SourceRow,
  values: Values,
  geometry: Geometry | null,
): RowResult {
  if (geometry?.type !== "Point")
    return fault(row, "geometry", geometry?.type ?? "", "Give a point.");
  const number = values.name ?? values.code;
  if (number === null || number === undefined || number === "")
    return fault(row, "code", "", "Give the number that is painted on it.");
  const key = keyOf("lamp_post", values.code, geometry, number);
  const post = { kind: "lamp_post", name: String(number), shape: geometry };
  return groundRecord({ map, source }, row, values, post, key);
}

const groundRecord = (
  { map, source }: Pick<RowContext, "map" | "source">,
  { row }: SourceRow,
  { nameEn = null }: Values,
  known: Readonly<Record<string, RecordValue>>,
  key: string,
): RowResult => ({
  record: {
    table: "ground",
    id: `g-${digest(`${source} ${key}`)}`,
    row,
    values: { ...known, ...(map.nameEn && { name_en: nameEn }), source, source_key: key },
  },
});

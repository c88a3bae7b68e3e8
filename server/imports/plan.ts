import type { Crs } from "../geo/crs.ts";
import {
  type ComplaintFacts,
  type ComplaintOptions,
  complaintResults,
  type Note,
} from "./complaint-rows.ts";
import type { Meanings, UnknownCategory } from "./complaint-words.ts";
import type { RowFault } from "./failure.ts";
import { ImportFailure } from "./failure.ts";
import type { FileFormat } from "./format.ts";
import { type ColumnMap, columnsOf, fieldsOf, isPlaceField } from "./headers.ts";
import { groupOf, guessKind, type ImportKind, parseKind } from "./kind.ts";
import { type PlacePlan, placesOf } from "./places.ts";
import type { ImportRecord } from "./record.ts";
import { type RowContext, rowResults } from "./rows.ts";
import type { SourceTable } from "./source.ts";
import { streetResults } from "./street-rows.ts";

/** What an import will do, shown before it does it. */
export type ImportPlan = {
  readonly format: FileFormat;
  readonly kind: string;
  readonly kindWhy: string;
  readonly detected: Readonly<Record<string, string | number>>;
  readonly place: PlacePlan | null;
  /** Field by column; columns that are not here are not imported. */
  readonly columns: ColumnMap;
  readonly ignored: readonly string[];
  readonly rows: number;
  readonly leftOut: readonly { readonly what: string; readonly count: number }[];
};

/** A plan with everything it would write, and every row that cannot be. */
export type PreparedImport = {
  readonly plan: ImportPlan;
  readonly records: readonly ImportRecord[];
  readonly faults: readonly RowFault[];
  /** Lines of a street network that the file draws anew: edges they had and have no longer are withdrawn. */
  readonly redrawn?: { readonly source: string; readonly lines: readonly string[] };
  /** What the rows say of complaints besides their columns, by the id of the record. */
  readonly complaints?: ReadonlyMap<string, ComplaintFacts>;
  /** Rows that are the same as an earlier one in every column. */
  readonly repeated?: number;
  /** What is no fault, and worth knowing. */
  readonly notes?: readonly Note[];
};

/** What a user may say about a file of rows. */
export type TableOptions = {
  readonly fileName: string;
  readonly format: FileFormat;
  readonly kind: string | null;
  readonly crs: Crs | null;
  /** Field by column, as given with `--map`. */
  readonly map: ColumnMap;
  readonly source: string;
  readonly timeZone: string;
  readonly level: string | null;
  /** What to do with categories of complaints that are none here; a row with one is bad unless told otherwise. */
  readonly unknownCategory?: UnknownCategory;
  /** What words of complaints mean, by field. */
  readonly meanings?: Meanings;
};

/** Fields without which a kind of record cannot be made, with the words that ask for them. */
const REQUIRED: Readonly<Partial<Record<ReturnType<typeof groupOf>, readonly string[]>>> = {
  complaint: ["number", "occurred"],
  place: ["placeKind"],
  plot: ["landUse"],
};

/**
 * Everything an import of a file of rows will do.
 *
 * @throws {ImportFailure} when the kind or the coordinates cannot be known, or a needed column is missing.
 */
export function prepareTable(table: SourceTable, options: TableOptions): PreparedImport {
  const { kind, why } = options.kind
    ? { kind: parseKind(options.kind), why: "as asked" }
    : guessKind(options.fileName, table);
  const map = mapOf(kind, table, options.map);
  const places = placesOf(table, map, options.crs);
  if (places.plan.from === "nothing" && kind !== "complaint") {
    throw new ImportFailure(
      `No column holds the place. The columns are ${table.columns.join(", ")}: say which with --map COLUMN=lng --map COLUMN=lat, or COLUMN=point.`,
    );
  }
  const { timeZone, source, level } = options;
  const context: RowContext = {
    table,
    map,
    kind,
    source,
    timeZone,
    level,
    placeOf: places.placeOf,
  };
  const { unknownCategory = "reject", meanings = {} } = options;
  const results = resultsOf(context, { unknownCategory, meanings });
  const columns = Object.fromEntries(
    Object.entries(map).filter(
      ([field, column]) => !isPlaceField(field) || places.plan.columns.includes(column),
    ),
  );
  const used = new Set(Object.values(columns));
  return {
    plan: {
      format: options.format,
      kind,
      kindWhy: why,
      detected: table.detected,
      place: places.plan,
      columns,
      ignored: table.columns.filter((column) => !used.has(column)),
      rows: table.rows.length,
      leftOut: [],
    },
    ...results,
  };
}

function resultsOf(context: RowContext, options: ComplaintOptions) {
  if (context.kind === "street") return streetResults(context);
  if (context.kind === "complaint") return complaintResults(context, options);
  const results = rowResults(context);
  return {
    records: results.flatMap((result) => ("record" in result ? [result.record] : [])),
    faults: results.flatMap((result) => ("faults" in result ? result.faults : [])),
  };
}

function mapOf(kind: ImportKind, table: SourceTable, given: ColumnMap): ColumnMap {
  const group = groupOf(kind);
  const fields = fieldsOf(group);
  for (const [field, column] of Object.entries(given)) {
    if (!fields.includes(field)) {
      throw new ImportFailure(
        `There is no field "${field}" of ${kind}: give ${fields.join(", ")}.`,
      );
    }
    if (!table.columns.includes(column)) {
      throw new ImportFailure(
        `There is no column "${column}": there are ${table.columns.join(", ")}.`,
      );
    }
  }
  const map = columnsOf(group, table.columns, given);
  const missing = (REQUIRED[group] ?? []).filter((field) => map[field] === undefined);
  if (missing.length > 0) {
    throw new ImportFailure(
      `No column holds ${missing.join(" and ")}. The columns are ${table.columns.join(", ")}: say which with --map COLUMN=${missing[0]}.`,
    );
  }
  return map;
}

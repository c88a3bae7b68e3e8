import type { Geometry } from "geojson";
import { centreOf } from "./centre.ts";
import type { RowFault } from "./failure.ts";
import type { ColumnMap } from "./headers.ts";
import { WORDS } from "./headers.ts";
import { digest } from "./key.ts";
import type { RecordValue } from "./record.ts";
import {
  asMultiPolygon,
  fault,
  keyOf,
  placeField,
  type RowResult,
  type Values,
} from "./row-record.ts";
import type { SourceRow } from "./source.ts";

/** What is known of a file whose rows are places or plots. */
type LandContext = { readonly map: ColumnMap; readonly source: string };

/** The fields of a row that have no word of their own as columns; only those that the file has are touched. */
const columnsOf = (
  map: ColumnMap,
  values: Values,
  columns: Readonly<Record<string, string>>,
): Record<string, RecordValue> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([field, column]) =>
      map[field] ? [[column, values[field] ?? null]] : [],
    ),
  );

/** A place where people work or gather: a point, or the middle of a surface, with a kind and a name. */
export function placeRecord(
  { map, source }: LandContext,
  row: SourceRow,
  values: Values,
  geometry: Geometry | null,
): RowResult {
  const { placeKind: kind = null, name = null, code = null } = values;
  const position = geometry && centreOf(geometry);
  if (!position) return fault(row, placeField(map), geometry?.type, "Give the place as a point.");
  if (kind === null) return fault(row, map.placeKind!, "", oneOf(WORDS.placeKind.values));
  if (name === null) return fault(row, map.name ?? "name", "", "Give the place's name.");
  const key = keyOf("place", code, position, name, kind);
  return {
    record: {
      table: "place",
      id: `place-${digest(`${source} ${key}`)}`,
      row: row.row,
      values: {
        ...columnsOf(map, values, { nameEn: "name_en" }),
        ...{ kind, name, position, source, source_key: key },
      },
    },
  };
}

const oneOf = (values: readonly string[]) => `Give one of ${values.join(", ")}.`;

const PLOT_COLUMNS = {
  name: "name",
  nameEn: "name_en",
  usableAreaSquareMeters: "usable_area_square_meters",
  owner: "owner",
  objection: "objection",
  costYuan: "cost_yuan",
};

/** A plot of land: a polygon with a use of GB 50137. Nothing may be built on it unless the file says so. */
export function plotRecord(
  { map, source }: LandContext,
  row: SourceRow,
  values: Values,
  geometry: Geometry | null,
): RowResult {
  const { landUse = null, code = null, name = null, isAvailable = null } = values;
  const shape = asMultiPolygon(geometry);
  if (!shape) return fault(row, placeField(map), geometry?.type, "Give the plot as a polygon.");
  if (landUse === null) return fault(row, map.landUse!, "", oneOf(WORDS.landUse.values));
  const amounts = amountFaults(map, row, values);
  if (amounts.length > 0) return { faults: amounts };
  const key = keyOf("plot", code, shape, name);
  const id = `plot-${digest(`${source} ${key}`)}`;
  return {
    record: {
      table: "plot",
      id,
      row: row.row,
      values: {
        ...columnsOf(map, values, PLOT_COLUMNS),
        ...(map.isAvailable && { is_available: isAvailable === true }), // unsaid: it may not be
        ...{ code: String(code ?? id), land_use: landUse, shape, source, source_key: key },
      },
    },
  };
}

/** Amounts that no land has. */
function amountFaults(map: ColumnMap, row: SourceRow, values: Values): RowFault[] {
  const { usableAreaSquareMeters: area = null, costYuan: cost = null } = values;
  return [
    ...(area !== null && !(Number(area) > 0)
      ? fault(row, map.usableAreaSquareMeters!, area, "Give square meters above 0, or nothing.")
          .faults
      : []),
    ...(cost !== null && Number(cost) < 0
      ? fault(row, map.costYuan!, cost, "Give yuan, 0 or more, or nothing.").faults
      : []),
  ];
}

import { localG } from "./local-g.ts";
import { bandNeighbours, type Neighbours, rowStandardized } from "./neighbours.ts";
import {
  columnOf,
  failWith,
  faultAt,
  idsOf,
  numbersOf,
  type ReferenceTable,
  requiredColumn,
  type TableFault,
} from "./reference-table.ts";
import { normalOneSided, normalTwoSided } from "./tails.ts";

/** What counts as near in a reference set: a distance in the unit of x and y, or pairs of a file. Binary: each weighs 1. */
export type Nearness =
  | { readonly band: number; readonly isBinary: boolean }
  | { readonly pairs: ReferenceTable; readonly isBinary?: boolean | undefined };

type Near = { readonly neighbours: Neighbours; readonly selfWeights: Float64Array | null };

const NaN_OR_NUMBER = (value: number) => (Number.isNaN(value) ? null : value);

/**
 * Gi or Gi* of each point of a table `id,x,y,value`.
 *
 * @returns `p` two-sided and `pOneSided` on z's side, both normal, as references print them; null where z is undefined.
 * @throws {ReferenceFailure} naming file, row, field and remedy.
 */
export function localGAnswer(points: ReferenceTable, nearness: Nearness, isStar: boolean) {
  const ids = distinctIds(points);
  const { neighbours, selfWeights } = nearOf(points, ids, nearness);
  const values = numbersOf(points, valueColumn(points, nearness));
  const zs = localG(values, neighbours, { isStar, selfWeights: selfWeights ?? undefined });
  return {
    statistic: isStar ? "gistar" : "gi",
    n: ids.length,
    band: "band" in nearness ? nearness.band : null,
    weights: weightsOf(nearness, neighbours),
    results: ids.map((id, i) => ({
      id,
      neighbors: neighbours.starts[i + 1]! - neighbours.starts[i]!,
      z: NaN_OR_NUMBER(zs[i]!),
      p: NaN_OR_NUMBER(normalTwoSided(zs[i]!)),
      pOneSided: NaN_OR_NUMBER(normalOneSided(zs[i]!)),
    })),
  };
}

const weightsOf = (nearness: Nearness, { weights }: Neighbours) => {
  if ("band" in nearness) return nearness.isBinary ? "binary" : "row-standardized";
  return weights ? "given" : "binary";
};

/** The column of values; `y` too where places are not asked for and nothing else is called so. */
function valueColumn(points: ReferenceTable, nearness: Nearness) {
  const at = columnOf(points, "value");
  const hasPlaces = columnOf(points, "x") >= 0;
  if (at < 0 && "pairs" in nearness && !hasPlaces && columnOf(points, "y") >= 0)
    return columnOf(points, "y");
  return requiredColumn(points, "value");
}

/** Ids that are each used once. @throws {ReferenceFailure} naming the rows that repeat one. */
export function distinctIds(table: ReferenceTable): string[] {
  const column = columnOf(table, "id");
  const ids = idsOf(table, column);
  const rowById = new Map<string, number>();
  const faults: TableFault[] = [];
  ids.forEach((id, i) => {
    const first = rowById.get(id);
    if (first === undefined) rowById.set(id, table.rows[i]!.row);
    else
      faults.push(
        faultAt(table, table.rows[i]!, column, `row ${first} has this id: give each its own`),
      );
  });
  failWith(faults);
  return ids;
}

/** Neighbours of units in the order of `ids`. @throws {ReferenceFailure} naming file, row, field and remedy. */
export function nearOf(points: ReferenceTable, ids: readonly string[], nearness: Nearness): Near {
  if ("pairs" in nearness) return nearByPairs(nearness.pairs, ids, nearness.isBinary === true);
  const xs = numbersOf(points, requiredColumn(points, "x"));
  const ys = numbersOf(points, requiredColumn(points, "y"));
  const binary = bandNeighbours(xs, ys, nearness.band);
  const neighbours = nearness.isBinary ? binary : rowStandardized(binary);
  return { neighbours, selfWeights: null };
}

/** Pairs are one way, as the file has them. A row of a unit with itself gives its own weight for Gi*. */
function nearByPairs(table: ReferenceTable, ids: readonly string[], isBinary: boolean): Near {
  const [idColumn, otherColumn] = [requiredColumn(table, "id"), requiredColumn(table, "neighbor")];
  const weightColumn = isBinary ? -1 : columnOf(table, "weight");
  const given = weightColumn < 0 ? null : numbersOf(table, weightColumn);
  const indexById = new Map(ids.map((id, i) => [id, i]));
  const rows = ids.map(() => new Map<number, number>());
  const selfWeights = new Float64Array(ids.length).fill(Number.NaN);
  const faults: TableFault[] = [];
  table.rows.forEach((row, k) => {
    const at = (column: number) => {
      const index = indexById.get(row.cells[column]!);
      if (index === undefined)
        faults.push(faultAt(table, row, column, "give an id of the file of points"));
      return index;
    };
    const [i, j] = [at(idColumn), at(otherColumn)];
    if (i === undefined || j === undefined) return;
    const weight = given ? given[k]! : 1;
    if (weight < 0) faults.push(faultAt(table, row, weightColumn, "give a weight of 0 or more"));
    const isRepeated = i === j ? !Number.isNaN(selfWeights[i]) : rows[i]!.has(j);
    if (isRepeated) faults.push(faultAt(table, row, otherColumn, "give each pair once"));
    if (i === j) selfWeights[i] = weight;
    else rows[i]!.set(j, weight);
  });
  failWith(faults);
  return { neighbours: fromMaps(rows, given !== null), selfWeights };
}

function fromMaps(rows: readonly ReadonlyMap<number, number>[], hasWeights: boolean): Neighbours {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i]! + row.size;
  });
  const items = new Uint32Array(starts[rows.length]!);
  const weights = hasWeights ? new Float64Array(items.length) : null;
  rows.forEach((row, i) => {
    [...row]
      .sort(([a], [b]) => a - b)
      .forEach(([j, weight], k) => {
        items[starts[i]! + k] = j;
        if (weights) weights[starts[i]! + k] = weight;
      });
  });
  return { starts, items, weights };
}

import { emergingOf } from "./cube.ts";
import { PATTERNS } from "./emerging.ts";
import { answerOf, categoryOf, LEVEL, shortSeries, trendOf } from "./reference-emerging.ts";
import { type Nearness, nearOf } from "./reference-points.ts";
import {
  columnOf,
  failWith,
  faultAt,
  idsOf,
  numbersOf,
  type ReferenceTable,
  requiredColumn,
  type TableFault,
  timesOf,
} from "./reference-table.ts";

/** A neighbourhood with fewer counts is not called hot, one that expects fewer not cold. */
const MINIMUM = 1;

/**
 * The whole analysis of a table `id,t,value` with counts of places: Gi* in space and time, exact significance, correction and history.
 *
 * Steps are the times that occur, in order; a place without a row for one has counted 0 then, and `filled` says how many.
 *
 * @param nearness  Of `--band` the places are the columns x and y, the same in every row of an id.
 * @throws {ReferenceFailure} naming file, row, field and remedy; also with fewer than 10 steps.
 */
export function emergingCubeAnswer(table: ReferenceTable, nearness: Nearness) {
  const idColumn = requiredColumn(table, "id");
  const ids = idsOf(table, idColumn);
  const { units, cellOf, points } = placesOf(table, ids);
  const { times } = timesOf(table, requiredColumn(table, "t"));
  const steps = [...new Set(times)].sort((a, b) => a - b);
  shortSeries(table.file, "the table", steps.length);
  const stepOf = new Map(steps.map((time, step) => [time, step]));
  const at = ids.map((_, i) => cellOf[i]! * steps.length + stepOf.get(times[i]!)!);
  const counts = countsOf(table, at, units.length * steps.length);
  const { neighbours } = nearOf(points, units, nearness);
  const exposures = units.map(() => 1);
  const cube = emergingOf({
    ...{ counts, exposures, stepCount: steps.length, neighbours, level: LEVEL, minimum: MINIMUM },
  });
  const results = units.map((id, cell) => {
    const states = cube.states.subarray(cell * steps.length, (cell + 1) * steps.length);
    return {
      id,
      ...categoryOf(states, trendOf(cube.trendZ[cell]!)),
      pattern: PATTERNS[cube.pattern[cell]!]!,
      trendZ: cube.trendZ[cell]!,
      trendP: cube.trendP[cell]!,
      slope: cube.slopeOf(cell),
    };
  });
  return { ...answerOf(results), total: cube.total, filled: counts.length - ids.length };
}

/** Each id once, in the order of the file, and a table of their places. */
function placesOf(table: ReferenceTable, ids: readonly string[]) {
  const indexById = new Map<string, number>();
  const firsts: number[] = [];
  const cellOf = ids.map((id, i) => {
    const known = indexById.get(id);
    if (known !== undefined) return known;
    indexById.set(id, firsts.length);
    return firsts.push(i) - 1;
  });
  const faults: TableFault[] = [];
  for (const column of [columnOf(table, "x"), columnOf(table, "y")]) {
    if (column < 0) continue;
    table.rows.forEach((row, i) => {
      const first = table.rows[firsts[cellOf[i]!]!]!;
      if (row.cells[column] === first.cells[column]) return;
      const remedy = `row ${first.row} of this id has ${first.cells[column]}: give an id one place`;
      faults.push(faultAt(table, row, column, remedy));
    });
  }
  failWith(faults);
  const points = { ...table, rows: firsts.map((i) => table.rows[i]!) };
  return { units: [...indexById.keys()], cellOf, points };
}

function countsOf(table: ReferenceTable, at: readonly number[], size: number): Float64Array {
  const column = requiredColumn(table, "value");
  const values = numbersOf(table, column);
  const counts = new Float64Array(size);
  const rowAt = new Map<number, number>();
  const faults: TableFault[] = [];
  table.rows.forEach((row, i) => {
    if (!(values[i]! >= 0) || !Number.isInteger(values[i]))
      faults.push(faultAt(table, row, column, "give a count, whole and 0 or more"));
    const before = rowAt.get(at[i]!);
    if (before !== undefined) {
      const remedy = `row ${before} has this id and time too: give each once`;
      faults.push(faultAt(table, row, requiredColumn(table, "t"), remedy));
    }
    rowAt.set(at[i]!, row.row);
    counts[at[i]!] = values[i]!;
  });
  failWith(faults);
  return counts;
}

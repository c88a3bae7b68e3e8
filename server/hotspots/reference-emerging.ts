import { FEWEST_STEPS, partsOf, patternOf, TREND_LEVEL } from "./emerging.ts";
import { discoveries } from "./false-discovery.ts";
import { mannKendall, senSlope } from "./mann-kendall.ts";
import { groupsOf, type Series, seriesOf } from "./reference-series.ts";
import {
  columnOf,
  failWith,
  faultAt,
  idsOf,
  ReferenceFailure,
  type ReferenceTable,
  requiredColumn,
  type TableFault,
  timesOf,
} from "./reference-table.ts";
import { normalTwoSided } from "./tails.ts";

/** Share of chance among the steps that are called hot or cold. */
export const LEVEL = 0.05;

const STATES: Readonly<Record<string, 1 | 0 | -1>> = {
  h: 1,
  hot: 1,
  "1": 1,
  "+1": 1,
  c: -1,
  cold: -1,
  "-1": -1,
  ".": 0,
  n: 0,
  none: 0,
  "0": 0,
};

const TRENDS: Readonly<Record<string, 1 | 0 | -1>> = {
  up: 1,
  increasing: 1,
  rising: 1,
  down: -1,
  decreasing: -1,
  falling: -1,
  none: 0,
  any: 0,
  no: 0,
  "no trend": 0,
  "": 0,
};

/** What the history of one series is called, in the words of a table of reference. */
export function categoryOf(states: ArrayLike<number>, trend: -1 | 0 | 1) {
  const pattern = patternOf(states, trend);
  const { kind, temperature } = partsOf(pattern);
  return {
    category: kind ?? "no pattern",
    temperature,
    pattern,
    steps: states.length,
    states: Array.from(states, (state) => (state > 0 ? "h" : state < 0 ? "c" : ".")).join(""),
    trend: trend > 0 ? "up" : trend < 0 ? "down" : "none",
  };
}

/** `results`, and of a single one its figures also at the top. */
export const answerOf = <T extends object>(results: readonly T[]) => ({
  ...(results.length === 1 ? results[0] : {}),
  results,
});

/** @throws {ReferenceFailure} with fewer steps than tell a history. */
export function shortSeries(file: string, whose: string, steps: number): void {
  if (steps >= FEWEST_STEPS) return;
  throw new ReferenceFailure(
    `${file}: ${whose} has ${steps} steps; give at least ${FEWEST_STEPS}, fewer tell no history.`,
  );
}

/** Whether a z of Mann–Kendall is a trend. */
export const trendOf = (z: number): -1 | 0 | 1 => {
  if (normalTwoSided(z) >= TREND_LEVEL) return 0;
  return z > 0 ? 1 : -1;
};

/**
 * What each history of a table is called: of `id,states,trend` (h, c and . for each step; up, down, none, any, or the z of Mann–Kendall), or of
 * `id,t,value`, where the value is the Gi* z of the step. States may also stand one in a row: `id,t,state[,trend]`.
 *
 * Of z, a step is significant by its two-sided normal p after Benjamini–Hochberg over all rows of the table.
 *
 * @throws {ReferenceFailure} naming file, row, field and remedy; also with fewer than 10 steps.
 */
export function emergingAnswer(table: ReferenceTable) {
  if (columnOf(table, "states") >= 0)
    return answerOf(statesResults(columnOf(table, "t") < 0 ? table : joined(table)));
  return answerOf(scoreResults(seriesOf(table).series, table.file));
}

function statesResults(table: ReferenceTable) {
  const [column, trendColumn] = [columnOf(table, "states"), columnOf(table, "trend")];
  const idColumn = columnOf(table, "id");
  const ids = idsOf(table, idColumn);
  const faults: TableFault[] = [];
  const histories = table.rows.map((row) => {
    const states = parseStates(row.cells[column]!);
    if (states === null)
      faults.push(faultAt(table, row, column, "give h, c or . for each step, such as ..hh..h..h"));
    else if (states.length < FEWEST_STEPS)
      faults.push(faultAt(table, row, column, `give at least ${FEWEST_STEPS} steps`));
    const trend = trendColumn < 0 ? 0 : parseTrend(row.cells[trendColumn]!);
    if (trend === null)
      faults.push(
        faultAt(table, row, trendColumn, "give up, down, none, any or the z of Mann–Kendall"),
      );
    return { states: states ?? [], trend: trend ?? 0 };
  });
  failWith(faults);
  return histories.map(({ states, trend }, i) => ({
    ...(idColumn < 0 ? {} : { id: ids[i]! }),
    ...categoryOf(states, trend),
  }));
}

/** A table with one state in a row as one with a row for each id; its row is the first of the id. */
function joined(table: ReferenceTable): ReferenceTable {
  const column = columnOf(table, "states");
  const { times } = timesOf(table, requiredColumn(table, "t"));
  const idColumn = columnOf(table, "id");
  const groups = groupsOf(idColumn < 0 ? table.rows.map(() => "") : idsOf(table, idColumn));
  const rows = [...groups.values()].map((indices) => {
    const ordered = indices.toSorted((a, b) => times[a]! - times[b]!);
    const first = table.rows[indices[0]!]!;
    const states = ordered.map((i) => table.rows[i]!.cells[column]!).join(" ");
    return { row: first.row, cells: first.cells.with(column, states) };
  });
  return { ...table, rows };
}

function parseStates(text: string): (1 | 0 | -1)[] | null {
  const lower = text.trim().toLowerCase();
  const parts = /[\s;|,]/.test(lower) ? lower.split(/[\s;|,]+/) : [...lower];
  const states = parts.map((part) => STATES[part]);
  return states.every((state) => state !== undefined) && parts.length > 0 ? states : null;
}

function parseTrend(text: string): -1 | 0 | 1 | null {
  const lower = text.trim().toLowerCase();
  const known = TRENDS[lower];
  if (known !== undefined) return known;
  const z = Number(lower);
  return Number.isFinite(z) ? trendOf(z) : null;
}

/** Histories of series of z. */
function scoreResults(series: readonly Series[], file: string) {
  for (const { id, values } of series)
    shortSeries(file, id === null ? "the series" : `series ${id}`, values.length);
  const ps = Float64Array.from(
    series.flatMap(({ values }) => Array.from(values, (z) => normalTwoSided(z))),
  );
  const { isDiscovery } = discoveries(ps, LEVEL);
  let at = 0;
  return series.map(({ id, times, values }) => {
    const states = Array.from(values, (z) => (isDiscovery[at++] ? Math.sign(z) : 0));
    const { z, p } = mannKendall(values);
    return {
      ...(id === null ? {} : { id }),
      ...categoryOf(states, trendOf(z)),
      trendZ: z,
      trendP: p,
      slope: senSlope(values, times),
    };
  });
}

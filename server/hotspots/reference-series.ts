import { mannKendall, senSlope } from "./mann-kendall.ts";
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

/** One series of a table, in order of time. */
export type Series = {
  /** null when the table has no ids. */
  readonly id: string | null;
  readonly times: Float64Array;
  readonly values: Float64Array;
};

/**
 * Mann–Kendall and Sen's slope of each series of a table `id,t,value`.
 *
 * @returns `results`; of a table with one series its figures also at the top. The slope is for one of t, or for a day when t are dates;
 *   null of a single value.
 * @throws {ReferenceFailure} naming file, row, field and remedy.
 */
export function mannKendallAnswer(table: ReferenceTable) {
  const { series, isDate } = seriesOf(table);
  const results = series.map(({ id, times, values }) => {
    const slope = senSlope(values, times);
    return {
      ...(id === null ? {} : { id }),
      n: values.length,
      ...mannKendall(values),
      slope: Number.isNaN(slope) ? null : slope,
      slopePer: isDate ? "day" : "t",
    };
  });
  return { ...(results.length === 1 ? results[0] : {}), results };
}

/** The series of a table, each in order of time; rows may stand in any order. */
export function seriesOf(table: ReferenceTable): { series: Series[]; isDate: boolean } {
  const timeColumn = requiredColumn(table, "t");
  const idColumn = columnOf(table, "id");
  const { times, isDate } = timesOf(table, timeColumn);
  const values = numbersOf(table, requiredColumn(table, "value"));
  const ids = idColumn < 0 ? table.rows.map(() => "") : idsOf(table, idColumn);
  const faults: TableFault[] = [];
  const series = [...groupsOf(ids)].map(([id, rows]) => {
    const ordered = rows.sort((a, b) => times[a]! - times[b]! || a - b);
    ordered.forEach((i, k) => {
      const before = ordered[k - 1];
      if (before === undefined || times[before] !== times[i]) return;
      const remedy = `row ${table.rows[before]!.row} has this time too: give each time once`;
      faults.push(faultAt(table, table.rows[i]!, timeColumn, remedy));
    });
    return {
      id: idColumn < 0 ? null : id,
      times: Float64Array.from(ordered, (i) => times[i]!),
      values: Float64Array.from(ordered, (i) => values[i]!),
    };
  });
  failWith(faults);
  return { series, isDate };
}

/** Which rows have which id, in the order of the file. */
export function groupsOf(ids: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  ids.forEach((id, i) => {
    const group = groups.get(id);
    if (group) group.push(i);
    else groups.set(id, [i]);
  });
  return groups;
}

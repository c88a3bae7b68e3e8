import { dateOf } from "../store/column.ts";
import type { CaseColumns } from "./case-columns.ts";
import type { CaseCount } from "./case-counts.ts";
import { type Repetition, repeatedPlaces } from "./case-repetition.ts";
import type { CaseValue } from "./case-tuples.ts";

export type { Repetition };

/** What cases are compared by; "month" is the month of receipt. */
export type ComparedBy = "area" | "unit" | "category" | "month";

/** A part of a whole, as counts: whoever shows a rate divides, and shows both. */
export type Part = { readonly count: number; readonly of: number };

/** Figures of the cases with one value (口径). All but `repeated` look at these cases alone. */
export type CaseComparison = {
  /** An id, a month as `YYYY-MM`, or null for cases without a value. */
  readonly value: CaseValue;
  /** Cases received, duplicates included (受理件数). */
  readonly count: number;
  /** Cases in a state that is open (在办). */
  readonly open: number;
  /** Cases that are settled and were not reopened since (办结). */
  readonly settled: number;
  /** Cases whose pending step is past its term now, however far (超期在办). */
  readonly lateNow: number;
  /** Settled at or before the instant they had to be, of the settled cases with such a term (按期办结). */
  readonly settledOnTime: Part;
  /**
   * Days of 24 hours from receipt to settlement, over settled cases: the least number that half of them, or nine of ten,
   * do not exceed (nearest rank). Null when none is settled. Of a reopened case the last settlement counts.
   */
  readonly daysToSettle: {
    readonly count: number;
    readonly median: number | null;
    readonly p90: number | null;
  };
  /** Cases reopened at least once, of those settled at least once: settled now, or reopened (重开). */
  readonly reopened: Part;
  /** Cases the reporter was given a response to, of all cases (响应). */
  readonly responded: Part;
  /** Cases the call-back found resolved, of those where it got an answer to that (解决). */
  readonly resolved: Part;
  /** Cases by what the call-back found; null is no answer on file (满意度). */
  readonly satisfaction: readonly CaseCount[];
  /** Cases that repeat another of the register, whether or not that one is among these, of those that could (see `repeatedPlaces`). */
  readonly repeated: Part;
};

const MILLISECONDS_A_DAY = 86_400_000;

/** The least of ascending numbers that a share of them does not exceed; null of none. */
const nearestRank = (ascending: Float64Array, share: number) =>
  ascending.length === 0 ? null : ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)]!;

/** Gives each row the number of its group. */
function grouping(columns: CaseColumns, by: ComparedBy) {
  const { at, charge } = columns;
  if (by !== "month") {
    const field = charge.field(by === "area" ? "areaId" : by === "unit" ? "unitId" : "category");
    const { codes, values } = field;
    return { values, groupOf: (row: number) => codes[at.charges[row]!]! };
  }
  const values: CaseValue[] = [];
  const groupByDay = new Map<number, number>();
  const groupOf = (row: number) => {
    const day = at.receivedDays[row]!;
    const known = groupByDay.get(day);
    if (known !== undefined) return known;
    const month = dateOf(day).slice(0, 7);
    const group = values.includes(month) ? values.indexOf(month) : values.push(month) - 1;
    groupByDay.set(day, group);
    return group;
  };
  return { values, groupOf };
}

type Group = {
  count: number;
  open: number;
  settled: number;
  lateNow: number;
  onTime: number;
  withTerm: number;
  reopened: number;
  everSettled: number;
  responded: number;
  resolved: number;
  answered: number;
  repeated: number;
  repeatable: number;
  readonly satisfaction: Uint32Array;
};

const emptyGroup = (satisfactions: number): Group => ({
  count: 0,
  open: 0,
  settled: 0,
  lateNow: 0,
  onTime: 0,
  withTerm: 0,
  reopened: 0,
  everSettled: 0,
  responded: 0,
  resolved: 0,
  answered: 0,
  repeated: 0,
  repeatable: 0,
  satisfaction: new Uint32Array(satisfactions),
});

/** The values of a course, looked up once for each combination that occurs. */
function courseReader({ course }: CaseColumns, openStates: ReadonlySet<string>) {
  const at = (name: Parameters<typeof course.field>[0], code: number) => {
    const { codes, values } = course.field(name);
    return values[codes[code]!];
  };
  return Array.from({ length: course.length }, (_, code) => {
    const state = at("state", code);
    return {
      isOpen: typeof state === "string" && openStates.has(state),
      isSettled: at("isSettled", code) === true,
      isSettledOnTime: at("isSettledOnTime", code),
      isReopened: at("isReopened", code) === true,
      isResponded: at("isResponded", code) === true,
      isResolved: at("isResolved", code),
    };
  });
}

/**
 * Figures of cases, compared by a value: months ascending, other values by count, most cases first.
 *
 * @param rows  Every complaint, ascending by receipt.
 * @param asked.passed  1 for each row that is compared.
 */
export function comparedCases(
  columns: CaseColumns,
  rows: Uint32Array,
  asked: {
    passed: Uint8Array;
    by: ComparedBy;
    repetition: Repetition;
    now: number;
    openStates: ReadonlySet<string>;
  },
): CaseComparison[] {
  const { at, course } = columns;
  const { passed, now } = asked;
  const { values, groupOf } = grouping(columns, asked.by);
  const courses = courseReader(columns, asked.openStates);
  const satisfaction = course.field("satisfaction");
  const repeated = repeatedPlaces(columns, rows, { ...asked.repetition, asked: passed });
  const groups: Group[] = [];
  for (const row of rows) {
    if (passed[row] !== 1) continue;
    const number = groupOf(row);
    groups[number] ??= emptyGroup(satisfaction.values.length);
    const group = groups[number];
    const code = at.courses[row]!;
    const went = courses[code]!;
    group.count++;
    if (went.isOpen) group.open++;
    if (went.isSettled) group.settled++;
    if (at.dueAt[row]! < now) group.lateNow++;
    if (went.isSettledOnTime === true) group.onTime++;
    if (went.isSettledOnTime !== null) group.withTerm++;
    if (went.isReopened) group.reopened++;
    if (went.isReopened || went.isSettled) group.everSettled++;
    if (went.isResponded) group.responded++;
    if (went.isResolved === true) group.resolved++;
    if (went.isResolved !== null) group.answered++;
    if (repeated[row] === 2) group.repeated++;
    if (repeated[row] !== 0) group.repeatable++;
    group.satisfaction[satisfaction.codes[code]!]!++;
  }

  const days = groups.map(({ settled }) => new Float64Array(settled));
  const filled = new Uint32Array(groups.length);
  for (const row of rows) {
    if (passed[row] !== 1 || Number.isNaN(at.settledAt[row]!)) continue;
    const number = groupOf(row);
    days[number]![filled[number]!++] =
      (at.settledAt[row]! - at.receivedAt[row]!) / MILLISECONDS_A_DAY;
  }

  const compared: CaseComparison[] = [];
  for (const [number, group] of groups.entries()) {
    if (!group) continue; // no case has this value
    const ascending = days[number]!.sort();
    compared.push({
      value: values[number]!,
      count: group.count,
      open: group.open,
      settled: group.settled,
      lateNow: group.lateNow,
      settledOnTime: { count: group.onTime, of: group.withTerm },
      daysToSettle: {
        count: ascending.length,
        median: nearestRank(ascending, 0.5),
        p90: nearestRank(ascending, 0.9),
      },
      reopened: { count: group.reopened, of: group.everSettled },
      responded: { count: group.responded, of: group.count },
      resolved: { count: group.resolved, of: group.answered },
      satisfaction: [...group.satisfaction.entries()]
        .map(([code, count]) => ({ value: satisfaction.values[code]!, count }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1)),
      repeated: { count: group.repeated, of: group.repeatable },
    });
  }
  const byText = (a: CaseComparison, b: CaseComparison) =>
    String(a.value) < String(b.value) ? -1 : 1;
  return compared.sort((a, b) =>
    asked.by === "month" ? byText(a, b) : b.count - a.count || byText(a, b),
  );
}

import type { CaseColumns } from "./case-columns.ts";
import {
  type CaseFacet,
  type CaseFilters,
  type CaseScope,
  CHARGE_FACETS,
  COURSE_FACETS,
  failures,
  NATURE_FACETS,
  OUT_OF_SCOPE,
} from "./case-filters.ts";
import { DUE_STANDINGS, dueCode } from "./case-row.ts";
import type { CaseValue, TupleField } from "./case-tuples.ts";

/** How many complaints would be left with this value chosen; null is those without a value. */
export type CaseCount = { readonly value: CaseValue; readonly count: number };

/** How many complaints would be left were only those of one day or week chosen. */
export type DayCount = {
  /** Local day since 1970-01-01; of a week, its Monday. */
  readonly day: number;
  readonly count: number;
};

/** A facet, where its values are, what is chosen of them, and the bit that says a row fails it. */
type Choice<Facet> = {
  readonly facet: Facet;
  readonly field: TupleField;
  readonly wanted: readonly CaseValue[] | undefined;
  readonly bit: number;
};

/** What is failed, by combination and by how a case stands to its term; and what is counted, the same way. */
export type Tally = ReturnType<typeof tallyOf>;

const chosen = (filters: CaseFilters, facet: keyof CaseFilters) => {
  const wanted = filters[facet];
  if (wanted === undefined) return undefined;
  return (Array.isArray(wanted) ? wanted : [wanted]) as readonly CaseValue[]; // facets hold values
};

/** Makes ready to count rows for filters. */
export function tallyOf(
  columns: CaseColumns,
  filters: CaseFilters,
  asked: {
    scope: CaseScope;
    openStates: ReadonlySet<string>;
    days: readonly [number, number] | null;
  },
) {
  const { nature, course, charge } = columns;
  const state = course.field("state");
  const isOpen: TupleField = {
    codes: state.codes,
    values: state.values.map((value) => typeof value === "string" && asked.openStates.has(value)),
    codeOf: new Map(),
  };
  const natures = NATURE_FACETS.map((facet, i) => choice(facet, nature.field(facet), i));
  const courses = COURSE_FACETS.map((facet, i) =>
    choice(facet, facet === "isOpen" ? isOpen : course.field(facet), i),
  );
  const charges = CHARGE_FACETS.map((facet, i) => choice(facet, charge.field(facet), i));
  function choice<Facet extends CaseFacet>(facet: Facet, field: TupleField, i: number) {
    return { facet, field, wanted: chosen(filters, facet), bit: 1 << i };
  }
  const limit = (field: TupleField, wanted: readonly CaseValue[] | undefined) => ({
    field,
    wanted,
    bit: OUT_OF_SCOPE,
  });
  const { scope, days } = asked;
  const openly = scope.confidential === "all" ? undefined : [false];
  return {
    natures,
    courses,
    charges,
    natureFails: failures(
      [...natures, limit(nature.field("isConfidential"), openly)],
      nature.length,
    ),
    /** The same for confidential complaints that the asker may see. */
    natureFailsNamed: failures(natures, nature.length),
    courseFails: failures(courses, course.length),
    chargeFails: failures(
      [
        ...charges,
        limit(charge.field("areaId"), scope.areaIds),
        limit(charge.field("unitId"), scope.unitIds),
      ],
      charge.length,
    ),
    dueFails: Uint32Array.from(DUE_STANDINGS, (standing) =>
      filters.due && !filters.due.includes(standing) ? 1 : 0,
    ),
    natureCounts: new Uint32Array(nature.length),
    courseCounts: new Uint32Array(course.length),
    chargeCounts: new Uint32Array(charge.length),
    dueCounts: new Uint32Array(DUE_STANDINGS.length),
    firstDay: days?.[0] ?? 0,
    dayCounts: days ? new Uint32Array(days[1] - days[0] + 1) : null,
    receivedFrom: filters.receivedFrom ?? Number.NEGATIVE_INFINITY,
    receivedTo: filters.receivedTo ?? Number.POSITIVE_INFINITY,
    total: 0,
  };
}

/**
 * Counts rows: in each table and for terms and days, those that fail nothing elsewhere. What is failed within a table is
 * sorted out by `facetCounts`, once for each combination.
 *
 * @param passed  Is set to 1 for each row that fails nothing.
 */
export function countRows(
  { at }: CaseColumns,
  rows: Uint32Array,
  tally: Tally,
  asked: { natureFails: Uint32Array; now: number; passed: Uint8Array },
) {
  const { natures, courses, charges, dueAt, soonAt, veryLateAt, receivedDays } = at;
  const { courseFails, chargeFails, dueFails, receivedFrom, receivedTo, firstDay } = tally;
  const { natureCounts, courseCounts, chargeCounts, dueCounts, dayCounts } = tally;
  const { natureFails, now, passed } = asked;
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const nature = natures[row]!;
    const course = courses[row]!;
    const charge = charges[row]!;
    const due = dueCode(dueAt[row]!, soonAt[row]!, veryLateAt[row]!, now);
    const failsNature = natureFails[nature]!;
    const failsCourse = courseFails[course]!;
    const failsCharge = chargeFails[charge]!;
    const failsDue = dueFails[due]!;
    if ((failsNature | failsCharge) >= OUT_OF_SCOPE) continue;
    if (dayCounts) {
      const day = receivedDays[row]!;
      if ((failsNature | failsCourse | failsCharge | failsDue) === 0) dayCounts[day - firstDay]!++;
      if (day < receivedFrom || day > receivedTo) continue;
    }
    const failsTerm = failsDue | failsCharge;
    if ((failsTerm | failsCourse) === 0) natureCounts[nature]!++;
    if ((failsTerm | failsNature) === 0) courseCounts[course]!++;
    const failsOthers = failsNature | failsCourse;
    if ((failsOthers | failsDue) === 0) chargeCounts[charge]!++;
    if ((failsOthers | failsCharge) === 0) dueCounts[due]!++;
    if ((failsOthers | failsTerm) === 0) {
      passed[row] = 1;
      total++;
    }
  }
  tally.total += total;
}

/**
 * The rows that fail nothing, in the order they come; nothing is counted.
 *
 * @param isNamed  Says of a row that it is confidential and may be seen all the same.
 * @param into  Takes them; as long as there are rows.
 */
export function passingRows(
  { at }: CaseColumns,
  rows: Uint32Array,
  tally: Tally,
  asked: { now: number; isNamed: ((row: number) => boolean) | null; into: Uint32Array },
): Uint32Array {
  const { natures, courses, charges, dueAt, soonAt, veryLateAt } = at;
  const { natureFails, natureFailsNamed, courseFails, chargeFails, dueFails } = tally;
  const { now, isNamed, into } = asked;
  const hasDue = dueFails.some((fails) => fails > 0);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if ((courseFails[courses[row]!]! | chargeFails[charges[row]!]!) !== 0) continue;
    const nature = natures[row]!;
    if (natureFails[nature] !== 0 && !(isNamed?.(row) && natureFailsNamed[nature] === 0)) continue;
    if (hasDue && dueFails[dueCode(dueAt[row]!, soonAt[row]!, veryLateAt[row]!, now)] !== 0)
      continue;
    into[count++] = row;
  }
  return into.slice(0, count);
}

/** Counts of a table's facets: a combination counts in a facet when it fails no other. */
function tableCounts(
  choices: readonly Choice<CaseFacet>[],
  failed: Uint32Array,
  counts: Uint32Array,
): [CaseFacet, CaseCount[]][] {
  return choices.map(({ facet, field, wanted, bit }) => {
    const { codes, values } = field;
    const byCode = new Uint32Array(values.length);
    for (let tuple = 0; tuple < failed.length; tuple++)
      if ((failed[tuple]! & ~bit) === 0) byCode[codes[tuple]!]! += counts[tuple]!;
    const byValue = new Map((wanted ?? []).map((value) => [value, 0]));
    for (const [code, count] of byCode.entries()) {
      const value = values[code]!;
      if (count > 0) byValue.set(value, (byValue.get(value) ?? 0) + count);
    }
    return [facet, inOrder(byValue)];
  });
}

const inOrder = (byValue: ReadonlyMap<CaseValue, number>) =>
  [...byValue]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1));

/**
 * What choosing another value would give, by facet: complaints that pass the filters of all other facets. The most
 * frequent value first; a value nothing has is left out unless it is chosen.
 */
export function facetCounts(tally: Tally): Record<CaseFacet, readonly CaseCount[]> {
  // what is out of scope was not counted, so a confidential complaint in the counts is one the asker may see
  const entries = [
    ...tableCounts(tally.natures, tally.natureFailsNamed, tally.natureCounts),
    ...tableCounts(tally.courses, tally.courseFails, tally.courseCounts),
    ...tableCounts(tally.charges, tally.chargeFails, tally.chargeCounts),
  ];
  const due = DUE_STANDINGS.map((value, code) => ({ value, count: tally.dueCounts[code]! }));
  return Object.fromEntries([...entries, ["due", due]]) as Record<CaseFacet, CaseCount[]>; // every facet is in a table
}

/** 1970-01-01 was a Thursday. */
const mondayOf = (day: number) => day - ((((day + 3) % 7) + 7) % 7);

/** Days or weeks with complaints that pass every filter but the days of receipt, ascending. */
export function dayCounts(tally: Tally, by: "day" | "week"): readonly DayCount[] {
  const byDay = new Map<number, number>();
  for (const [i, count] of (tally.dayCounts ?? []).entries()) {
    if (count === 0) continue;
    const day = by === "day" ? tally.firstDay + i : mondayOf(tally.firstDay + i);
    byDay.set(day, (byDay.get(day) ?? 0) + count);
  }
  return [...byDay].map(([day, count]) => ({ day, count }));
}

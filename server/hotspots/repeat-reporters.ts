import { type CaseColumns, NO_WORD } from "../complaints/case-columns.ts";
import { most } from "./analysis.ts";
import { tallied } from "./profile.ts";
import { reporterChains } from "./repeat-chains.ts";

/** Somebody who complained again and again (重复投诉人); a number stands for them, never a name. */
export type RepeatReporter = {
  readonly reporterId: string;
  /** Their complaints, in the order of receipt, those merged into others included. */
  readonly rows: readonly number[];
  /** Different places, categories, streets and local days; without a place, category or street none is counted. */
  readonly places: number;
  readonly categories: number;
  readonly streets: number;
  readonly days: number;
  readonly mostInOneDay: number;
  /** What they complained of most; null when no complaint has a category. */
  readonly mainCategory: string | null;
  readonly duplicates: number;
  readonly settled: number;
};

/**
 * Who reported at least `fewest` of some complaints, most first, then by number.
 *
 * @param rows  Ascending by receipt.
 */
export function repeatReporters(
  columns: CaseColumns,
  rows: Uint32Array,
  { fewest, radiusMeters }: { readonly fewest: number; readonly radiusMeters: number },
): RepeatReporter[] {
  const { at, reporters, streets, charge, course, nature } = columns;
  const byReporter = new Map<number, number[]>();
  for (const row of rows) {
    const code = at.reporterCodes[row]!;
    if (code === NO_WORD) continue;
    const known = byReporter.get(code);
    if (known) known.push(row);
    else byReporter.set(code, [row]);
  }
  const many = new Map([...byReporter].filter(([, own]) => own.length >= fewest));
  const theirs = rows.filter((row) => many.has(at.reporterCodes[row]!));
  const places = tallied(
    reporterChains(columns, theirs, radiusMeters).map(([first]) => at.reporterCodes[first!]!),
  );
  const category = charge.field("category");
  const isSettled = course.field("isSettled");
  const isDuplicate = nature.field("isDuplicate");
  return [...many]
    .map(([code, own]): RepeatReporter => {
      const byDay = tallied(own.map((row) => at.receivedDays[row]!));
      const categories = own.map((row) => category.values[category.codes[at.charges[row]!]!]);
      const named = categories.map((value) => (typeof value === "string" ? value : null));
      const onStreets = own.map((row) => at.streetCodes[row]!).filter((one) => one !== NO_WORD);
      return {
        ...{ reporterId: reporters.word(code), rows: own, places: places.get(code) ?? 0 },
        categories: tallied(named).size,
        streets: new Set(onStreets.map((one) => streets.word(one))).size,
        ...{ days: byDay.size, mostInOneDay: Math.max(...byDay.values()) },
        mainCategory: most(named),
        duplicates: own.filter(
          (row) => isDuplicate.values[isDuplicate.codes[at.natures[row]!]!] === true,
        ).length,
        settled: own.filter((row) => isSettled.values[isSettled.codes[at.courses[row]!]!] === true)
          .length,
      };
    })
    .sort((a, b) => b.rows.length - a.rows.length || (a.reporterId < b.reporterId ? -1 : 1));
}

/** Of which hot spot somebody made most alone. */
export type ManyOf = { readonly spot: number; readonly count: number; readonly of: number };

/**
 * Of which hot spot each reporter has the greatest part, where it is at least `manyShare`.
 *
 * @param members  Rows of the complaints of each spot.
 * @param asked.isTold  Whether one may know who made a complaint; the others are only a part of the whole.
 * @returns by reporter's code.
 */
export function manyOfSpots(
  { at }: Pick<CaseColumns, "at">,
  members: readonly (readonly number[])[],
  { manyShare, isTold }: { readonly manyShare: number; readonly isTold: (row: number) => boolean },
): Map<number, ManyOf> {
  const found = new Map<number, ManyOf>();
  members.forEach((rows, spot) => {
    const of = rows.length;
    const codes = rows.filter(isTold).map((row) => at.reporterCodes[row]!);
    const counts = tallied(codes.map((code) => (code === NO_WORD ? null : code)));
    for (const [code, count] of counts) {
      const known = found.get(code);
      if (count < manyShare * of || (known && known.count / known.of >= count / of)) continue;
      found.set(code, { spot, count, of });
    }
  });
  return found;
}

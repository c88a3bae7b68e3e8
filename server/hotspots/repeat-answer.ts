import { NO_WORD } from "../complaints/case-columns.ts";
import { isPlaced } from "../complaints/case-filters.ts";
import { readCategoryTitles } from "../complaints/category-settings.ts";
import type { Reach } from "../http/caller.ts";
import { dateOf } from "../store/column.ts";
import { daysOf, fieldOfPeriod, membersOf, sharesOfCounts } from "./analysis.ts";
import { listOfIds, listWith } from "./list-link.ts";
import type { Material } from "./material.ts";
import { readNames } from "./names.ts";
import { positionOf } from "./repeat-places.ts";
import { given } from "./repeat-places-answer.ts";
import { manyOfSpots, type RepeatReporter, repeatReporters } from "./repeat-reporters.ts";
import { placeReturns } from "./repeat-returns.ts";
import type {
  RepeatReportersAnswer,
  RepeatReportersQuery,
  ReturnsAnswer,
  ReturnsQuery,
} from "./repeat-schema.ts";
import { returnsByUnit, type UnitReturns } from "./repeat-units.ts";
import { reportersDefinition, returnsDefinition } from "./repeat-words.ts";
import { rounded } from "./rounding.ts";
import { readTold } from "./spot-answer.ts";
import { spotsOf } from "./spots.ts";

/**
 * Answers who reports again and again.
 *
 * @param reach  How far whoever asks may see who complained: what lies outside is no part of any figure.
 */
export async function repeatReportersAnswer(
  material: Material,
  districtId: string,
  query: RepeatReportersQuery,
  reach: Reach,
): Promise<RepeatReportersAnswer> {
  const { tx, counted, settings, period, study } = material;
  const { columns, now } = counted;
  const { at } = columns;
  const { radiusMeters, fewest, manyShare } = { ...settings.repeats, ...given(query) };
  const asked = { radiusMeters, fewest, manyShare };
  const isTold = (row: number) =>
    reach.isWhole || reach.holds(isPlaced(at, row) ? positionOf(at, row) : null);
  const rows = reach.isWhole ? counted.rows : counted.rows.filter(isTold);
  const found = repeatReporters(columns, rows, asked);

  const { counts, field } = fieldOfPeriod(material);
  const spots = spotsOf(field, counts.events, sharesOfCounts(counts), study.touching());
  const members = membersOf(material, spots).map((own) => own.map((i) => counted.rows[i]!));
  const many = manyOfSpots(columns, members, { manyShare, isTold });
  const titles = await readCategoryTitles(tx, districtId);
  const { isDemo } = await readTold(tx, districtId);
  const known = rows.filter((row) => at.reporterCodes[row] !== NO_WORD);
  const days = daysOf(period);
  const told = (reporter: RepeatReporter): RepeatReportersAnswer["reporters"][number] => {
    const { rows: own, mainCategory, ...figures } = reporter;
    const made = many.get(at.reporterCodes[own[0]!]!) ?? null;
    const ids = own.map((row) => columns.ids.word(row));
    const byName = { reporter: reporter.reporterId, since: days.from, until: days.to };
    return {
      ...{ ...figures, count: own.length, mainCategory },
      mainCategoryTitle:
        mainCategory === null
          ? null
          : { ...(titles[mainCategory] ?? { zh: mainCategory, en: mainCategory }) },
      isMany: made !== null,
      hotspot: made && {
        ...{ spotId: study.cells[spots[made.spot]!.peak]!, count: made.count, of: made.of },
      },
      // the register shows all that one may read of them: where less is counted here, it is named
      list: (reach.isWhole ? null : listOfIds(ids, byName)) ?? listWith(query, byName),
    };
  };
  return {
    ...{ districtId, isDemo, period: days, definition: reportersDefinition(asked) },
    ...asked,
    ...{ complaints: rows.length, withReporter: known.length },
    knownReporters: new Set(Array.from(known, (row) => at.reporterCodes[row]!)).size,
    byThem: found.reduce((sum, { rows: own }) => sum + own.length, 0),
    total: found.length,
    reporters: found.slice(0, query.limit).map(told),
    askedAt: new Date(now).toISOString(),
  };
}

/** Answers, by unit, after how many settlements the place was complained of again. */
export async function returnsAnswer(
  material: Material,
  districtId: string,
  query: ReturnsQuery,
): Promise<ReturnsAnswer> {
  const { tx, counted, settings, period, today, index, scope } = material;
  const { columns, now } = counted;
  const { radiusMeters, returnDays, fewestToRate } = { ...settings.repeats, ...given(query) };
  const asked = { radiusMeters, returnDays, fewestToRate };
  // the period is of settlement, whenever it was received
  const { receivedFrom: _, receivedTo: __, ...filters } = material.filters;
  const spanned = { ...filters, settledFrom: period.from, settledTo: period.to };
  const settled = index.chosen({ filters: spanned, scope, now }).rows;
  const { rows } = index.chosen({ filters: {}, scope, now });
  const found = placeReturns(columns, rows, { settled, radiusMeters, returnDays, today });
  const { units, all } = returnsByUnit(columns, settled, found, fewestToRate);
  const names = await readNames(tx, districtId, {
    ...{ streets: [], areas: [] },
    units: units.flatMap(({ unitId }) => unitId ?? []),
  });
  const { isDemo } = await readTold(tx, districtId);
  const lastJudged = today - returnDays - 1;
  const categories = categoriesOf(material, settled);
  const told = (figures: UnitReturns, unit: { unit?: string }) => {
    const { unitId: _unit, interval, returned, ...counts } = figures;
    const days = { settledFrom: dateOf(period.from), settledTo: dateOf(period.to) };
    const opened = (count: number, more: Record<string, string>) =>
      count > 0 ? listWith(query, { ...days, ...unit, ...more }) : null;
    return {
      ...counts,
      ...{ low: rounded(interval.low, 4), high: rounded(interval.high, 4) },
      lists: {
        settled: opened(counts.settled, {}),
        count: listOfIds(returned.map((row) => columns.ids.word(row))),
        of: opened(counts.of, {
          settledTo: dateOf(Math.min(period.to, lastJudged)),
          ...{ located: "true", duplicate: "false" },
          ...(categories && { category: categories }),
        }),
        reopened: opened(counts.reopened, { reopened: "true" }),
      },
    };
  };
  return {
    ...{ districtId, isDemo, period: daysOf(period), definition: returnsDefinition(asked) },
    ...{ ...asked, lastJudged: dateOf(lastJudged), all: told(all, {}) },
    units: units.map((figures) => {
      const { unitId } = figures;
      const called = unitId === null ? null : (names.units.get(unitId) ?? null);
      return {
        unit:
          unitId === null ? null : { id: unitId, ...(called ?? { name: unitId, nameEn: null }) },
        ...told(figures, { unit: unitId ?? "none" }),
      };
    }),
    askedAt: new Date(now).toISOString(),
  };
}

/** Every category of some complaints, as the register is asked for them; null where none lacks one. */
function categoriesOf({ counted }: Material, rows: Uint32Array): string | null {
  const { at, charge } = counted.columns;
  const { codes, values } = charge.field("category");
  const found = new Set(Array.from(rows, (row) => values[codes[at.charges[row]!]!] ?? null));
  if (!found.delete(null)) return null;
  return [...found].map(String).sort().join(",") || null;
}

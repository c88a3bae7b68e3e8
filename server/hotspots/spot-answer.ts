import { readTerms } from "../complaints/case-due.ts";
import { readLines } from "../complaints/case-list.ts";
import { MOST_CELLS } from "../complaints/case-list-schema.ts";
import { readCategories } from "../complaints/category-settings.ts";
import { dateOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import { type Analysed, analyse, before, daysOf, yearAgo } from "./analysis.ts";
import { askedOf, type Emerging } from "./answer.ts";
import { profileSpot, type SpotProfile, spotWith } from "./card.ts";
import type { CubeCounts } from "./counting.ts";
import { PATTERNS } from "./emerging.ts";
import { listOf } from "./list-link.ts";
import type { Material } from "./material.ts";
import { readNames } from "./names.ts";
import { patternWords } from "./patterns.ts";
import type { HotspotQuery } from "./question.ts";
import { orNull } from "./rounding.ts";
import type { SpotAnswer } from "./spot-schema.ts";
import { spotSentences } from "./spot-words.ts";
import type { Spot } from "./spots.ts";
import { facilitiesWithin, streetsWithin } from "./within.ts";

/** Cases told on a card. */
const CASES = 20;

/** What is read of a spot while the register is held. */
export type HeldSpot = {
  readonly analysed: Analysed;
  readonly spot: Spot;
  readonly told: Omit<
    SpotAnswer,
    "pattern" | "patternTitle" | "patternMeaning" | "history" | "sentences"
  >;
  readonly sentencesOf: (pattern: number) => SpotAnswer["sentences"];
};

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/**
 * Reads everything about the spot that holds a cell.
 *
 * @param query  As it was asked: the link to the register says the same.
 * @returns null when the cell is in no spot.
 */
export async function holdSpot(
  material: Material,
  districtId: string,
  query: HotspotQuery,
  asked: { readonly cell: string; readonly isDemo: boolean; readonly firstDay: number | null },
): Promise<HeldSpot | null> {
  const { tx, study, period, measure, level } = material;
  const analysed = analyse(material);
  const spot = spotWith(analysed, asked.cell);
  if (!spot) return null;
  const isHot = analysed.spots.includes(spot);
  const peers = isHot ? analysed.spots : analysed.coldSpots;
  const profile = profileSpot(material, spot);
  const near = await facilitiesWithin(tx, districtId, study, spot, period.to);
  // what most complaints are on comes first, as in the list of spots
  const streets = (await streetsWithin(tx, districtId, study, spot, period.to))
    .map((street) => ({ ...street, complaints: profile.streets.get(street.streetId) ?? 0 }))
    .sort((a, b) => b.complaints - a.complaints || b.metersWithin - a.metersWithin);
  const names = await readNames(tx, districtId, {
    ...{ streets: [], areas: [] },
    units: [...profile.units.keys()],
  });
  const titles = new Map(
    (await readCategories(tx, districtId)).map(({ id, title }) => [id, title] as const),
  );
  const terms = await readTerms(tx, districtId, material.timeZone);
  const sum = (counts: ArrayLike<number>) =>
    spot.cells.reduce((all, code) => all + counts[code]!, 0);
  const reachesBack = (from: number) => asked.firstDay !== null && asked.firstDay <= from;
  const [earlier, lastYear] = [before(period), yearAgo(period)];
  const [hasBefore, hasYearAgo] = [reachesBack(earlier.from), reachesBack(lastYear.from)];
  const { field, counts } = analysed.period;
  const ofAll = counts.events.reduce((all, one) => all + one, 0);
  const past = {
    before: sum(analysed.before.complaints),
    yearAgo: sum(analysed.yearAgo.complaints),
  };
  return {
    analysed,
    spot,
    told: {
      ...{ districtId, isDemo: asked.isDemo, asked: askedOf(material), period: daysOf(period) },
      spotId: study.cells[spot.peak]!,
      ...{ rank: peers.indexOf(spot) + 1, of: peers.length, state: isHot ? 1 : -1 },
      cells: spot.cells.map((code) => study.cells[code]!),
      areaSquareMeters: Math.round(spot.cells.length * study.cellSquareMeters),
      observed: spot.observed,
      expected: round(spot.expected, 2),
      excess: round(spot.excess, 2),
      ...{ ofAll, z: orNull(field.z[spot.peak]!, 4), p: orNull(field.p[spot.peak]!) },
      ...toldOf(profile),
      before: hasBefore ? past.before : null,
      yearAgo: hasYearAgo ? past.yearAgo : null,
      categories: profile.categories.map(({ value, ...share }) => ({
        ...{ value, ...share, expected: round(share.expected, 2) },
        title: { ...(titles.get(value) ?? { zh: value, en: value }) },
      })),
      units: [...profile.units]
        .sort((a, b) => b[1] - a[1])
        .map(([unitId, count]) => ({
          ...{ unitId, count },
          ...(names.units.get(unitId) ?? { name: unitId, nameEn: null }),
        })),
      ...near,
      streets: streets.map((street) => ({ ...street, lastService: null })),
      cases: await readLines(tx, districtId, profile.ids.slice(0, CASES), terms, new Date()),
      list:
        spot.cells.length > MOST_CELLS
          ? null // more than a link can name
          : listOf(query, period, { cells: spot.cells.map((code) => study.cells[code]!) }),
    },
    sentencesOf: (pattern) =>
      spotSentences({
        ...{ measure, level, profile, ofAll, streets, hasBefore, hasYearAgo, ...past, ...near },
        ...{ observed: spot.observed, expected: spot.expected, state: isHot ? 1 : -1 },
        days: period.to - period.from + 1,
        pattern: PATTERNS[pattern]!,
        categoryTitles: titles,
        unitNames: names.units,
      }),
  };
}

function toldOf(profile: SpotProfile) {
  const { complaints, reporters, withoutReporter, mostOfOne, open, late, reopened, duplicates } =
    profile;
  const rounded = (shares: SpotProfile["weekdays"]) =>
    shares.map((share) => ({ ...share, expected: round(share.expected, 2) }));
  return {
    ...{ complaints, reporters, withoutReporter, mostOfOne, open, late, reopened, duplicates },
    ...{ weekdays: rounded(profile.weekdays), hours: rounded(profile.hours) },
    ...{ withHour: profile.withHour, withoutUnit: profile.withoutUnit },
  };
}

/** A spot as it goes over the wire, with what the steps of time say of it. */
export function spotAnswer(
  { analysed, spot, told, sentencesOf }: HeldSpot,
  emerging: Emerging,
): SpotAnswer {
  const pattern = emerging.pattern[spot.peak]!;
  const { title, meaning } = patternWords(PATTERNS[pattern]!);
  return {
    ...told,
    pattern: PATTERNS[pattern]!,
    ...{ patternTitle: { ...title }, patternMeaning: { ...meaning } },
    history: historyOf(spot, analysed.cube, emerging.states),
    sentences: sentencesOf(pattern),
  };
}

function historyOf(
  { cells, peak }: Spot,
  { counts, stepCount, firstDay, daysAStep }: CubeCounts,
  states: Int8Array,
): SpotAnswer["history"] {
  return Array.from({ length: stepCount }, (_, step) => {
    const state = states[peak * stepCount + step]!;
    return {
      from: dateOf(firstDay + step * daysAStep),
      count: cells.reduce((sum, code) => sum + counts[code * stepCount + step]!, 0),
      state: state === 1 ? ("h" as const) : state === -1 ? ("c" as const) : ("." as const),
    };
  });
}

/** The district's own things that an answer says. */
export async function readTold(
  tx: Queryable,
  districtId: string,
): Promise<{ isDemo: boolean; name: string }> {
  const [row] = await tx.query<{ isDemo: boolean; name: string }>(
    `select is_demo as "isDemo", name from district where district_id = $1`,
    [districtId],
  );
  return row!; // its register was read
}

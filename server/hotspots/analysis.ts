import { NO_WORD } from "../complaints/case-columns.ts";
import { dateOf } from "../store/column.ts";
import { type Counts, type CubeCounts, countPeriod, countSteps } from "./counting.ts";
import { type Field, fieldOf } from "./field.ts";
import type { DaySpan, Material, Reaching } from "./material.ts";
import type { Neighbours } from "./neighbours.ts";
import { type Spot, sharesOf, spotsOf } from "./spots.ts";
import type { Study } from "./study.ts";

const DAYS = { day: 1, week: 7 } as const;

/** As many days, up to the day before the period. */
export const before = ({ from, to }: DaySpan): DaySpan => ({
  from: from - (to - from + 1),
  to: from - 1,
});

/** The same days of the calendar a year ago; 29 February becomes the 28th. */
export function yearAgo({ from, to }: DaySpan): DaySpan {
  const earlier = (day: number) => {
    const moved = new Date(day * 86_400_000);
    const month = moved.getUTCMonth();
    moved.setUTCFullYear(moved.getUTCFullYear() - 1);
    if (moved.getUTCMonth() !== month) moved.setUTCDate(0);
    return moved.getTime() / 86_400_000;
  };
  return { from: earlier(from), to: earlier(to) };
}

/** The days of a cube's steps. */
export const stepSpan = (
  { to }: DaySpan,
  { unit, count }: { readonly unit: "day" | "week"; readonly count: number },
): DaySpan => ({ from: to - DAYS[unit] * count + 1, to });

/** What the analysis of a period looks at beside it. */
export const analysisReach: Reaching = ({ period, settings }) => [
  before(period),
  yearAgo(period),
  stepSpan(period, settings.steps),
];

/** The field of a period. */
export type Fielded = { readonly counts: Counts; readonly field: Field };

/** Counts a period and says where it is hot or cold. */
export function fieldOfPeriod(material: Material, period: DaySpan = material.period): Fielded {
  const { counted, study, measure, rings, level, minimum } = material;
  const counts = countPeriod(counted, study, measure, period, rings);
  const field = fieldOf({
    events: counts.events,
    exposures: counts.exposures,
    ...(counts.totals ? { totals: counts.totals } : {}),
    neighbours: study.neighbours(rings),
    ...{ level, minimum },
  });
  return { counts, field };
}

/** What part of all events each cell would have by chance alone. */
export const sharesOfCounts = ({ totals, exposures }: Counts) => sharesOf(totals ?? exposures);

/** A period with what is held against it: everything that has to be read while the register is held. */
export type Analysed = {
  readonly study: Study;
  readonly neighbours: Neighbours;
  readonly period: Fielded;
  readonly spots: readonly Spot[];
  readonly coldSpots: readonly Spot[];
  readonly before: Counts;
  readonly yearAgo: Counts;
  readonly cube: CubeCounts;
  readonly spotCounts: readonly SpotCounts[];
};

/** What the complaints of a spot share most. */
export type SpotCounts = {
  readonly complaints: number;
  readonly reporters: number;
  readonly before: number;
  readonly yearAgo: number;
  /** Most of its complaints are on this street and with this unit; null where most say none. */
  readonly streetId: string | null;
  readonly unitId: string | null;
  readonly areaId: string | null;
};

/** Analyses the period of a question. */
export function analyse(material: Material): Analysed {
  const { study, counted, measure, period, rings } = material;
  const main = fieldOfPeriod(material);
  const shares = sharesOfCounts(main.counts);
  const touching = study.touching();
  const { events } = main.counts;
  const spots = spotsOf(main.field, events, shares, touching);
  const earlier = countPeriod(counted, study, measure, before(period), rings);
  const lastYear = countPeriod(counted, study, measure, yearAgo(period), rings);
  return {
    study,
    neighbours: study.neighbours(rings),
    period: main,
    spots,
    coldSpots: spotsOf(main.field, events, shares, touching, -1),
    before: earlier,
    yearAgo: lastYear,
    cube: cubeOf(material, {}),
    spotCounts: countSpots(material, spots, earlier, lastYear),
  };
}

/** The cube of a question that names its steps itself. */
export function cubeOf(
  { counted, study, measure, period, settings, rings }: Material,
  asked: { readonly step?: "day" | "week" | undefined; readonly steps?: number | undefined },
): CubeCounts {
  const unit = asked.step ?? settings.steps.unit;
  const stepCount = asked.steps ?? settings.steps.count;
  const steps = { lastDay: period.to, daysAStep: DAYS[unit], stepCount };
  return countSteps(counted, study, measure, steps, rings);
}

/** The complaints of a period by the spot they are in: places in `counted`, in the order of receipt. */
export function membersOf(
  { counted, study, period }: Pick<Material, "counted" | "study" | "period">,
  spots: readonly Pick<Spot, "cells">[],
): number[][] {
  const spotOf = new Int32Array(study.cells.length).fill(-1);
  spots.forEach(({ cells }, spot) => {
    for (const cell of cells) spotOf[cell] = spot;
  });
  const { receivedDays } = counted.columns.at;
  const members: number[][] = spots.map(() => []);
  counted.codes.forEach((code, i) => {
    const day = receivedDays[counted.rows[i]!]!;
    if (code < 0 || day < period.from || day > period.to) return;
    members[spotOf[code]!]?.push(i);
  });
  return members;
}

function countSpots(
  material: Material,
  spots: readonly Spot[],
  earlier: Counts,
  lastYear: Counts,
): SpotCounts[] {
  const { counted, study } = material;
  const { columns, rows } = counted;
  const { at, charge, streets } = columns;
  const units = charge.field("unitId");
  const areas = charge.field("areaId");
  return membersOf(material, spots).map((members, spot) => {
    const own = members.map((i) => rows[i]!);
    const { cells, peak } = spots[spot]!;
    const sum = (counts: Counts) => cells.reduce((all, cell) => all + counts.complaints[cell]!, 0);
    const onStreet = most(own.map((row) => wordAt(streets, at.streetCodes[row]!)));
    return {
      complaints: own.length,
      reporters: distinctReporters(own, columns),
      before: sum(earlier),
      yearAgo: sum(lastYear),
      streetId: onStreet ?? study.streetsIn(peak)[0]?.streetId ?? null,
      unitId: most(own.map((row) => textOf(units.values[units.codes[at.charges[row]!]!]))),
      areaId: most(own.map((row) => textOf(areas.values[areas.codes[at.charges[row]!]!]))),
    };
  });
}

const textOf = (value: unknown) => (typeof value === "string" ? value : null);
const wordAt = (words: { word(code: number): string }, code: number) =>
  code === NO_WORD ? null : words.word(code);

/** Reporters of some rows; whoever did not say who they are is somebody else each time. */
export function distinctReporters(
  rows: readonly number[],
  { at }: Material["counted"]["columns"],
): number {
  const known = new Set<number>();
  let unknown = 0;
  for (const row of rows) {
    const reporter = at.reporterCodes[row]!;
    if (reporter === NO_WORD) unknown++;
    else known.add(reporter);
  }
  return known.size + unknown;
}

/** What occurs most often among those that are known; of two, the first by name. */
export function most(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | null = null;
  for (const [value, count] of counts) {
    const bestCount = best === null ? 0 : counts.get(best)!;
    if (count > bestCount || (count === bestCount && value < best!)) best = value;
  }
  return best;
}

/** Days as they go over the wire. */
export const daysOf = ({ from, to }: DaySpan) => ({ from: dateOf(from), to: dateOf(to) });

import type { z } from "@hono/zod-openapi";
import { dateOf } from "../store/column.ts";
import { type Analysed, before, daysOf, stepSpan, yearAgo } from "./analysis.ts";
import type { Counts, CubeCounts } from "./counting.ts";
import { MEASURE_TITLES } from "./definitions.ts";
import { PATTERNS } from "./emerging.ts";
import type { Field } from "./field.ts";
import { senSlope } from "./mann-kendall.ts";
import type { Material } from "./material.ts";
import type { Names } from "./names.ts";
import { orNull, rounded } from "./rounding.ts";
import type { Asked, CubeAnswer, FrameAnswer, HotspotAnswer } from "./schema.ts";
import type { Spot } from "./spots.ts";
import { farthestMeters, type Study } from "./study.ts";
import { normalTwoSided } from "./tails.ts";

const zOf = (value: number) => (Number.isNaN(value) ? null : rounded(value, 3));

/** What was asked, as an answer tells it. */
export function askedOf(
  material: Pick<
    Material,
    | "measure"
    | "study"
    | "isResolutionChosen"
    | "rings"
    | "meters"
    | "stepsBack"
    | "level"
    | "minimum"
  >,
): z.infer<typeof Asked> {
  const { measure, study, isResolutionChosen, rings, meters, stepsBack } = material;
  const { level, minimum } = material;
  const { title, unit, definition } = MEASURE_TITLES[measure];
  return {
    measure,
    ...{ title: { ...title }, unit: { ...unit }, definition: { ...definition } },
    ...{ resolution: study.resolution, isResolutionChosen, level, minimum },
    ...{ rings: meters === null ? rings : null, meters, stepsBack },
    farthestMeters: farthestMeters(study),
    cellSquareMeters: Math.round(study.cellSquareMeters),
  };
}

const totalOf = ({ total, withoutPosition, events }: Counts) => ({
  complaints: total,
  withoutPosition,
  events: events.reduce((sum, one) => sum + one, 0),
});

/** What the emerging analysis says of each cell. */
export type Emerging = {
  readonly states: Int8Array;
  readonly pattern: Uint8Array;
  readonly trendZ: Float64Array | Float32Array;
  readonly trendP: Float64Array | Float32Array;
};

/** Cells of which there is something to say, in the order of the study area. */
function toldCells({ counts, field }: { counts: Counts; field: Field }, pattern?: Uint8Array) {
  const none = PATTERNS.indexOf("none");
  const told: number[] = [];
  for (let code = 0; code < field.state.length; code++)
    if (
      counts.complaints[code]! > 0 ||
      field.state[code] !== 0 ||
      (pattern && pattern[code] !== none)
    )
      told.push(code);
  return told;
}

function columnsOf(
  study: Study,
  { counts, field }: { counts: Counts; field: Field },
  pattern?: Uint8Array,
): HotspotAnswer["cells"] {
  const told = toldCells({ counts, field }, pattern);
  const column = <T>(value: (code: number) => T) => told.map(value);
  return {
    cell: column((code) => study.cells[code]!),
    complaints: column((code) => counts.complaints[code]!),
    events: column((code) => counts.events[code]!),
    neighbourhood: column((code) => field.neighbourhood[code]!),
    expected: column((code) => rounded(field.expected[code]!, 2)),
    z: column((code) => zOf(field.z[code]!)),
    p: column((code) => orNull(field.p[code]!)),
    state: column((code) => field.state[code]!),
    ...(pattern ? { pattern: column((code) => PATTERNS[pattern[code]!]!) } : {}),
  };
}

function patternCounts(pattern: Uint8Array) {
  const counts = new Map<string, number>();
  for (const code of pattern) counts.set(PATTERNS[code]!, (counts.get(PATTERNS[code]!) ?? 0) + 1);
  return PATTERNS.filter((name) => counts.has(name)).map((name) => ({
    pattern: name,
    cells: counts.get(name)!,
  }));
}

/** Where a spot is: the middle of its cells, each weighing as much as was complained of there. */
export function centerOf(
  { cells }: Pick<Spot, "cells">,
  study: Study,
  complaints: ArrayLike<number>,
): [number, number] {
  let [lng, lat, weight] = [0, 0, 0];
  for (const code of cells) {
    const own = complaints[code]! + 1e-6; // a cold spot may have none at all
    lng += study.lngs[code]! * own;
    lat += study.lats[code]! * own;
    weight += own;
  }
  return [rounded(lng / weight, 6), rounded(lat / weight, 6)];
}

const placeOf = (spot: Spot, study: Study, complaints: ArrayLike<number>) => ({
  spotId: study.cells[spot.peak]!,
  cells: spot.cells.map((code) => study.cells[code]!),
  center: centerOf(spot, study, complaints),
  areaSquareMeters: Math.round(spot.cells.length * study.cellSquareMeters),
  observed: spot.observed,
  expected: rounded(spot.expected, 2),
  excess: rounded(spot.excess, 2),
});

const nameIn = (
  names: ReadonlyMap<string, { name: string; nameEn: string | null }>,
  id: string | null,
) => {
  const found = id === null ? undefined : names.get(id);
  return found && id !== null ? { id, ...found } : null;
};

/** An analysis as it goes over the wire. */
export function hotspotAnswer(
  analysed: Analysed,
  emerging: Emerging,
  names: Names,
  told: {
    readonly districtId: string;
    readonly isDemo: boolean;
    readonly asked: z.infer<typeof Asked>;
    readonly period: Material["period"];
    readonly steps: Material["settings"]["steps"];
    readonly firstDay: number | null;
  },
): HotspotAnswer {
  const { study, period, spots, coldSpots, spotCounts } = analysed;
  const { field, counts } = period;
  const countOf = (state: number) =>
    field.state.reduce((sum, one) => sum + Number(one === state), 0);
  return {
    districtId: told.districtId,
    isDemo: told.isDemo,
    asked: told.asked,
    period: daysOf(told.period),
    before: daysOf(before(told.period)),
    yearAgo: daysOf(yearAgo(told.period)),
    steps: { ...daysOf(stepSpan(told.period, told.steps)), ...told.steps },
    totals: {
      period: totalOf(counts),
      before: totalOf(analysed.before),
      yearAgo: totalOf(analysed.yearAgo),
    },
    firstDay: told.firstDay === null ? null : dateOf(told.firstDay),
    cells: columnsOf(study, period, emerging.pattern),
    tested: field.p.reduce((sum, p) => sum + Number(!Number.isNaN(p)), 0),
    studied: study.cells.length,
    hot: countOf(1),
    cold: countOf(-1),
    hotUncorrected: field.z.reduce(
      (sum, one) => sum + Number(one > 0 && normalTwoSided(one) < told.asked.level),
      0,
    ),
    spots: spots.map((spot, i) => {
      const { streetId, unitId, areaId, ...counted } = spotCounts[i]!;
      return {
        ...placeOf(spot, study, counts.complaints),
        z: zOf(field.z[spot.peak]!),
        p: orNull(field.p[spot.peak]!),
        ...counted,
        pattern: PATTERNS[emerging.pattern[spot.peak]!]!,
        street: nameIn(names.streets, streetId),
        unit: nameIn(names.units, unitId),
        area: nameIn(names.areas, areaId),
      };
    }),
    coldSpots: coldSpots.map((spot) => placeOf(spot, study, counts.complaints)),
    patterns: patternCounts(emerging.pattern),
    askedAt: new Date().toISOString(),
  };
}

/** A period's cells alone. */
export function frameAnswer(
  districtId: string,
  { study, measure, period }: Pick<Material, "study" | "measure" | "period">,
  fielded: { counts: Counts; field: Field },
): FrameAnswer {
  const { cell, complaints, events, state, z } = columnsOf(study, fielded);
  return {
    ...{ districtId, measure, resolution: study.resolution, period: daysOf(period) },
    total: totalOf(fielded.counts),
    cells: { cell, complaints, events, state, z },
  };
}

const LETTERS = { "1": "h", "0": ".", "-1": "c" } as const;

/** Cells over steps of time. Cells in which nothing happened and nothing is said are left out. */
export function cubeAnswer(
  districtId: string,
  asked: z.infer<typeof Asked>,
  study: Study,
  cube: CubeCounts,
  emerging: Emerging,
): CubeAnswer {
  const { counts, stepCount, firstDay, daysAStep } = cube;
  const none = PATTERNS.indexOf("none");
  const totals = new Array<number>(stepCount).fill(0);
  const cells: CubeAnswer["cells"] = [];
  study.cells.forEach((cell, code) => {
    const own = Array.from(counts.subarray(code * stepCount, (code + 1) * stepCount));
    const states = Array.from(
      emerging.states.subarray(code * stepCount, (code + 1) * stepCount),
      (state) => LETTERS[String(state) as keyof typeof LETTERS], // one of three
    ).join("");
    own.forEach((count, step) => {
      totals[step]! += count;
    });
    const isEmpty = own.every((count) => count === 0) && !/[hc]/.test(states);
    if (isEmpty && emerging.pattern[code] === none) return;
    cells.push({
      ...{ cell, counts: own, states, pattern: PATTERNS[emerging.pattern[code]!]! },
      trend: rounded(emerging.trendZ[code]!, 3),
      trendP: orNull(emerging.trendP[code]!) ?? 1,
      // 12,000 pairs for 156 steps: only of cells with a history to tell
      slopePerStep: emerging.pattern[code] === none ? null : rounded(senSlope(own), 4),
    });
  });
  return {
    ...{ districtId, asked, daysAStep, cells, totals },
    steps: Array.from({ length: stepCount }, (_, step) => dateOf(firstDay + step * daysAStep)),
    patterns: patternCounts(emerging.pattern),
  };
}

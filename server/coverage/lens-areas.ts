import type { Position } from "geojson";
import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { LngLat } from "../geo/position.ts";
import { interiorOf } from "../geo/relate.ts";
import { areaDensity, densityOf } from "./density.ts";
import type { Land } from "./lens-land.ts";
import type { AreasResult } from "./lens-schema.ts";

type AreaRow = AreasResult["areas"][number];

/** A sub-district of today. */
export type LensArea = {
  readonly areaId: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly polygons: Position[][][];
};

/** Facilities on each km² of land that a clause asks of, by sub-district and in all of them. */
export function densityAnswer(
  areas: readonly LensArea[],
  land: Land,
  facilities: readonly LngLat[],
  measure: MeasureOf<"density">,
): AreasResult {
  const density = densityOf(
    areas.map(({ areaId, polygons }) => ({ id: areaId, polygons })),
    land.plots,
    facilities,
    measure,
  );
  const sum = (of: (area: (typeof density.areas)[number]) => number) =>
    density.areas.reduce((total, area) => total + of(area), 0);
  const whole = areaDensity(
    "",
    sum(({ count }) => count),
    sum(({ squareKilometers }) => squareKilometers),
    measure,
  );
  const rowOf = (one: typeof whole) => ({
    ...{ count: one.count, people: null, peoplePerFacility: null },
    squareKilometers: one.squareKilometers,
    perSquareKilometer: one.perSquareKilometer,
    ...{ verdict: one.verdict, missing: one.missing },
  });
  const isAboutLand = measure.landUse.length > 0;
  return {
    type: "density",
    noData: areas.length === 0 ? "areas" : isAboutLand && land.plots.length === 0 ? "plots" : null,
    district: rowOf(whole),
    areas: inOrder(
      areas.map((area, place) => ({ ...toldOf(area), ...rowOf(density.areas[place]!) })),
    ),
    elsewhere: { otherLand: density.onOtherLand, outside: density.outside, people: 0 },
  };
}

/**
 * People for each facility, by sub-district and in all of them.
 *
 * @param people  In each area, in their order; `outside` live in none.
 * @param counts  Facilities in each area, in their order; `outside` stand in none.
 */
export function perPeopleAnswer(
  areas: readonly LensArea[],
  people: { readonly of: readonly number[]; readonly outside: number },
  counts: { readonly of: readonly number[]; readonly outside: number },
  measure: MeasureOf<"perPeople">,
): AreasResult {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const all = sum(people.of);
  return {
    type: "perPeople",
    noData: areas.length === 0 ? "areas" : all === 0 ? "people" : null,
    district: peopleRow(all, sum(counts.of), measure),
    areas: inOrder(
      areas.map((area, place) => ({
        ...toldOf(area),
        ...peopleRow(people.of[place]!, counts.of[place]!, measure),
      })),
    ),
    elsewhere: { otherLand: 0, outside: counts.outside, people: people.outside },
  };
}

/** Whole people: what binary fractions leave is none. */
const ROUNDING = 1e-6;

function peopleRow(people: number, count: number, measure: MeasureOf<"perPeople">) {
  const { leastPeople: least = 0, mostPeople: most } = measure;
  const missing = Math.max(0, Math.ceil(people / most - count - ROUNDING));
  const isAbove = count > 0 && people / count < least - ROUNDING;
  return {
    ...{ count, people, squareKilometers: null, perSquareKilometer: null },
    peoplePerFacility: count > 0 ? people / count : null,
    // where nobody lives nothing is asked, and nothing is fulfilled
    verdict:
      people === 0
        ? ("no-data" as const)
        : missing > 0
          ? ("below" as const)
          : isAbove
            ? ("above" as const)
            : ("within" as const),
    missing,
  };
}

function toldOf({ areaId, name, nameEn, polygons }: LensArea) {
  const [lng = 0, lat = 0] = polygons[0] ? interiorOf(polygons[0]) : [];
  return { areaId, name, nameEn, position: [lng, lat] as [number, number] };
}

/** Those that miss most come first. */
const inOrder = (rows: AreaRow[]): AreaRow[] =>
  rows.sort((a, b) => b.missing - a.missing || (a.areaId < b.areaId ? -1 : 1));

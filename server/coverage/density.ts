import type { Position } from "geojson";
import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { LandUse } from "../../data/plot.ts";
import { commonSquareMeters } from "../geo/extent.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, type Parts, toParts } from "../geo/shape.ts";

/** An area by which is counted; areas of one question do not overlap. */
export type DensityArea = { readonly id: string; readonly polygons: Position[][][] };

/** A plot of land; plots do not overlap. */
export type Plot = { readonly landUse: LandUse | null; readonly polygons: Position[][][] };

export type DensityVerdict = "below" | "within" | "above" | "no-data";

/** How many facilities stand on the land of an area that a lens asks of. */
export type AreaDensity = {
  readonly areaId: string;
  readonly count: number;
  /** Of that land. */
  readonly squareKilometers: number;
  /** null where there is no such land. */
  readonly perSquareKilometer: number | null;
  readonly verdict: DensityVerdict;
  /** So many more reach the least. */
  readonly missing: number;
};

/** Every facility once: on the land of an area, in an area on other land, or in none of the areas. */
export type Density = {
  readonly areas: readonly AreaDensity[];
  readonly onOtherLand: number;
  readonly outside: number;
};

/**
 * Are there as many facilities on each square kilometer of the land as a standard asks?
 *
 * @param plots  none where the use of land is not known: then a lens that asks by land has no data, and says so.
 * @param facilities  those that serve.
 * @returns A facility on the border of two areas belongs to one of them (`isInside`), so that counts add up.
 */
export function densityOf(
  areas: readonly DensityArea[],
  plots: readonly Plot[],
  facilities: readonly LngLat[],
  lens: Pick<
    MeasureOf<"density">,
    "leastPerSquareKilometer" | "mostPerSquareKilometer" | "landUse"
  >,
): Density {
  const isAnyLand = lens.landUse.length === 0;
  const land = plots
    .filter(({ landUse }) => landUse !== null && lens.landUse.includes(landUse))
    .map(({ polygons }) => ({ polygons, ground: groundOf(polygons) }));
  const isOnLand = (position: LngLat) =>
    isAnyLand || land.some(({ ground }) => isIn(ground, position));
  let [placed, onLand] = [0, 0];
  const counted = areas.map(({ id, polygons }) => {
    const ground = groundOf(polygons);
    const within = facilities.filter((position) => isIn(ground, position));
    const count = within.filter(isOnLand).length;
    placed += within.length;
    onLand += count;
    const squareMeters = isAnyLand
      ? commonSquareMeters(polygons)
      : land
          .filter((plot) => doBoxesMeet(plot.ground.box, ground.box))
          .reduce((total, plot) => total + commonSquareMeters(plot.polygons, polygons), 0);
    return areaDensity(id, count, squareMeters / 1e6, lens);
  });
  return { areas: counted, onOtherLand: placed - onLand, outside: facilities.length - placed };
}

/** Half a square meter is what is left of borders that are drawn twice. */
const NO_LAND_SQUARE_KILOMETERS = 0.5e-6;

/** One area, or several together: how its count compares with its land. */
export function areaDensity(
  areaId: string,
  count: number,
  squareKilometers: number,
  lens: Parameters<typeof densityOf>[3],
): AreaDensity {
  if (squareKilometers < NO_LAND_SQUARE_KILOMETERS)
    return {
      ...{ areaId, count, squareKilometers: 0, perSquareKilometer: null },
      ...{ verdict: "no-data", missing: 0 },
    };
  const perSquareKilometer = count / squareKilometers;
  const { leastPerSquareKilometer: least, mostPerSquareKilometer: most } = lens;
  return {
    ...{ areaId, count, squareKilometers, perSquareKilometer },
    verdict: verdictOf(perSquareKilometer, least, most),
    missing: Math.max(0, Math.ceil(least * squareKilometers - count - ROUNDING)),
  };
}

/** Areas are measured to 1 part in 10⁶: what is at a bound to that is within. */
const ROUNDING = 1e-6;

function verdictOf(value: number, least: number, most = Number.POSITIVE_INFINITY): DensityVerdict {
  if (value < least * (1 - ROUNDING)) return "below";
  return value > most * (1 + ROUNDING) ? "above" : "within";
}

type Box = readonly [west: number, south: number, east: number, north: number];
type Ground = { readonly parts: Parts; readonly box: Box };

function groundOf(polygons: Position[][][]): Ground {
  const parts = toParts({ type: "MultiPolygon", coordinates: polygons });
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < parts.coordinates.length; i += 2) {
    const [lng, lat] = [parts.coordinates[i]!, parts.coordinates[i + 1]!];
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return { parts, box: [west, south, east, north] };
}

const isIn = ({ parts, box: [west, south, east, north] }: Ground, [lng, lat]: LngLat) =>
  lng >= west && lng <= east && lat >= south && lat <= north && isInside(parts, lng, lat);

const doBoxesMeet = (a: Box, b: Box) =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

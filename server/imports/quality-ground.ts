import type { DatumGround } from "../geo/datum-fit.ts";
import { FARTHEST_METERS } from "../geo/datum-fit.ts";
import { nearestLine } from "../geo/nearest-line.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, type Parts, toParts } from "../geo/shape.ts";
import type { ExaminedArea } from "./quality-store.ts";

/** What positions of a district are held against. */
export type Ground = DatumGround & {
  /** Another one means that boundaries or streets have changed. */
  readonly id: object;
  readonly hasBoundary: boolean;
  readonly hasStreets: boolean;
  readonly streets: readonly (readonly LngLat[])[];
  /** Meters outside the boundary, 0 inside; at most `FAR_METERS`. */
  readonly outsideMeters: (position: LngLat) => number;
  /** The sub-district a position lies in. */
  readonly areaAt: (position: LngLat) => ExaminedArea | null;
  readonly areas: readonly ExaminedArea[];
};

/** Beyond this it does not matter any more how far outside something is. */
export const FAR_METERS = 50_000;

type Shape = { readonly area: ExaminedArea; readonly rings: Parts; readonly box: Box };
type Box = readonly [west: number, south: number, east: number, north: number];

function shapeOf(area: ExaminedArea): Shape {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of area.boundary.coordinates.flat(2)) {
    west = Math.min(west, lng!);
    south = Math.min(south, lat!);
    east = Math.max(east, lng!);
    north = Math.max(north, lat!);
  }
  return { area, rings: toParts(area.boundary), box: [west, south, east, north] };
}

const holds = ({ rings, box: [west, south, east, north] }: Shape, [lng, lat]: LngLat) =>
  lng >= west && lng <= east && lat >= south && lat <= north && isInside(rings, lng, lat);

/**
 * The ground under a district's records.
 *
 * @param areas  Districts and sub-districts as they hold on the day. The boundary is the district's, or that of all
 *   sub-districts where it has none; with neither everything counts as inside.
 */
export function groundOf(
  areas: readonly ExaminedArea[],
  streets: readonly (readonly LngLat[])[],
): Ground {
  const shapes = areas.map(shapeOf);
  const own = shapes.filter(({ area }) => area.level === "district");
  const parts = shapes.filter(({ area }) => area.level === "subdistrict");
  const border = own.length > 0 ? own : parts;
  const hasBoundary = border.length > 0;
  const isInsideBorder = (at: LngLat) => !hasBoundary || border.some((shape) => holds(shape, at));
  const rings = border.flatMap(({ area }) => area.boundary.coordinates.flat());
  const toBorder = nearestLine(rings, FAR_METERS);
  return {
    id: {},
    hasBoundary,
    hasStreets: streets.length > 0,
    streets,
    isInside: isInsideBorder,
    streetMeters: nearestLine(streets, FARTHEST_METERS),
    outsideMeters: (at) => (isInsideBorder(at) ? 0 : toBorder(at)),
    areaAt: (at) => parts.find((shape) => holds(shape, at))?.area ?? null,
    areas: parts.map(({ area }) => area),
  };
}

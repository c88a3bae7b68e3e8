import { contours } from "d3-contour";
import FlatQueue from "flatqueue";
import type { MultiPolygon, Position } from "geojson";
import { cellsToMultiPolygon, cellToBoundary, cellToLatLng, latLngToCell } from "h3-js";
import type { LngLat } from "../geo/position.ts";
import { catchments, demandsByEdge } from "./allocation.ts";
import type { Labels } from "./labels.ts";
import { findNearest, nearestOf } from "./nearest.ts";
import type { Place, TravelNetwork } from "./network.ts";
import { roundedPosition } from "./rounding.ts";

/** Places beside the streets, row by row from the south-west, at which ways are worked out so that a border can be drawn. */
export type Raster = {
  readonly columns: number;
  readonly rows: number;
  /** The middle of column 0 and row 0, and how far apart they are, in degrees. */
  readonly origin: LngLat;
  readonly step: LngLat;
  /** The demand in whose cell each place lies; -1 in none. */
  readonly demands: Int32Array;
  readonly places: readonly (Place | null)[];
};

/** Degrees of latitude of one meter. */
const DEGREES_A_METER = 360 / (2 * Math.PI * 6_371_008.8);
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Places worked out before others have their turn. */
const PLACES_AT_A_STRETCH = 2_000;

/**
 * Places beside the streets of the cells in which there is demand.
 *
 * @param cells  H3 cells; their place is the number of the demand.
 * @param stepMeters  between neighbours, above 0. @returns about a second for 50,000 places, a little at a time.
 */
export async function rasterOf(
  network: TravelNetwork,
  cells: readonly string[],
  { stepMeters, snapMeters }: { stepMeters: number; snapMeters: number },
): Promise<Raster> {
  const centers = cells.map((cell) => cellToLatLng(cell));
  const corners = cells.flatMap((cell) => cellToBoundary(cell, true) as LngLat[]);
  const bounds = corners.reduce(
    ([west, south, east, north], [lng, lat]) =>
      [
        Math.min(west, lng),
        Math.min(south, lat),
        Math.max(east, lng),
        Math.max(north, lat),
      ] as const,
    [Infinity, Infinity, -Infinity, -Infinity] as readonly [number, number, number, number],
  );
  const [west, south, east, north] = bounds;
  if (centers.length === 0)
    return {
      columns: 0,
      rows: 0,
      origin: [0, 0],
      step: [1, 1],
      demands: new Int32Array(0),
      places: [],
    };
  const latStep = stepMeters * DEGREES_A_METER;
  const lngStep = latStep / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const columns = Math.ceil((east - west) / lngStep) + 1;
  const rows = Math.ceil((north - south) / latStep) + 1;
  const demandOf = new Map(cells.map((cell, i) => [cell, i]));
  const demands = new Int32Array(columns * rows).fill(-1);
  const places = new Array<Place | null>(columns * rows).fill(null);
  for (let at = 0; at < demands.length; at++) {
    if (at % PLACES_AT_A_STRETCH === 0) await breathe();
    const lng = west + (at % columns) * lngStep;
    const lat = south + Math.floor(at / columns) * latStep;
    const demand = demandOf.get(latLngToCell(lat, lng, RESOLUTION));
    if (demand === undefined) continue;
    demands[at] = demand;
    const place = network.snap([lng, lat], snapMeters);
    if (typeof place !== "string") places[at] = place;
  }
  return { columns, rows, origin: [west, south], step: [lngStep, latStep], demands, places };
}

/** Demand is counted in cells of this H3 resolution. */
const RESOLUTION = 10;

/** People beyond reach whom one more site would reach. */
export type Gap = {
  /** The cell in whose middle that site would stand names it. */
  readonly id: string;
  /** The demands in it, as numbers; the first is where the site would stand. */
  readonly demands: readonly number[];
  /** In thousandths. */
  readonly weight: number;
  /** Where the site would stand. */
  readonly position: LngLat;
  /** The farthest anybody in it has to go now; null when somebody has no way at all. */
  readonly farthestMeters: number | null;
};

/**
 * Divides who is beyond reach among the sites that are missing: the place from which one more site reaches most is a gap
 * with whom it reaches, then the place that reaches most of the others, until nobody is left. Each demand is in one gap,
 * so their people add up, and no gap is larger than one site can serve.
 *
 * @param isOutside  of each demand. @returns Most people first.
 */
export function gapsOf(
  network: TravelNetwork,
  {
    cells,
    weights,
    places,
    firstWays,
    radiusMillimeters,
  }: {
    cells: readonly string[];
    weights: Float64Array;
    places: readonly (Place | null)[];
    firstWays: Float64Array;
    radiusMillimeters: number;
  },
  isOutside: (demand: number) => boolean,
): Gap[] {
  const left = places.map((place, demand) =>
    weights[demand]! > 0 && isOutside(demand) ? place : null,
  );
  const members = [...left.keys()].filter((demand) => left[demand] !== null);
  const catchmentOf = catchments(network, left, demandsByEdge(network.streets.edges.length, left));
  // whom a site in the middle of each cell reaches, itself always: its own way to the street counts twice
  const reached = new Map(
    members.map((demand) => [
      demand,
      new Set([demand, ...catchmentOf(left[demand]!, radiusMillimeters).demands]),
    ]),
  );
  const weightOf = (demands: Iterable<number>) => {
    let sum = 0;
    for (const demand of demands) sum += weights[demand]!;
    return sum;
  };
  // what a place reaches only shrinks, so the greatest of what was last known is looked at first
  const queue = new FlatQueue<number>();
  for (const demand of members) queue.push(demand, -weightOf(reached.get(demand)!));
  const isTaken = new Set<number>();
  const gaps: Gap[] = [];
  while (queue.length > 0) {
    const centre = queue.pop()!;
    if (isTaken.has(centre)) continue;
    const now = [...reached.get(centre)!].filter((demand) => !isTaken.has(demand));
    const weight = weightOf(now);
    if (queue.length > 0 && weight < -queue.peekValue()!) {
      reached.set(centre, new Set(now));
      queue.push(centre, -weight);
      continue;
    }
    for (const demand of now) isTaken.add(demand);
    const farthest = Math.max(...now.map((demand) => firstWays[demand]!));
    const [lat, lng] = cellToLatLng(cells[centre]!);
    gaps.push({
      ...{ id: cells[centre]!, weight, position: [lng, lat] },
      demands: [centre, ...now.filter((demand) => demand !== centre)],
      farthestMeters: Number.isFinite(farthest) ? farthest / 1000 : null,
    });
  }
  return gaps.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

/**
 * Draws gaps as what is farther from a site than the radius along streets, within the cells of their people.
 *
 * A gap in which every place is within reach, because only the middle of its cell is not, is drawn as its cells.
 */
export function gapShapes(
  network: TravelNetwork,
  labels: Labels,
  raster: Raster,
  cells: readonly string[],
  gaps: readonly Gap[],
  radiusMillimeters: number,
): MultiPolygon[] {
  const { firstWays } = findNearest(
    network,
    labels,
    raster.places,
    Number.POSITIVE_INFINITY,
    nearestOf(raster.places.length),
  );
  const gapOf = new Map(gaps.flatMap(({ demands }, gap) => demands.map((demand) => [demand, gap])));
  const fields = gaps.map(() => ({ west: Infinity, east: -1, south: Infinity, north: -1 }));
  for (let at = 0; at < raster.demands.length; at++) {
    const gap = gapOf.get(raster.demands[at]!);
    if (gap === undefined) continue;
    const [x, y] = [at % raster.columns, Math.floor(at / raster.columns)];
    const field = fields[gap]!;
    field.west = Math.min(field.west, x);
    field.east = Math.max(field.east, x);
    field.south = Math.min(field.south, y);
    field.north = Math.max(field.north, y);
  }
  return gaps.map((gap, number) => {
    const { west, east, south, north } = fields[number]!;
    const drawn = east < 0 ? [] : outline(west, east, south, north, number);
    return {
      type: "MultiPolygon",
      coordinates:
        drawn.length > 0 ? drawn : cellShape(gap.demands.map((demand) => cells[demand]!)),
    };
  });

  /** How far beyond the radius each place is, as a share of it, drawn where that is above nothing. */
  function outline(west: number, east: number, south: number, north: number, gap: number) {
    const [width, height] = [east - west + 3, north - south + 3]; // a margin, so that every ring closes
    const values = new Float64Array(width * height).fill(-1);
    for (let y = south; y <= north; y++)
      for (let x = west; x <= east; x++) {
        const at = y * raster.columns + x;
        if (gapOf.get(raster.demands[at]!) !== gap) continue;
        const beyond = firstWays[at]! / radiusMillimeters - 1;
        values[(y - south + 1) * width + x - west + 1] = Math.min(1, beyond);
      }
    const [shape] = contours().size([width, height]).thresholds([0])(Array.from(values));
    // a value stands in the middle of its square, which begins at whole numbers
    const toLngLat = ([x, y]: Position): Position =>
      roundedPosition([
        raster.origin[0] + (x! - 1.5 + west) * raster.step[0],
        raster.origin[1] + (y! - 1.5 + south) * raster.step[1],
      ]);
    return (shape?.coordinates ?? []).map((rings) => rings.map((ring) => ring.map(toLngLat)));
  }
}

const cellShape = (cells: readonly string[]): Position[][][] =>
  cellsToMultiPolygon(cells.slice(), true);

import {
  cellArea,
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getResolution,
  latLngToCell,
} from "h3-js";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { groundNeighbours, type Neighbours, ringNeighbours } from "./neighbours.ts";

/** A stretch of street as the study area needs it. */
export type StudyStreet = { readonly streetId: string | null; readonly path: readonly LngLat[] };

/** An H3 cell, mostly of resolution 10, with the people who live there. */
export type StudyResidents = { readonly cell: string; readonly residents: number };

/** What the study area of a district is made of. */
export type StudySources = {
  readonly streets: readonly StudyStreet[];
  readonly residents: readonly StudyResidents[];
  /** Cells of the resolution asked for in which something was complained of, ever. */
  readonly complained: readonly string[];
};

/**
 * Where complaints can come from: the H3 cells of one resolution that hold a street, residents or a complaint of any day.
 * Hills and water, where nobody is, are no part of it: they would make everything else look hot.
 */
export type Study = {
  readonly resolution: number;
  readonly cells: readonly string[];
  /** Place of a cell in `cells`; -1 when it is not part of the study area. */
  codeOf(cell: string): number;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  /** By cell. */
  readonly streetKilometers: Float64Array;
  readonly residents: Float64Array;
  /** Streets in a cell with their meters there, the longest first. */
  streetsIn(code: number): readonly { readonly streetId: string; readonly meters: number }[];
  readonly hasStreets: boolean;
  readonly hasResidents: boolean;
  /** Area of its first cell, which others differ little from; 0 where it has none. */
  readonly cellSquareMeters: number;
  /** Those so many rings around; of a study by meters, so many times as far. */
  neighbours(rings: number): Neighbours;
  /** Those beside a cell, however far its neighbourhood reaches. */
  touching(): Neighbours;
};

/** A neighbourhood by meters holds no more cells than five rings do. */
const MOST_AROUND = 91;

/** The farthest a neighbourhood of cells of this size reaches, in whole meters, rounded down; 0 for an empty study. */
export const farthestMeters = ({ cellSquareMeters }: Pick<Study, "cellSquareMeters">) =>
  Math.floor(Math.sqrt((MOST_AROUND * cellSquareMeters) / Math.PI));

const studiesByMeters = new WeakMap<Study, Map<number, Study>>();
/** A slider over periods asks for the same few. */
const MOST_KEPT_METERS = 4;

/** The same study area with neighbours by the distance of their middles over the ground, that distance included. */
export function byMeters(study: Study, meters: number): Study {
  const kept = studiesByMeters.get(study) ?? new Map<number, Study>();
  studiesByMeters.set(study, kept);
  const known = kept.get(meters);
  if (known) return known;
  const byTimes = new Map<number, Neighbours>();
  const own: Study = {
    ...study,
    neighbours(times) {
      const near = byTimes.get(times) ?? groundNeighbours(study.lngs, study.lats, times * meters);
      byTimes.set(times, near);
      return near;
    },
  };
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_KEPT_METERS) kept.delete(oldest);
  kept.set(meters, own);
  return own;
}

/** A street is laid into cells in pieces no longer than this. */
const PIECE_METERS = 10;

/** What part of a district is studied, and how much of it can be. */
export type StudyBounds = {
  /** Streets and residents elsewhere are left out; null takes all. What is complained of counts wherever it is. */
  readonly holds: ((position: LngLat) => boolean) | null;
  readonly mostCells: number;
};

/**
 * Lays streets and residents into the cells of a resolution. About 2 µs for each 10 m of street.
 *
 * @returns null when there would be more than `mostCells`.
 */
export function studyOf(
  resolution: number,
  sources: StudySources,
  { holds, mostCells }: StudyBounds,
): Study | null {
  const codeByCell = new Map<string, number>();
  const cells: string[] = [];
  const codeOf = (cell: string) => {
    const known = codeByCell.get(cell);
    if (known !== undefined) return known;
    codeByCell.set(cell, cells.length);
    return cells.push(cell) - 1;
  };
  const meters: number[] = [];
  const byStreet: Map<string, number>[] = [];
  for (const { streetId, path } of sources.streets) {
    if (cells.length > mostCells) return null;
    eachPiece(path, (middle, length) => {
      if (holds && !holds(middle)) return;
      const code = codeOf(latLngToCell(middle[1], middle[0], resolution));
      meters[code] = (meters[code] ?? 0) + length;
      if (streetId === null) return;
      byStreet[code] ??= new Map();
      byStreet[code].set(streetId, (byStreet[code].get(streetId) ?? 0) + length);
    });
  }
  const people: number[] = [];
  for (const { cell, residents } of sources.residents) {
    if (cells.length > mostCells) return null;
    if (residents <= 0 || (holds && !holds(centerOf(cell)))) continue;
    for (const [at, share] of sharesOf(cell, resolution)) {
      const code = codeOf(at);
      people[code] = (people[code] ?? 0) + residents * share;
    }
  }
  for (const cell of sources.complained) codeOf(cell);
  if (cells.length > mostCells) return null;

  const lngs = new Float64Array(cells.length);
  const lats = new Float64Array(cells.length);
  cells.forEach((cell, code) => {
    [lngs[code], lats[code]] = centerOf(cell);
  });
  const streetKilometers = Float64Array.from(cells, (_, code) => (meters[code] ?? 0) / 1000);
  const residents = Float64Array.from(cells, (_, code) => people[code] ?? 0);
  const byRings = new Map<number, Neighbours>();
  function neighbours(rings: number) {
    const known = byRings.get(rings) ?? ringNeighbours(cells, rings);
    byRings.set(rings, known);
    return known;
  }
  const [first] = cells;
  return {
    resolution,
    cells,
    codeOf: (cell) => codeByCell.get(cell) ?? -1,
    lngs,
    lats,
    streetKilometers,
    residents,
    streetsIn: (code) =>
      [...(byStreet[code] ?? [])]
        .map(([streetId, length]) => ({ streetId, meters: length }))
        .sort((a, b) => b.meters - a.meters),
    hasStreets: streetKilometers.some((length) => length > 0),
    hasResidents: residents.some((count) => count > 0),
    cellSquareMeters: first === undefined ? 0 : cellArea(first, "m2"),
    neighbours,
    touching: () => neighbours(1),
  };
}

function centerOf(cell: string): [lng: number, lat: number] {
  const [lat, lng] = cellToLatLng(cell);
  return [lng, lat];
}

/** The cells of a resolution that a cell of another lies in or is made of, each with its share. */
function sharesOf(cell: string, resolution: number): [cell: string, share: number][] {
  const own = getResolution(cell);
  if (own === resolution) return [[cell, 1]];
  if (own > resolution) return [[cellToParent(cell, resolution), 1]];
  const children = cellToChildren(cell, resolution);
  return children.map((child) => [child, 1 / children.length]);
}

function eachPiece(path: readonly LngLat[], visit: (middle: LngLat, meters: number) => void) {
  for (let i = 1; i < path.length; i++) {
    const [from, to] = [path[i - 1]!, path[i]!];
    const length = distanceMeters(from, to);
    const pieces = Math.max(1, Math.ceil(length / PIECE_METERS));
    for (let k = 0; k < pieces; k++) {
      const part = (k + 0.5) / pieces;
      visit(
        [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part],
        length / pieces,
      );
    }
  }
}

/**
 * The resolution for so many complaints: the finest whose cells are not too many, and whose neighbourhoods hold enough on
 * average, so that a cell can be told from chance at all.
 *
 * @param cellsAt  How many cells the study area has at a resolution; asked from coarse to fine.
 * @param events  Complaints with a place.
 */
export function resolutionFor(
  { least, greatest, greatestCells, eventsInNeighbourhood }: ResolutionLimits,
  events: number,
  cellsAt: (resolution: number) => number,
): number {
  const CELLS_AROUND = 7;
  if (events === 0) return least;
  let best = least;
  for (let resolution = least; resolution <= greatest; resolution++) {
    const cells = cellsAt(resolution);
    if (cells > greatestCells || (events * CELLS_AROUND) / cells < eventsInNeighbourhood) break;
    best = resolution;
  }
  return best;
}

export type ResolutionLimits = {
  readonly least: number;
  readonly greatest: number;
  readonly greatestCells: number;
  readonly eventsInNeighbourhood: number;
};

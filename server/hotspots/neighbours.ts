import { gridDisk } from "h3-js";
import { EARTH_RADIUS_METERS } from "../geo/measure.ts";

/**
 * Which units are near which, as compressed rows: the neighbours of unit i are
 * `items[starts[i]] … items[starts[i + 1] - 1]`, ascending, without i itself.
 */
export type Neighbours = {
  /** One more than there are units. */
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
  /** Beside `items`; null when every neighbour weighs 1. */
  readonly weights: Float64Array | null;
};

/** A distance written in decimals is often not the difference of two coordinates to the last bit. */
const TOLERANCE = 1e-9;

/** Boxes along one axis at most, so that a box has a whole number of its own. */
const MOST_BOXES = 131_072;

const RADIANS = Math.PI / 180;

/**
 * Which points of a plane lie within a distance of each other, the distance itself included.
 *
 * @param xs  Coordinates in the unit of `distance`, as `ys`; finite. Points at the same place are neighbours.
 * @param distance  0 or more; 1 part in 10⁹ beyond it still counts, because 0.4 − 0.1 is more than 0.3 in binary.
 * @returns Without weights. About O(n × neighbours).
 * @throws {RangeError} when the distance is negative or anything is not finite.
 */
export function bandNeighbours(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  distance: number,
): Neighbours {
  return near([Float64Array.from(xs), Float64Array.from(ys)], distance);
}

/**
 * Which positions lie within a distance of each other over the ground, the distance itself included.
 *
 * Measured on the sphere of `distanceMeters`, also across the antimeridian and at the poles.
 *
 * @param lngs  Degrees, WGS 84, as `lats`. @param meters  0 or more, at most half way around the earth.
 * @returns Without weights.
 * @throws {RangeError} when the distance is negative or anything is not finite.
 */
export function groundNeighbours(
  lngs: ArrayLike<number>,
  lats: ArrayLike<number>,
  meters: number,
): Neighbours {
  const axes = [0, 1, 2].map(() => new Float64Array(lngs.length));
  for (let i = 0; i < lngs.length; i++) {
    const [lng, lat] = [lngs[i]! * RADIANS, lats[i]! * RADIANS];
    axes[0]![i] = EARTH_RADIUS_METERS * Math.cos(lat) * Math.cos(lng);
    axes[1]![i] = EARTH_RADIUS_METERS * Math.cos(lat) * Math.sin(lng);
    axes[2]![i] = EARTH_RADIUS_METERS * Math.sin(lat);
  }
  // Equal distances over the ground are equal chords through it.
  const halfAngle = Math.min(meters / (2 * EARTH_RADIUS_METERS), Math.PI / 2);
  return near(axes, meters < 0 ? meters : 2 * EARTH_RADIUS_METERS * Math.sin(halfAngle));
}

/**
 * Which H3 cells of a list lie within so many rings of each other.
 *
 * @param cells  Names of one resolution, each once. @param rings  Whole, 0 or more.
 * @returns Without weights; only cells of the list.
 */
export function ringNeighbours(cells: readonly string[], rings: number): Neighbours {
  const indexByName = new Map(cells.map((cell, i) => [cell, i]));
  return fromRows(
    cells.map((cell, i) =>
      gridDisk(cell, rings)
        .map((name) => indexByName.get(name) ?? i)
        .filter((other) => other !== i),
    ),
  );
}

/** Neighbours from a list of lists; each inner list is sorted in place. */
export function fromRows(rows: readonly number[][]): Neighbours {
  const starts = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) starts[i + 1] = starts[i]! + rows[i]!.length;
  const items = new Uint32Array(starts[rows.length]!);
  for (let i = 0; i < rows.length; i++)
    items.set(
      rows[i]!.sort((a, b) => a - b),
      starts[i]!,
    );
  return { starts, items, weights: null };
}

/**
 * The same neighbours with weights that add up to 1 for each unit that has any.
 *
 * Gi and Gi* are what they were without: the formula divides by the weights' own spread.
 */
export function rowStandardized({ starts, items }: Neighbours): Neighbours {
  const weights = new Float64Array(items.length);
  for (let i = 0; i + 1 < starts.length; i++) {
    weights.fill(1 / (starts[i + 1]! - starts[i]!), starts[i]!, starts[i + 1]!);
  }
  return { starts, items, weights };
}

/** Pairs within a straight distance in two or three dimensions, by boxes as wide as the distance. */
function near(axes: readonly Float64Array[], distance: number): Neighbours {
  if (!(distance >= 0) || distance === Number.POSITIVE_INFINITY)
    throw new RangeError(`a distance is 0 or more, got ${distance}`);
  const count = axes[0]!.length;
  const boxes = boxesOf(axes, distance);
  const limit = (distance * (1 + TOLERANCE)) ** 2;
  const [xs, ys, zs] = [axes[0]!, axes[1]!, axes[2] ?? new Float64Array(count)];
  const isNear = (i: number, j: number) =>
    (xs[i]! - xs[j]!) ** 2 + (ys[i]! - ys[j]!) ** 2 + (zs[i]! - zs[j]!) ** 2 <= limit;
  const rows: number[][] = [];
  for (let i = 0; i < count; i++) {
    const row: number[] = [];
    for (const shift of boxes.shifts) {
      for (const j of boxes.members.get(boxes.keys[i]! + shift) ?? []) {
        if (j !== i && isNear(i, j)) row.push(j);
      }
    }
    rows.push(row);
  }
  return fromRows(rows);
}

function boxesOf(axes: readonly Float64Array[], distance: number) {
  const count = axes[0]!.length;
  const keys = new Float64Array(count);
  let shifts = [0];
  for (const values of axes) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      if (!Number.isFinite(value)) throw new RangeError(`a coordinate is finite, got ${value}`);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // Never narrower than the distance with its tolerance, so that neighbours are in adjoining boxes.
    const width = Math.max(distance * (1 + 2 * TOLERANCE), (high - low) / MOST_BOXES) || 1;
    const across = (count > 0 ? Math.floor((high - low) / width) : 0) + 3; // an empty box at each end
    for (let i = 0; i < count; i++) {
      keys[i] = keys[i]! * across + 1 + Math.floor((values[i]! - low) / width);
    }
    shifts = shifts.flatMap((shift) => [-1, 0, 1].map((step) => shift * across + step));
  }
  const members = new Map<number, number[]>();
  keys.forEach((key, i) => {
    const list = members.get(key);
    if (list) list.push(i);
    else members.set(key, [i]);
  });
  return { keys, shifts, members };
}

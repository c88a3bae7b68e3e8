import type { WorldBox } from "./tile.ts";

/** Bits of each axis that the order looks at; positions closer than 64 world units (0.6 m) may stand in any order. */
const BITS = 26;
const LEAF = 48;

/** Bits of the low 16 of `value`, spread to every second place. */
function spread(value: number): number {
  let v = value & 0xffff;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}

/** Place of a position on the Morton curve: quadrants in the order NW, NE, SW, SE, 2 × 26 bits. */
export function mortonCode(x: number, y: number): number {
  const a = Math.floor(x / 64);
  const b = Math.floor(y / 64);
  const high = spread(a >>> 13) | (spread(b >>> 13) << 1);
  const low = spread(a & 0x1fff) | (spread(b & 0x1fff) << 1);
  return high * 67_108_864 + low;
}

/**
 * The order in which positions follow the Morton curve, so that every tile of every zoom is one run of rows and
 * needs no index beside them.
 *
 * @returns `order[k]` is the position that comes k-th. O(n log n).
 */
export function mortonOrder(xs: ArrayLike<number>, ys: ArrayLike<number>): Uint32Array {
  const codes = new Float64Array(xs.length);
  const order = new Uint32Array(xs.length);
  for (let i = 0; i < codes.length; i++) {
    codes[i] = mortonCode(xs[i]!, ys[i]!);
    order[i] = i;
  }
  sortTogether(codes, order);
  return order;
}

/** Sorts `keys` and carries `values` along; ties keep the smaller value first, so that the order is one. */
function sortTogether(keys: Float64Array, values: Uint32Array): void {
  const pending: [low: number, high: number][] = [[0, keys.length - 1]];
  const isBefore = (i: number, key: number, value: number) =>
    keys[i]! < key || (keys[i] === key && values[i]! < value);
  const isAfter = (i: number, key: number, value: number) =>
    keys[i]! > key || (keys[i] === key && values[i]! > value);
  for (let span = pending.pop(); span; span = pending.pop()) {
    const [low, high] = span;
    if (low >= high) continue;
    const middle = (low + high) >> 1;
    const key = keys[middle]!;
    const value = values[middle]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (isBefore(i, key, value)) i++;
      while (isAfter(j, key, value)) j--;
      if (i > j) break;
      const k = keys[i]!;
      keys[i] = keys[j]!;
      keys[j] = k;
      const v = values[i]!;
      values[i] = values[j]!;
      values[j] = v;
      i++;
      j--;
    }
    pending.push([low, j], [i, high]);
  }
}

/**
 * Which positions lie in a box.
 *
 * @param xs  World coordinates in Morton order, as `ys`. @param count  How many of them are in that order.
 * @param visit  Called with runs of rows `from` ≤ row < `end`, in order. O(runs · log n), not O(n).
 */
export function visitMorton(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  count: number,
  box: WorldBox,
  visit: (from: number, end: number) => void,
): void {
  visitQuadrant(0, count, 0, 0, 0);

  function visitQuadrant(from: number, end: number, x: number, y: number, depth: number): void {
    if (from >= end) return;
    const size = 2 ** (32 - depth);
    if (x > box.maxX || y > box.maxY || x + size <= box.minX || y + size <= box.minY) return;
    if (x >= box.minX && y >= box.minY && x + size - 1 <= box.maxX && y + size - 1 <= box.maxY) {
      visit(from, end);
      return;
    }
    if (end - from <= LEAF || depth === BITS) {
      visitEach(from, end);
      return;
    }
    const half = size / 2;
    if (descendWhole(from, end, x, y, half, depth)) return;
    const south = firstAtLeast(ys, from, end, y + half);
    if (box.minY < y + half) visitHalf(from, south, x, y, half, depth);
    if (box.maxY >= y + half) visitHalf(south, end, x, y + half, half, depth);
  }

  /** The two quarters of a northern or southern half, as far as the box reaches into them. */
  function visitHalf(
    from: number,
    end: number,
    x: number,
    y: number,
    half: number,
    depth: number,
  ): void {
    const east = firstAtLeast(xs, from, end, x + half);
    if (box.minX < x + half) visitQuadrant(from, east, x, y, depth + 1);
    if (box.maxX >= x + half) visitQuadrant(east, end, x + half, y, depth + 1);
  }

  /** Where all rows lie in one quarter, as near the top they do: goes there without looking for where others begin. */
  function descendWhole(
    from: number,
    end: number,
    x: number,
    y: number,
    half: number,
    depth: number,
  ): boolean {
    const isSouth = ys[from]! >= y + half;
    const isEast = xs[from]! >= x + half;
    const last = end - 1; // rows follow the curve: all others lie between these two
    if (ys[last]! >= y + half !== isSouth || xs[last]! >= x + half !== isEast) return false;
    visitQuadrant(from, end, isEast ? x + half : x, isSouth ? y + half : y, depth + 1);
    return true;
  }

  function visitEach(from: number, end: number): void {
    let start = -1;
    for (let row = from; row < end; row++) {
      const x = xs[row]!;
      const y = ys[row]!;
      const isInside = x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
      if (isInside && start < 0) start = row;
      if (isInside || start < 0) continue;
      visit(start, row);
      start = -1;
    }
    if (start >= 0) visit(start, end);
  }
}

/** The first row from which on values are not below `least`; they are in such an order. */
function firstAtLeast(values: ArrayLike<number>, from: number, end: number, least: number): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}

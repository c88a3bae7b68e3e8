import type { Block } from "./blocks.ts";
import type { IsUnbuilt } from "./built.ts";
import {
  areaOf,
  between,
  direction,
  distance,
  isInside,
  leftOf,
  meeting,
  moved,
  type Point,
} from "./plane.ts";
import type { Random } from "./random.ts";

/** A narrower side than this of a block's neighbour is a wall and no street. */
const STREET_HALF_METERS = 2.5;
/** What is left of the block beside a parcel, meters. */
const MARGIN_METERS = 3;
/** Blocks are built on: most draws hit a house. */
const ATTEMPTS = 60;
const AREA_SQUARE_METERS = [42, 4_200] as const;

/** A parcel at the street and what is left of the block around it. */
export type Parcel = { readonly ring: readonly Point[]; readonly rest: readonly Point[] };

/**
 * A free piece of a block, cut from one of its sides at a street, with no building on it.
 *
 * @param ground  The block without its streets, corner by corner as the block has them.
 * @returns null where none of a size drawn fits.
 */
export function freeParcelOf(
  ground: readonly Point[],
  { half }: Block,
  isUnbuilt: IsUnbuilt,
  random: Random,
): Parcel | null {
  if (ground.length !== half.length) return null;
  const sides = ground
    .map((_, side) => side)
    .filter((side) => half[side]! >= STREET_HALF_METERS)
    .map((side) => ({ side, meters: distance(ground[side]!, ground[(side + 1) % ground.length]!) }))
    .filter(({ meters }) => meters > 14);
  if (sides.length === 0) return null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { side, meters } = random.pick(sides);
    const parcel = cutAt(ground, side, meters, random);
    if (parcel && isUnbuilt(parcel.ring)) return parcel;
  }
  return null;
}

function cutAt(
  ground: readonly Point[],
  side: number,
  meters: number,
  random: Random,
): Parcel | null {
  const [a, b] = [ground[side]!, ground[(side + 1) % ground.length]!];
  const [least, most] = AREA_SQUARE_METERS;
  const area = least * (most / least) ** (1 - random.next() ** 2); // larger ones are drawn oftener: fewer fit
  const front = Math.sqrt(area) * random.between(0.8, 1.7);
  const depth = area / front;
  const room = meters - front - 2 * MARGIN_METERS;
  if (room < 0 || area > areaOf(ground) * 0.4) return null;
  const start = (MARGIN_METERS + room * random.next()) / meters;
  const [near, far] = [between(a, b, start), between(a, b, start + front / meters)];
  const inward = leftOf(direction(a, b));
  const [nearIn, farIn] = [moved(near, inward, depth), moved(far, inward, depth)];
  const corners = [moved(nearIn, inward, MARGIN_METERS), moved(farIn, inward, MARGIN_METERS)];
  if (!corners.every((corner) => isInside(corner, ground))) return null;
  const isClear = ground.every((p, i) => {
    if (i === side) return true;
    const q = ground[(i + 1) % ground.length]!;
    return [
      [near, corners[0]!],
      [far, corners[1]!],
      [corners[0]!, corners[1]!],
    ].every(([from, to]) => !meeting(from!, to!, p, q));
  });
  if (!isClear) return null;
  const rest = [...ground.slice(0, side + 1), near, nearIn, farIn, far, ...ground.slice(side + 1)];
  return { ring: [near, far, farIn, nearIn], rest };
}

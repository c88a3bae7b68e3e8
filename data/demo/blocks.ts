import type { Quarter } from "./layout.ts";
import {
  areaOf,
  between,
  distance,
  leftOf,
  meeting,
  moved,
  nearestOn,
  type Point,
  turned,
} from "./plane.ts";
import type { Random } from "./random.ts";
import type { StreetClass } from "./records.ts";

/** A piece of land. `half[i]` is how far the street along side i (corner i to i + 1) reaches into it, in meters. */
export type Block = {
  readonly ring: readonly Point[];
  readonly half: readonly number[];
  readonly quarter: Quarter;
};

/** A street made by cutting a block. */
export type CutStreet = {
  readonly points: readonly Point[];
  readonly class: StreetClass;
  /** Which cut of which block it came from: a pure name for later. */
  readonly quarter: Quarter;
  readonly isDeadEnd: boolean;
};

export const HALF_WIDTH: Readonly<Record<StreetClass, number>> = {
  arterial: 20,
  secondary: 13,
  branch: 8,
  lane: 3.5,
  path: 1.5,
};
/** A wall between two compounds. */
const WALL = 1.5;

/** How a quarter is cut. Areas in square meters. */
type Habit = {
  /** Above this a cut is a branch road. */
  readonly branch: number;
  /** Above this a cut is a lane or a wall; below, the block is whole. */
  readonly lane: number;
  readonly tilt: number;
  readonly bend: number;
  /** Of the lanes: how many are walls, and how many of the rest end blind. */
  readonly walls: number;
  readonly blind: number;
};

const HABITS: Readonly<Record<Quarter, Habit>> = {
  old: { branch: 66_000, lane: 10_500, tilt: 0.22, bend: 0.07, walls: 0.14, blind: 0.2 },
  estate: { branch: 125_000, lane: 35_000, tilt: 0.09, bend: 0.04, walls: 0.34, blind: 0.26 },
  tower: { branch: 170_000, lane: 50_000, tilt: 0.09, bend: 0.06, walls: 0.32, blind: 0.26 },
  commerce: { branch: 52_000, lane: 18_000, tilt: 0.08, bend: 0.02, walls: 0.3, blind: 0.1 },
  works: { branch: 220_000, lane: 34_000, tilt: 0.01, bend: 0, walls: 0.4, blind: 0.3 },
  campus: { branch: 130_000, lane: 30_000, tilt: 0.2, bend: 0.12, walls: 0.1, blind: 0.15 },
  village: { branch: 110_000, lane: 9_500, tilt: 0.28, bend: 0.1, walls: 0.2, blind: 0.34 },
  park: { branch: 1e9, lane: 1e9, tilt: 0, bend: 0, walls: 0, blind: 0 },
  riverside: { branch: 1e9, lane: 1e9, tilt: 0, bend: 0, walls: 0, blind: 0 },
  country: { branch: 1e9, lane: 1e9, tilt: 0, bend: 0, walls: 0, blind: 0 },
};

/**
 * Cuts a block into smaller ones until each is as small as its quarter is built, and says which cuts are streets.
 *
 * Each cut runs roughly across the longer side, a little off the middle, tilted and bent by the quarter's habit; an
 * end near a junction made from the other side is drawn to it, so that some streets go through and some stop.
 *
 * @param junctions  Street ends so far, shared by all blocks; grows.
 * @param quarterOf  What a piece is once no more roads are cut through it.
 */
export function cutBlock(
  block: Block,
  random: Random,
  junctions: Point[],
  streets: CutStreet[],
  quarterOf: (piece: Block) => Quarter,
): Block[] {
  const leaves: Block[] = [];
  const queue: { piece: Block; isSettled: boolean }[] = [{ piece: block, isSettled: false }];
  const coarseness = random.between(0.6, 1.4);
  while (queue.length > 0) {
    let { piece, isSettled } = queue.pop()!;
    const area = areaOf(piece.ring);
    if (!isSettled && area < HABITS[piece.quarter].branch * coarseness) {
      piece = { ...piece, quarter: quarterOf(piece) };
      isSettled = true;
    }
    const habit = HABITS[piece.quarter];
    const isWhole = area < habit.lane * random.between(0.75, 1.5);
    const cut = isWhole ? null : cutOf(piece, habit, random, junctions);
    if (cut === null) {
      leaves.push(piece);
      continue;
    }
    const street = streetOf(cut.path, isSettled, habit, random, piece.quarter);
    if (street) {
      streets.push(street);
      junctions.push(street.points[0]!);
      if (!street.isDeadEnd) junctions.push(street.points.at(-1)!);
    }
    const half = street && !street.isDeadEnd ? HALF_WIDTH[street.class] : street ? 2.5 : WALL;
    for (const child of halvesOf(piece, cut, half)) queue.push({ piece: child, isSettled });
  }
  return leaves;
}

function streetOf(
  path: readonly Point[],
  isLane: boolean,
  habit: Habit,
  random: Random,
  quarter: Quarter,
): CutStreet | null {
  const meters = distance(path[0]!, path.at(-1)!);
  if (!isLane) return { points: path, class: "branch", quarter, isDeadEnd: false };
  if (random.chance(habit.walls) || meters < 24) return null;
  if (meters < 55 || !random.chance(habit.blind))
    return { points: path, class: "lane", quarter, isDeadEnd: false };
  const ordered = random.chance(0.5) ? path : [...path].reverse();
  const whole = ordered.slice(0, Math.max(1, Math.floor(ordered.length * 0.6)));
  const tip = between(ordered[0]!, ordered.at(-1)!, random.between(0.5, 0.75));
  const points =
    ordered.length > 2
      ? [...whole, between(whole.at(-1)!, ordered.at(-1)!, 0.3)]
      : [ordered[0]!, tip];
  return { points, class: "lane", quarter, isDeadEnd: true };
}

type BlockCut = { path: readonly Point[]; fromSide: number; toSide: number };

function cutOf(
  block: Block,
  habit: Habit,
  random: Random,
  junctions: readonly Point[],
): BlockCut | null {
  const { ring } = block;
  for (let attempt = 0; attempt < 6; attempt++) {
    const box = longBoxOf(ring, random);
    const middle = moved(box.start, box.axis, box.length * random.between(0.38, 0.62));
    const across = turned(leftOf(box.axis), random.spread(habit.tilt));
    const hits = crossingsOf(ring, middle, across);
    const pair = widestGap(hits, ring);
    if (pair === null) continue;
    const ends = pair.map((hit) => drawn(hit, ring, junctions)) as [Hit, Hit]; // a pair stays a pair
    const [a, b] = ends;
    if (a.side === b.side || distance(a.point, b.point) < 18) continue;
    return { path: bent(a.point, b.point, habit.bend, random), fromSide: a.side, toSide: b.side };
  }
  return null;
}

/** The tightest box over the ring's sides: its long axis, where along it the ring starts, and how long it is. */
function longBoxOf(ring: readonly Point[], random: Random) {
  let best: { axis: Point; start: Point; length: number } | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const meters = distance(a, b);
    if (meters < 12) continue;
    const axis: Point = [(b[0] - a[0]) / meters, (b[1] - a[1]) / meters];
    const normal = leftOf(axis);
    let [low, high, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of ring) {
      const u = x * axis[0] + y * axis[1];
      const v = x * normal[0] + y * normal[1];
      if (u < low) low = u;
      if (u > high) high = u;
      if (v < bottom) bottom = v;
      if (v > top) top = v;
    }
    const [length, width] = [high - low, top - bottom];
    if (length * width >= least) continue;
    least = length * width;
    const isLong =
      length >
      width * (length < width * 1.25 && length > width * 0.8 ? random.between(0.75, 1.25) : 1);
    const corner: Point = [axis[0] * low + normal[0] * bottom, axis[1] * low + normal[1] * bottom];
    best = isLong
      ? { axis, start: moved(corner, normal, width / 2), length }
      : { axis: normal, start: moved(corner, axis, length / 2), length: width };
  }
  return best ?? { axis: [1, 0] as Point, start: ring[0]!, length: 1 };
}

type Hit = { at: number; point: Point; side: number };

function crossingsOf(ring: readonly Point[], middle: Point, across: Point): Hit[] {
  const far = 4000;
  const [start, end] = [moved(middle, across, -far), moved(middle, across, far)];
  const hits: Hit[] = [];
  for (let side = 0; side < ring.length; side++) {
    const b = ring[(side + 1) % ring.length]!;
    const shares = meeting(start, end, ring[side]!, b);
    if (shares)
      hits.push({ at: (shares[0] - 0.5) * 2 * far, point: between(start, end, shares[0]), side });
  }
  return hits.sort((p, q) => p.at - q.at);
}

/** Of the stretches inside the ring, the one around the middle, else the longest. */
function widestGap(hits: readonly Hit[], ring: readonly Point[]): [Hit, Hit] | null {
  if (hits.length < 2 || hits.length % 2 === 1 || ring.length < 3) return null;
  let best: [Hit, Hit] | null = null;
  for (let i = 0; i + 1 < hits.length; i += 2) {
    const [a, b] = [hits[i]!, hits[i + 1]!];
    if (a.at <= 0 && b.at >= 0) return [a, b];
    if (best === null || b.at - a.at > best[1].at - best[0].at) best = [a, b];
  }
  return best;
}

/** Moves an end onto a junction already on this side of the ring, if one is near. */
function drawn(hit: Hit, ring: readonly Point[], junctions: readonly Point[]): Hit {
  const a = ring[hit.side]!;
  const b = ring[(hit.side + 1) % ring.length]!;
  let best = hit;
  let reach = 26;
  for (const junction of junctions) {
    const meters = distance(junction, hit.point);
    if (meters >= reach) continue;
    const { share, meters: off } = nearestOn(junction, a, b);
    if (off > 1 || share < 0.02 || share > 0.98) continue;
    reach = meters;
    best = { ...hit, point: between(a, b, share) };
  }
  return best;
}

function bent(a: Point, b: Point, bend: number, random: Random): Point[] {
  const meters = distance(a, b);
  const sag = random.spread(bend) * meters;
  if (Math.abs(sag) < 1.5 || meters < 40) return [a, b];
  const across = leftOf([(b[0] - a[0]) / meters, (b[1] - a[1]) / meters]);
  const skew = random.between(0.35, 0.65);
  return [
    a,
    moved(between(a, b, skew / 2), across, sag * 0.7),
    moved(between(a, b, skew), across, sag),
    moved(between(a, b, (1 + skew) / 2), across, sag * 0.7),
    b,
  ];
}

function halvesOf(block: Block, { path, fromSide, toSide }: BlockCut, half: number): Block[] {
  const walk = (start: number, end: number, line: readonly Point[]): Block | null => {
    // From the cut's start along the ring to its end, then back along the cut.
    const ring: Point[] = [line[0]!];
    const halves: number[] = [block.half[start]!];
    const count = block.ring.length;
    for (let i = (start + 1) % count; ; i = (i + 1) % count) {
      ring.push(block.ring[i]!);
      halves.push(block.half[i]!);
      if (i === end) break;
    }
    for (let k = line.length - 1; k > 0; k--) {
      ring.push(line[k]!);
      halves.push(half);
    }
    return tidy({ ring, half: halves, quarter: block.quarter });
  };
  const one = walk(fromSide, toSide, path);
  const other = walk(toSide, fromSide, [...path].reverse());
  return [one, other].filter((piece): piece is Block => piece !== null);
}

/** Without sides of no length; null when nothing is left. */
function tidy(block: Block): Block | null {
  const ring: Point[] = [];
  const half: number[] = [];
  block.ring.forEach((point, i) => {
    if (distance(point, block.ring[(i + 1) % block.ring.length]!) < 0.01) return;
    ring.push(point);
    half.push(block.half[i]!);
  });
  return ring.length >= 3 && areaOf(ring) > 60 ? { ring, half, quarter: block.quarter } : null;
}

import type { Block } from "./blocks.ts";
import { insetOf } from "./inset.ts";
import type { Quarter } from "./layout.ts";
import {
  areaOf,
  boundsOf,
  centroidOf,
  direction,
  distance,
  isInside,
  leftOf,
  moved,
  nearestOn,
  type Point,
  turned,
} from "./plane.ts";
import type { Random } from "./random.ts";

/** A footprint, and how many people sleep and work in it before the district's total is met. */
export type Building = {
  readonly ring: readonly Point[];
  readonly center: Point;
  readonly residents: number;
  readonly workers: number;
};

/** How a quarter builds: sizes in meters. */
type Habit =
  | {
      readonly form: "row";
      readonly length: readonly [number, number];
      readonly depth: readonly [number, number];
      readonly pitch: number;
      readonly gap: number;
      readonly floors: number;
      readonly margin: number;
    }
  | {
      readonly form: "edge";
      readonly front: readonly [number, number];
      readonly depth: readonly [number, number];
      readonly gap: readonly [number, number];
      readonly rows: number;
      readonly floors: number;
      readonly margin: number;
    };

const OLD: Habit = {
  form: "edge",
  front: [8, 19],
  depth: [9, 15],
  gap: [0.4, 4],
  rows: 3,
  floors: 2.6,
  margin: 1.5,
};
const SHOPS: Habit = {
  form: "edge",
  front: [22, 58],
  depth: [16, 30],
  gap: [5, 16],
  rows: 1,
  floors: 5,
  margin: 6,
};
const HOUSES: Habit = {
  form: "edge",
  front: [10, 13],
  depth: [10, 14],
  gap: [2, 8],
  rows: 3,
  floors: 3,
  margin: 2,
};
const SLABS: Habit = {
  form: "row",
  length: [36, 68],
  depth: [11.5, 14],
  pitch: 33,
  gap: 9,
  floors: 6.3,
  margin: 7,
};
const TOWERS: Habit = {
  form: "row",
  length: [24, 34],
  depth: [17, 23],
  pitch: 56,
  gap: 24,
  floors: 19,
  margin: 10,
};
const HALLS: Habit = {
  form: "row",
  length: [60, 150],
  depth: [26, 48],
  pitch: 62,
  gap: 14,
  floors: 1,
  margin: 10,
};
const SCHOOL: Habit = {
  form: "row",
  length: [40, 84],
  depth: [14, 18],
  pitch: 46,
  gap: 20,
  floors: 4,
  margin: 12,
};

function habitsOf(quarter: Quarter, random: Random): Habit[] {
  if (quarter === "old") return random.chance(0.13) ? [SLABS] : [OLD];
  if (quarter === "village") return [HOUSES];
  if (quarter === "commerce") return random.chance(0.3) ? [SHOPS, SLABS] : [SHOPS];
  if (quarter === "works") return [HALLS];
  if (quarter === "campus") return [SCHOOL];
  if (quarter === "tower") return random.chance(0.68) ? [TOWERS] : [SLABS];
  if (quarter === "estate") {
    if (random.chance(0.07)) return [SCHOOL];
    return random.chance(0.14) ? [SHOPS, SLABS] : random.chance(0.12) ? [TOWERS] : [SLABS];
  }
  return [];
}

/** What stands on a block. */
export function buildingsOn(block: Block, random: Random): Building[] {
  const built: Building[] = [];
  for (const habit of habitsOf(block.quarter, random)) {
    const ground = insetOf(block, habit.margin);
    if (ground.length < 3) continue;
    const rings =
      habit.form === "row" ? rows(ground, habit, random) : alongSides(ground, habit, random);
    for (const ring of rings) {
      const center = centroidOf(ring);
      if (built.some((other) => areApart(ring, other.ring) === false)) continue;
      built.push({ ring, center, ...peopleIn(block.quarter, areaOf(ring) * habit.floors) });
    }
  }
  return built;
}

/** People by floor area: one sleeps on some 32 m², one works on 20 to 120. */
function peopleIn(quarter: Quarter, floorSquareMeters: number) {
  const homes =
    { works: 0, campus: 0.35, commerce: 0.35, old: 0.8, village: 0.8 }[quarter as string] ?? 0.94;
  const perWorker = { works: 90, campus: 45, commerce: 28, old: 30 }[quarter as string] ?? 40;
  return {
    residents: (floorSquareMeters * homes) / 32,
    workers: (floorSquareMeters * (1 - homes)) / perWorker,
  };
}

/** Rows that face south as far as the block allows: a Chinese estate. */
function rows(ground: readonly Point[], habit: Habit & { form: "row" }, random: Random): Point[][] {
  const axis = eastwardAxis(ground);
  const normal = leftOf(axis);
  const local = ground.map(
    ([x, y]): Point => [x * axis[0] + y * axis[1], x * normal[0] + y * normal[1]],
  );
  const [west, south, east, north] = boundsOf(local);
  const length = random.between(...habit.length);
  const depth = random.between(...habit.depth);
  const pitch = habit.pitch * random.between(0.9, 1.15);
  const rings: Point[][] = [];
  const spare = (north - south - depth) % pitch;
  for (let v = south + Math.max(0, spare / 2); v + depth <= north + 0.01; v += pitch) {
    for (let u = west + random.between(0, 12); u + 12 < east; ) {
      const size = length * random.between(0.8, 1.12);
      const corners: Point[] = [
        [u, v],
        [u + size, v],
        [u + size, v + depth],
        [u, v + depth],
      ];
      if (corners.every((corner) => isInside(corner, local)) && !sidesCross(corners, local)) {
        rings.push(
          corners.map(([p, q]) => [p * axis[0] + q * normal[0], p * axis[1] + q * normal[1]]),
        );
        u += size + habit.gap * random.between(0.8, 1.5);
        continue;
      }
      u += 7;
    }
  }
  return rings;
}

/** The direction of the side nearest to due east, within 30°, weighed by length; else due east. */
function eastwardAxis(ring: readonly Point[]): Point {
  let best: Point = [1, 0];
  let most = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    const [x, y] = direction(a, b);
    const heading: Point = x < 0 ? [-x, -y] : [x, y];
    const weight = heading[0] > 0.86 ? distance(a, b) : 0;
    if (weight > most) [best, most] = [heading, weight];
  });
  return best;
}

/** Houses along the sides of the block, then behind those, as old streets are built. */
function alongSides(
  ground: readonly Point[],
  habit: Habit & { form: "edge" },
  random: Random,
): Point[][] {
  const rings: Point[][] = [];
  let setback = 0;
  for (let row = 0; row < habit.rows; row++) {
    const depthHere = habit.depth[1] + random.between(1, 4);
    ground.forEach((a, i) => {
      const b = ground[(i + 1) % ground.length]!;
      const heading = direction(a, b);
      const inward = leftOf(heading);
      const end = distance(a, b);
      for (let u = random.between(0, 3) + setback; u + habit.front[0] < end; ) {
        const front = Math.min(random.between(...habit.front), end - u);
        const depth = random.between(...habit.depth);
        const corner = moved(moved(a, heading, u), inward, setback + random.between(0, 1.5));
        const far = moved(corner, heading, front);
        const ring = [corner, far, moved(far, inward, depth), moved(corner, inward, depth)].map(
          (p, k) =>
            k < 2 ? p : moved(p, turned(heading, random.between(0, 6)), random.between(0, 0.8)),
        );
        const fits = ring.every((p, k) => (k < 2 && setback === 0) || isInside(p, ground));
        if (fits && rings.every((other) => areApart(ring, other))) rings.push(ring);
        u += front + random.between(...habit.gap);
      }
    });
    setback += depthHere;
  }
  return rings;
}

/** Houses of the country: loose, along a lane, on both sides. */
export function housesAlong(
  lane: readonly Point[],
  reachMeters: number,
  random: Random,
): Building[] {
  const houses: Building[] = [];
  let walked = 0;
  for (let i = lane.length - 1; i > 0 && walked < reachMeters; i--) {
    const [a, b] = [lane[i]!, lane[i - 1]!];
    const heading = direction(a, b);
    for (
      let u = random.between(4, 14);
      u < distance(a, b) && walked + u < reachMeters;
      u += random.between(13, 34)
    ) {
      const side = random.chance(0.5) ? 1 : -1;
      const spot = moved(moved(a, heading, u), leftOf(heading), side * random.between(12, 24));
      const axis = turned(heading, random.spread(0.12));
      const [w, d] = [random.between(9, 14) / 2, random.between(8, 11) / 2];
      const ring = [
        [-w, -d],
        [w, -d],
        [w, d],
        [-w, d],
      ].map(([p, q]) => moved(moved(spot, axis, p!), leftOf(axis), q!));
      houses.push({ ring, center: spot, residents: 4, workers: 0.6 });
    }
    walked += distance(a, b);
  }
  return houses;
}

/** Two convex quadrangles apart, by a separating side. */
export function areApart(a: readonly Point[], b: readonly Point[]): boolean {
  const separates = (one: readonly Point[], other: readonly Point[]) =>
    one.some((p, i) => {
      const out = leftOf(direction(p, one[(i + 1) % one.length]!));
      return other.every((q) => (q[0] - p[0]) * out[0] + (q[1] - p[1]) * out[1] < 0.3);
    });
  return separates(a, b) || separates(b, a);
}

function sidesCross(corners: readonly Point[], ring: readonly Point[]): boolean {
  // A corner of the ring inside the footprint means that a side runs through it.
  return ring.some((p) => isInside(p, corners));
}

/** Whether a footprint stays this far from a line. */
export function isClearOf(ring: readonly Point[], line: readonly Point[], meters: number): boolean {
  return ring.every((corner) => {
    for (let i = 0; i + 1 < line.length; i++) {
      if (nearestOn(corner, line[i]!, line[i + 1]!).meters < meters) return false;
    }
    return true;
  });
}

import { beside, cosine, type Point, sine, smooth } from "./plane.ts";
import type { Random } from "./random.ts";

/** Edge of the district, counter-clockwise: townships in the west, neighbouring districts in the east. */
export const BOUNDARY: readonly Point[] = [
  [-2760, -2050],
  [-2600, -2330],
  [-2330, -2300],
  [-2060, -2440],
  [-1620, -2330],
  [-1280, -2390],
  [-900, -2300],
  [-560, -2420],
  [-100, -2470],
  [260, -2350],
  [640, -2380],
  [1040, -2490],
  [1500, -2400],
  [1780, -2300],
  [2200, -2330],
  [2560, -2180],
  [2700, -1880],
  [2960, -1720],
  [2930, -1330],
  [2830, -1050],
  [2960, -720],
  [3040, -300],
  [2900, 10],
  [2880, 360],
  [3010, 640],
  [3070, 980],
  [2880, 1240],
  [2800, 1560],
  [2900, 1820],
  [2780, 2160],
  [2420, 2250],
  [2130, 2390],
  [1700, 2330],
  [1300, 2230],
  [960, 2420],
  [520, 2500],
  [180, 2370],
  [-220, 2330],
  [-600, 2450],
  [-1030, 2440],
  [-1330, 2290],
  [-1640, 2380],
  [-1940, 2490],
  [-2330, 2420],
  [-2560, 2480],
  [-2850, 2300],
  [-2830, 1980],
  [-2960, 1700],
  [-2810, 1380],
  [-2850, 1060],
  [-3040, 760],
  [-2960, 440],
  [-2790, 180],
  [-2860, -190],
  [-3070, -480],
  [-3010, -860],
  [-2850, -1120],
  [-2950, -1440],
  [-2900, -1750],
];

/** The river, downstream from west to east. */
export const RIVER: readonly Point[] = smooth(
  [
    [-3400, 1820],
    [-2950, 1690],
    [-2560, 1310],
    [-2220, 980],
    [-1740, 860],
    [-1240, 1080],
    [-860, 1450],
    [-380, 1540],
    [80, 1270],
    [480, 930],
    [960, 850],
    [1380, 1120],
    [1760, 1400],
    [2200, 1330],
    [2560, 1010],
    [3000, 890],
    [3400, 930],
  ],
  60,
);

/** Half the river's width along its course, in meters: it breathes a little. */
const riverHalfMeters = (index: number) => 44 + 9 * sine(index / 7) + 5 * sine(index / 3 + 1);

const bank = (side: 1 | -1): Point[] => {
  const far = beside(RIVER, side * 100);
  return RIVER.map((p, i) => {
    const share = riverHalfMeters(i) / 100;
    return [p[0] + (far[i]![0] - p[0]) * share, p[1] + (far[i]![1] - p[1]) * share];
  });
};
export const NORTH_BANK: readonly Point[] = bank(1);
export const SOUTH_BANK: readonly Point[] = bank(-1);
export const WATER: readonly Point[] = [...SOUTH_BANK, ...[...NORTH_BANK].reverse()];

export const RAILWAY: readonly Point[] = smooth(
  [
    [-2130, -2800],
    [-1800, -2050],
    [-1480, -1250],
    [-1290, -520],
    [-1220, 180],
    [-1170, 880],
    [-1020, 1560],
    [-870, 2150],
    [-800, 2800],
  ],
  70,
);
/** The siding into the steel works north of the river. */
export const SIDING: readonly Point[] = smooth(
  [
    [-1010, 1600],
    [-900, 1850],
    [-700, 2010],
    [-380, 2060],
    [150, 2070],
    [620, 2090],
  ],
  50,
);

/** What a quarter is made of; `blocks.ts` says how each is cut. */
export type Quarter =
  | "old"
  | "estate"
  | "tower"
  | "commerce"
  | "works"
  | "campus"
  | "village"
  | "park"
  | "riverside"
  | "country";

export const OLD_TOWN: readonly Point[] = [
  [470, 1000],
  [500, 440],
  [1100, -130],
  [1720, -95],
  [2300, -60],
  [2340, 500],
  [2330, 1330],
  [1300, 1300],
];
/** 平湖公园. */
export const PARK_CENTER: Point = [180, -390];
const within = ([x, y]: Point, [cx, cy]: Point, meters: number) =>
  (x - cx) * (x - cx) + (y - cy) * (y - cy) < meters * meters;

/** Large pieces that are one thing, by a point inside them. */
export const PLACED: readonly {
  readonly quarter: Quarter;
  readonly at: Point;
  readonly meters: number;
}[] = [
  { quarter: "park", at: PARK_CENTER, meters: 190 },
  { quarter: "campus", at: [880, -960], meters: 230 },
  { quarter: "works", at: [330, 2060], meters: 420 },
  { quarter: "works", at: [900, 2060], meters: 330 },
  { quarter: "works", at: [-420, 2060], meters: 250 },
  { quarter: "works", at: [-1720, -1560], meters: 190 },
  { quarter: "works", at: [-1900, -1850], meters: 190 },
  { quarter: "village", at: [-900, 900], meters: 260 },
  { quarter: "village", at: [2620, -1330], meters: 230 },
  { quarter: "village", at: [1600, 2120], meters: 260 },
  { quarter: "village", at: [-1500, -1180], meters: 160 },
  { quarter: "village", at: [-1200, -1980], meters: 260 },
  { quarter: "village", at: [2820, 1350], meters: 260 },
  { quarter: "village", at: [-2410, 2110], meters: 150 },
  { quarter: "village", at: [-2530, -1390], meters: 150 },
  { quarter: "village", at: [-2500, 260], meters: 150 },
  { quarter: "commerce", at: [-130, -160], meters: 330 },
  { quarter: "commerce", at: [1150, -110], meters: 330 },
  { quarter: "commerce", at: [520, 300], meters: 330 },
];

/** What stands around a point of the plan. */
export function quarterAt(point: Point, isIn: (ring: readonly Point[]) => boolean): Quarter {
  const [x, y] = point;
  for (const { quarter, at, meters } of PLACED) if (within(point, at, meters)) return quarter;
  const isWest = x < (y > 900 ? -1560 : y < -1440 ? -2080 : -1735);
  if (isWest || (y > 1900 && x < -1000)) return "country";
  if (isIn(OLD_TOWN)) return "old";
  if (y < -1330 || x > 2300 || x < -1240 || y > 1700) return "tower";
  return "estate";
}

/** A pond or lake: a closed, uneven round, counter-clockwise. */
export function blob(random: Random, [x, y]: Point, radiusMeters: number, flatness = 0.7): Point[] {
  const phases = [random.between(0, 6), random.between(0, 6), random.between(0, 6)];
  const tilt = random.between(0, 3);
  const points: Point[] = [];
  const corners = 22;
  for (let i = 0; i < corners; i++) {
    const angle = (i / corners) * 2 * Math.PI;
    const reach =
      radiusMeters *
      (1 +
        0.2 * sine(2 * angle + phases[0]!) +
        0.11 * sine(3 * angle + phases[1]!) +
        0.05 * sine(5 * angle + phases[2]!));
    const [u, v] = [reach * cosine(angle), reach * flatness * sine(angle)];
    points.push([x + u * cosine(tilt) - v * sine(tilt), y + u * sine(tilt) + v * cosine(tilt)]);
  }
  return points;
}

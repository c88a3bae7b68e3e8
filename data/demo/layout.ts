import { beside, cosine, type Point, sine, smooth } from "./plane.ts";
import type { Random } from "./random.ts";
import type { StreetClass } from "./records.ts";

/** A street laid by hand: its course, and what it is called along it. */
export type LaidStreet = {
  readonly name: string;
  readonly nameEn: string;
  readonly class: StreetClass;
  readonly course: readonly Point[];
  readonly isMain?: boolean;
};

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

const road = (
  name: string,
  nameEn: string,
  streetClass: StreetClass,
  controls: readonly Point[],
): LaidStreet => ({
  name,
  nameEn,
  class: streetClass,
  course: smooth(controls, 60),
  isMain: streetClass === "arterial",
});

/** The part of the river between two longitudes, moved sideways: a street along the water. */
function alongRiver(offsetMeters: number, west: number, east: number): Point[] {
  return beside(RIVER, offsetMeters).filter(([x], i) => i % 2 === 0 && x > west && x < east);
}

/** Streets laid by hand, greater ones first. */
export const LAID: readonly LaidStreet[] = [
  road("解放大道", "Jiefang Avenue", "arterial", [
    [-3300, -470],
    [-2600, -390],
    [-2000, -260],
    [-1300, -230],
    [-700, -180],
    [-130, -160],
    [600, -150],
    [1150, -110],
    [1800, -70],
    [2270, -30],
    [3300, 90],
  ]),
  road("蒸湘北路", "Zhengxiang North Road", "arterial", [
    [-130, -160],
    [-120, 400],
    [-85, 900],
    [-70, 1400],
    [-30, 1740],
    [40, 2180],
    [60, 2700],
  ]),
  road("蒸湘南路", "Zhengxiang South Road", "arterial", [
    [-130, -160],
    [-145, -640],
    [-200, -1350],
  ]),
  road("蒸湘南路延伸段", "Zhengxiang South Road Extension", "arterial", [
    [-200, -1350],
    [-270, -1750],
    [-370, -2130],
    [-390, -2700],
  ]),
  road("红湘北路", "Hongxiang North Road", "arterial", [
    [1150, -110],
    [1130, 400],
    [1165, 800],
    [1230, 1250],
    [1280, 1760],
    [1330, 2150],
    [1340, 2700],
  ]),
  road("红湘南路", "Hongxiang South Road", "arterial", [
    [1150, -110],
    [1180, -640],
    [1240, -1290],
    [1225, -1750],
    [1200, -2150],
    [1230, -2700],
  ]),
  road("立新大道", "Lixin Avenue", "arterial", [
    [-1830, -1440],
    [-1000, -1380],
    [-200, -1350],
    [600, -1320],
    [1240, -1290],
    [2000, -1230],
    [2330, -1180],
    [3300, -1080],
  ]),
  road("蔡伦大道", "Cailun Avenue", "arterial", [
    [-2330, -2700],
    [-2120, -2020],
    [-1830, -1440],
    [-1735, -800],
    [-1750, -240],
    [-1700, 300],
    [-1660, 880],
    [-1570, 1500],
    [-1520, 1880],
    [-1480, 2700],
  ]),
  road("环城南路", "Huancheng South Road", "arterial", [
    [-2120, -2020],
    [-1500, -2080],
    [-760, -2170],
    [-370, -2130],
    [400, -2200],
    [1200, -2150],
    [2000, -2080],
    [2600, -1920],
    [3300, -1700],
  ]),
  road("北环大道", "Beihuan Avenue", "arterial", [
    [-3300, 2210],
    [-2700, 2090],
    [-2300, 1920],
    [-1560, 1790],
    [-1000, 1760],
    [-500, 1730],
    [-30, 1740],
    [650, 1700],
    [1280, 1760],
    [2000, 1840],
    [2600, 1790],
    [3300, 1650],
  ]),
  road("常胜西路", "Changsheng West Road", "arterial", [
    [-118, 430],
    [520, 420],
    [1130, 400],
    [1700, 440],
    [2330, 500],
    [3300, 610],
  ]),
  road("望江大道", "Wangjiang Avenue", "arterial", [
    [2280, -2700],
    [2290, -2000],
    [2330, -1180],
    [2290, -560],
    [2270, -30],
    [2330, 500],
    [2440, 900],
    [2500, 1300],
    [2560, 1800],
    [2610, 2700],
  ]),
  road("西岭大道", "Xiling Avenue", "arterial", [
    [-120, -775],
    [-700, -900],
    [-1330, -930],
    [-1740, -960],
    [-2300, -1130],
    [-2700, -1290],
    [-3300, -1560],
  ]),

  road("迎宾大道", "Yingbin Avenue", "arterial", [
    [-200, -760],
    [230, -1050],
    [600, -1320],
    [1238, -1610],
    [1715, -1830],
    [2310, -2030],
  ]),
  road("莲湖路", "Lianhu Road", "secondary", [
    [-143, -590],
    [300, -640],
    [1180, -640],
    [1720, -600],
    [2290, -560],
    [3300, -480],
  ]),
  road("清泉路", "Qingquan Road", "secondary", [
    [495, -150],
    [520, 420],
    [560, 760],
    [620, 1120],
    [650, 1700],
  ]),
  road("清泉南路", "Qingquan South Road", "secondary", [
    [495, -150],
    [530, -640],
    [600, -1320],
    [560, -1760],
    [540, -2200],
  ]),
  road("桃园路", "Taoyuan Road", "secondary", [
    [-650, -180],
    [-690, -900],
    [-720, -1370],
    [-700, -1780],
    [-760, -2170],
  ]),
  road("桃园北路", "Taoyuan North Road", "secondary", [
    [-650, -180],
    [-620, 260],
    [-600, 700],
    [-640, 1425],
  ]),
  road("杏林路", "Xinglin Road", "secondary", [
    [1660, -75],
    [1700, -600],
    [1760, -1250],
    [1700, -1700],
    [1690, -2110],
  ]),
  road("春晖路", "Chunhui Road", "secondary", [
    [-1720, 120],
    [-1210, 160],
    [-630, 130],
    [-125, 150],
  ]),
  road("丰收路", "Fengshou Road", "secondary", [
    [-1680, 610],
    [-1190, 640],
    [-600, 700],
    [-105, 720],
  ]),
  road("锦绣路", "Jinxiu Road", "secondary", [
    [1215, -960],
    [1730, -930],
    [2310, -880],
    [3300, -790],
  ]),
  road("金桂路", "Jingui Road", "secondary", [
    [-1960, -1700],
    [-1640, -1690],
    [-700, -1780],
    [-275, -1760],
    [560, -1760],
    [1225, -1750],
    [1700, -1700],
    [2300, -1620],
    [3300, -1450],
  ]),
  road("金桂北路", "Jingui North Road", "secondary", [
    [-1000, -200],
    [-1010, -560],
    [-1040, -960],
  ]),
  road("沿江南路", "South Riverside Road", "secondary", alongRiver(-112, -1900, 3400)),
  road("沿江北路", "North Riverside Road", "secondary", alongRiver(116, -1900, 3400)),
  road("西环路", "Xihuan Road", "secondary", [
    [-2420, -1170],
    [-2390, -720],
    [-2330, -340],
    [-2380, 80],
    [-2300, 420],
    [-2260, 780],
  ]),
  road("东苑路", "Dongyuan Road", "secondary", [
    [2760, -1140],
    [2740, -520],
    [2700, 20],
    [2740, 540],
    [2700, 830],
  ]),
  road("新塘路", "Xintang Road", "secondary", [
    [1900, 1830],
    [1870, 2120],
    [1890, 2600],
  ]),
  road("柏树路", "Baishu Road", "secondary", [
    [-1240, 1770],
    [-1250, 2100],
    [-1180, 2640],
  ]),
  road("厂前路", "Changqian Road", "secondary", [
    [-560, 1690],
    [-545, 2010],
    [-500, 2240],
  ]),
  road("岭前街", "Lingqian Street", "branch", [
    [-2640, 2030],
    [-2610, 2330],
    [-2250, 2310],
    [-2200, 1850],
  ]),
  road("雨山街", "Yushan Street", "branch", [
    [-2760, -1270],
    [-2710, -1640],
    [-2340, -1520],
    [-2290, -1090],
  ]),
  road("湖塘街", "Hutang Street", "branch", [
    [-2340, 55],
    [-2700, 110],
    [-2670, 430],
    [-2260, 425],
  ]),
  road("石坪路", "Shiping Road", "secondary", [
    [-1450, -210],
    [-1480, -560],
    [-1560, -940],
    [-1630, -1420],
  ]),
];

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

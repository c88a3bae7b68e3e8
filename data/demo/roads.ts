import { RIVER } from "./layout.ts";
import { beside, type Point, smooth } from "./plane.ts";
import type { StreetClass } from "./records.ts";

/** A street laid by hand: its course, and what it is called along it. */
export type LaidStreet = {
  readonly name: string;
  readonly nameEn: string;
  readonly class: StreetClass;
  readonly course: readonly Point[];
  readonly isMain?: boolean;
};

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

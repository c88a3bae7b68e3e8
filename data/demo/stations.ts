import { BUREAU, type Draft, SWEEPERS } from "./facilities.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Sites } from "./sites.ts";
import type { Stretch } from "./streets.ts";

/** What placing facilities needs to know of the district. */
export type Placing = {
  readonly sites: Sites;
  readonly random: Random;
  /** People, by night and by day, around a stretch. */
  readonly crowdOf: (stretch: Stretch) => number;
  /** A name for what stands at a place: its street's, or an invented one; no name twice. */
  readonly nameAt: (
    stretch: Stretch,
    suffix: string,
    suffixEn: string,
  ) => { name: string; nameEn: string };
};

const NEW_IN_YEAR_DAY = -190;
const station = (tonnesPerDay: number, random: Random) => ({
  tonnesPerDay,
  hasCompaction: tonnesPerDay >= 30 || random.chance(0.5),
  siteSquareMeters: Math.round(tonnesPerDay * random.between(9, 15)) + 80,
  hours: tonnesPerDay >= 100 ? "00:00-24:00" : "04:30-22:30",
});

/** Stations whose names the seed document gives: new ones in the year, and one that has stars. */
function namedStations({ sites, random }: Placing): Draft[] {
  const at = (
    name: string,
    nameEn: string,
    site: Draft["site"],
    openedDay: number,
    tonnesPerDay: number,
  ): Draft => ({
    kind: "transfer_station",
    name,
    nameEn,
    site,
    openedDay,
    attributes: station(tonnesPerDay, random),
  });
  const estate: readonly Point[] = [
    [-1560, -420],
    [-1370, -640],
    [-1600, -760],
  ];
  return [
    at(
      "红湘北路中转站",
      "Hongxiang North Road Transfer Station",
      sites.on("红湘北路", 0.36, 11),
      -2900,
      45,
    ),
    ...["一", "二", "三"].map((number, i) =>
      at(
        `南华苑${number}号中转站`,
        `Nanhuayuan Transfer Station ${i + 1}`,
        sites.near(estate[i]!, 10),
        NEW_IN_YEAR_DAY + 12 * i,
        [18, 24, 20][i]!,
      ),
    ),
    at(
      "衡钢西大门中转站",
      "Henggang West Gate Transfer Station",
      sites.near([-575, 1960], 11),
      -120,
      35,
    ),
  ];
}

/** 25 stations: five from the document, the others invented; the large one at the southern edge. */
export function stationsOf(placing: Placing): Draft[] {
  const { sites, random, crowdOf, nameAt } = placing;
  const named = namedStations(placing);
  const apart = named.map(({ site }) => site.point);
  const large = sites.on("环城南路", 0.12, 16);
  apart.push(large.point);
  const drafts: Draft[] = [
    ...named,
    {
      kind: "transfer_station",
      name: "环城南路中转站",
      nameEn: "Huancheng South Road Transfer Station",
      site: large,
      openedDay: -2100,
      attributes: station(220, random),
    },
  ];
  const isMinor = ({ edge }: Stretch) => edge.class === "branch" || edge.class === "secondary";
  while (drafts.length < 25) {
    const i = drafts.length;
    const site = sites.spread(apart, (s) => (isMinor(s) && s.street ? crowdOf(s) + 60 : 0), 11);
    const status = ({ 12: "repair", 17: "closed", 21: "building", 23: "planned" } as const)[i];
    drafts.push({
      kind: "transfer_station",
      ...nameAt(site.stretch, "中转站", "Transfer Station"),
      site,
      openedDay: -random.whole(1100, 3400),
      attributes: station(random.pick([8, 12, 16, 20, 25, 32, 36, 40, 48, 60, 80]), random),
      ...(status ? { status } : {}),
      // New facilities without running costs: built, and nobody runs them.
      ...(i === 14 || i === 19 ? { manager: "", openedDay: -400 - i } : {}),
    });
  }
  return drafts;
}

const TOWNSHIPS: readonly {
  readonly owner: string;
  readonly at: Point;
  readonly points: number;
}[] = [
  { owner: "雨母山乡人民政府", at: [-2500, -1300], points: 9 },
  { owner: "呆鹰岭镇人民政府", at: [-2350, 1950], points: 8 },
  { owner: "长湖乡人民政府", at: [-2400, 250], points: 6 },
];

/** Collection points: 23 new ones at the city's edge belong to the townships, the others stand in the town. */
export function collectionPointsOf(
  { sites, random, crowdOf, nameAt }: Placing,
  distance: (a: Point, b: Point) => number,
): Draft[] {
  const apart: Point[] = [];
  const drafts: Draft[] = [];
  for (const { owner, at, points } of TOWNSHIPS) {
    for (let i = 0; i < points; i++) {
      const site = sites.spread(
        apart,
        ({ edge, quarter }) =>
          edge.class !== "arterial" && (quarter === "country" || quarter === "village") ? 1 : 0,
        5,
        (point) => distance(point, at) < 950 && point[0] < -1750,
      );
      const hasSkip = drafts.length === 3 || drafts.length === 12; // the two skips added in the year
      drafts.push({
        kind: "collection_point",
        ...nameAt(
          site.stretch,
          hasSkip ? "垃圾斗收集点" : "垃圾收集点",
          hasSkip ? "skip" : "collection point",
        ),
        site,
        openedDay: -random.whole(40, 330),
        owner,
        manager: owner,
        attributes: hasSkip
          ? { containers: 1, volumeLiters: 5000, isSorted: false }
          : {
              containers: random.whole(2, 4),
              volumeLiters: 240 * random.whole(2, 4),
              isSorted: false,
            },
      });
    }
  }
  const isHome = ({ edge, quarter }: Stretch) =>
    edge.class !== "arterial" && quarter !== "country" && quarter !== "works";
  while (drafts.length < 150) {
    const site = sites.spread(apart, (s) => (isHome(s) ? crowdOf(s) + 5 : 0), 3);
    const containers = random.whole(2, 6);
    drafts.push({
      kind: "collection_point",
      ...nameAt(site.stretch, "垃圾收集点", "collection point"),
      site,
      openedDay: -random.whole(400, 2600),
      manager: random.chance(0.3) ? "社区居民委员会" : SWEEPERS,
      owner: random.chance(0.25) ? "小区业主委员会" : BUREAU,
      attributes: { containers, volumeLiters: containers * 240, isSorted: random.chance(0.6) },
      ...(drafts.length % 47 === 0 ? { status: "repair" as const } : {}),
    });
  }
  return drafts;
}

/** Rest stops of the cleaners, and the depots vehicles start from. */
export function staffPlacesOf({ sites, random, crowdOf, nameAt }: Placing): Draft[] {
  const apart: Point[] = [];
  const drafts: Draft[] = [];
  while (drafts.length < 22) {
    const i = drafts.length;
    const site = sites.spread(
      apart,
      (s) => (s.street && s.edge.class !== "lane" ? crowdOf(s) + 20 : 0),
      5,
    );
    drafts.push({
      kind: "rest_stop",
      ...nameAt(site.stretch, "环卫驿站", "Rest Stop"),
      site,
      openedDay: -random.whole(60, 1500),
      attributes: {
        seats: random.whole(4, 16),
        hasWater: true,
        hasToilet: i % 3 === 0,
        hours: "05:00-22:30",
      },
      ...(i === 20
        ? { status: "building" as const }
        : i === 21
          ? { status: "planned" as const }
          : {}),
    });
  }
  const depots: readonly (readonly [string, string, Point, number])[] = [
    ["清扫公司环城停保场", "Sweeping Company Huancheng Depot", [-1450, -2010], 28],
    ["清扫公司北岸停保场", "Sweeping Company North Bank Depot", [1650, 1930], 14],
    ["清厕分公司停保场", "Toilet Unit Depot", [1990, -1770], 8],
    ["新塘停保场", "Xintang Depot", [-1690, 1620], 6],
  ];
  for (const [name, nameEn, at, vehiclePlaces] of depots) {
    drafts.push({
      kind: "depot",
      name,
      nameEn,
      site: sites.near(at, 18),
      openedDay: -random.whole(1200, 3200),
      attributes: { vehiclePlaces, siteSquareMeters: vehiclePlaces * 130 + 400 },
    });
  }
  return drafts;
}

import { type Draft, TOILET_UNIT } from "./facilities.ts";
import type { Park } from "./ground.ts";
import { direction, distance, moved, type Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Site } from "./sites.ts";
import type { Placing } from "./stations.ts";
import type { Stretch } from "./streets.ts";
import { NO_TOILET, TRUTH_PLACES } from "./truth-places.ts";

/** Stalls by class; from the second class on more for women than for men, as CJJ 14-2016 asks. */
function attributesOf(toiletClass: "1" | "2" | "3", random: Random): Draft["attributes"] {
  const stallsMale = { 1: random.whole(8, 14), 2: random.whole(5, 9), 3: random.whole(3, 6) }[
    toiletClass
  ];
  return {
    toiletClass,
    stallsMale,
    stallsFemale: Math.round(stallsMale * (toiletClass === "3" ? 1 : 1.5)),
    isAccessible: toiletClass === "1" || (toiletClass === "2" && random.chance(0.7)),
    hasThirdBathroom: toiletClass === "1" || (toiletClass === "2" && random.chance(0.25)),
    hasFee: false,
    hours: toiletClass === "3" ? "06:00-22:00" : random.chance(0.5) ? "00:00-24:00" : "05:30-22:30",
  };
}

/** Toilets that others own: 非环卫产权. */
const OTHERS: readonly (readonly [suffix: string, suffixEn: string, owner: string])[] = [
  ["农贸市场公厕", "Market Toilet", "市场服务中心"],
  ["加油站公厕", "Filling Station Toilet", "加油站"],
  ["客运站公厕", "Coach Station Toilet", "客运站"],
  ["农贸市场公厕", "Market Toilet", "市场服务中心"],
  ["加油站公厕", "Filling Station Toilet", "加油站"],
  ["社区服务中心公厕", "Community Centre Toilet", "社区居民委员会"],
  ["农贸市场公厕", "Market Toilet", "市场服务中心"],
  ["加油站公厕", "Filling Station Toilet", "加油站"],
];

const inside = (park: Park, share: number): Point => {
  const corner = park.ring[Math.floor(share * park.ring.length)]!;
  return moved(
    corner,
    direction(corner, park.center),
    Math.min(22, distance(corner, park.center) / 2),
  );
};

/** 60 toilets: three names and a place from the document, one planted truth, parks, others' toilets, the rest. */
export function toiletsOf(
  { sites, random, crowdOf, nameAt }: Placing,
  parks: readonly Park[],
): Draft[] {
  const park = parks.find(({ name }) => name.zh === "平湖公园")!;
  const inPark = (where: Park, share: number): Site => {
    const point = inside(where, share);
    return { ...sites.near(point, 0), point, address: where.name.zh };
  };
  const drafts: Draft[] = [
    {
      kind: "toilet",
      name: "冶金公厕",
      nameEn: "Yejin Public Toilet",
      site: sites.near([150, 1760], 8),
      openedDay: -2400,
      attributes: attributesOf("2", random),
    },
    ...["一", "二"].map(
      (number, i): Draft => ({
        kind: "toilet",
        name: `平湖公园${number}号公厕`,
        nameEn: `Pinghu Park Toilet ${i + 1}`,
        site: inPark(park, 0.12 + 0.5 * i),
        openedDay: -150 - 10 * i,
        attributes: attributesOf("1", random),
      }),
    ),
    {
      kind: "toilet",
      name: "槐荫公厕",
      nameEn: "Huaiyin Public Toilet",
      site: sites.near(TRUTH_PLACES.toilet.at, 7),
      openedDay: -1900,
      attributes: attributesOf("1", random),
    },
  ];
  const isFarFromGap = (point: Point) => distance(point, NO_TOILET.at) > NO_TOILET.meters + 60;
  for (const other of parks.filter((p) => p !== park && isFarFromGap(p.center)).slice(0, 5)) {
    drafts.push({
      kind: "toilet",
      name: `${other.name.zh}公厕`,
      nameEn: `${other.name.en} Toilet`,
      site: inPark(other, 0.3),
      openedDay: -random.whole(500, 2600),
      attributes: attributesOf("2", random),
      owner: "园林管理处",
      manager: random.chance(0.5) ? "园林管理处" : TOILET_UNIT,
    });
  }
  const apart = drafts.map(({ site }) => site.point);
  const isStreet = ({ edge, street }: Stretch) => street !== null && edge.class !== "lane";
  while (drafts.length < 60) {
    const i = drafts.length;
    const site = sites.spread(apart, (s) => (isStreet(s) ? crowdOf(s) + 25 : 0), 7, isFarFromGap);
    const other = i >= 12 && i % 6 === 0 ? OTHERS[(i / 6 - 2) % OTHERS.length] : undefined;
    const status = (
      {
        15: "repair",
        23: "closed",
        28: "repair",
        33: "building",
        39: "closed",
        44: "planned",
        47: "repair",
        52: "building",
        57: "planned",
      } as const
    )[i];
    const isUnmanaged = [17, 26, 37, 49].includes(i);
    const toiletClass =
      site.stretch.edge.grade === 1 || random.chance(0.15) ? "1" : random.chance(0.6) ? "2" : "3";
    drafts.push({
      kind: "toilet",
      ...(other
        ? nameAt(site.stretch, other[0], other[1])
        : nameAt(site.stretch, "公厕", "Public Toilet")),
      site,
      // Only the two of the park opened within the year; those nobody manages are hardly older.
      openedDay: isUnmanaged ? -random.whole(370, 430) : -random.whole(450, 3300),
      attributes: attributesOf(toiletClass, random),
      ...(other ? { owner: other[2], manager: other[2] } : {}),
      ...(isUnmanaged ? { manager: "" } : {}),
      ...(status ? { status } : {}),
    });
  }
  return drafts;
}

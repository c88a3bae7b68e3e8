import { REPORT_ITEMS, REPORTS, type ReportItem } from "../reports.ts";
import { type Days, daysFrom } from "./days.ts";
import { type Random, randomOf } from "./random.ts";
import type { DemoArea, DemoDistrict } from "./records.ts";

export type DemoInspection = {
  readonly inspectionId: string;
  readonly area: DemoArea;
  readonly offset: number;
  readonly found: readonly { readonly itemId: ReportItem; readonly places: number }[];
  readonly note: string;
};
export type DemoActivity = {
  readonly activityId: string;
  readonly area: DemoArea;
  readonly offset: number;
  readonly done: string;
  readonly people: number;
};
export type DemoExposure = {
  readonly exposureId: string;
  readonly area: DemoArea;
  readonly offset: number;
  readonly medium: string;
  readonly title: string;
  readonly isGood: boolean;
  readonly isUpheld: boolean | null;
};
/** What was published: its days and when, as offsets from the anchor. */
export type DemoIssue = {
  readonly kind: "bulletin" | "ranking";
  readonly from: number;
  readonly to: number;
  readonly publishedOn: number;
  readonly remarks: string;
};

export type DemoReports = {
  readonly inspections: readonly DemoInspection[];
  readonly activities: readonly DemoActivity[];
  readonly exposures: readonly DemoExposure[];
  readonly issues: readonly DemoIssue[];
};

/** The year that the document counts in: the days before the anchor. */
const YEAR_DAYS = 365;
/** Bulletins that were issued in the year, by the document; the rule would have given 122. */
const ISSUED = 48;
const RANKINGS = 12;
/** Hygiene days are held from the third month of the year on. */
const HYGIENE_SINCE = -YEAR_DAYS + 59;
const COMMUNITIES_A_DAY = 12;
const EXPOSURES = 40;
/** Judged after some days. */
const LOOKED_INTO_DAYS = 10;

/** Townships whose names are the document's: nothing bad is told of them. */
const DOCUMENT_TOWNSHIPS = ["呆鹰岭镇", "长湖乡", "雨母山乡"];

/** How often each item is found where all is as on the mean. */
const OFTEN: Readonly<Record<ReportItem, number>> = {
  exposed_waste: 0.14,
  dead_corner: 0.08,
  collection_late: 0.06,
  toilet_dirty: 0.05,
  bins_full: 0.24,
  standing_sewage: 0.09,
  ditch_blocked: 0.06,
  dung: 0.05,
  litter: 0.34,
  small_ads: 0.26,
  sundries: 0.2,
};

const NOTES = ["已当场整改", "限三日内整改", "已通知社区，下期复查", "上次问题未整改到位"];
const DONE = [
  "清理楼道、院落杂物",
  "清除背街小巷卫生死角",
  "清洗垃圾桶",
  "铲除墙面小广告",
  "清捡绿化带白色垃圾",
  "疏通排水沟",
  "发动门店落实门前责任、清扫人行道",
];
const MEDIA = ["演示晚报", "演示电视台", "演示网"];
const BAD = ["背街小巷垃圾成堆", "垃圾桶满溢无人清", "污水横流居民绕行", "卫生死角久拖未清"];
const GOOD = ["卫生日全员上路清扫", "楼道清理一新", "垃圾收集点整治见效"];
const REMARKS = [
  "请各乡镇、街道对照问题清单限期整改，下期复查。",
  "本期检查情况通报如下，请有关社区认真整改。",
  "请得分靠后的社区在三日内整改，并将结果报市容管理股。",
];

/** Who is inspected, and how bad it is there: 0 is best, 1 worst. */
type Place = { readonly area: DemoArea; readonly badness: number; readonly isVillage: boolean };

/**
 * Inspections of communities, their hygiene days, what the media said, and what was published of it.
 *
 * Each day is drawn from a stream of its own. The 48 bulletins and 12 rankings are the document's figures; everything in
 * them is invented, and faults are found in communities of invented names only.
 */
export function reportsOf({ areas, district }: DemoDistrict, seed: number): DemoReports {
  const days = daysFrom(district.anchor);
  const randomFor = (purpose: string) => randomOf(seed, `reports/${purpose}`);
  const places = placesOf(areas, randomFor);
  const months = monthsBefore(days);
  const first = months[0]!.from;
  const inspections: DemoInspection[] = [];
  const activities: DemoActivity[] = [];
  for (let offset = first; offset < 0; offset++) {
    inspections.push(...inspectionsOf(places, offset, days, randomFor(`inspections/${offset}`)));
    if (offset >= HYGIENE_SINCE && days.weekday(offset) === REPORTS.hygieneWeekday - 1)
      activities.push(...activitiesOf(places, offset, days, randomFor(`hygiene/${offset}`)));
  }
  const random = randomFor("issues");
  return {
    ...{ inspections, activities },
    exposures: exposuresOf(places.communities, first, days, randomFor("media")),
    issues: [
      ...bulletinsOf(random),
      ...months.map(({ from, to }) => ({
        ...{ kind: "ranking" as const, from, to, publishedOn: to + 1 },
        remarks: "请排名靠后的社区查找原因，限期整改。",
      })),
    ],
  };
}

type Places = { readonly units: readonly Place[]; readonly communities: readonly Place[] };

function placesOf(areas: readonly DemoArea[], randomFor: (purpose: string) => Random): Places {
  const today = areas.filter(({ validTo }) => validTo === null);
  const nameOf = new Map(today.map(({ areaId, name }) => [areaId, name]));
  const isGuarded = (name: string | undefined) => DOCUMENT_TOWNSHIPS.includes(name ?? "");
  const placed = (area: DemoArea, townName: string | undefined): Place => {
    const drawn = randomFor(`badness/${area.code}`).next();
    return {
      ...{ area, isVillage: area.name.endsWith("村") },
      badness: isGuarded(townName) ? drawn * 0.3 : drawn,
    };
  };
  return {
    // the offices themselves: hardly anything is found, and nothing where the name is the document's
    units: today
      .filter(({ level }) => level === "subdistrict")
      .map((area) => ({ ...placed(area, area.name), badness: isGuarded(area.name) ? -1 : 0 })),
    communities: today
      .filter(({ level }) => level === "community")
      .map((area) => placed(area, nameOf.get(area.parentId ?? ""))),
  };
}

/** Whole months up to the one before the anchor's, of which the ranking was published before the anchor. */
function monthsBefore(days: Days) {
  const firsts: number[] = [];
  for (let offset = -1; firsts.length <= RANKINGS; offset--)
    if (days.day(offset).endsWith("-01")) firsts.unshift(offset);
  return firsts.slice(1).map((next, i) => ({ from: firsts[i]!, to: next - 1 }));
}

const keyOf = (days: Days, offset: number, i: number) =>
  `${days.day(offset).replaceAll("-", "")}-${String(i + 1).padStart(2, "0")}`;

function inspectionsOf(
  { units, communities }: Places,
  offset: number,
  days: Days,
  random: Random,
): DemoInspection[] {
  const month = days.month(offset);
  const heat = month >= 5 && month <= 8 ? 1.25 : 1;
  const better = 1.1 + (0.3 * -offset) / YEAR_DAYS - 0.2; // it gets better in the course of the year
  const visited = [random.pick(units), ...random.shuffled(communities).slice(0, COMMUNITIES_A_DAY)];
  return visited.map(({ area, badness, isVillage }, i) => {
    const found = REPORT_ITEMS.flatMap((itemId) => {
      const often = OFTEN[itemId] * (itemId === "dung" && isVillage ? 4 : 1);
      const chance = badness < 0 ? 0 : often * (0.15 + 1.7 * badness) * heat * better;
      const places = random.chance(0.25) ? random.whole(2, 4) : 1;
      return random.chance(chance) ? [{ itemId, places }] : [];
    });
    const note = found.length > 0 && random.chance(0.3) ? random.pick(NOTES) : "";
    return { inspectionId: `jc${keyOf(days, offset, i)}`, area, offset, found, note };
  });
}

function activitiesOf(
  { communities }: Places,
  offset: number,
  days: Days,
  random: Random,
): DemoActivity[] {
  return communities
    .filter(({ badness }) => random.chance(0.2 + 0.45 * (1 - badness)))
    .map(({ area }, i) => ({
      ...{ activityId: `ws${keyOf(days, offset, i)}`, area, offset },
      done: random.shuffled(DONE).slice(0, random.whole(1, 2)).join("；"),
      people: random.whole(8, 60),
    }));
}

function exposuresOf(
  communities: readonly Place[],
  first: number,
  days: Days,
  random: Random,
): DemoExposure[] {
  const offsets = Array.from({ length: EXPOSURES }, () => random.whole(first, -1)).sort(
    (a, b) => a - b,
  );
  return offsets.map((offset, i) => {
    const isGood = random.chance(0.35);
    const { area } = random.pick(
      communities.filter(({ badness }) => (isGood ? badness < 0.5 : badness > 0.45)),
    );
    const isUpheld = random.chance(0.75);
    return {
      ...{ exposureId: `mt${keyOf(days, offset, i)}`, area, offset, isGood },
      medium: random.pick(MEDIA),
      title: `${area.name}${random.pick(isGood ? GOOD : BAD)}`,
      isUpheld: offset > -LOOKED_INTO_DAYS ? null : isUpheld,
    };
  });
}

/** So many of the periods of the year, the last that is over among them. */
function bulletinsOf(random: Random): DemoIssue[] {
  const { intervalDays } = REPORTS;
  const all = Array.from({ length: Math.ceil(YEAR_DAYS / intervalDays) }, (_, i) => {
    const from = -YEAR_DAYS + i * intervalDays;
    return { from, to: from + intervalDays - 1 };
  }).filter(({ to }) => to + 1 < 0);
  const others = random.shuffled(all.slice(0, -1)).slice(0, ISSUED - 1);
  return [...others, all.at(-1)!]
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => ({
      ...{ kind: "bulletin" as const, from, to, publishedOn: to + 1 },
      remarks: random.pick(REMARKS),
    }));
}

import { GCJ02_SOURCE } from "./flaws.ts";
import { fleetTruthsOf } from "./fleet-truths.ts";
import { lengthMetersOf, toLngLat } from "./plane.ts";
import type { DemoDistrict, LngLat } from "./records.ts";
import { NO_TOILET, TRUTH_PLACES, type TruthPlace } from "./truth-places.ts";

/** A burst of complaints at one place; `perWeek(week)` counts weeks back from the anchor: 0 is the last one. */
export type Planted = {
  readonly place: TruthPlace;
  readonly categories: readonly string[];
  readonly fromWeek: number;
  readonly toWeek: number;
  readonly perWeek: (week: number) => number;
  readonly spreadMeters: number;
};

/** Weeks before the anchor with complaints: three years and a few days. */
export const WEEKS = 156;

export const PLANTED: Readonly<
  Record<"growing" | "persistent" | "ended" | "toilet" | "unswept", Planted>
> = {
  growing: {
    place: TRUTH_PLACES.growing,
    categories: ["exposed-waste", "exposed-waste", "accumulated-waste", "bin-overflow"],
    fromWeek: 40,
    toWeek: 0,
    perWeek: (week) => Math.round(1 + (40 - week) * 0.36),
    spreadMeters: 55,
  },
  persistent: {
    place: TRUTH_PLACES.persistent,
    categories: ["road-dirty", "road-dirty", "exposed-waste", "bin-overflow"],
    fromWeek: WEEKS - 1,
    toWeek: 0,
    perWeek: (week) => 4 + (week % 2),
    spreadMeters: 50,
  },
  ended: {
    place: TRUTH_PLACES.ended,
    categories: ["accumulated-waste", "accumulated-waste", "spillage", "stacking"],
    fromWeek: WEEKS - 1,
    toWeek: 52,
    perWeek: () => 6,
    spreadMeters: 60,
  },
  toilet: {
    place: TRUTH_PLACES.toilet,
    categories: ["toilet-dirty"],
    fromWeek: 42,
    toWeek: 0,
    perWeek: (week) => 5 + (week % 3),
    spreadMeters: 8,
  },
  unswept: {
    place: TRUTH_PLACES.unswept,
    categories: ["road-dirty"],
    fromWeek: 30,
    toWeek: 0,
    perWeek: () => 6,
    spreadMeters: 0, // along the whole road
  },
};

export const plantedCount = ({ fromWeek, toWeek, perWeek }: Planted) => {
  let count = 0;
  for (let week = toWeek; week <= fromWeek; week++) count += perWeek(week);
  return count;
};

/** One person, one day, one street. */
export const REPORTER = {
  place: TRUTH_PLACES.reporter,
  reporterId: "R00007",
  day: -97,
  count: 150,
  category: "illegal-ads",
};

/** A planted truth as tests and readers find it in `truths.json`: nothing depends on the anchor's date. */
export type Truth = {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** What it sits on: a street, a facility, a place, or a vehicle. */
  readonly subject: {
    readonly kind: "street" | "facility" | "place" | "vehicle";
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly position: LngLat;
  readonly radiusMeters: number;
  /** Days from the anchor, both included; null where it has no time, or does not end. */
  readonly fromDay: number | null;
  readonly toDay: number | null;
  /** How many complaints were planted for it. */
  readonly complaints: number;
  readonly categories: readonly string[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
};

const TITLES: Readonly<Record<keyof typeof PLANTED, { zh: string; en: string }>> = {
  growing: { zh: "芦花路一带投诉逐周增多", en: "Complaints around Luhua Road grow week by week" },
  persistent: {
    zh: "竹溪街三年来投诉不断",
    en: "Zhuxi Street has had complaints every week for three years",
  },
  ended: { zh: "麻园路的投诉一年前停止", en: "Complaints at Mayuan Road ended a year ago" },
  toilet: {
    zh: "槐荫公厕评为五星而投诉很多",
    en: "Huaiyin toilet has five stars and many complaints",
  },
  unswept: { zh: "枫林路评了星却没有清扫", en: "Fenglin Road has stars but is not swept" },
};

/** The planted truths of a generated district, with the keys its records have. */
export function truthsOf(district: DemoDistrict): Truth[] {
  const streetId = (name: string) =>
    district.streets.find((street) => street.name === name)!.streetId;
  const street = (place: TruthPlace) => ({
    kind: "street" as const,
    id: streetId(place.street),
    name: place.street,
  });
  const toilet = district.facilities.find(({ name }) => name === "槐荫公厕")!;
  const starsOf = (id: string) =>
    district.ratings.find(({ subjectId }) => subjectId === id)?.stars ?? null;

  const planted = (Object.keys(PLANTED) as (keyof typeof PLANTED)[]).map((key): Truth => {
    // the keys of a literal
    const plan = PLANTED[key];
    return {
      id: plan.place.id,
      title: TITLES[key],
      subject:
        key === "toilet"
          ? { kind: "facility", id: toilet.facilityId, name: toilet.name }
          : street(plan.place),
      position: key === "toilet" ? toilet.position : onStreet(district, plan.place),
      radiusMeters: key === "unswept" ? 450 : 200,
      fromDay: -7 * (plan.fromWeek + 1),
      toDay: -7 * plan.toWeek - 1,
      complaints: plantedCount(plan),
      categories: [...new Set(plan.categories)],
      facts:
        key === "toilet"
          ? { stars: starsOf(toilet.facilityId) }
          : key === "unswept"
            ? {
                stars: starsOf(streetId(plan.place.street)),
                isDueOnARoute: true,
                isEverServiced: false,
              }
            : {
                firstWeekCount: plan.perWeek(plan.fromWeek),
                lastWeekCount: plan.perWeek(plan.toWeek),
              },
    };
  });
  return [
    ...planted,
    {
      id: REPORTER.place.id,
      title: { zh: "同一人一天投诉150次", en: "One person reports 150 times in a day" },
      subject: street(REPORTER.place),
      position: onStreet(district, REPORTER.place),
      radiusMeters: 450,
      fromDay: REPORTER.day,
      toDay: REPORTER.day,
      complaints: REPORTER.count,
      categories: [REPORTER.category],
      facts: { reporterId: REPORTER.reporterId },
    },
    {
      id: NO_TOILET.id,
      title: { zh: "这一带600米内没有公厕", en: "No public toilet within 600 m around here" },
      subject: { kind: "place", id: null, name: null },
      position: toLngLat(NO_TOILET.at),
      radiusMeters: NO_TOILET.meters,
      fromDay: null,
      toDay: null,
      complaints: 0,
      categories: [],
      facts: { toiletsWithin: 0 },
    },
    misplaced(district),
    ...fleetTruthsOf(district),
  ];
}

/** Bins that came in with a list in GCJ-02 which was taken for WGS 84; which ones depends on what is complained about. */
const misplaced = ({ flaws }: DemoDistrict): Truth => ({
  id: "bins-in-gcj02",
  title: {
    zh: "一批补录的果皮箱是GCJ-02坐标，被当作WGS 84存放",
    en: "A list of bins is in GCJ-02 and was taken for WGS 84",
  },
  subject: { kind: "place", id: null, name: null },
  position: toLngLat([0, 0]),
  radiusMeters: 4_000, // all over the town
  fromDay: null,
  toDay: null,
  complaints: 0,
  categories: [],
  facts: {
    bins: flaws.filter(({ kind }) => kind === "wrong-datum").length,
    source: GCJ02_SOURCE,
    datum: "gcj02",
  },
});

/** The position on a truth's street nearest to where it was meant. */
function onStreet({ streets, edges }: DemoDistrict, { street, at }: TruthPlace): LngLat {
  const id = streets.find(({ name }) => name === street)!.streetId;
  const [lng, lat] = toLngLat(at);
  let best: { position: LngLat; meters: number } | null = null;
  for (const { streetId, path } of edges) {
    if (streetId !== id) continue;
    for (let i = 0; i + 1 < path.length; i++) {
      const [a, b] = [path[i]!, path[i + 1]!];
      for (const share of [0, 0.25, 0.5, 0.75, 1]) {
        const position: LngLat = [
          Math.round((a[0] + (b[0] - a[0]) * share) * 1e7) / 1e7,
          Math.round((a[1] + (b[1] - a[1]) * share) * 1e7) / 1e7,
        ];
        const meters = lengthMetersOf([[lng, lat], position]);
        if (best === null || meters < best.meters) best = { position, meters };
      }
    }
  }
  return best!.position;
}

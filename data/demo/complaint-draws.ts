import { around, atFacility, beside, nearestOnStreet, type Place } from "./complaint-places.ts";
import type { Days } from "./days.ts";
import type { Draft } from "./facilities.ts";
import type { IsLand } from "./land.ts";
import { distance } from "./plane.ts";
import { type Random, weightedIndex } from "./random.ts";
import type { DemoFacility } from "./records.ts";
import { middleOf, type Stretch } from "./streets.ts";
import type { Planted } from "./truths.ts";

const REPORTERS = 13_500;

/** How often each category comes, what it hangs on, and the months (0 is January) in which it comes more. */
const CATEGORIES: readonly {
  readonly id: string;
  readonly weight: number;
  readonly at: "street" | DemoFacility["kind"];
  readonly peak?: { readonly months: readonly number[]; readonly factor: number };
}[] = [
  { id: "exposed-waste", weight: 19, at: "street", peak: { months: [5, 6, 7, 8], factor: 1.5 } },
  { id: "road-dirty", weight: 17, at: "street" },
  { id: "bin-overflow", weight: 13, at: "bin", peak: { months: [0, 1, 6, 7, 9], factor: 1.3 } },
  { id: "accumulated-waste", weight: 8, at: "street" },
  { id: "toilet-dirty", weight: 8, at: "toilet", peak: { months: [5, 6, 7, 8], factor: 1.6 } },
  {
    id: "missed-collection",
    weight: 7,
    at: "collection_point",
    peak: { months: [0, 1], factor: 1.7 },
  },
  {
    id: "station-odor",
    weight: 5,
    at: "transfer_station",
    peak: { months: [5, 6, 7, 8], factor: 2.2 },
  },
  { id: "illegal-ads", weight: 5, at: "street" },
  { id: "spillage", weight: 4, at: "street" },
  { id: "green-dirty", weight: 3, at: "street" },
  { id: "stacking", weight: 3, at: "street" },
  { id: "leaf-burning", weight: 2, at: "street", peak: { months: [9, 10, 11], factor: 3 } },
  { id: "facility-damaged", weight: 2, at: "bin" },
  { id: "toilet-closed", weight: 1.6, at: "toilet" },
  { id: "operation-noise", weight: 1.6, at: "street", peak: { months: [5, 6, 7, 8], factor: 1.4 } },
  { id: "dead-animal", weight: 0.8, at: "street" },
];

/** A complaint before it has a number: `day` counts from the anchor, `seconds` from its local midnight. */
export type Raw = {
  readonly day: number;
  readonly seconds: number;
  readonly category: string;
  readonly place: Place;
  readonly reporterId: string;
};

/** What complaints come from: the town and its people. */
export type Scene = {
  readonly stretches: readonly Stretch[];
  readonly crowdOf: (stretch: Stretch) => number;
  readonly isLand: IsLand;
  readonly facilities: readonly { readonly facility: DemoFacility; readonly draft: Draft }[];
  readonly days: Days;
  /** A stream for each purpose, so that a planted truth does not move when the rest changes. */
  readonly randomFor: (purpose: string) => Random;
};

/** Hours of the day, from midnight: quiet nights, a morning and an evening peak. */
const HOURS = [
  1, 0.5, 0.4, 0.3, 0.6, 1.6, 4, 7, 8.5, 8, 7, 6, 4.5, 4, 5, 5.6, 6, 6.6, 7, 7.5, 6.5, 4.5, 3, 1.8,
];

/** Draws one complaint from a stream; where the day comes from the stream too, it is drawn in its turn. */
export type Draw<Result> = (random: Random, dayOf: () => number) => Result;

/** What happens everywhere. Null where the category drawn is out of season on the day drawn. */
export function usualDraw({
  stretches,
  crowdOf,
  isLand,
  facilities,
  days,
}: Scene): Draw<Raw | null> {
  const open = stretches.filter(({ edge }) => !edge.isBridge && edge.class !== "path");
  const classWeight = { arterial: 1.5, secondary: 1.4, branch: 1.2, lane: 1, path: 0 };
  const streetAt = weightedIndex(
    open.map((s) => s.meters * classWeight[s.edge.class] * (crowdOf(s) + 30)),
  );
  const categoryAt = weightedIndex(CATEGORIES.map(({ weight }) => weight));
  const hourAt = weightedIndex(HOURS);
  const facilityAt = new Map(
    ["bin", "toilet", "collection_point", "transfer_station"].map((kind) => {
      const some = facilities.filter(
        ({ facility }) => facility.kind === kind && facility.openedOn !== null,
      );
      return [
        kind,
        { some, draw: weightedIndex(some.map(({ draft }) => crowdOf(draft.site.stretch) + 10)) },
      ] as const;
    }),
  );
  return (random, dayOf) => {
    const { id, at, peak } = CATEGORIES[categoryAt(random.next())]!;
    const day = dayOf();
    const isPeak = peak?.months.includes(days.month(day)) ?? false;
    if (peak && !isPeak && random.chance(1 - 1 / peak.factor)) return null;
    const seconds = hourAt(random.next()) * 3600 + random.whole(0, 3599);
    const kind = facilityAt.get(at);
    const place = kind
      ? atFacility(kind.some[kind.draw(random.next())]!, isLand, random)
      : beside(open[streetAt(random.next())]!, isLand, random);
    return { day, seconds, category: id, place, reporterId: reporterOf(random) };
  };
}

/** Which share of what is drawn for a month (0 is January) is in season; the others are null. */
export function shareInSeason(month: number): number {
  let drawn = 0;
  let kept = 0;
  for (const { weight, peak } of CATEGORIES) {
    drawn += weight;
    kept += peak && !peak.months.includes(month) ? weight / peak.factor : weight;
  }
  return kept / drawn;
}

/** What was planted at one place. */
export function plantedDraw({ stretches, isLand, facilities }: Scene, plan: Planted): Draw<Raw> {
  const { place, categories, spreadMeters } = plan;
  const own = stretches.filter(({ street }) => street?.name === place.street);
  const near = stretches.filter(
    (s) => !s.edge.isBridge && distance(middleOf(s), place.at) < spreadMeters * 3,
  );
  const toilet = facilities.find(({ facility }) => facility.name === "槐荫公厕");
  const center = nearestOnStreet(place.at, own);
  const hourAt = weightedIndex(HOURS);
  return (random, dayOf) => {
    const day = dayOf();
    const seconds = hourAt(random.next()) * 3600 + random.whole(0, 3599);
    const spot =
      spreadMeters < 10 && toilet && spreadMeters > 0
        ? atFacility(toilet, isLand, random)
        : spreadMeters === 0
          ? beside(random.pick(own), isLand, random)
          : around(center, spreadMeters, own.length > 0 ? own : near, random);
    const category = random.pick(categories);
    return { day, seconds, category, place: spot, reporterId: reporterOf(random) };
  };
}

/** Most people report once or twice; a few are known by their voice. */
function reporterOf(random: Random): string {
  const isFrequent = random.chance(0.12);
  const number = isFrequent ? random.whole(20, 160) : random.whole(200, REPORTERS);
  return `R${String(number).padStart(5, "0")}`;
}

import { around, atFacility, beside, nearestOnStreet, type Place } from "./complaint-places.ts";
import type { Days } from "./days.ts";
import type { Draft } from "./facilities.ts";
import type { IsLand } from "./land.ts";
import { distance, toLngLat } from "./plane.ts";
import { type Random, weightedIndex } from "./random.ts";
import type { DemoComplaint, DemoFacility } from "./records.ts";
import { middleOf, type Stretch } from "./streets.ts";
import { PLANTED, type Planted, REPORTER, WEEKS } from "./truths.ts";

const COMPLAINTS = 30_000;
const FIRST_DAY = -7 * WEEKS;
const UNKNOWN_POSITION = 0.028;
const UNKNOWN_CATEGORY = 0.022;
const REPORTERS = 13_500;

/** Parts of a hundred, by channel; the CPPCC proposals are one a year, as the document has it. */
const CHANNELS = {
  telephone: 44,
  hotline12345: 27,
  platform: 13,
  app: 12,
  visit: 2.4,
  letter: 1.6,
};

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

type Raw = {
  readonly day: number;
  readonly seconds: number;
  readonly category: string;
  readonly place: Place;
  readonly reporterId: string;
};

export type Scene = {
  readonly stretches: readonly Stretch[];
  readonly crowdOf: (stretch: Stretch) => number;
  readonly isLand: IsLand;
  readonly facilities: readonly { readonly facility: DemoFacility; readonly draft: Draft }[];
  readonly days: Days;
  /** A stream for each purpose, so that a planted truth does not move when the rest changes. */
  readonly randomFor: (purpose: string) => Random;
};

/** Three years of complaints: what happens everywhere, and what was planted. */
export function complaintsOf(scene: Scene): DemoComplaint[] {
  const planted = [
    ...Object.entries(PLANTED).flatMap(([key, plan]) =>
      plantedAt(scene, plan, scene.randomFor(`planted/${key}`)),
    ),
    ...oneReporter(scene),
  ];
  const usual = everywhere(scene, COMPLAINTS - planted.length);
  const raw = [...usual, ...planted].sort((p, q) => p.day - q.day || p.seconds - q.seconds);
  return numbered(raw, new Set(planted), scene);
}

function numbered(
  raw: readonly Raw[],
  planted: ReadonlySet<Raw>,
  { days, randomFor }: Scene,
): DemoComplaint[] {
  const random = randomFor("complaints/fields");
  const channelAt = weightedIndex(Object.values(CHANNELS));
  const channels = Object.keys(CHANNELS);
  // One proposal of the political consultative conference a year.
  const proposals = new Set([0, 1, 2].map((year) => Math.floor(((year + 0.4) / 3) * raw.length)));
  let serial = 0;
  return raw.map((item, i) => {
    const { day, seconds, category, place, reporterId } = item;
    serial = i > 0 && raw[i - 1]!.day === day ? serial + 1 : 1;
    const occurredOn = days.day(day);
    const [uniform, hidePlace, hideCategory] = [random.next(), random.next(), random.next()];
    const isPlaceKnown = planted.has(item) || hidePlace >= UNKNOWN_POSITION;
    return {
      complaintId: `c${String(i + 1).padStart(6, "0")}`,
      number: `TS${occurredOn.replaceAll("-", "")}${String(serial).padStart(4, "0")}`,
      channel: proposals.has(i) ? "proposal" : channels[channelAt(uniform)]!,
      category: planted.has(item) || hideCategory >= UNKNOWN_CATEGORY ? category : null,
      occurredOn,
      occurredAt: days.at(day, seconds),
      position: isPlaceKnown ? toLngLat(place.point) : null,
      address: isPlaceKnown ? place.address : null,
      streetId: isPlaceKnown ? (place.stretch?.street?.streetId ?? null) : null,
      facilityId: isPlaceKnown ? place.facilityId : null,
      reporterId,
    };
  });
}

/** Hours of the day, from midnight: quiet nights, a morning and an evening peak. */
const HOURS = [
  1, 0.5, 0.4, 0.3, 0.6, 1.6, 4, 7, 8.5, 8, 7, 6, 4.5, 4, 5, 5.6, 6, 6.6, 7, 7.5, 6.5, 4.5, 3, 1.8,
];
/** Monday first. */
const WEEKDAYS = [1.16, 1.06, 1.02, 1, 1.04, 0.9, 0.82];

function everywhere(
  { stretches, crowdOf, isLand, facilities, days, randomFor }: Scene,
  count: number,
): Raw[] {
  const random = randomFor("complaints/everywhere");
  const open = stretches.filter(({ edge }) => !edge.isBridge && edge.class !== "path");
  const classWeight = { arterial: 1.5, secondary: 1.4, branch: 1.2, lane: 1, path: 0 };
  const streetAt = weightedIndex(
    open.map((s) => s.meters * classWeight[s.edge.class] * (crowdOf(s) + 30)),
  );
  const categoryAt = weightedIndex(CATEGORIES.map(({ weight }) => weight));
  const hourAt = weightedIndex(HOURS);
  const daysAgo = -FIRST_DAY;
  const dayAt = weightedIndex(
    // Slightly more every year: people learn where to call.
    Array.from(
      { length: daysAgo },
      (_, i) => WEEKDAYS[days.weekday(FIRST_DAY + i)]! * (1 + (0.12 * i) / daysAgo),
    ),
  );
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
  const reporterAt = reporters(random);
  const raw: Raw[] = [];
  while (raw.length < count) {
    const { id, at, peak } = CATEGORIES[categoryAt(random.next())]!;
    const day = FIRST_DAY + dayAt(random.next());
    const isPeak = peak?.months.includes(days.month(day)) ?? false;
    if (peak && !isPeak && random.chance(1 - 1 / peak.factor)) continue;
    const seconds = hourAt(random.next()) * 3600 + random.whole(0, 3599);
    const kind = facilityAt.get(at);
    const place = kind
      ? atFacility(kind.some[kind.draw(random.next())]!, isLand, random)
      : beside(open[streetAt(random.next())]!, isLand, random);
    raw.push({ day, seconds, category: id, place, reporterId: reporterAt() });
  }
  return raw;
}

/** Most people report once or twice; a few are known by their voice. */
function reporters(random: Random): () => string {
  return () => {
    const isFrequent = random.chance(0.12);
    const number = isFrequent ? random.whole(20, 160) : random.whole(200, REPORTERS);
    return `R${String(number).padStart(5, "0")}`;
  };
}

function plantedAt({ stretches, isLand, facilities }: Scene, plan: Planted, random: Random): Raw[] {
  const { place, categories, fromWeek, toWeek, perWeek, spreadMeters } = plan;
  const own = stretches.filter(({ street }) => street?.name === place.street);
  const near = stretches.filter(
    (s) => !s.edge.isBridge && distance(middleOf(s), place.at) < spreadMeters * 3,
  );
  const toilet = facilities.find(({ facility }) => facility.name === "槐荫公厕");
  const center = nearestOnStreet(place.at, own);
  const hourAt = weightedIndex(HOURS);
  const reporterAt = reporters(random);
  const raw: Raw[] = [];
  for (let week = fromWeek; week >= toWeek; week--) {
    for (let i = 0; i < perWeek(week); i++) {
      const day = -7 * (week + 1) + random.whole(0, 6);
      const seconds = hourAt(random.next()) * 3600 + random.whole(0, 3599);
      const spot =
        spreadMeters < 10 && toilet && spreadMeters > 0
          ? atFacility(toilet, isLand, random)
          : spreadMeters === 0
            ? beside(random.pick(own), isLand, random)
            : around(center, spreadMeters, own.length > 0 ? own : near, random);
      raw.push({
        day,
        seconds,
        category: random.pick(categories),
        place: spot,
        reporterId: reporterAt(),
      });
    }
  }
  return raw;
}

function oneReporter({ stretches, isLand, randomFor }: Scene): Raw[] {
  const random = randomFor("planted/reporter");
  const own = stretches.filter(({ street }) => street?.name === REPORTER.place.street);
  return Array.from({ length: REPORTER.count }, () => ({
    day: REPORTER.day,
    seconds: random.whole(7 * 3600, 22 * 3600),
    category: REPORTER.category,
    place: beside(random.pick(own), isLand, random),
    reporterId: REPORTER.reporterId,
  }));
}

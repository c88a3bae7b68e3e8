import { plantedDraw, type Raw, type Scene, usualDraw } from "./complaint-draws.ts";
import { beside } from "./complaint-places.ts";
import type { Days } from "./days.ts";
import { toLngLat } from "./plane.ts";
import { type Random, weightedIndex } from "./random.ts";
import type { DemoComplaint } from "./records.ts";
import { PLANTED, REPORTER, WEEKS } from "./truths.ts";

export const COMPLAINTS = 30_000;
/** The first of the three years, in days from the anchor. */
export const FIRST_DAY = -7 * WEEKS;
const UNKNOWN_POSITION = 0.028;
const UNKNOWN_CATEGORY = 0.022;

/** Parts of a hundred, by channel; the CPPCC proposals are one a year, as the document has it. */
const CHANNELS = {
  telephone: 44,
  hotline12345: 27,
  platform: 13,
  app: 12,
  visit: 2.4,
  letter: 1.6,
};

/** Three years of complaints: what happens everywhere, and what was planted. */
export function complaintsOf(scene: Scene): DemoComplaint[] {
  const planted = [...plantedOf(scene), ...oneReporter(scene)];
  const usual = everywhere(scene, COMPLAINTS - planted.length);
  const isPlanted = new Set(planted);
  const raw = [...usual, ...planted].sort((p, q) => p.day - q.day || p.seconds - q.seconds);
  const fields = fieldsOf(scene.days, scene.randomFor("complaints/fields"));
  // One proposal of the political consultative conference a year.
  const proposals = new Set([0, 1, 2].map((year) => Math.floor(((year + 0.4) / 3) * raw.length)));
  let serial = 0;
  return raw.map((item, i) => {
    serial = i > 0 && raw[i - 1]!.day === item.day ? serial + 1 : 1;
    const complaintId = `c${String(i + 1).padStart(6, "0")}`;
    const record = { complaintId, ...fields(item, serial, isPlanted.has(item)) };
    return proposals.has(i) ? { ...record, channel: "proposal" } : record;
  });
}

/**
 * Writes down what was drawn: its number, how it came in, and what about it is not known.
 *
 * @returns A function of a complaint, its serial number within its day from 1, and whether it was planted.
 */
export function fieldsOf(days: Days, random: Random) {
  const channelAt = weightedIndex(Object.values(CHANNELS));
  const channels = Object.keys(CHANNELS);
  return (item: Raw, serial: number, isPlanted: boolean): Omit<DemoComplaint, "complaintId"> => {
    const { day, seconds, category, place, reporterId } = item;
    const occurredOn = days.day(day);
    const [uniform, hidePlace, hideCategory] = [random.next(), random.next(), random.next()];
    const isPlaceKnown = isPlanted || hidePlace >= UNKNOWN_POSITION;
    return {
      number: `TS${occurredOn.replaceAll("-", "")}${String(serial).padStart(4, "0")}`,
      channel: channels[channelAt(uniform)]!,
      category: isPlanted || hideCategory >= UNKNOWN_CATEGORY ? category : null,
      occurredOn,
      occurredAt: days.at(day, seconds),
      position: isPlaceKnown ? toLngLat(place.point) : null,
      address: isPlaceKnown ? place.address : null,
      streetId: isPlaceKnown ? (place.stretch?.street?.streetId ?? null) : null,
      facilityId: isPlaceKnown ? place.facilityId : null,
      reporterId,
    };
  };
}

/** Monday first. */
export const WEEKDAYS = [1.16, 1.06, 1.02, 1, 1.04, 0.9, 0.82];

/** How busy a day is beside others, its season left out: slightly more every year, people learn where to call. */
export const busyness = (days: Days, day: number) =>
  WEEKDAYS[days.weekday(day)]! * (1 + (0.12 * (day - FIRST_DAY)) / -FIRST_DAY);

function everywhere(scene: Scene, count: number): Raw[] {
  const random = scene.randomFor("complaints/everywhere");
  const draw = usualDraw(scene);
  const dayAt = weightedIndex(
    Array.from({ length: -FIRST_DAY }, (_, i) => busyness(scene.days, FIRST_DAY + i)),
  );
  const dayOf = () => FIRST_DAY + dayAt(random.next());
  const raw: Raw[] = [];
  while (raw.length < count) {
    const one = draw(random, dayOf);
    if (one) raw.push(one);
  }
  return raw;
}

function plantedOf(scene: Scene): Raw[] {
  return Object.entries(PLANTED).flatMap(([key, plan]) => {
    const random = scene.randomFor(`planted/${key}`);
    const draw = plantedDraw(scene, plan);
    const raw: Raw[] = [];
    for (let week = plan.fromWeek; week >= plan.toWeek; week--) {
      const dayOf = () => -7 * (week + 1) + random.whole(0, 6);
      for (let i = 0; i < plan.perWeek(week); i++) raw.push(draw(random, dayOf));
    }
    return raw;
  });
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

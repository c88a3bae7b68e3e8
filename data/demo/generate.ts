import { latLngToCell } from "h3-js";
import { areasOf } from "./areas.ts";
import { binsOf } from "./bins.ts";
import { unbuiltOn } from "./built.ts";
import { casesOf } from "./cases.ts";
import { routesOf } from "./cleaning.ts";
import { communitiesOf } from "./communities.ts";
import type { Scene } from "./complaint-draws.ts";
import { complaintsOf } from "./complaints.ts";
import { constructionOf } from "./construction.ts";
import { daysFrom } from "./days.ts";
import { DOCUMENT_STREETS } from "./document-names.ts";
import { BUREAU, type Draft, INSPECTORS, registered, SWEEPERS, TOILET_UNIT } from "./facilities.ts";
import { flawsOf } from "./flaws.ts";
import { groundOf } from "./ground.ts";
import { inspectionsOf } from "./inspections.ts";
import { landOf } from "./land.ts";
import { laterComplaintsOf } from "./later-complaints.ts";
import type { Name } from "./names.ts";
import { peopleOf } from "./people.ts";
import { placesOf } from "./places.ts";
import { planOf } from "./plan.ts";
import { distance, toLngLat } from "./plane.ts";
import { plotsOf } from "./plots.ts";
import { randomOf } from "./random.ts";
import { ratingsOf } from "./ratings.ts";
import type {
  DemoCase,
  DemoCell,
  DemoComplaint,
  DemoConstruction,
  DemoDistrict,
  DemoFacility,
  DemoLand,
  DemoTown,
} from "./records.ts";
import { type DemoReports, reportsOf } from "./reports.ts";
import { sitesOf } from "./sites.ts";
import { collectionPointsOf, type Placing, staffPlacesOf, stationsOf } from "./stations.ts";
import { middleOf, type Stretch, streetsOf } from "./streets.ts";
import { toiletsOf } from "./toilets.ts";
import { vehiclesOf } from "./vehicles.ts";

export const DEMO_DISTRICT_ID = "zhengxiang";
export const SEED = 430_408;

type DemoTime = {
  /** 00:00 in Asia/Shanghai on the day the demonstration begins. */
  readonly anchor: Date;
  readonly seed?: number;
};

/**
 * The demonstration district, the same for the same anchor and seed on every machine.
 *
 * Pure: nothing is read or written. Streets, people and facilities depend on the seed alone; dates are offsets from
 * the anchor, and so is how complaints fall on weekdays and seasons. What comes from the seed document and what is
 * invented is said in SOURCE.md.
 *
 * @returns Records of data/schema, keys included. About two seconds.
 * @throws {RangeError} when the anchor is not a local midnight.
 */
export function generateDemo({ anchor, seed = SEED }: DemoTime): DemoDistrict {
  const town = townOf(anchor, seed);
  const { scene, facilities, streets, areas, ground, cells } = town;
  const { stretches, days } = scene;
  const complaints = complaintsOf(scene);
  const { routes, washRotation, vehicles } = workOf(town, anchor);
  const ratings = ratingsOf({ streets, facilities, complaints }, days, randomOf(seed, "ratings"));
  return {
    district: districtAt(anchor),
    settings: [
      { key: "bureau", value: { name: BUREAU, units: [SWEEPERS, TOILET_UNIT, INSPECTORS] } },
      { key: "washRotation", value: { from: days.day(0), streetIds: washRotation } },
    ],
    areas,
    facilities,
    flaws: flawsOf(facilities, complaints, DOCUMENT_STREETS, randomOf(seed, "flaws")),
    streets,
    edges: stretches.map(({ edge }) => edge),
    cells,
    ground,
    complaints,
    routes,
    vehicles,
    ratings,
    ...inspectionsOf({ streets, facilities, ratings }, days, randomOf(seed, "inspections")),
  };
}

/** What vehicles drive on and what they are to do there, without complaints: what a day of the fleet is worked out from. */
export function demoTown({ anchor, seed = SEED }: DemoTime): DemoTown {
  const town = townOf(anchor, seed);
  const { routes, vehicles } = workOf(town, anchor);
  const edges = town.scene.stretches.map(({ edge }) => edge);
  const { streets, facilities } = town;
  return { district: districtAt(anchor), streets, edges, facilities, routes, vehicles };
}

const districtAt = (anchor: Date): DemoDistrict["district"] => ({
  districtId: DEMO_DISTRICT_ID,
  name: "蒸湘区",
  nameEn: "Zhengxiang District",
  code: "430408",
  timeZone: "Asia/Shanghai",
  anchor,
});

/** What is to be cleaned, and with which vehicles. */
function workOf({ scene, drafts, facilities }: ReturnType<typeof townOf>, anchor: Date) {
  const { stretches, days } = scene;
  const rounds = collectionsOf(drafts, facilities);
  const { routes, washRotation } = routesOf(stretches, rounds, facilities, days);
  return { routes, washRotation, vehicles: vehiclesOf(routes, daysFrom(anchor)) };
}

/**
 * The complaints of the days after the anchor, of the same town: day 0 is the anchor's own.
 *
 * Pure. A day is the same whether it is asked for alone or among others, and its keys and numbers are its own.
 *
 * @param endDay  the first day left out, in days from the anchor. @returns In order of time. About a second.
 * @throws {RangeError} when the anchor is not a local midnight, or `fromDay` is before it.
 */
export function laterComplaints({
  anchor,
  seed = SEED,
  fromDay,
  endDay,
}: DemoTime & { readonly fromDay: number; readonly endDay: number }): DemoComplaint[] {
  return laterComplaintsOf(townOf(anchor, seed).scene, fromDay, endDay);
}

/**
 * Places where people work or gather, and plots of land, of a district that was generated from the same seed: each
 * with streams of its own, so that nothing else of the town depends on them.
 */
export function demoLand(
  district: DemoDistrict,
  { seed = SEED }: { readonly seed?: number } = {},
): DemoLand {
  const { name, nameEn } = district.district;
  const communityAt = communitiesOf(district.areas, { zh: name, en: nameEn });
  const isUnbuilt = unbuiltOn(district.ground);
  const lands = plotsOf(planOf(seed), { communityAt, isUnbuilt }, randomOf(seed, "plots"));
  return {
    places: placesOf(lands, district, communityAt, randomOf(seed, "places")),
    plots: lands.map(({ plot }) => plot),
  };
}

/** What is to be built in a district that was generated, and a scenario: with a stream of their own. */
export const demoConstruction = (
  district: DemoDistrict,
  { seed = SEED }: { readonly seed?: number } = {},
): DemoConstruction =>
  constructionOf(district, daysFrom(district.district.anchor), randomOf(seed, "construction"));

/** The complaints of a district with their lives, each with streams of its own. */
export const historyCases = (
  { areas, complaints }: DemoDistrict,
  { seed = SEED }: { readonly seed?: number } = {},
): DemoCase[] =>
  casesOf(
    complaints,
    { areas, randomFor: (purpose) => randomOf(seed, purpose) },
    { isHistory: true },
  );

/** Inspections of communities and what was published of them, of a district that was generated from the same seed. */
export const demoReports = (
  district: DemoDistrict,
  { seed = SEED }: { readonly seed?: number } = {},
): DemoReports => reportsOf(district, seed);

/**
 * The complaints of the days after the anchor, as `laterComplaints` has them, with their lives.
 *
 * A day is the same whether it is asked for alone or among others: none says again what one of another day said.
 */
export function laterCases(asked: Parameters<typeof laterComplaints>[0]): DemoCase[] {
  const { scene, areas } = townOf(asked.anchor, asked.seed ?? SEED);
  const complaints = laterComplaintsOf(scene, asked.fromDay, asked.endDay);
  const byDay = new Map<string, DemoComplaint[]>();
  for (const complaint of complaints) {
    const ofDay = byDay.get(complaint.occurredOn) ?? [];
    ofDay.push(complaint);
    byDay.set(complaint.occurredOn, ofDay);
  }
  return [...byDay.values()].flatMap((ofDay) =>
    casesOf(ofDay, { areas, randomFor: scene.randomFor }, { isHistory: false }),
  );
}

/** The stream that the life of a complaint is drawn from. */
export const lifeStream = (complaintId: string, seed = SEED) =>
  randomOf(seed, `life/${complaintId}`);

/** The town and its people, everything but what happens in it. */
function townOf(anchor: Date, seed: number) {
  const days = daysFrom(anchor);
  const plan = planOf(seed);
  const { streets, stretches, names } = streetsOf(plan, randomOf(seed, "streets"));
  const areas = areasOf(plan, names, days);
  const { ground, buildings, parks } = groundOf(plan, names, randomOf(seed, "buildings"));
  const cells = peopleOf(buildings);
  const crowdOf = crowdOn(cells);

  const isLand = landOf(plan);
  const random = randomOf(seed, "facilities");
  const placing: Placing = {
    sites: sitesOf(stretches, isLand, random),
    random,
    crowdOf,
    nameAt: namer(names),
  };
  const stations = stationsOf(placing);
  const drafts: Draft[] = [
    ...stations,
    ...toiletsOf(placing, parks),
    ...binsOf(stretches, isLand, random),
    ...collectionPointsOf(placing, distance),
    ...staffPlacesOf(placing),
  ];
  const facilities = registered(drafts, days, randomOf(seed, "register"));
  const scene: Scene = {
    stretches,
    crowdOf,
    isLand,
    facilities: facilities.map((facility, i) => ({ facility, draft: drafts[i]! })),
    days,
    randomFor: (purpose) => randomOf(seed, purpose),
  };
  return { scene, drafts, facilities, streets, areas, ground, cells };
}

/** People by night and day in the cell around a stretch. */
function crowdOn(cells: readonly DemoCell[]): (stretch: Stretch) => number {
  const people = new Map(cells.map(({ cell, residents, daytime }) => [cell, residents + daytime]));
  const known = new Map<Stretch, number>();
  return (stretch) => {
    const ready = known.get(stretch);
    if (ready !== undefined) return ready;
    const [lng, lat] = toLngLat(middleOf(stretch));
    const crowd = people.get(latLngToCell(lat, lng, 10)) ?? 0;
    known.set(stretch, crowd);
    return crowd;
  };
}

/** Streets of the document name no facility that the document does not. */
function namer(names: () => Name): Placing["nameAt"] {
  const given = new Set<string>();
  return ({ street }, suffix, suffixEn) => {
    const isFree =
      street && !DOCUMENT_STREETS.includes(street.name) && !given.has(street.name + suffix);
    if (isFree) {
      given.add(street.name + suffix);
      return { name: street.name + suffix, nameEn: `${street.nameEn} ${suffixEn}` };
    }
    if (street && !DOCUMENT_STREETS.includes(street.name) && suffix.endsWith("收集点")) {
      for (let serial = 2; ; serial++) {
        const name = `${street.name}${serial}号${suffix}`;
        if (given.has(name)) continue;
        given.add(name);
        return { name, nameEn: `${street.nameEn} ${suffixEn} ${serial}` };
      }
    }
    const name = names();
    return { name: name.zh + suffix, nameEn: `${name.en} ${suffixEn}` };
  };
}

/** Five collection tours through the town, each ending at a station. */
function collectionsOf(drafts: readonly Draft[], facilities: readonly DemoFacility[]) {
  const idOf = (draft: Draft) => facilities[drafts.indexOf(draft)]!.facilityId;
  const stations = drafts.filter(({ kind, status }) => kind === "transfer_station" && !status);
  const points = drafts.filter(
    ({ kind, owner }) => kind === "collection_point" && !owner?.endsWith("人民政府"),
  );
  return [3, 6, 9, 12, 14].map((index, i) => {
    const station = stations[index]!;
    const near = [...points]
      .sort(
        (p, q) =>
          distance(p.site.point, station.site.point) - distance(q.site.point, station.site.point),
      )
      .slice(0, 9)
      .sort((p, q) => p.site.point[0] - q.site.point[0]);
    return {
      name: `清运${["一", "二", "三", "四", "五"][i]}线`,
      nameEn: `Haulage line ${i + 1}`,
      stops: [...near, station].map(({ site }) => site.stretch),
      stopIds: [...near, station].map(idOf),
    };
  });
}

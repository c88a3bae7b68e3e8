import type { DemoDistrict, LngLat } from "./records.ts";
import { TRUTH_PLACES } from "./truth-places.ts";
import type { Truth } from "./truths.ts";

// What was planted into the drives on purpose. Days are offsets from the anchor; each goes on from the first of them.

/** Its sweeper comes near every day and leaves it out. */
export const SKIPPED = { street: "金桂北路", vehicleId: "demo-v11", fromDay: -9 };

/** Swept by nobody, though it has stars: the truth of the complaints. */
export const UNSWEPT = { street: TRUTH_PLACES.unswept.street };

/** Every street of its route is driven by this sweeper much too fast, brush on. */
export const FAST = { vehicleId: "demo-v14", fromDay: -5, leastKmh: 21, mostKmh: 26 };

/** Its terminal falls silent in the middle of the shift. */
export const SILENT = { vehicleId: "demo-v07", fromDay: -1, atSeconds: 13 * 3600 + 20 * 60 };

/** It is out of reach for a while; what it kept comes in one go. */
export const LATE = {
  vehicleId: "demo-v01",
  fromDay: -2,
  fromSeconds: 12 * 3600 + 50 * 60,
  toSeconds: 13 * 3600 + 2 * 60,
  afterSeconds: 20 * 60,
};

/** This sweeper crosses the street on its way and drives along none of it. */
export const CROSSED = { street: "银井路", vehicleId: "demo-v08" };

/** Dirt is reported on it all the time, though it is swept by hand twice a day and confirmed. */
export const SWEPT = { street: TRUTH_PLACES.persistent.street, category: "road-dirty" };

/** The planted truths of vehicles and cleaning, with the keys the district's records have. */
export function fleetTruthsOf(district: DemoDistrict): Truth[] {
  const streetOf = (name: string) => district.streets.find((street) => street.name === name)!;
  const onStreet = (name: string) => ({
    subject: { kind: "street" as const, id: streetOf(name).streetId, name },
    position: middleOf(district, streetOf(name).streetId),
    radiusMeters: 450,
  });
  const ofVehicle = (vehicleId: string) => {
    const { plate, depotId } = district.vehicles.find((one) => one.vehicleId === vehicleId)!;
    const depot = district.facilities.find(({ facilityId }) => facilityId === depotId)!;
    return {
      subject: { kind: "vehicle" as const, id: vehicleId, name: plate },
      position: depot.position,
      radiusMeters: 4_000, // wherever it drives
    };
  };
  const none = { toDay: null, complaints: 0, categories: [] };
  return [
    {
      id: "street-skipped-by-its-sweeper",
      title: {
        zh: "金桂北路每天被漏扫",
        en: "Jingui North Road is left out by its sweeper every day",
      },
      ...{ ...onStreet(SKIPPED.street), ...none, fromDay: SKIPPED.fromDay },
      facts: { vehicleId: SKIPPED.vehicleId, isDueOnARoute: true, coveredShare: 0 },
    },
    {
      id: "vehicle-silent-in-its-shift",
      title: { zh: "湘D·演007在班中失联", en: "湘D·演007 falls silent in the middle of its shift" },
      ...{ ...ofVehicle(SILENT.vehicleId), ...none, fromDay: SILENT.fromDay },
      facts: { silentFromSeconds: SILENT.atSeconds, isNoData: true },
    },
    {
      id: "street-only-crossed",
      title: { zh: "湘D·演008只是穿过银井路", en: "湘D·演008 only crosses Yinjing Road" },
      ...{ ...onStreet(CROSSED.street), ...none, fromDay: null },
      facts: { vehicleId: CROSSED.vehicleId, coveredShare: 0 },
    },
    {
      id: "sweeper-too-fast",
      title: { zh: "湘D·演014作业时超速", en: "湘D·演014 is too fast while it works" },
      ...{ ...ofVehicle(FAST.vehicleId), ...none, fromDay: FAST.fromDay },
      facts: { leastKmh: FAST.leastKmh, mostKmh: FAST.mostKmh, isService: false },
    },
    {
      id: "positions-come-late",
      title: { zh: "湘D·演001的定位晚到20分钟", en: "Positions of 湘D·演001 come 20 minutes late" },
      ...{ ...ofVehicle(LATE.vehicleId), ...none, fromDay: LATE.fromDay },
      facts: {
        ...{ fromSeconds: LATE.fromSeconds, toSeconds: LATE.toSeconds },
        ...{ afterSeconds: LATE.afterSeconds, isNoData: false },
      },
    },
    {
      id: "complaint-though-swept",
      title: { zh: "竹溪街在投诉之前清扫过", en: "Zhuxi Street was swept before the complaints" },
      ...{ ...onStreet(SWEPT.street), ...none, fromDay: -30 },
      facts: { category: SWEPT.category, isSweptBefore: true, withinHours: 48 },
    },
    {
      id: "complaint-not-swept",
      title: {
        zh: "枫林路在投诉之前没有清扫",
        en: "Fenglin Road was not swept before the complaints",
      },
      ...{ ...onStreet(UNSWEPT.street), ...none, fromDay: -30 },
      facts: { category: "road-dirty", isSweptBefore: false, withinHours: 48 },
    },
  ];
}

/** A position on the middle one of a street's edges. */
function middleOf({ edges }: DemoDistrict, streetId: string): LngLat {
  const own = edges.filter((edge) => edge.streetId === streetId);
  const { path } = own[own.length >> 1]!;
  return path[path.length >> 1]!;
}

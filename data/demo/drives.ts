import { daysFrom } from "./days.ts";
import { FAST, LATE, SILENT } from "./fleet-truths.ts";
import { type Random, randomOf } from "./random.ts";
import type { DemoEdge, DemoFacility, DemoRoute, DemoTown, DemoVehicle } from "./records.ts";
import { roundTripsOf } from "./round-trips.ts";
import { placesOf, type Stop } from "./rounds.ts";
import { type Leg, tripFrom } from "./trip.ts";

/** A vehicle's work of one day; by night it may end on the next. */
export type DrivenDay = {
  readonly vehicle: DemoVehicle;
  /** Without a break within each of the times in which its terminal is on. */
  readonly legs: readonly Leg[];
  /** From here on its terminal says nothing more that day. */
  readonly silentFromMs: number;
  /** What is of this time comes later, all at once. */
  readonly late: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly receivedMs: number;
  } | null;
};

const MINUTE_MS = 60_000;
/** Of all days of a vehicle so many it stands broken down, and nobody hears of it. */
const BROKEN_DOWN = 0.012;
/** Of passes so many end early, and so many leave out a street that is parked full. */
const [ENDS_EARLY, LEAVES_OUT, BLOCKED] = [0.03, 0.05, 0.025];
/** Terminals are on so long before and after a shift. */
const [ON_BEFORE_MS, ON_AFTER_MS] = [6 * MINUTE_MS, 5 * MINUTE_MS];
/** Work goes on so long after the end of a shift at most. */
const OVERTIME_MS = 20 * MINUTE_MS;
const LARGE_STATION = "环城南路中转站";

/** Where vehicles are at every moment of a day. */
export type Drives = {
  /** @param day  offset from the anchor. @returns null when it does not go out, or nobody hears of it. */
  dayOf(vehicle: DemoVehicle, day: number): DrivenDay | null;
};

/**
 * The drives of a town's vehicles: along their routes, over streets that may be driven, one-way streets one way, at the speeds
 * of their work, with stops, breaks and what goes wrong.
 *
 * Pure and seeded: a day of a vehicle is the same whenever it is asked for, alone or among others.
 */
export function drivesOf(town: DemoTown, seed: number): Drives {
  const days = daysFrom(town.district.anchor);
  const facilityById = new Map(town.facilities.map((one) => [one.facilityId, one]));
  const edgeById = new Map(town.edges.map((edge) => [edge.edgeId, edge]));
  const routeById = new Map(town.routes.map((route) => [route.routeId, route]));
  const stations = town.facilities.filter(
    ({ kind, status }) => kind === "transfer_station" && status === "open",
  );
  const { roundTrip, homeOf } = roundTripsOf(town);

  const shiftsOf = ({ shifts }: DemoRoute, day: number) =>
    shifts.map(({ from, to }) => {
      const fromMs = days.at(day, secondsOf(from)).getTime();
      return { fromMs, toMs: days.at(to <= from ? day + 1 : day, secondsOf(to)).getTime() };
    });

  function edgesOf(route: DemoRoute, vehicle: DemoVehicle, day: number): DemoEdge[] {
    const all = route.edgeIds.map((id) => edgeById.get(id)!);
    if (route.turn === "street") {
      const streets = [...new Set(all.map(({ streetId }) => streetId))];
      const turn = streets[turnOf(route, days.day(day)) % streets.length];
      const own = all.filter(({ streetId }) => streetId === turn);
      return vehicle.share[0] === 0 ? own : own.reverse();
    }
    const [part, of] = vehicle.share;
    const whole = all.reduce((sum, { lengthMeters }) => sum + lengthMeters, 0);
    let gone = 0;
    return all.filter(({ lengthMeters }) => {
      const middle = (gone + lengthMeters / 2) / whole;
      gone += lengthMeters;
      return Math.min(of - 1, Math.floor(middle * of)) === part;
    });
  }

  /** What a pass comes to on a day: a street may be left out, and the end of it. */
  function passOf(edges: readonly DemoEdge[], random: Random): DemoEdge[] {
    const streets = [...new Set(edges.map(({ streetId }) => streetId))];
    const left = random.chance(LEAVES_OUT) && streets.length > 2 ? random.pick(streets) : undefined;
    const kept = edges.filter(({ streetId }) => streetId !== left);
    return random.chance(ENDS_EARLY)
      ? kept.slice(0, Math.round(kept.length * random.between(0.6, 0.9)))
      : kept;
  }

  function sweeps(vehicle: DemoVehicle, route: DemoRoute, day: number, random: Random): Leg[] {
    const edges = edgesOf(route, vehicle, day);
    const isFast = vehicle.vehicleId === FAST.vehicleId && day >= FAST.fromDay;
    const home = homeOf(vehicle, day);
    return shiftsOf(route, day).flatMap((shift) => {
      const steps = roundTrip(vehicle, day, passOf(edges, random));
      const trip = tripFrom(depotOf(vehicle), shift.fromMs - ON_BEFORE_MS);
      trip.standUntil(shift.fromMs + random.between(1, 8) * MINUTE_MS);
      const kmh = isFast
        ? random.between(FAST.leastKmh + 1, FAST.mostKmh - 1)
        : random.between(7, 9.5);
      trip.follow(steps, { workKmh: kmh, random, untilMs: shift.toMs + OVERTIME_MS, home });
      return trip.endAt(depotOf(vehicle), shift.toMs + ON_AFTER_MS);
    });
  }

  function washes(vehicle: DemoVehicle, route: DemoRoute, day: number, random: Random): Leg[] {
    const steps = roundTrip(vehicle, day, edgesOf(route, vehicle, day));
    return shiftsOf(route, day).flatMap((shift) => {
      const trip = tripFrom(depotOf(vehicle), shift.fromMs - ON_BEFORE_MS);
      trip.standUntil(shift.fromMs + random.between(3, 12) * MINUTE_MS);
      for (let round = 0; round < 2; round++) {
        const untilMs = shift.toMs - 20 * MINUTE_MS;
        const home = homeOf(vehicle, day);
        trip.follow(steps, { workKmh: random.between(9, 12.5), random, untilMs, home });
        trip.stand(depotOf(vehicle), random.between(11, 16) * MINUTE_MS, null); // fills its tank
      }
      return trip.endAt(depotOf(vehicle), shift.toMs + ON_AFTER_MS);
    });
  }

  function collects(vehicle: DemoVehicle, route: DemoRoute, day: number, random: Random): Leg[] {
    const edges = route.edgeIds.map((id) => edgeById.get(id)!);
    const stops = placesOf(
      edges,
      route.stopIds.map((id) => facilityById.get(id)!),
    );
    const stopsOn = new Map<string, Stop[]>();
    for (const stop of stops) {
      const { edgeId } = edges[stop.at]!;
      stopsOn.set(edgeId, [...(stopsOn.get(edgeId) ?? []), stop]);
    }
    return shiftsOf(route, day).flatMap((shift) => {
      const trip = tripFrom(depotOf(vehicle), shift.fromMs - ON_BEFORE_MS);
      trip.standUntil(shift.fromMs + random.between(2, 9) * MINUTE_MS);
      const left = new Map(stopsOn);
      trip.follow(roundTrip(vehicle, day, edges), {
        ...{ workKmh: random.between(17, 24), random, untilMs: shift.toMs - 15 * MINUTE_MS },
        home: homeOf(vehicle, day),
        stopsOn: ({ edge, isWork }) => {
          const here = isWork ? (left.get(edge.edgeId) ?? []) : [];
          if (isWork) left.delete(edge.edgeId);
          return here.filter(() => !random.chance(BLOCKED));
        },
      });
      return trip.endAt(depotOf(vehicle), shift.toMs + ON_AFTER_MS);
    });
  }

  function patrols(vehicle: DemoVehicle, route: DemoRoute, day: number, random: Random): Leg[] {
    const edges = edgesOf(route, vehicle, day);
    return shiftsOf(route, day).flatMap((shift) => {
      const trip = tripFrom(depotOf(vehicle), shift.fromMs - 3 * MINUTE_MS);
      trip.standUntil(shift.fromMs + random.between(1, 10) * MINUTE_MS);
      const steps = roundTrip(vehicle, day, edges);
      while (trip.atMs() < shift.toMs - 20 * MINUTE_MS) {
        trip.follow(steps, {
          ...{ workKmh: random.between(8, 11), otherKmh: 16, random, home: homeOf(vehicle, day) },
          untilMs: shift.toMs - 15 * MINUTE_MS,
          restSeconds: () => (random.chance(0.55) ? random.between(60, 480) : 0),
        });
        trip.stand(depotOf(vehicle), random.between(8, 17) * MINUTE_MS, null);
      }
      return trip.endAt(depotOf(vehicle), shift.toMs + 3 * MINUTE_MS);
    });
  }

  /** Containers from the stations to the large one. */
  function hauls(vehicle: DemoVehicle, day: number, random: Random): Leg[] {
    const large = stations.find(({ name }) => name === LARGE_STATION)!;
    const others = stations.filter((one) => one !== large);
    return HAULING.flatMap(([from, to]) => {
      const [fromMs, toMs] = [
        days.at(day, from * 3600).getTime(),
        days.at(day, to * 3600).getTime(),
      ];
      const trip = tripFrom(depotOf(vehicle), fromMs - ON_BEFORE_MS);
      trip.standUntil(fromMs + random.between(1, 9) * MINUTE_MS);
      let at = vehicle.depotId;
      const go = (there: DemoFacility, minutes: number) => {
        const steps = roundTrip(vehicle, day, [], at, there.facilityId);
        trip.follow(steps, { workKmh: 25, random, ...NO_END });
        trip.stand(there.position, minutes * MINUTE_MS, there);
        at = there.facilityId;
      };
      while (trip.atMs() < toMs - 75 * MINUTE_MS) {
        go(random.pick(others), random.between(6, 10));
        go(large, random.between(8, 13));
      }
      const home = roundTrip(vehicle, day, [], at, vehicle.depotId);
      trip.follow(home, { workKmh: 25, random, ...NO_END });
      return trip.endAt(depotOf(vehicle), toMs);
    });
  }

  /** Main roads sprinkled by day against dust: no route asks for it. */
  function sprinkles(vehicle: DemoVehicle, day: number, random: Random): Leg[] {
    const route = town.routes.find(({ turn }) => turn === "street")!;
    const ahead = vehicle.share[0] === 0 ? 5 : 9;
    return SPRINKLING.flatMap(([from, to]) => {
      const [fromMs, toMs] = [
        days.at(day, from * 3600).getTime(),
        days.at(day, to * 3600).getTime(),
      ];
      const trip = tripFrom(depotOf(vehicle), fromMs - ON_BEFORE_MS);
      trip.standUntil(fromMs + random.between(1, 9) * MINUTE_MS);
      const street = edgesOf(route, { ...vehicle, share: [0, 1] }, day + ahead + Math.floor(from));
      trip.follow(roundTrip(vehicle, day, street), {
        ...{ workKmh: random.between(11, 15), random, untilMs: toMs - 25 * MINUTE_MS },
        home: homeOf(vehicle, day),
      });
      return trip.endAt(depotOf(vehicle), toMs);
    });
  }

  const depotOf = ({ depotId }: DemoVehicle) => facilityById.get(depotId)!.position;

  function legsOf(vehicle: DemoVehicle, day: number, random: Random): Leg[] {
    const route = vehicle.routeId === null ? null : routeById.get(vehicle.routeId)!;
    if (route?.kind === "full_sweep") return sweeps(vehicle, route, day, random);
    if (route?.kind === "wash") return washes(vehicle, route, day, random);
    if (route?.kind === "collection") return collects(vehicle, route, day, random);
    if (route?.kind === "patrol") return patrols(vehicle, route, day, random);
    if (vehicle.kind === "hook_lift") return hauls(vehicle, day, random);
    return vehicle.kind === "washer" ? sprinkles(vehicle, day, random) : [];
  }

  return {
    dayOf(vehicle, day) {
      const { vehicleId, terminal, status } = vehicle;
      if (!terminal || status !== "in_service") return null;
      const random = randomOf(seed, `drive/${vehicleId}/${days.day(day)}`);
      const isTrue = [FAST, LATE, SILENT].some((truth) => truth.vehicleId === vehicleId);
      if (random.chance(BROKEN_DOWN) && !isTrue) return null;
      const legs = legsOf(vehicle, day, random);
      if (legs.length === 0) return null;
      const at = (seconds: number) => days.at(day, seconds).getTime();
      const isSilent = vehicleId === SILENT.vehicleId && day >= SILENT.fromDay;
      const isLate = vehicleId === LATE.vehicleId && day >= LATE.fromDay;
      return {
        ...{ vehicle, legs },
        silentFromMs: isSilent ? at(SILENT.atSeconds) : Number.POSITIVE_INFINITY,
        late: isLate
          ? {
              ...{ fromMs: at(LATE.fromSeconds), toMs: at(LATE.toSeconds) },
              receivedMs: at(LATE.toSeconds + LATE.afterSeconds),
            }
          : null,
      };
    },
  };
}

/** Hours of the day. */
const HAULING = [
  [7.5, 11.5],
  [13.5, 17],
] as const;
const SPRINKLING = [
  [8.5, 11],
  [15, 17],
] as const;

const secondsOf = (time: string) => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60;

const turnOf = ({ validFrom }: DemoRoute, day: string) =>
  Math.round((Date.parse(day) - Date.parse(validFrom)) / 86_400_000);

const NO_END = { untilMs: Number.POSITIVE_INFINITY, home: () => [] };

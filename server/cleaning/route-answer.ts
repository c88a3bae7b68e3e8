import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { goingOf } from "./route-check.ts";
import { type Run, runsOf } from "./route-course.ts";
import {
  alongStreet,
  endsOf,
  type Going,
  isOpenTo,
  pathThrough,
  type RouteNetwork,
} from "./route-path.ts";
import type {
  NetworkAnswer,
  OverviewAnswer,
  PathAnswer,
  PathQuestion,
  RoutePage,
  RoutesAnswer,
  RouteWire,
  RunWire,
} from "./route-schema.ts";
import { type Made, type RouteRow, readMade, readRouteRows, readStops } from "./route-store.ts";
import { canTakeBack } from "./route-versions.ts";
import { meters } from "./wire.ts";
import { overlapsOf, passesADay, teamLoads, uncoveredOf, workloadOf } from "./workload.ts";
import { todayIn, type World, weightOf } from "./world.ts";

/** What answers about routes are made of. */
export type RouteDesk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly world: World;
  readonly network: RouteNetwork;
  readonly nowMs: number;
};

const thousandths = (value: number) => Math.round(value * 1e3) / 1e3;

/** A version as it is told. */
function toRoute({ vehicleIds, ...row }: RouteRow, world: World): RouteWire {
  const edges = row.edgeIds.flatMap((id) => world.edges[world.edgeById.get(id) ?? -1] ?? []);
  const streets = new Set(edges.map(({ streetId }) => streetId ?? ""));
  const load = workloadOf(edges, world.settings);
  return {
    ...row,
    vehicles: vehicleIds.map((vehicleId) => ({
      vehicleId,
      plate: world.vehicleById.get(vehicleId)?.plate ?? vehicleId,
    })),
    lengthMeters: meters(load.lengthMeters),
    weightedKilometers: thousandths(load.weightedKilometers),
    passesADay: thousandths(passesADay({ ...row, streets: [...streets].map(() => []) })),
  };
}

const isInForce = (
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null },
  day: string,
) => validFrom <= day && (validTo === null || day < validTo);

/** Versions in force on a day, or all of a code. */
export async function routesAnswer(
  { tx, districtId, world, nowMs }: RouteDesk,
  asked: { readonly day?: string | undefined; readonly code?: string | undefined },
): Promise<RoutesAnswer> {
  const { code } = asked;
  const day = asked.day ?? todayIn(world, nowMs);
  const rows = await readRouteRows(tx, districtId, code === undefined ? {} : { code });
  const shown = code === undefined ? rows.filter((row) => isInForce(row, day)) : rows;
  return {
    ...{ districtId, day, code: code ?? null },
    upcoming: rows.filter(({ validFrom }) => validFrom > day).length,
    routes: shown.map((row) => toRoute(row, world)),
  };
}

/** @throws {DomainError} `record-unknown`. */
export async function requireRoute({ tx, districtId }: RouteDesk, routeId: string) {
  const [row] = await readRouteRows(tx, districtId, { routeId });
  if (row) return row;
  throw new DomainError("record-unknown", `No route ${routeId}`);
}

/** Whether a version was written down today, and so nothing was done by it yet. */
export const isMadeToday = (desk: RouteDesk, made: Made | undefined) =>
  dayMade(desk, made) === todayIn(desk.world, desk.nowMs);

const dayMade = ({ world }: RouteDesk, made: Made | undefined) =>
  made ? localDay(made.at, world.timeZone) : null;

/** A version with its streets in order and all versions of its code. */
export async function routePage(desk: RouteDesk, routeId: string): Promise<RoutePage> {
  const { tx, districtId, world, network, nowMs } = desk;
  const row = await requireRoute(desk, routeId);
  const versions = await readRouteRows(tx, districtId, { code: row.code });
  const made = new Map(
    (
      await readMade(
        tx,
        districtId,
        versions.map((version) => version.routeId),
      )
    ).map((one) => [one.routeId, one]),
  );
  const today = todayIn(world, nowMs);
  const stops = await readStops(tx, districtId, row.stopIds);
  const stopById = new Map(stops.map((stop) => [stop.facilityId, stop]));
  const course = indicesIn(network, row.edgeIds);
  return {
    ...toRoute(row, world),
    ...{ districtId, today },
    runs: runsOf(network, course, goingOf(row)).map((run) => toRun(run, network, world)),
    stops: row.stopIds.flatMap((id) => stopById.get(id) ?? []),
    versions: versions.map(({ routeId: id, name, validFrom, validTo }) => ({
      ...{ routeId: id, name, validFrom, validTo },
      madeOn: dayMade(desk, made.get(id)),
      madeBy: made.get(id)?.by ?? null,
    })),
    canTakeBack:
      canTakeBack(versions, routeId, {
        today,
        isMadeToday: isMadeToday(desk, made.get(routeId)),
      }) === null,
  };
}

const placesById = new WeakMap<RouteNetwork, ReadonlyMap<string, number>>();

/** Places of edges by their ids, worked out once for a network. */
function placesIn(network: RouteNetwork) {
  let places = placesById.get(network);
  if (!places) {
    places = new Map(network.edges.map(({ id }, place) => [id, place]));
    placesById.set(network, places);
  }
  return places;
}

/** Edges of a network by their ids; those that are gone are left out. */
const indicesIn = (network: RouteNetwork, ids: readonly string[]) =>
  ids.flatMap((id) => placesIn(network).get(id) ?? []);

function toRun(run: Run, network: RouteNetwork, world: World): RunWire {
  const edges = run.edges.map((edge) => network.edges[edge]!);
  const load = workloadOf(edges, world.settings);
  const grades = edges.flatMap(({ grade }) => grade ?? []);
  const street = run.streetId === null ? undefined : world.streetById.get(run.streetId);
  return {
    streetId: run.streetId,
    ...{ name: street?.name ?? null, nameEn: street?.nameEn ?? null },
    ...{ first: run.first, last: run.last, isBreak: run.isBreak },
    lengthMeters: meters(load.lengthMeters),
    weightedKilometers: thousandths(load.weightedKilometers),
    grades: [...new Set(grades)].sort(),
    isMain: edges.some(({ isMain }) => isMain),
    from: run.fromStreets.flatMap((id) => streetName(world, id)),
    to: run.toStreets.flatMap((id) => streetName(world, id)),
  };
}

function streetName({ streetById }: World, streetId: string) {
  const street = streetById.get(streetId);
  return street ? [{ streetId, name: street.name, nameEn: street.nameEn }] : [];
}

/** How near to a street a place must be to mean it. */
const NEAR_METERS = 60;

/** What leads along the network through all that was clicked. */
export function pathAnswer(desk: RouteDesk, question: PathQuestion): PathAnswer {
  const { districtId, network, world } = desk;
  const { going } = question;
  const after = question.after.map((id, i) => requireEdge(network, id, `after.${i}`));
  const path: number[] = [];
  for (const [i, click] of question.through.entries()) {
    const so = [...after, ...path];
    path.push(...pathThrough(network, so, clickedEdges(desk, click, i, so, going), going));
  }
  const breaks: number[] = [];
  endsOf(network, [...after, ...path], going, breaks);
  const edges = path.map((edge) => network.edges[edge]!);
  const streetIds = edges
    .map(({ streetId }) => streetId)
    .filter((id, i, all) => id !== null && id !== all[i - 1]);
  return {
    districtId,
    edgeIds: edges.map(({ id }) => id),
    lengthMeters: meters(workloadOf(edges, world.settings).lengthMeters),
    streets: streetIds.flatMap((id) => streetName(world, id!)), // those without a street were left out
    breaks: breaks.map((at) => at - after.length).filter((at) => at >= 0),
  };
}

function requireEdge(network: RouteNetwork, id: string, field: string): number {
  const found = placesIn(network).get(id);
  if (found !== undefined) return found;
  throw refused(field, "edge-unknown", "a stretch of the network");
}

const refused = (field: string, rule: string, remedy: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, rule }]);

function clickedEdges(
  { network }: RouteDesk,
  click: PathQuestion["through"][number],
  i: number,
  after: readonly number[],
  going: Going,
): number[] {
  const field = `through.${i}`;
  const isOpen = (edge: number) => isOpenTo(going, network.edges[edge]!);
  if ("edgeId" in click) {
    const edge = requireEdge(network, click.edgeId, `${field}.edgeId`);
    if (isOpen(edge)) return [edge];
    throw refused(`${field}.edgeId`, "edge-not-drivable", "a stretch that may be driven");
  }
  if ("position" in click) {
    const found = network.nearestEdge(click.position, NEAR_METERS, isOpen);
    if (found) return [found.edge];
    throw refused(`${field}.position`, "no-street-near", "a place near a street");
  }
  const street = network.edges.flatMap(({ streetId }, edge) =>
    streetId === click.streetId && isOpen(edge) ? [edge] : [],
  );
  if (street.length > 0) return alongStreet(network, after, street, going);
  throw refused(`${field}.streetId`, "edge-unknown", "a street with stretches that may be driven");
}

/** The street network with what a metre of each edge weighs. */
export const networkAnswer = ({ districtId, network, world }: RouteDesk): NetworkAnswer => ({
  districtId,
  edges: network.edges.map(({ id, fromNode, toNode, lengthMeters, ...edge }, place) => ({
    edgeId: id,
    ...edge,
    lengthMeters: meters(lengthMeters),
    weight: weightOf(edge, world.settings),
    nodes: [fromNode, toNode],
    path: network.lineBetween(place, 0, lengthMeters).map(([lng, lat]) => [micro(lng), micro(lat)]),
  })),
  streets: [...world.streetById.values()].map(({ streetId, name, nameEn }) => ({
    ...{ streetId, name, nameEn },
  })),
});

const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

/** What is served twice and what by nobody on a day, and what each team has to do. */
export function overviewAnswer(desk: RouteDesk, asked?: string): OverviewAnswer {
  const { districtId, world, nowMs } = desk;
  const { edges } = world;
  const day = asked ?? todayIn(world, nowMs);
  const isSummer = world.settings.summerMonths.includes(Number(day.slice(5, 7)));
  const routes = world.routes.filter(
    (route) =>
      isInForce(route, day) && (route.season === "all" || isSummer === (route.season === "summer")),
  );
  const told = (own: readonly number[]) => ({
    edgeIds: own.map((edge) => edges[edge]!.edgeId),
    lengthMeters: meters(own.reduce((sum, edge) => sum + edges[edge]!.lengthMeters, 0)),
  });
  return {
    ...{ districtId, day },
    overlaps: overlapsOf(routes).map(({ work, part, routes: own, edges: shared }) => ({
      ...{ work, part },
      routes: own.map(({ routeId, code, name, nameEn }) => ({ routeId, code, name, nameEn })),
      ...told(shared),
    })),
    uncovered: uncoveredOf(routes, edges).map(({ grade, edges: own }) => ({
      grade,
      ...told(own),
    })),
    gradedMeters: meters(
      edges.reduce((sum, { grade, lengthMeters }) => sum + (grade === null ? 0 : lengthMeters), 0),
    ),
    teams: teamLoads(routes, edges, world.settings).map((load) => ({
      ...load,
      kilometersADay: thousandths(load.kilometersADay),
      weightedKilometersADay: thousandths(load.weightedKilometersADay),
    })),
  };
}

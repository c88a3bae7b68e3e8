import { conflict, DomainError, type Fault } from "../http/problem.ts";
import { isOpenTo, type RouteNetwork } from "./route-path.ts";
import type { RouteChange, StopWire } from "./route-schema.ts";
import type { VersionFault } from "./route-versions.ts";
import { provesIn, type World } from "./world.ts";

/** Kinds of facility that a round empties. */
export const STOP_KINDS: readonly string[] = ["transfer_station", "collection_point", "bin"];

const DAY_MINUTES = 1_440;
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether two of a day's shifts share a minute; one that ends no later than it begins goes on into the next day. */
export function isOverlapping(shifts: RouteChange["shifts"]): boolean {
  const spans = shifts
    .map(({ from, to }) => {
      const start = minutesOf(from);
      const end = minutesOf(to);
      return [start, end <= start ? end + DAY_MINUTES : end] as const;
    })
    .sort((a, b) => a[0] - b[0]);
  const last = spans.at(-1);
  const isRoundTheClock = last !== undefined && last[1] - DAY_MINUTES > spans[0]![0];
  return isRoundTheClock || spans.some(([start], i) => i > 0 && start < spans[i - 1]![1]);
}

/** How a route is gone along: what people do on foot is not bound by one-way streets. */
export const goingOf = ({
  proof,
  vehicleKind,
}: Pick<RouteChange, "proof"> & { vehicleKind: string | null }) =>
  proof === "confirmation" && (vehicleKind === null || vehicleKind === "patrol_cart")
    ? "foot"
    : "vehicle";

/**
 * What is wrong with a route, all of it.
 *
 * @param stops  the facilities that were found of those it names.
 */
export function routeFaults(
  draft: RouteChange,
  { world, network, stops }: { world: World; network: RouteNetwork; stops: readonly StopWire[] },
): Fault[] {
  return [
    ...courseFaults(draft, network),
    ...stopFaults(draft, stops),
    ...timeFaults(draft),
    ...vehicleFaults(draft, world),
  ];
}

function courseFaults(draft: RouteChange, network: RouteNetwork): Fault[] {
  const byId = new Map(network.edges.map((edge) => [edge.id, edge]));
  const going = goingOf(draft);
  const faults: Fault[] = draft.edgeIds.flatMap((id, i): Fault[] => {
    const edge = byId.get(id);
    const at = { field: `edgeIds.${i}`, value: id.slice(0, 200) };
    if (!edge) return [{ ...at, remedy: "a stretch of the network", rule: "edge-unknown" }];
    if (!isOpenTo(going, edge))
      return [{ ...at, remedy: "a stretch that may be driven", rule: "edge-not-drivable" }];
    return [];
  });
  if (draft.work !== "collection" && draft.edgeIds.length === 0)
    faults.push({ field: "edgeIds", remedy: "at least one stretch", rule: "no-streets" });
  return faults.slice(0, 20);
}

function stopFaults(draft: RouteChange, stops: readonly StopWire[]): Fault[] {
  const isCollection = draft.work === "collection";
  const faults: Fault[] = [];
  if ((draft.proof === "stops") !== isCollection)
    faults.push({
      ...{ field: "proof", remedy: "stops for collection, and for nothing else" },
      rule: "proof-of-work",
    });
  if (isCollection && draft.stopIds.length === 0)
    faults.push({ field: "stopIds", remedy: "at least one stop", rule: "no-stops" });
  if (!isCollection && draft.stopIds.length > 0)
    faults.push({ field: "stopIds", remedy: "none but for collection", rule: "stops-unasked" });
  const byId = new Map(stops.map((stop) => [stop.facilityId, stop]));
  for (const [i, id] of draft.stopIds.entries()) {
    const at = { field: `stopIds.${i}`, value: id.slice(0, 200) };
    const stop = byId.get(id);
    if (!stop) faults.push({ ...at, remedy: "a facility of the district", rule: "stop-unknown" });
    else if (!STOP_KINDS.includes(stop.kind))
      faults.push({ ...at, remedy: "a station, collection point or bin", rule: "stop-kind" });
    if (draft.stopIds.indexOf(id) < i)
      faults.push({ ...at, remedy: "each stop once", rule: "stop-twice" });
  }
  return faults.slice(0, 20);
}

function timeFaults(draft: RouteChange): Fault[] {
  const { shifts, passes, period, turn, work } = draft;
  const faults: Fault[] = [];
  const same = shifts.findIndex(({ from, to }) => from === to);
  if (same >= 0)
    faults.push({
      ...{ field: `shifts.${same}.to`, remedy: "another time than it begins", rule: "shift-empty" },
    });
  else if (isOverlapping(shifts))
    faults.push({ field: "shifts", remedy: "shifts that do not overlap", rule: "shifts-overlap" });
  const isDaily = period === "day" && turn === "none";
  if (work === "patrol" && passes !== Math.max(1, shifts.length))
    faults.push({
      ...{ field: "passes", remedy: "one a shift", rule: "patrol-passes" },
      limit: Math.max(1, shifts.length),
    });
  else if (isDaily && passes >= 1 && passes < shifts.length)
    faults.push({
      ...{ field: "passes", remedy: "at least one a shift", rule: "passes-below-shifts" },
      limit: shifts.length,
    });
  return faults;
}

function vehicleFaults(draft: RouteChange, world: World): Fault[] {
  const { proof, vehicleKind, vehicleIds, work } = draft;
  const faults: Fault[] = [];
  const proves = provesIn(world, work);
  if (proof === "positions" && !(vehicleKind && proves?.({ kind: vehicleKind })))
    faults.push({
      ...{ field: "vehicleKind", remedy: "a kind of vehicle whose positions prove this work" },
      rule: "vehicle-kind-work",
    });
  for (const [i, id] of vehicleIds.entries()) {
    const vehicle = world.vehicleById.get(id);
    const at = { field: `vehicleIds.${i}`, value: id.slice(0, 200) };
    if (!vehicle)
      faults.push({ ...at, remedy: "a vehicle of the district", rule: "vehicle-unknown" });
    else if (vehicleKind !== null && vehicle.kind !== vehicleKind)
      faults.push({ ...at, remedy: "a vehicle of the kind", rule: "vehicle-other-kind" });
    if (vehicleIds.indexOf(id) < i)
      faults.push({ ...at, remedy: "each vehicle once", rule: "vehicle-twice" });
  }
  return faults;
}

const REMEDIES = {
  "not-after-running": "after the running version began",
  "in-the-past": "today or later: the past stays",
} as const;

/** How a fault of time leaves. @param field  what of the body it is about. */
export function versionProblem(fault: VersionFault, field: "validFrom" | "validTo"): DomainError {
  if (fault === "not-youngest")
    return conflict("version-superseded", "A later version of the route is there");
  if (fault === "over") return conflict("version-over", "It has begun, or is over");
  const remedy = REMEDIES[fault];
  return new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, rule: fault }]);
}

import { SKIPPED, UNSWEPT } from "./fleet-truths.ts";
import type { DemoEdge, DemoTown, DemoVehicle } from "./records.ts";
import {
  type Gate,
  gateOf,
  type Step,
  stepsAlong,
  throughGate,
  type Ways,
  waysOf,
} from "./ways.ts";

/** The ways of a town's vehicles from where they stand along what they are to do, and back. */
export function roundTripsOf(town: DemoTown) {
  const facilityById = new Map(town.facilities.map((one) => [one.facilityId, one]));
  const streetIds = (names: readonly string[]) =>
    new Set(town.streets.filter(({ name }) => names.includes(name)).map((one) => one.streetId));
  const [never, skipped] = [streetIds([UNSWEPT.street]), streetIds([SKIPPED.street])];
  const isOn = (streets: ReadonlySet<string>) => (edge: DemoEdge) =>
    edge.streetId !== null && streets.has(edge.streetId);
  const open = town.edges.filter(({ isDrivable }) => isDrivable);
  const anywhere = waysOf(open, () => true);
  const sweeping = waysOf(open, (edge) => !isOn(never)(edge));
  const skipping = waysOf(open, (edge) => !isOn(never)(edge) && !isOn(skipped)(edge));
  const known = new Map<string, readonly Step[]>();

  const waysFor = ({ kind }: DemoVehicle, day: number): Ways => {
    if (!["sweeper", "scrubber", "washer"].includes(kind)) return anywhere;
    return day >= SKIPPED.fromDay && kind !== "washer" ? skipping : sweeping;
  };
  const gates = new Map<string, Gate>();
  const gateAt = (facilityId: string) => {
    const gate = gates.get(facilityId) ?? gateOf(anywhere, facilityById.get(facilityId)!.position);
    gates.set(facilityId, gate);
    return gate;
  };

  /** The way from the depot along edges and back; of what repeats every day it is worked out once. */
  function roundTrip(
    vehicle: DemoVehicle,
    day: number,
    edges: readonly DemoEdge[],
    from = vehicle.depotId,
    to = vehicle.depotId,
  ) {
    const ways = waysFor(vehicle, day);
    const key = `${[anywhere, sweeping, skipping].indexOf(ways)} ${from} ${to} ${edges.map(({ edgeId }) => edgeId).join()}`;
    const ready = known.get(key);
    if (ready) return ready;
    const [out, back] = [gateAt(from), gateAt(to)];
    const steps = [
      throughGate(out, true),
      ...stepsAlong(ways, edges, out.node, back.node),
      throughGate(back, false),
    ];
    known.set(key, steps);
    return steps;
  }

  /** The shortest way to the depot. */
  const homeOf =
    (vehicle: DemoVehicle, day: number) =>
    (node: number): Step[] => {
      const depot = gateAt(vehicle.depotId);
      const path = waysFor(vehicle, day).toNearest(node, (one) => one === depot.node) ?? [];
      return [...path.map((way) => ({ ...way, isWork: false })), throughGate(depot, false)];
    };

  return { roundTrip, homeOf };
}

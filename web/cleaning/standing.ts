import type { components } from "../api/schema.gen.ts";
import { STREET_STATES, type StreetState, type Work } from "./titles.ts";

export type Status = components["schemas"]["CleaningStatus"];

/** By what the streets are told apart. */
export const STANDING_BY = ["route", "team", "vehicle", "area"] as const;
export type StandingBy = (typeof STANDING_BY)[number];

/** What is of no route, team, vehicle or area. */
export const OF_NONE = "-";

type Count = { readonly meters: number; readonly edges: number; readonly streets: number };
type Counts = Readonly<Record<StreetState, Count>>;

/** One route, team, vehicle or area, and how its streets stand. */
export type StandingGroup = {
  readonly key: string;
  /** null: of none. */
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly counts: Counts;
  readonly meters: number;
};

/** A street, and the stretch of it by which it stands as it does. */
export type StreetStanding = {
  readonly streetId: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly state: StreetState;
  /** Of its length what stands so. */
  readonly meters: number;
  readonly work: Work | null;
  /** Hours since the last service; null: none was recorded. */
  readonly hours: number | null;
  readonly requiredHours: number | null;
  readonly dueUntilSeconds: number | null;
  readonly evidence: Status["evidences"][number] | null;
  readonly servicedBy: Status["vehicles"][number] | null;
  readonly route: Status["routes"][number] | null;
};

export type Standing = {
  /** Within what is looked at, whatever states are shown. */
  readonly counts: Counts;
  readonly meters: number;
  /** Of everything: what one may look at alone. */
  readonly groups: readonly StandingGroup[];
  /** The worst first. */
  readonly streets: readonly StreetStanding[];
  /** The stretches that are drawn. */
  readonly edgeIds: Readonly<Record<StreetState, readonly string[]>>;
};

const byState = <T>(of: (state: StreetState) => T) =>
  Object.fromEntries(STREET_STATES.map((state) => [state, of(state)])) as Record<StreetState, T>; // one of each

/** Of which route, team, vehicle or area each stretch is. */
function keysOf({ edges, routes, vehicles, areas }: Status, by: StandingBy) {
  const of: Record<StandingBy, (i: number) => string | null | undefined> = {
    route: (i) => routes[edges.route[i]!]?.routeId,
    team: (i) => routes[edges.route[i]!]?.team,
    vehicle: (i) => vehicles[edges.vehicle[i]!]?.vehicleId,
    area: (i) => areas[edges.area[i]!]?.areaId,
  };
  return (i: number) => of[by](i) ?? OF_NONE;
}

/** What each is called. */
function namesOf({ routes, vehicles, areas }: Status, by: StandingBy) {
  const named = new Map<string, { name: string; nameEn: string | null }>();
  if (by === "route")
    for (const { routeId, name, nameEn } of routes) named.set(routeId, { name, nameEn });
  else if (by === "team")
    for (const { team } of routes) named.set(team ?? OF_NONE, { name: team ?? "", nameEn: null });
  else if (by === "vehicle")
    for (const { vehicleId, plate } of vehicles)
      named.set(vehicleId, { name: plate, nameEn: null });
  else for (const { areaId, name, nameEn } of areas) named.set(areaId, { name, nameEn });
  return named;
}

class Tally {
  readonly meters = byState(() => 0);
  readonly edges = byState(() => 0);
  /** The worst state of each street, as a place in `STREET_STATES`. */
  readonly streets = new Map<number, number>();

  add(state: number, meters: number, street: number) {
    const name = STREET_STATES[state]!;
    this.meters[name] += meters;
    this.edges[name]++;
    if (street >= 0) this.streets.set(street, Math.min(state, this.streets.get(street) ?? state));
  }

  counts(): Counts {
    const streets = byState(() => 0);
    for (const state of this.streets.values()) streets[STREET_STATES[state]!]++;
    return byState((state) => ({
      ...{ meters: this.meters[state], edges: this.edges[state], streets: streets[state] },
    }));
  }

  whole() {
    return STREET_STATES.reduce((sum, state) => sum + this.meters[state], 0);
  }
}

/**
 * How streets stand, as they are looked at.
 *
 * A street stands as the worst of its stretches that are looked at, and is told by the one of those that waits longest
 * against what it requires.
 *
 * @param asked.of  the one route, team, vehicle or area that is looked at; null is all.
 * @param asked.shown  the states that are drawn; null is all.
 */
export function standingOf(
  status: Status,
  asked: {
    readonly by: StandingBy;
    readonly of: string | null;
    readonly shown: ReadonlySet<StreetState> | null;
  },
): Standing {
  const { edges } = status;
  const key = keysOf(status, asked.by);
  const names = namesOf(status, asked.by);
  const groups = new Map<string, Tally>();
  const own = new Tally();
  const edgeIds = byState(() => [] as string[]);
  const worst = new Map<number, number>();
  for (let i = 0; i < edges.edgeId.length; i++) {
    const [state, meters, street] = [edges.state[i]!, edges.lengthMeters[i]!, edges.street[i]!];
    const group = key(i);
    let tally = groups.get(group);
    if (!tally) {
      tally = new Tally();
      groups.set(group, tally);
    }
    tally.add(state, meters, street);
    if (asked.of !== null && asked.of !== group) continue;
    own.add(state, meters, street);
    const name = STREET_STATES[state]!;
    if (asked.shown === null || asked.shown.has(name)) edgeIds[name].push(edges.edgeId[i]!);
    if (street < 0) continue;
    const known = worst.get(street);
    if (known === undefined || isWorse(status, i, known)) worst.set(street, i);
  }
  const metersOf = metersByStreet(status, (i) => asked.of === null || asked.of === key(i));
  return {
    ...{ counts: own.counts(), meters: own.whole(), edgeIds },
    groups: [...groups]
      .map(([group, tally]) => ({
        ...{ key: group, counts: tally.counts(), meters: tally.whole() },
        ...{ name: names.get(group)?.name ?? null, nameEn: names.get(group)?.nameEn ?? null },
      }))
      .sort((a, b) => b.counts.behind.meters - a.counts.behind.meters || b.meters - a.meters),
    streets: [...worst]
      .map(([street, i]) => toStreet(status, street, i, metersOf(street, edges.state[i]!)))
      .sort((a, b) => rankOf(a) - rankOf(b) || waitOf(b) - waitOf(a) || b.meters - a.meters),
  };
}

function metersByStreet({ edges }: Status, isAsked: (i: number) => boolean) {
  const sums = new Map<string, number>();
  for (let i = 0; i < edges.edgeId.length; i++) {
    if (!isAsked(i)) continue;
    const key = `${edges.street[i]} ${edges.state[i]}`;
    sums.set(key, (sums.get(key) ?? 0) + edges.lengthMeters[i]!);
  }
  return (street: number, state: number) => sums.get(`${street} ${state}`) ?? 0;
}

/** Whether a stretch says more about its street than another. */
function isWorse(status: Status, i: number, than: number) {
  const { state } = status.edges;
  return state[i]! !== state[than]!
    ? state[i]! < state[than]!
    : waitAt(status, i) > waitAt(status, than);
}

/** How long a stretch waits against what it requires; nothing recorded is the longest. */
function waitAt(status: Status, i: number): number {
  const hours = hoursAt(status, i);
  return hours === null ? Number.POSITIVE_INFINITY : hours / (status.edges.requiredHours[i] ?? 24);
}

function hoursAt({ edges, at }: Status, i: number): number | null {
  const seconds = edges.servicedAtSeconds[i] ?? null;
  return seconds === null ? null : Math.max(0, (Date.parse(at) / 1000 - seconds) / 3600);
}

const rankOf = ({ state }: StreetStanding) => STREET_STATES.indexOf(state);
const MOST = 1e9;
const waitOf = ({ hours, requiredHours }: StreetStanding) =>
  hours === null ? MOST : hours / (requiredHours ?? 24);

function toStreet(status: Status, street: number, i: number, meters: number): StreetStanding {
  const { edges, streets, works, evidences, vehicles, routes } = status;
  const { streetId, name, nameEn } = streets[street]!; // the column names places in the list
  return {
    ...{ streetId, name, nameEn, meters, state: STREET_STATES[edges.state[i]!]! },
    work: works[edges.work[i]!] ?? null,
    hours: hoursAt(status, i),
    requiredHours: edges.requiredHours[i] ?? null,
    dueUntilSeconds: edges.dueUntilSeconds[i] ?? null,
    evidence: evidences[edges.evidence[i]!] ?? null,
    servicedBy: vehicles[edges.servicedBy[i]!] ?? null,
    route: routes[edges.route[i]!] ?? null,
  };
}

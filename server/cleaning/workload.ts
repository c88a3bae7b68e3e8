import type { CleaningSettings, Work } from "../../data/cleaning.ts";
import type { Route } from "./due.ts";
import { type Edge, weightOf } from "./world.ts";

/** How much work one pass of a route is. */
export type Workload = {
  readonly lengthMeters: number;
  /** Kilometres times the weight of their grade. */
  readonly weightedKilometers: number;
};

/** How much work it is to go along edges once; one that is gone along twice counts twice. */
export function workloadOf(
  edges: readonly Pick<Edge, "lengthMeters" | "grade" | "isMain">[],
  settings: CleaningSettings,
): Workload {
  let [lengthMeters, weighted] = [0, 0];
  for (const edge of edges) {
    lengthMeters += edge.lengthMeters;
    weighted += edge.lengthMeters * weightOf(edge, settings);
  }
  return { lengthMeters, weightedKilometers: weighted / 1_000 };
}

const DAYS = { day: 1, week: 7, month: 30 };

/**
 * How many whole passes of a route are due a day, on average; a month is counted as 30 days. Of one that takes its streets
 * in turn, one street's share of a pass.
 */
export const passesADay = ({
  work,
  turn,
  shifts,
  passes,
  period,
  streets,
}: Pick<Route, "work" | "turn" | "shifts" | "passes" | "period" | "streets">) => {
  if (turn === "street") return streets.length === 0 ? 0 : 1 / streets.length;
  if (work === "patrol") return Math.max(1, shifts.length);
  return passes / DAYS[period];
};

/** What a team has to do a day. */
export type TeamLoad = {
  readonly team: string | null;
  readonly routes: number;
  readonly kilometersADay: number;
  readonly weightedKilometersADay: number;
};

/** What each team has to do a day, the most first. @param routes  those in force. */
export function teamLoads(
  routes: readonly Route[],
  edges: readonly Edge[],
  settings: CleaningSettings,
): TeamLoad[] {
  const loads = new Map<string | null, { routes: number; km: number; weighted: number }>();
  for (const route of routes) {
    const { lengthMeters, weightedKilometers } = workloadOf(
      route.edges.map((edge) => edges[edge]!),
      settings,
    );
    const load = loads.get(route.team) ?? { routes: 0, km: 0, weighted: 0 };
    const times = passesADay(route);
    load.routes++;
    load.km += (lengthMeters / 1_000) * times;
    load.weighted += weightedKilometers * times;
    loads.set(route.team, load);
  }
  return [...loads]
    .map(([team, { routes: count, km, weighted }]) => ({
      ...{ team, routes: count, kilometersADay: km, weightedKilometersADay: weighted },
    }))
    .sort(
      (a, b) =>
        b.weightedKilometersADay - a.weightedKilometersADay ||
        ((a.team ?? "") < (b.team ?? "") ? -1 : 1),
    );
}

/** Whether a route is one that sweeps: what covers a graded street. */
export const isSweeping = ({ work }: { readonly work: Work }) =>
  work === "full_sweep" || work === "fine_sweep";

/** Edges that two or more routes of the same work and part serve. */
export type Overlap = {
  readonly work: Work;
  readonly part: Route["part"];
  readonly routes: readonly Route[];
  readonly edges: readonly number[];
};

/** Where routes in force do the same twice, the longest lists first. @param routes  those in force, by season too. */
export function overlapsOf(routes: readonly Route[]): Overlap[] {
  const serving = new Map<string, { routes: Route[]; edge: number }>();
  for (const route of routes) {
    if (route.work === "collection") continue; // rounds are told by their stops
    for (const edge of new Set(route.edges)) {
      const key = `${route.work} ${route.part} ${edge}`;
      const found = serving.get(key);
      if (found) found.routes.push(route);
      else serving.set(key, { routes: [route], edge });
    }
  }
  const overlaps = new Map<string, { routes: Route[]; edges: number[] }>();
  for (const { routes: own, edge } of serving.values()) {
    if (own.length < 2) continue;
    const key = own.map(({ routeId }) => routeId).join(" ");
    const found = overlaps.get(key);
    if (found) found.edges.push(edge);
    else overlaps.set(key, { routes: own, edges: [edge] });
  }
  return [...overlaps.values()]
    .map(({ routes: own, edges }) => ({
      ...{ work: own[0]!.work, part: own[0]!.part, routes: own, edges },
    }))
    .sort((a, b) => b.edges.length - a.edges.length);
}

/** Graded edges that no sweeping route covers, by grade. */
export function uncoveredOf(
  routes: readonly Route[],
  edges: readonly Pick<Edge, "grade">[],
): { readonly grade: number; readonly edges: readonly number[] }[] {
  const covered = new Set(routes.filter(isSweeping).flatMap((route) => route.edges));
  return [1, 2, 3, 4].map((grade) => ({
    grade,
    edges: edges.flatMap((edge, i) => (edge.grade === grade && !covered.has(i) ? [i] : [])),
  }));
}

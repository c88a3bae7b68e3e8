import type { Network, NetworkEdge } from "./route-queries.ts";

type Position = readonly number[];

/** The network, to be looked up in. */
export type KnownNetwork = {
  readonly edgeById: ReadonlyMap<string, NetworkEdge>;
  readonly nameById: ReadonlyMap<string, Network["streets"][number]>;
};

const known = new WeakMap<Network, KnownNetwork>();

/** The same object for the same answer. */
export function knownOf(network: Network): KnownNetwork {
  const found = known.get(network);
  if (found) return found;
  const made = {
    edgeById: new Map(network.edges.map((edge) => [edge.edgeId, edge])),
    nameById: new Map(network.streets.map((street) => [street.streetId, street])),
  };
  known.set(network, made);
  return made;
}

/** An edge as a course goes along it. */
export type Step = {
  readonly edge: NetworkEdge;
  /** From the first position to the last. */
  readonly line: readonly Position[];
  readonly isBreak: boolean;
};

/** A course with the direction of each edge; those that are gone from the network are left out. */
export function stepsOf({ edgeById }: KnownNetwork, edgeIds: readonly string[]): Step[] {
  const edges = edgeIds.flatMap((id) => edgeById.get(id) ?? []);
  const steps: Step[] = [];
  let end: number | null = null;
  for (const [i, edge] of edges.entries()) {
    const [from, to] = edge.nodes as [number, number]; // always two
    const next = edges[i + 1]?.nodes ?? [];
    const isOn: boolean = end === from || end === to;
    // where nothing before says which way, what comes next does
    const isAlong: boolean = isOn
      ? end === from && !(end === to && next.includes(from))
      : edge.oneway !== "backward" &&
        !(next.includes(from) && !next.includes(to) && edge.oneway === "no");
    end = isAlong ? to : from;
    steps.push({
      edge,
      line: isAlong ? edge.path : edge.path.toReversed(),
      isBreak: i > 0 && !isOn,
    });
  }
  return steps;
}

/** Edges of one street that follow each other. */
export type CourseRun = {
  readonly streetId: string | null;
  /** Places in the course, the last one too. */
  readonly first: number;
  readonly last: number;
  readonly lengthMeters: number;
  readonly weightedKilometers: number;
  readonly isBreak: boolean;
};

/** A course, street by street. */
export function courseRuns(steps: readonly Step[]): CourseRun[] {
  const runs: CourseRun[] = [];
  for (const [i, { edge, isBreak }] of steps.entries()) {
    const run = runs.at(-1);
    const weighted = (edge.lengthMeters * edge.weight) / 1_000;
    if (run && run.streetId === edge.streetId && !isBreak)
      runs[runs.length - 1] = {
        ...run,
        last: i,
        lengthMeters: run.lengthMeters + edge.lengthMeters,
        weightedKilometers: run.weightedKilometers + weighted,
      };
    else
      runs.push({
        ...{ streetId: edge.streetId, first: i, last: i, isBreak },
        ...{ lengthMeters: edge.lengthMeters, weightedKilometers: weighted },
      });
  }
  return runs;
}

/** How much work it is to go along a course once. */
export const loadOf = (runs: readonly CourseRun[]) => ({
  lengthMeters: runs.reduce((sum, run) => sum + run.lengthMeters, 0),
  weightedKilometers: runs.reduce((sum, run) => sum + run.weightedKilometers, 0),
});

/** A list with the places `first` to `last` put before the place `to`, as it was counted before. */
export function moved<T>(list: readonly T[], first: number, last: number, to: number): T[] {
  if (to >= first && to <= last + 1) return [...list];
  const part = list.slice(first, last + 1);
  const rest = [...list.slice(0, first), ...list.slice(last + 1)];
  const at = to > last ? to - part.length : to;
  return [...rest.slice(0, at), ...part, ...rest.slice(at)];
}

/** The box around positions; null around none. */
export function boxOf(
  lines: readonly (readonly Position[])[],
): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null;
  for (const line of lines)
    for (const [lng = 0, lat = 0] of line)
      box = box
        ? [
            Math.min(box[0], lng),
            Math.min(box[1], lat),
            Math.max(box[2], lng),
            Math.max(box[3], lat),
          ]
        : [lng, lat, lng, lat];
  return box;
}

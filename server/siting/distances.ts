import { type Catchment, catchments, demandsByEdge } from "../coverage/allocation.ts";
import { WEIGHT_UNIT } from "../coverage/coverage.ts";
import type { Place, Travelled } from "../coverage/network.ts";
import type { Demand } from "./problem.ts";

/** Distances between demand and sites, as solvers take them: in meters, and in people or complaints. */
export type Rows = {
  readonly demand: Demand;
  /** Which demand each row is; those without a place or without weight are none. */
  readonly demandOf: Int32Array;
  /** Sites that are there already. */
  readonly kept: readonly number[];
};

/** Streets without what cannot be sent to a thread. */
export const sendable = ({
  lengths,
  isForward,
  isBackward,
  spread,
  streets: { fromNodes, toNodes, links },
}: Travelled): Travelled => ({
  ...{ lengths, isForward, isBackward, spread },
  streets: { fromNodes, toNodes, links },
});

/** More pairs of demand and site than this do not fit beside everything else. */
export const MOST_PAIRS = 4_000_000;

/** There would be more pairs of demand and site than are looked at. */
export class TooManyPairsError extends Error {
  constructor() {
    super(`more than ${MOST_PAIRS} pairs of demand and site`);
    this.name = "TooManyPairsError";
  }
}

export type Measurable = {
  readonly ways: Travelled;
  /** Where demand is; null on no street. */
  readonly places: readonly (Place | null)[];
  /** Whole thousandths. */
  readonly weights: Float64Array;
  /** Where candidates are; null is none. */
  readonly candidates: readonly (Place | null)[];
  /**
   * What is there already: of each demand how far the nearest is, in millimetres, which makes one site of all of them;
   * or where each is, when each has its own room.
   */
  readonly kept:
    | { readonly nearest: Float64Array }
    | { readonly places: readonly (Place | null)[] };
};

/**
 * How far demand is from every candidate and from what is there already, along streets.
 *
 * Sites are the candidates by their places, then what is kept.
 *
 * @param limitMillimeters  farther is out of reach; a way that long is in it.
 * @throws {TooManyPairsError}
 */
export function rowsOf(
  { ways, places, weights, candidates, kept }: Measurable,
  limitMillimeters: number,
): Rows {
  const catchmentOf = catchments(ways, places, demandsByEdge(ways.lengths.length, places));
  const keptPlaces = "places" in kept ? kept.places : [];
  let pairs = 0;
  const found = [...candidates, ...keptPlaces].map((place): Catchment | null => {
    const catchment = place && catchmentOf(place, limitMillimeters);
    pairs += catchment?.demands.length ?? 0;
    if (pairs > MOST_PAIRS) throw new TooManyPairsError();
    return catchment;
  });
  const chosen = [...weights.keys()].filter((i) => places[i] && weights[i]! > 0);
  const rowOf = new Int32Array(weights.length).fill(-1);
  for (const [row, i] of chosen.entries()) rowOf[i] = row;

  const isNear = (i: number) => "nearest" in kept && kept.nearest[i]! <= limitMillimeters;
  const starts = new Int32Array(chosen.length + 1);
  for (const [row, i] of chosen.entries()) if (isNear(i)) starts[row + 1]!++;
  for (const catchment of found)
    for (const i of catchment?.demands ?? []) if (rowOf[i]! >= 0) starts[rowOf[i]! + 1]!++;
  for (let row = 0; row < chosen.length; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const sites = new Int32Array(starts[chosen.length]!);
  const meters = new Float64Array(sites.length);
  const add = (i: number, site: number, millimeters: number) => {
    const at = next[rowOf[i]!]!++;
    sites[at] = site;
    meters[at] = millimeters / 1000;
  };
  for (const [site, catchment] of found.entries())
    for (const [k, i] of (catchment?.demands ?? []).entries())
      if (rowOf[i]! >= 0) add(i, site, catchment!.ways[k]!);
  if ("nearest" in kept)
    for (const i of chosen) if (isNear(i)) add(i, candidates.length, kept.nearest[i]!);
  const keptCount = "nearest" in kept ? 1 : keptPlaces.length;
  return {
    demand: {
      weights: Float64Array.from(chosen, (i) => weights[i]! / WEIGHT_UNIT),
      siteCount: candidates.length + keptCount,
      ...{ starts, sites, meters },
    },
    demandOf: Int32Array.from(chosen),
    kept: Array.from({ length: keptCount }, (_, k) => candidates.length + k),
  };
}

/** Rows that no site reaches. */
export const unreachable = ({ demand: { starts, weights } }: Rows): number[] =>
  [...weights.keys()].filter((row) => starts[row] === starts[row + 1]);

/** The same without some rows. */
export function without(rows: Rows, left: readonly number[]): Rows {
  if (left.length === 0) return rows;
  const isLeft = new Set(left);
  const { weights, starts, sites, meters, siteCount } = rows.demand;
  const stay = [...weights.keys()].filter((row) => !isLeft.has(row));
  const pairs = stay.flatMap((row) =>
    Array.from({ length: starts[row + 1]! - starts[row]! }, (_, k) => starts[row]! + k),
  );
  const ends = new Int32Array(stay.length + 1);
  for (const [at, row] of stay.entries())
    ends[at + 1] = ends[at]! + starts[row + 1]! - starts[row]!;
  return {
    ...rows,
    demand: {
      siteCount,
      weights: Float64Array.from(stay, (row) => weights[row]!),
      starts: ends,
      sites: Int32Array.from(pairs, (pair) => sites[pair]!),
      meters: Float64Array.from(pairs, (pair) => meters[pair]!),
    },
    demandOf: Int32Array.from(stay, (row) => rows.demandOf[row]!),
  };
}

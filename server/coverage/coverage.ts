import type { Allocation } from "./allocation.ts";
import { NO_SITE } from "./labels.ts";
import type { Nearest } from "./nearest.ts";
import type { Place } from "./network.ts";

/** Weights are whole thousandths of a person or a complaint: sums of them are exact. */
export const WEIGHT_UNIT = 1000;

/** What becomes of demand. Its parts always add up to it. */
export type Shares = {
  /** All of it. */
  demand: number;
  /** Within reach of a site that has room. */
  served: number;
  /** Within reach, but every site within reach is full. */
  withoutRoom: number;
  /** On the network, and no site within reach. */
  outside: number;
  /** Not on the network: nothing can be said of it. */
  rejected: number;
};

/** What a demand is, by the greater part of it. */
export const STATE = { outside: 0, served: 1, withoutRoom: 2, rejected: 3 } as const;

/** Demands and how far each has to go. */
export type Measured = {
  /** Whole thousandths. */
  readonly weights: Float64Array;
  readonly places: readonly (Place | null)[];
  readonly nearest: Nearest;
  /** null: every site has room for everybody. */
  readonly allocation: Allocation | null;
  readonly radiusMillimeters: number;
};

/** What becomes of one demand, in thousandths. */
export function sharesAt(
  { weights, places, nearest, allocation, radiusMillimeters }: Measured,
  demand: number,
): Shares {
  const weight = weights[demand]!;
  const shares = { demand: weight, served: 0, withoutRoom: 0, outside: 0, rejected: 0 };
  if (!places[demand]) shares.rejected = weight;
  else if (nearest.firstWays[demand]! > radiusMillimeters) shares.outside = weight;
  else {
    shares.served = allocation ? allocation.served[demand]! : weight;
    shares.withoutRoom = weight - shares.served;
  }
  return shares;
}

/** The state of one demand: without room where most of it finds none. */
export function stateAt(measured: Measured, demand: number): number {
  if (!measured.places[demand]) return STATE.rejected;
  if (measured.nearest.firstWays[demand]! > measured.radiusMillimeters) return STATE.outside;
  if (!measured.allocation) return STATE.served;
  const { served, withoutRoom } = sharesAt(measured, demand);
  return withoutRoom > served ? STATE.withoutRoom : STATE.served;
}

const none = (): Shares => ({ demand: 0, served: 0, withoutRoom: 0, outside: 0, rejected: 0 });
const KEYS = ["demand", "served", "withoutRoom", "outside", "rejected"] as const;

/** What becomes of some demands together. */
export function sharesOf(measured: Measured, demands: Iterable<number>): Shares {
  const total = none();
  for (const demand of demands) {
    const shares = sharesAt(measured, demand);
    for (const key of KEYS) total[key] += shares[key];
  }
  return total;
}

/** Thousandths as people or complaints. */
export const inUnits = (shares: Shares): Shares => {
  const units = none();
  for (const key of KEYS) units[key] = shares[key] / WEIGHT_UNIT;
  return units;
};

/** How far people have to go, weighted by how many they are. */
export type Distances = {
  /** Those who have a way to a site at all, in people. */
  readonly reached: number;
  /** On the network, without a way to any site. */
  readonly withoutWay: number;
  /** null without anybody who has a way. */
  readonly meanMeters: number | null;
  /** So large a share of those who have a way goes no further than that. */
  readonly quantiles: { share: number; meters: number }[];
  /** People by how far they go: the k-th goes from `k · binMeters` to before the next; the last is what is farther. */
  readonly binMeters: number;
  readonly bins: number[];
};

const QUANTILES = [0.25, 0.5, 0.75, 0.9, 0.95] as const;
const BINS = 20;

/**
 * How far some demands have to go to the nearest site, room or not.
 *
 * A quantile is the least distance that at least this share of people does not exceed.
 *
 * @param binMeters  above 0.
 */
export function distancesOf(
  { weights, places, nearest }: Measured,
  demands: Iterable<number>,
  binMeters: number,
): Distances {
  const bins = new Array<number>(BINS + 1).fill(0);
  const found: { meters: number; weight: number }[] = [];
  let withoutWay = 0;
  let reached = 0;
  let metersByPerson = 0;
  for (const demand of demands) {
    const weight = weights[demand]!;
    if (!places[demand] || weight === 0) continue;
    if (nearest.firstSites[demand] === NO_SITE) {
      withoutWay += weight;
      continue;
    }
    const meters = nearest.firstWays[demand]! / 1000;
    found.push({ meters, weight });
    reached += weight;
    metersByPerson += meters * weight;
    bins[Math.min(BINS, Math.floor(meters / binMeters))]! += weight;
  }
  found.sort((a, b) => a.meters - b.meters);
  const quantiles: { share: number; meters: number }[] = [];
  let [passed, next] = [0, 0];
  for (const { meters, weight } of found) {
    passed += weight;
    while (next < QUANTILES.length && passed >= QUANTILES[next]! * reached)
      quantiles.push({ share: QUANTILES[next++]!, meters });
  }
  return {
    reached: reached / WEIGHT_UNIT,
    withoutWay: withoutWay / WEIGHT_UNIT,
    meanMeters: reached > 0 ? metersByPerson / reached : null,
    quantiles,
    binMeters,
    bins: bins.map((weight) => weight / WEIGHT_UNIT),
  };
}

/** How many of those served have a second site within reach, in thousandths: they stay served when the first closes. */
export function backedUp({ weights, places, nearest, radiusMillimeters }: Measured): number {
  let total = 0;
  for (const [demand, place] of places.entries())
    if (place && nearest.secondWays[demand]! <= radiusMillimeters) total += weights[demand]!;
  return total;
}

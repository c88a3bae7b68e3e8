import {
  type DrawnEdge,
  linksOf,
  type NetworkEdge,
  type StreetNetwork,
  streetNetwork,
} from "../geo/network.ts";
import type { LngLat } from "../geo/position.ts";
import { reachOver } from "../geo/reach.ts";
import type { Neighbours } from "./neighbours.ts";

/** A stretch is at most so long unless asked otherwise. */
export const STRETCH_METERS = 100;
/** Stretches whose ends are at most so far apart along streets are neighbours unless asked otherwise. */
export const NEIGHBOUR_METERS = 100;
/** What a hundredth of a millimeter adds to an edge cuts it into no more stretches. */
const LENGTH_ERROR_METERS = 1e-5;

/** An edge of a street, with what a card says of it. */
export type Street = NetworkEdge & {
  /** null when it has no name. */
  readonly streetId: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  /** The cleaning grade, 1 to 4. */
  readonly grade: number | null;
  readonly class: string;
};

/** Streets cut into stretches; a unit is its place in these arrays, in order of edge and along it. */
export type StreetUnits = {
  /** None is longer. */
  readonly stretchMeters: number;
  /** The edges that take part. */
  readonly network: StreetNetwork<Street>;
  readonly count: number;
  /** The place of each unit's edge in `network.edges`. */
  readonly edges: Uint32Array;
  /** Where each begins and ends along its edge. */
  readonly fromMeters: Float64Array;
  readonly toMeters: Float64Array;
  /** More than 0, and the same for all of an edge. */
  readonly lengthsMeters: Float64Array;
  /** The course of a unit: two positions or more; neighbours along an edge have one in common. */
  lineOf(unit: number): LngLat[];
  /**
   * The unit that is nearest to a position, as `StreetNetwork.nearestEdge`; where two of an edge meet, the later one.
   *
   * @returns −1 when none is within `withinMeters`.
   */
  unitOf(position: LngLat, withinMeters: number): number;
  /**
   * Which units have ends within a distance of each other along streets, without weights; 0 m is those that touch.
   *
   * @param meters  counted to the millimeter of each stretch on the way.
   */
  neighboursWithin(meters?: number): Neighbours;
};

/**
 * Whether a street counts where complaints are counted along streets: every class but motorways, which nobody lives on
 * or walks along; a complaint beside one is of the street nearest to it. Bridges, trunk roads, lanes and paths count.
 * An edge of 0 m holds nothing and takes no part.
 */
export const servesPeople = (street: Pick<Street, "class" | "lengthMeters">): boolean =>
  street.class !== "motorway" && street.lengthMeters > 0;

/**
 * Cuts the streets that serve people (`servesPeople`) into stretches, each edge into the fewest of equal length.
 *
 * @param drawn  in any order.
 * @param stretchMeters  the greatest length of a stretch, more than 0.
 * @throws {RangeError} when `stretchMeters` is not more than 0; as `streetNetwork`.
 */
export function streetUnits(
  drawn: readonly DrawnEdge<Street>[],
  stretchMeters: number = STRETCH_METERS,
): StreetUnits {
  if (!(stretchMeters > 0))
    throw new RangeError(`stretchMeters must be more than 0, got ${stretchMeters}`);
  const network = streetNetwork(drawn.filter(({ edge }) => servesPeople(edge)));
  const first = firstUnits(network, stretchMeters);
  const count = first.at(-1)!;
  const edges = new Uint32Array(count);
  const [fromMeters, toMeters] = [new Float64Array(count), new Float64Array(count)];
  const lengthsMeters = new Float64Array(count);
  for (const [edge, length] of network.lengthsMeters.entries()) {
    const parts = first[edge + 1]! - first[edge]!;
    for (let part = 0; part < parts; part++) {
      const unit = first[edge]! + part;
      edges[unit] = edge;
      fromMeters[unit] = length * (part / parts);
      toMeters[unit] = length * ((part + 1) / parts); // the last is the edge's length to the last digit
      lengthsMeters[unit] = length / parts;
    }
  }
  return {
    stretchMeters,
    network,
    count,
    edges,
    fromMeters,
    toMeters,
    lengthsMeters,
    lineOf: (unit) => network.lineBetween(edges[unit]!, fromMeters[unit]!, toMeters[unit]!),
    unitOf: (position, withinMeters) => {
      const found = network.nearestEdge(position, withinMeters);
      if (!found) return -1;
      const parts = first[found.edge + 1]! - first[found.edge]!;
      const share = found.alongMeters / network.lengthsMeters[found.edge]!;
      return first[found.edge]! + Math.min(parts - 1, Math.floor(share * parts));
    },
    neighboursWithin: (meters = NEIGHBOUR_METERS) =>
      neighboursOf(network, first, lengthsMeters, meters),
  };
}

/** The first unit of each edge, and behind the last edge how many there are. */
function firstUnits({ lengthsMeters }: StreetNetwork<Street>, stretchMeters: number) {
  const first = new Uint32Array(lengthsMeters.length + 1);
  for (const [edge, length] of lengthsMeters.entries()) {
    const parts = Math.max(1, Math.ceil((length - LENGTH_ERROR_METERS) / stretchMeters));
    first[edge + 1] = first[edge]! + parts;
  }
  return first;
}

/**
 * Units are the edges of a graph whose nodes are the network's, and behind them the cuts along its edges. Distances are
 * whole millimeters, so that one is another's neighbour exactly when the other is the one's.
 */
function neighboursOf(
  network: StreetNetwork<Street>,
  first: Uint32Array,
  lengthsMeters: Float64Array,
  meters: number,
): Neighbours {
  const count = lengthsMeters.length;
  const nodes = network.nodeIds.length;
  const [from, to] = [new Uint32Array(count), new Uint32Array(count)];
  for (let edge = 0; edge < network.edges.length; edge++)
    for (let unit = first[edge]!; unit < first[edge + 1]!; unit++) {
      const cut = nodes + unit - edge; // the one behind the unit: each edge before has one cut fewer than units
      from[unit] = unit === first[edge] ? network.fromNodes[edge]! : cut - 1;
      to[unit] = unit === first[edge + 1]! - 1 ? network.toNodes[edge]! : cut;
    }
  const links = linksOf(nodes + count - network.edges.length, from, to);
  const reach = reachOver(
    links,
    lengthsMeters.map((length) => Math.round(length * 1_000)),
  );
  const limit = Math.round(meters * 1_000);
  const starts = new Uint32Array(count + 1);
  const items: number[] = [];
  const seenBy = new Uint32Array(count).fill(count); // the last unit that has met this one
  for (let unit = 0; unit < count; unit++) {
    const found: number[] = [];
    seenBy[unit] = unit;
    reach([from[unit]!, to[unit]!], limit, (node) => {
      for (let at = links.starts[node]!; at < links.starts[node + 1]!; at++) {
        const other = links.edges[at]!;
        if (seenBy[other] === unit) continue;
        seenBy[other] = unit;
        found.push(other);
      }
    });
    for (const other of found.sort((a, b) => a - b)) items.push(other);
    starts[unit + 1] = items.length;
  }
  return { starts, items: Uint32Array.from(items), weights: null };
}

/** Positions as columns of whole parts of a degree. */
export type PackedPositions = {
  readonly lngs: Int32Array;
  readonly lats: Int32Array;
  readonly perDegree: number;
};

/**
 * The unit of each of some positions.
 *
 * @param rows  which of the positions, in any order.
 * @returns as long as `rows` and in their order; −1 for what is not within `withinMeters` of a street, or nowhere.
 */
export function assignUnits(
  units: StreetUnits,
  { lngs, lats, perDegree }: PackedPositions,
  rows: Uint32Array,
  withinMeters: number,
): Int32Array {
  return Int32Array.from(rows, (row) =>
    units.unitOf([lngs[row]! / perDegree, lats[row]! / perDegree], withinMeters),
  );
}

import { reachOver } from "../geo/reach.ts";
import { NO_SITE } from "./labels.ts";
import { type Place, type Travelled, wayAlong, waysTo } from "./network.ts";

/** Which demands one site can be reached from, nearest first; ways in millimetres. */
export type Catchment = { readonly demands: Int32Array; readonly ways: Float64Array };

/** Where demands lie on the network, edge by edge: those of edge `e` stand from `starts[e]` to before `starts[e + 1]`. */
export type DemandsByEdge = { readonly starts: Uint32Array; readonly demands: Uint32Array };

/** Sorts demands by the edge they lie at; those without a place are on none. */
export function demandsByEdge(edges: number, places: readonly (Place | null)[]): DemandsByEdge {
  const starts = new Uint32Array(edges + 1);
  for (const place of places) if (place) starts[place.edge + 1]!++;
  for (let edge = 0; edge < edges; edge++) starts[edge + 1]! += starts[edge]!;
  const next = starts.slice();
  const demands = new Uint32Array(starts[edges]!);
  for (const [demand, place] of places.entries()) if (place) demands[next[place.edge]!++] = demand;
  return { starts, demands };
}

/**
 * The demands of one site, again and again for others: a search outward that ends at the limit.
 *
 * @returns One search at a time; each takes time for what lies within the limit only.
 */
export function catchments(
  network: Travelled,
  places: readonly (Place | null)[],
  { starts, demands }: DemandsByEdge,
) {
  const { streets, spread, lengths, isForward, isBackward } = network;
  const reach = reachOver(spread, lengths);
  const best = new Float64Array(places.length).fill(Number.POSITIVE_INFINITY);

  return (site: Place, limitMillimeters: number): Catchment => {
    const met: number[] = [];
    const offer = (demand: number, way: number) => {
      if (way > limitMillimeters || way >= best[demand]!) return;
      if (best[demand] === Number.POSITIVE_INFINITY) met.push(demand);
      best[demand] = way;
    };
    const offerAlong = (edge: number, fromStart: number | null, fromEnd: number | null) => {
      for (let at = starts[edge]!; at < starts[edge + 1]!; at++) {
        const demand = demands[at]!;
        const { alongMillimeters: along, offsetMillimeters: offset } = places[demand]!;
        if (fromStart !== null && isBackward[edge]) offer(demand, fromStart + along + offset);
        if (fromEnd !== null && isForward[edge])
          offer(demand, fromEnd + lengths[edge]! - along + offset);
      }
    };
    const { fromStart, fromEnd } = waysTo(network, site);
    const ends = [
      { node: streets.fromNodes[site.edge]!, way: fromStart },
      { node: streets.toNodes[site.edge]!, way: fromEnd },
    ].flatMap(({ node, way }) => (way === null ? [] : [{ node, way }]));
    reach(
      ends.map(({ node }) => node),
      limitMillimeters,
      (node, way) => {
        const { starts: from, edges } = streets.links;
        for (let at = from[node]!; at < from[node + 1]!; at++) {
          const edge = edges[at]!;
          offerAlong(
            edge,
            streets.fromNodes[edge] === node ? way : null,
            streets.toNodes[edge] === node ? way : null,
          );
        }
      },
      ends.map(({ way }) => way),
    );
    for (let at = starts[site.edge]!; at < starts[site.edge + 1]!; at++) {
      const way = wayAlong(network, places[demands[at]!]!, site);
      if (way !== null) offer(demands[at]!, way);
    }
    met.sort((a, b) => best[a]! - best[b]! || a - b);
    const found = {
      demands: Int32Array.from(met),
      ways: Float64Array.from(met, (demand) => best[demand]!),
    };
    for (const demand of met) best[demand] = Number.POSITIVE_INFINITY;
    return found;
  };
}

/** Who is served by whom when sites have only so much room. */
export type Allocation = {
  /** Of each demand, how much of it found room; in the unit of the weights. */
  readonly served: Float64Array;
  /** The site that serves the greatest part of each demand; NO_SITE where none does. */
  readonly sites: Int32Array;
  /** How much each site serves. */
  readonly loads: Float64Array;
};

/**
 * Gives room to whoever is nearest: of all pairs of demand and site the shortest way is first, and a demand that finds its
 * nearest site full goes on to the next within reach, in part if need be.
 *
 * @param weights  whole numbers, so that what is served and what is not add up.
 * @param capacities  of each site; infinite where none is known.
 */
export function allocate(
  weights: Float64Array,
  reached: readonly (Catchment | null)[],
  capacities: readonly number[],
): Allocation {
  const pairs = reached.reduce((sum, catchment) => sum + (catchment?.demands.length ?? 0), 0);
  const [demandOf, siteOf] = [new Int32Array(pairs), new Int32Array(pairs)];
  const ways = new Float64Array(pairs);
  let count = 0;
  for (const [site, catchment] of reached.entries())
    for (let i = 0; catchment && i < catchment.demands.length; i++) {
      demandOf[count] = catchment.demands[i]!;
      siteOf[count] = site;
      ways[count++] = catchment.ways[i]!;
    }
  const order = Uint32Array.from({ length: pairs }, (_, i) => i).sort(
    (a, b) => ways[a]! - ways[b]! || siteOf[a]! - siteOf[b]! || demandOf[a]! - demandOf[b]!,
  );
  const served = new Float64Array(weights.length);
  const most = new Float64Array(weights.length);
  const sites = new Int32Array(weights.length).fill(NO_SITE);
  const loads = new Float64Array(reached.length);
  for (const pair of order) {
    const [demand, site] = [demandOf[pair]!, siteOf[pair]!];
    const amount = Math.min(
      weights[demand]! - served[demand]!,
      Math.floor(capacities[site]!) - loads[site]!,
    );
    if (amount <= 0) continue;
    served[demand]! += amount;
    loads[site]! += amount;
    if (amount <= most[demand]!) continue;
    most[demand] = amount;
    sites[demand] = site;
  }
  return { served, sites, loads };
}

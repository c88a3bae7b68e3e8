import type { Links } from "../geo/network.ts";
import { type Place, type TravelNetwork, waysTo } from "./network.ts";

/** No site. */
export const NO_SITE = -1;

/** The two nearest sites of each node; distances in millimetres, infinite where there is none. */
export type Labels = {
  readonly firstSites: Int32Array;
  readonly firstWays: Float64Array;
  readonly secondSites: Int32Array;
  readonly secondWays: Float64Array;
  /** Where each open site is; null is closed. Of equally near sites the lower number is nearer. */
  readonly sites: readonly (Place | null)[];
  /** Opens a site, moves it, or closes it (null). Costs what changes, not what there is. */
  set(site: number, place: Place | null): void;
  /** Does something, looks, and takes it back. What `look` returns must not hold on to the arrays. */
  attempt<T>(change: () => void, look: () => T): T;
};

/**
 * Finds for each node the two sites one reaches soonest, and keeps that as sites open, move and close.
 *
 * A search spreads from all sites at once and goes no further than where two others are nearer, so every node is
 * reached by two sites at most. A site that closes leaves nodes without one of their two: they take it from
 * their neighbours, and the search goes on from there. What comes out is the same as from the beginning, in every digit,
 * because distances are whole numbers and ties are told by the sites' order.
 *
 * @param limitMillimeters  Sites farther than that are none.
 * @see Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959, pp. 269–271; for more
 *   than one label a node, Okabe et al., "Spatial Tessellations", 2nd ed. 2000, §3.8 (network Voronoi diagrams of order k).
 */
export function nearestTwo(
  network: TravelNetwork,
  places: readonly (Place | null)[],
  limitMillimeters: number = Number.POSITIVE_INFINITY,
): Labels {
  const { streets, lengths, spread, onward } = network;
  const nodes = streets.nodeIds.length;
  const firstSites = new Int32Array(nodes).fill(NO_SITE);
  const secondSites = new Int32Array(nodes).fill(NO_SITE);
  const firstWays = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const secondWays = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const sites: (Place | null)[] = places.slice();
  const waiting = offerBuckets();
  const journal = createJournal({ firstSites, firstWays, secondSites, secondWays });

  const isNearer = (way: number, site: number, than: number, thanSite: number) =>
    way < than || (way === than && site < thanSite);

  function offer(node: number, way: number, site: number) {
    if (way > limitMillimeters) return;
    const [first, firstWay] = [firstSites[node]!, firstWays[node]!];
    const isFirst = first === NO_SITE || isNearer(way, site, firstWay, first);
    if (site === first) {
      if (way >= firstWay) return;
      journal.before(node);
      firstWays[node] = way;
    } else if (isFirst) {
      journal.before(node);
      // the site that was first becomes second, also where this one was second until now
      secondSites[node] = first;
      secondWays[node] = firstWay;
      firstSites[node] = site;
      firstWays[node] = way;
    } else {
      const [second, secondWay] = [secondSites[node]!, secondWays[node]!];
      if (
        site === second
          ? way >= secondWay
          : second !== NO_SITE && !isNearer(way, site, secondWay, second)
      )
        return;
      journal.before(node);
      secondSites[node] = site;
      secondWays[node] = way;
    }
    waiting.push(node, site, way);
  }

  function offerSite(site: number) {
    const place = sites[site];
    if (!place) return;
    const { fromStart, fromEnd } = waysTo(network, place);
    if (fromStart !== null) offer(streets.fromNodes[place.edge]!, fromStart, site);
    if (fromEnd !== null) offer(streets.toNodes[place.edge]!, fromEnd, site);
  }

  function settle() {
    for (let node = waiting.pop(); node >= 0; node = waiting.pop()) {
      const { site, way } = waiting;
      const isCurrent =
        (firstSites[node] === site && firstWays[node] === way) ||
        (secondSites[node] === site && secondWays[node] === way);
      if (!isCurrent) continue;
      for (let at = spread.starts[node]!; at < spread.starts[node + 1]!; at++)
        offer(spread.ends[at]!, way + lengths[spread.edges[at]!]!, site);
    }
  }

  function withdraw(site: number) {
    const left: number[] = [];
    for (let node = 0; node < nodes; node++) {
      if (firstSites[node] === site) {
        journal.before(node);
        firstSites[node] = secondSites[node]!;
        firstWays[node] = secondWays[node]!;
      } else if (secondSites[node] !== site) continue;
      else journal.before(node);
      secondSites[node] = NO_SITE;
      secondWays[node] = Number.POSITIVE_INFINITY;
      left.push(node);
    }
    for (const node of left) offerFromNeighbours(node, onward);
    if (left.length > 0) for (let other = 0; other < sites.length; other++) offerSite(other);
  }

  /** What a node's neighbours can reach, it can reach through them. */
  function offerFromNeighbours(node: number, { starts, edges, ends }: Links) {
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      const [neighbour, length] = [ends[at]!, lengths[edges[at]!]!];
      if (firstSites[neighbour] !== NO_SITE)
        offer(node, firstWays[neighbour]! + length, firstSites[neighbour]!);
      if (secondSites[neighbour] !== NO_SITE)
        offer(node, secondWays[neighbour]! + length, secondSites[neighbour]!);
    }
  }

  for (let site = 0; site < sites.length; site++) offerSite(site);
  settle();

  function set(site: number, place: Place | null) {
    const before = sites[site];
    journal.beforeSite(sites, site);
    sites[site] = null;
    if (before) withdraw(site);
    sites[site] = place;
    offerSite(site);
    settle();
  }

  return {
    ...{ firstSites, firstWays, secondSites, secondWays, sites, set },
    attempt(change, look) {
      journal.open();
      try {
        change();
        return look();
      } finally {
        journal.undo(sites);
      }
    },
  };
}

type Columns = Pick<Labels, "firstSites" | "firstWays" | "secondSites" | "secondWays">;

/** Remembers what nodes and sites were, so that it can be taken back. */
function createJournal({ firstSites, firstWays, secondSites, secondWays }: Columns) {
  const isNoted = new Uint8Array(firstSites.length);
  let nodes:
    | { node: number; first: number; firstWay: number; second: number; secondWay: number }[]
    | null = null;
  let sitesBefore: { site: number; place: Place | null | undefined; count: number }[] = [];
  return {
    open() {
      if (nodes) throw new RangeError("an attempt cannot begin within another");
      nodes = [];
    },
    before(node: number) {
      if (!nodes || isNoted[node]) return;
      isNoted[node] = 1;
      nodes.push({
        node,
        first: firstSites[node]!,
        firstWay: firstWays[node]!,
        second: secondSites[node]!,
        secondWay: secondWays[node]!,
      });
    },
    beforeSite(sites: readonly (Place | null)[], site: number) {
      if (nodes) sitesBefore.push({ site, place: sites[site], count: sites.length });
    },
    undo(sites: (Place | null)[]) {
      for (const { node, first, firstWay, second, secondWay } of nodes ?? []) {
        isNoted[node] = 0;
        firstSites[node] = first;
        firstWays[node] = firstWay;
        secondSites[node] = second;
        secondWays[node] = secondWay;
      }
      for (const { site, place, count } of sitesBefore.reverse()) {
        if (place !== undefined) sites[site] = place;
        sites.length = count;
      }
      nodes = null;
      sitesBefore = [];
    },
  };
}

/** How far apart ways in one bucket may be: less than most streets are long, so that few are looked at twice. */
const BUCKET_MILLIMETERS = 8192;

/**
 * Offers, the nearest to within a bucket first; `pop` leaves the offer's site and way in it. Within a bucket they come in no
 * promised order: whoever settles them looks again at what was bettered meanwhile, and ends with the same.
 *
 * @see Dial, "Algorithm 360: shortest-path forest with topological ordering", Communications of the ACM 12, 1969, pp. 632–633.
 */
function offerBuckets() {
  let nodes = new Int32Array(1024);
  let offered = new Int32Array(1024);
  let ways = new Float64Array(1024);
  /** The next offer in the same bucket; −1 ends it. */
  let nexts = new Int32Array(1024);
  /** The first offer in each bucket. */
  let heads = new Int32Array(1024).fill(-1);
  let [used, left, lowest] = [0, 0, 0];
  const buckets = {
    site: NO_SITE,
    way: 0,
    push(node: number, site: number, way: number) {
      if (used === nodes.length) {
        nodes = grown(nodes, new Int32Array(used * 2));
        offered = grown(offered, new Int32Array(used * 2));
        ways = grown(ways, new Float64Array(used * 2));
        nexts = grown(nexts, new Int32Array(used * 2));
      }
      const bucket = Math.floor(way / BUCKET_MILLIMETERS);
      if (bucket >= heads.length) heads = grown(heads, new Int32Array(bucket * 2).fill(-1));
      nodes[used] = node;
      offered[used] = site;
      ways[used] = way;
      nexts[used] = heads[bucket]!;
      heads[bucket] = used++;
      if (left++ === 0 || bucket < lowest) lowest = bucket;
    },
    /** @returns −1 when it is empty. */
    pop(): number {
      if (left === 0) {
        used = 0;
        return -1;
      }
      while (heads[lowest] === -1) lowest++;
      const first = heads[lowest]!;
      heads[lowest] = nexts[first]!;
      left--;
      buckets.site = offered[first]!;
      buckets.way = ways[first]!;
      return nodes[first]!;
    },
  };
  return buckets;
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never); // both are of one kind
  return to;
}

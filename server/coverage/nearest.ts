import { type Labels, NO_SITE } from "./labels.ts";
import { type Place, type TravelNetwork, wayAlong } from "./network.ts";

/** The two nearest sites of each of some places; distances in millimetres, infinite where there is none. */
export type Nearest = {
  readonly firstSites: Int32Array;
  readonly firstWays: Float64Array;
  readonly secondSites: Int32Array;
  readonly secondWays: Float64Array;
};

/** Room for what `findNearest` finds of so many places. */
export const nearestOf = (count: number): Nearest => ({
  firstSites: new Int32Array(count).fill(NO_SITE),
  firstWays: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  secondSites: new Int32Array(count).fill(NO_SITE),
  secondWays: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
});

/**
 * Which two sites one reaches soonest from each of some places: over the ends of its edge, or along it.
 *
 * @param limitMillimeters  as of the labels, but of the whole way.
 * @param into  filled anew; of as many as there are places.
 */
export function findNearest(
  network: TravelNetwork,
  labels: Labels,
  places: readonly (Place | null)[],
  limitMillimeters: number,
  into: Nearest,
): Nearest {
  const { streets, lengths, isForward, isBackward } = network;
  const { fromNodes, toNodes } = streets;
  const onEdge = sitesByEdge(labels.sites);
  let [first, firstWay, second, secondWay] = [NO_SITE, Infinity, NO_SITE, Infinity];

  function offer(site: number, way: number) {
    if (site === NO_SITE || way > limitMillimeters) return;
    if (site === first) {
      if (way < firstWay) firstWay = way;
    } else if (way < firstWay || (way === firstWay && site < first)) {
      second = first;
      secondWay = firstWay;
      first = site;
      firstWay = way;
    } else if (site === second) {
      if (way < secondWay) secondWay = way;
    } else if (way < secondWay || (way === secondWay && site < second)) {
      second = site;
      secondWay = way;
    }
  }

  for (const [i, place] of places.entries()) {
    first = NO_SITE;
    second = NO_SITE;
    firstWay = Infinity;
    secondWay = Infinity;
    if (place) {
      const { edge, alongMillimeters, offsetMillimeters } = place;
      if (isBackward[edge]) {
        const node = fromNodes[edge]!;
        const way = alongMillimeters + offsetMillimeters;
        offer(labels.firstSites[node]!, labels.firstWays[node]! + way);
        offer(labels.secondSites[node]!, labels.secondWays[node]! + way);
      }
      if (isForward[edge]) {
        const node = toNodes[edge]!;
        const way = lengths[edge]! - alongMillimeters + offsetMillimeters;
        offer(labels.firstSites[node]!, labels.firstWays[node]! + way);
        offer(labels.secondSites[node]!, labels.secondWays[node]! + way);
      }
      for (const site of onEdge.get(edge) ?? []) {
        const way = wayAlong(network, place, labels.sites[site]!);
        if (way !== null) offer(site, way);
      }
    }
    into.firstSites[i] = first;
    into.firstWays[i] = firstWay;
    into.secondSites[i] = second;
    into.secondWays[i] = secondWay;
  }
  return into;
}

function sitesByEdge(sites: Labels["sites"]): Map<number, number[]> {
  const onEdge = new Map<number, number[]>();
  for (const [site, place] of sites.entries()) {
    if (!place) continue;
    const others = onEdge.get(place.edge);
    if (others) others.push(site);
    else onEdge.set(place.edge, [site]);
  }
  return onEdge;
}

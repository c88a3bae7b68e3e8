import { describe, expect, it } from "vitest";
import { type Labels, NO_SITE, nearestTwo } from "../../server/coverage/labels.ts";
import { findNearest, nearestOf } from "../../server/coverage/nearest.ts";
import {
  type Place,
  type TravelNetwork,
  type TravelProfile,
  travelNetwork,
  wayAlong,
  waysTo,
} from "../../server/coverage/network.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { seededRandom } from "../worlds/layer.ts";
import { randomPlace, randomWays } from "../worlds/travel.ts";

/** How far one travels from each node to each other, by Floyd and Warshall. */
function allWays({ streets, lengths, isForward, isBackward }: TravelNetwork): number[][] {
  const count = streets.nodeIds.length;
  const ways = Array.from({ length: count }, (_, from) =>
    Array.from({ length: count }, (_, to) => (from === to ? 0 : Infinity)),
  );
  for (const [edge, from] of streets.fromNodes.entries()) {
    const to = streets.toNodes[edge]!;
    if (isForward[edge]) ways[from]![to] = Math.min(ways[from]![to]!, lengths[edge]!);
    if (isBackward[edge]) ways[to]![from] = Math.min(ways[to]![from]!, lengths[edge]!);
  }
  for (let via = 0; via < count; via++)
    for (const row of ways)
      for (let to = 0; to < count; to++) row[to] = Math.min(row[to]!, row[via]! + ways[via]![to]!);
  return ways;
}

/** How far one travels from a place to another, every way looked at. */
function wayBetween(network: TravelNetwork, ways: number[][], from: Place, to: Place): number {
  const { fromNodes, toNodes } = network.streets;
  const { fromStart, fromEnd } = waysTo(network, to);
  const ends = [
    { node: fromNodes[to.edge]!, way: fromStart },
    { node: toNodes[to.edge]!, way: fromEnd },
  ];
  const starts = [
    {
      node: fromNodes[from.edge]!,
      way: network.isBackward[from.edge] ? from.alongMillimeters : null,
    },
    {
      node: toNodes[from.edge]!,
      way: network.isForward[from.edge]
        ? network.lengths[from.edge]! - from.alongMillimeters
        : null,
    },
  ];
  let least = from.edge === to.edge ? (wayAlong(network, from, to) ?? Infinity) : Infinity;
  for (const start of starts)
    for (const end of ends)
      if (start.way !== null && end.way !== null)
        least = Math.min(
          least,
          from.offsetMillimeters + start.way + ways[start.node]![end.node]! + end.way,
        );
  return least;
}

/** The two nearest of some ways, ties to the lower number, none beyond the limit. */
function twoOf(ways: readonly number[], limit: number) {
  const order = ways
    .map((way, site) => ({ way, site }))
    .filter(({ way }) => way <= limit && way < Infinity)
    .sort((a, b) => a.way - b.way || a.site - b.site);
  return [0, 1].flatMap((at) => [order[at]?.site ?? NO_SITE, order[at]?.way ?? Infinity]);
}

const world = (seed: number, nodes: number, profile: TravelProfile) => {
  const random = seededRandom(seed);
  const network = travelNetwork(streetNetwork(randomWays(random, nodes, 1200)), profile);
  const sites = Array.from({ length: 9 }, () => randomPlace(network, random));
  const homes = Array.from({ length: 60 }, () => randomPlace(network, random));
  return { random, network, sites, homes };
};

const COLUMNS = ["firstSites", "firstWays", "secondSites", "secondWays"] as const;
const areSame = (a: Labels, b: Labels) =>
  COLUMNS.every((name) => {
    const other = b[name];
    return a[name].every((value, i) => value === other[i]);
  });

describe("the two nearest sites", () => {
  for (const profile of ["walk", "vehicle"] as const)
    it(`are those of Floyd and Warshall, by ${profile}, from every place and node`, () => {
      for (let seed = 1; seed <= 12; seed++) {
        const { network, sites, homes } = world(seed, 40, profile);
        const ways = allWays(network);
        for (const limit of [Infinity, 400_000]) {
          const labels = nearestTwo(network, sites, limit);
          for (let node = 0; node < ways.length; node++) {
            const toSites = sites.map((site) => {
              const { fromStart, fromEnd } = waysTo(network, site!);
              const { fromNodes, toNodes } = network.streets;
              return Math.min(
                ways[node]![fromNodes[site!.edge]!]! + (fromStart ?? Infinity),
                ways[node]![toNodes[site!.edge]!]! + (fromEnd ?? Infinity),
              );
            });
            expect([
              labels.firstSites[node],
              labels.firstWays[node],
              labels.secondSites[node],
              labels.secondWays[node],
            ]).toEqual(twoOf(toSites, limit));
          }
          const near = findNearest(network, labels, homes, limit, nearestOf(homes.length));
          for (const [i, home] of homes.entries())
            expect([
              near.firstSites[i],
              near.firstWays[i],
              near.secondSites[i],
              near.secondWays[i],
            ]).toEqual(
              twoOf(
                sites.map((site) => wayBetween(network, ways, home!, site!)),
                limit,
              ),
            );
        }
      }
    });

  it("are the same after 10,000 random moves, openings and closures as from the beginning", () => {
    let compared = 0;
    for (const [seed, limit] of [
      [101, Infinity],
      [102, 350_000],
    ] as const) {
      const { random, network, sites } = world(seed, 250, "vehicle");
      const held = sites.slice();
      const labels = nearestTwo(network, held, limit);
      for (let step = 0; step < 5_000; step++) {
        const site = Math.floor((held.length + 0.2) * random()); // now and then a new one
        held[site] = random() < 0.25 ? null : randomPlace(network, random);
        labels.set(site, held[site]!);
        const anew = nearestTwo(network, held, limit);
        if (!areSame(labels, anew)) expect(labels).toEqual(anew); // which says where
        compared++;
      }
    }
    expect(compared).toBe(10_000);
  });

  it("are taken back whole after an attempt, also one that fails", () => {
    const { random, network, sites } = world(7, 120, "walk");
    const labels = nearestTwo(network, sites);
    const before = nearestTwo(network, sites);
    for (let step = 0; step < 200; step++) {
      const site = Math.floor((sites.length + 2) * random());
      const place = random() < 0.3 ? null : randomPlace(network, random);
      const moved = sites.slice();
      moved[site] = place;
      const seen = labels.attempt(
        () => {
          labels.set(site, place);
          labels.set(0, null);
        },
        () => labels.firstWays.slice(),
      );
      moved[0] = null;
      expect(seen).toEqual(nearestTwo(network, moved).firstWays);
      expect(labels.firstSites).toEqual(before.firstSites);
      expect(labels.secondWays).toEqual(before.secondWays);
      expect(labels.sites).toEqual(sites);
    }
    const failing = () =>
      labels.attempt(
        () => labels.set(1, null),
        () => {
          throw new Error("looked away");
        },
      );
    expect(failing).toThrow("looked away");
    expect(labels.firstWays).toEqual(before.firstWays);
    expect(labels.sites).toEqual(sites);
  });
});

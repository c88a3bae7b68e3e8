import { describe, expect, it } from "vitest";
import { distanceMeters, nearestOnLine } from "../../server/geo/measure.ts";
import { linksOf, streetNetwork } from "../../server/geo/network.ts";
import { reachOver } from "../../server/geo/reach.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt, randomTown, streetAt } from "../worlds/streets.ts";

describe("a street graph", () => {
  // a street east with a kink, one north from its end, and a loop at the crossing; their node numbers are not in order
  const network = streetNetwork([
    streetAt(
      "north",
      [7, 900],
      [
        [300, 0],
        [300, 200],
      ],
    ),
    streetAt(
      "east",
      [5, 7],
      [
        [0, 0],
        [100, 0],
        [300, 0],
      ],
    ),
    streetAt(
      "loop",
      [7, 7],
      [
        [300, 0],
        [350, -50],
        [400, 0],
        [300, 0],
      ],
    ),
  ]);
  const [east, loop, north] = [0, 1, 2];

  it("knows edges by id and nodes by number, whatever order they come in", () => {
    expect(network.edges.map(({ id }) => id)).toEqual(["east", "loop", "north"]);
    expect([...network.nodeIds]).toEqual([5, 7, 900]);
    expect([...network.fromNodes]).toEqual([0, 1, 1]);
    expect([...network.toNodes]).toEqual([1, 1, 2]);
  });

  it("leads both ways along each edge, and once around a loop", () => {
    const { starts, edges, ends } = network.links;
    const linksAt = (node: number) =>
      Array.from({ length: starts[node + 1]! - starts[node]! }, (_, i) => [
        edges[starts[node]! + i],
        ends[starts[node]! + i],
      ]);
    expect(linksAt(0)).toEqual([[east, 1]]);
    expect(linksAt(1)).toEqual([
      [east, 0],
      [loop, 1],
      [north, 2],
    ]);
    expect(linksAt(2)).toEqual([[north, 1]]);
  });

  it("tells how far along and how far beside", () => {
    const found = network.nearestEdge(placeAt(180, 12), 50)!;
    expect(found.edge).toBe(east);
    expect(found.alongMeters).toBeCloseTo(180, 1);
    expect(found.offsetMeters).toBeCloseTo(12, 1);
    expect(distanceMeters(found.position, placeAt(180, 0))).toBeLessThan(0.01);
  });

  it("finds what is as far as asked, and nothing beyond", () => {
    const at = placeAt(100, 400);
    const { offsetMeters } = network.nearestEdge(at, 1_000)!;
    expect(offsetMeters).toBeGreaterThan(280); // north's end is 200 m east and 200 m south
    expect(network.nearestEdge(at, offsetMeters)?.offsetMeters).toBe(offsetMeters);
    expect(network.nearestEdge(at, offsetMeters - 1e-6)).toBeNull();
    expect(network.nearestEdge(placeAt(100, 0), 0)).not.toBeNull();
    expect(network.nearestEdge(placeAt(100, 1), 0)).toBeNull();
  });

  it("gives what is equally near to the edge whose id comes first", () => {
    // west and south of the crossing nothing is nearer than the crossing itself, where all three meet
    const found = network.nearestEdge(placeAt(300, 0), 10)!;
    expect(found).toMatchObject({ edge: east, offsetMeters: 0 });
    expect(found.alongMeters).toBe(network.lengthsMeters[east]);
    const twins = ["b", "a", "c"].map((id) =>
      streetAt(
        id,
        [1, 2],
        [
          [0, 0],
          [90, 40],
        ],
      ),
    );
    expect(streetNetwork(twins).nearestEdge(placeAt(30, 20), 50)!.edge).toBe(0);
  });

  it("is near to no place that is none", () => {
    for (const at of [
      [Number.NaN, 60],
      [25, Number.NaN],
      [214.7, 214.7],
    ] as const)
      expect(network.nearestEdge(at, 1e6)).toBeNull();
    expect(network.nearestEdge(placeAt(0, 0), Number.NaN)).toBeNull();
    expect(streetNetwork([]).nearestEdge(placeAt(0, 0), 1e6)).toBeNull();
  });

  it("cuts a course where it is asked to, with the bends between", () => {
    const line = network.lineBetween(loop, 10, 130);
    expect(line).toHaveLength(3); // the bend at 70.7 m; the next is at 141.4 m
    expect(distanceMeters(line[1]!, placeAt(350, -50))).toBeLessThan(0.001);
    expect(distanceMeters(line[2]!, placeAt(392, -8))).toBeLessThan(0.2);
    const whole = network.lineBetween(loop, 0, network.lengthsMeters[loop]!);
    expect(whole).toHaveLength(4);
    expect(whole[0]).toEqual(placeAt(300, 0));
    expect(whole[3]).toEqual(placeAt(300, 0));
  });

  it("measures along an edge in the edge's own length", () => {
    const course = [
      [0, 0],
      [40, 0],
      [100, 0],
    ] as const;
    const { nearestEdge } = streetNetwork([streetAt("a", [1, 2], course, { lengthMeters: 110 })]);
    for (const [east, along] of [
      [20, 22],
      [40, 44],
      [50, 55],
      [100, 110],
    ] as const)
      expect(nearestEdge(placeAt(east, 3), 10)!.alongMeters).toBeCloseTo(along, 1);
  });

  it("refuses a length that is none and a course without a way", () => {
    const a = streetAt(
      "a",
      [1, 2],
      [
        [0, 0],
        [100, 0],
      ],
    );
    const edge = { ...a.edge, lengthMeters: Number.NaN };
    expect(() => streetNetwork([{ ...a, edge }])).toThrow(/NaN/);
    expect(() => streetNetwork([{ ...a, path: a.path.slice(1) }])).toThrow(RangeError);
  });

  it.each([1, 2, 3, 4, 5])("finds in random town %d what measuring every edge finds", (seed) => {
    const random = seededRandom(seed);
    const town = randomTown(random, 40, 1_500).sort((a, b) => (a.edge.id < b.edge.id ? -1 : 1));
    const { nearestEdge, lengthsMeters, lineBetween } = streetNetwork(town);
    for (let i = 0; i < 300; i++) {
      const at = placeAt(1_800 * random() - 150, 1_200 * random() - 150);
      const within = 150 * random();
      const meters = town.map(({ path }) => nearestOnLine(at, path)!.distanceMeters);
      const least = Math.min(...meters);
      const found = nearestEdge(at, within);
      if (Math.abs(least - within) < 1e-6) continue;
      expect(found !== null).toBe(least <= within);
      if (!found) continue;
      expect(found.offsetMeters).toBeCloseTo(least, 6);
      // where several meet, the first of them
      const ties = [...meters.keys()].filter((edge) => meters[edge]! < least + 1e-9);
      expect(ties).toContain(found.edge);
      expect(distanceMeters(at, found.position)).toBeCloseTo(least, 1);
      const length = lengthsMeters[found.edge]!;
      expect(found.alongMeters).toBeGreaterThanOrEqual(0);
      expect(found.alongMeters).toBeLessThanOrEqual(length);
      const along = lineBetween(found.edge, found.alongMeters, length)[0]!;
      expect(distanceMeters(along, found.position)).toBeLessThan(0.001);
    }
  });
});

describe("reach over a graph", () => {
  it.each([1, 2, 3])(
    "is in random graph %d that of trying every way (Floyd and Warshall)",
    (seed) => {
      const random = seededRandom(seed);
      const [nodes, edges] = [25, 40];
      const draw = () => Uint32Array.from({ length: edges }, () => Math.floor(nodes * random()));
      const [from, to] = [draw(), draw()];
      const costs = Float64Array.from({ length: edges }, () => Math.floor(100 * random())); // 0 as well
      const least = Array.from({ length: nodes }, (_, a) =>
        Array.from({ length: nodes }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
      );
      for (let e = 0; e < edges; e++)
        for (const [a, b] of [
          [from[e]!, to[e]!],
          [to[e]!, from[e]!],
        ] as const)
          least[a]![b] = Math.min(least[a]![b]!, costs[e]!);
      for (let k = 0; k < nodes; k++)
        for (let a = 0; a < nodes; a++)
          for (let b = 0; b < nodes; b++)
            least[a]![b] = Math.min(least[a]![b]!, least[a]![k]! + least[k]![b]!);
      const reach = reachOver(linksOf(nodes, from, to), costs);
      for (let i = 0; i < 60; i++) {
        const seeds = [Math.floor(nodes * random()), Math.floor(nodes * random())];
        const limit = Math.floor(150 * random());
        const visited: [node: number, cost: number][] = [];
        reach(seeds, limit, (node, cost) => visited.push([node, cost]));
        const expected = Array.from({ length: nodes }, (_, node): [number, number] => [
          node,
          Math.min(...seeds.map((seed) => least[seed]![node]!)),
        ]).filter(([, cost]) => cost <= limit);
        expect(visited.map(([, cost]) => cost)).toEqual(
          expected.map(([, c]) => c).sort((a, b) => a - b),
        );
        expect(visited.sort((a, b) => a[0] - b[0])).toEqual(expected);
      }
    },
  );

  it("goes nowhere within less than nothing", () => {
    const reach = reachOver(linksOf(2, Uint32Array.of(0), Uint32Array.of(1)), [0]);
    const visited: number[] = [];
    for (const limit of [-1, Number.NaN]) reach([0], limit, (node) => visited.push(node));
    expect(visited).toEqual([]);
    reach([0], 0, (node) => visited.push(node));
    expect(visited.sort()).toEqual([0, 1]);
  });
});

describe("places near a position", () => {
  it("are one for each time a street passes, with how far along and its course there", () => {
    // a hairpin: 200 m east, 30 m north, 200 m back west
    const hairpin = streetAt(
      "hairpin",
      [1, 2],
      [
        [0, 0],
        [200, 0],
        [200, 30],
        [0, 30],
      ],
    );
    const found: number[][] = [];
    streetNetwork([hairpin]).eachPlaceWithin(placeAt(80, 10), 60, (...place) => {
      found.push(place.map((value) => Math.round(value * 10) / 10));
    });
    expect(found.sort((a, b) => a[1]! - b[1]!)).toEqual([
      [0, 80, 10, 90],
      [0, 350, 20, 270],
    ]);
  });

  it("have the nearest of all among them, and every edge within", () => {
    const random = seededRandom(5);
    const network = streetNetwork(randomTown(random, 60, 1500));
    for (let i = 0; i < 300; i++) {
      const position = placeAt(1500 * random(), 900 * random());
      const least = new Map<number, number>();
      network.eachPlaceWithin(position, 80, (edge, _, offset) => {
        least.set(edge, Math.min(offset, least.get(edge) ?? 80));
      });
      for (const edge of network.edges.keys()) {
        const nearest = network.nearestEdge(position, 80, (other) => other === edge);
        if (nearest) expect(least.get(edge)).toBeCloseTo(nearest.offsetMeters, 6);
        else expect(least.has(edge)).toBe(false);
      }
    }
  });
});

import { describe, expect, it } from "vitest";
import { distanceMeters } from "../../server/geo/measure.ts";
import { type StreetUnits, streetUnits } from "../../server/hotspots/street-units.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt, randomTown, streetAt } from "../worlds/streets.ts";

/** Each unit as `edge from–to`, in whole meters. */
const namesOf = ({ network, edges, fromMeters, toMeters }: StreetUnits) =>
  Array.from(
    edges,
    (edge, unit) =>
      `${network.edges[edge]!.id} ${Math.round(fromMeters[unit]!)}–${Math.round(toMeters[unit]!)}`,
  );

function neighboursOf(units: StreetUnits, meters?: number) {
  const names = namesOf(units);
  const { starts, items } = units.neighboursWithin(meters);
  return Object.fromEntries(
    names.map((name, unit) => [
      name,
      Array.from(items.subarray(starts[unit], starts[unit + 1]), (other) => names[other]!),
    ]),
  );
}

describe("streets cut into stretches", () => {
  it.each([
    { length: 950, stretch: 100, parts: 10, each: 95 },
    { length: 100, stretch: 100, parts: 1, each: 100 },
    { length: 100.000001, stretch: 100, parts: 1, each: 100 },
    { length: 101, stretch: 100, parts: 2, each: 50.5 },
    { length: 0.4, stretch: 100, parts: 1, each: 0.4 },
    { length: 950, stretch: 250, parts: 4, each: 237.5 },
  ])("$length m at up to $stretch m are $parts of $each m", ({ length, stretch, parts, each }) => {
    const units = streetUnits(
      [
        streetAt(
          "a",
          [1, 2],
          [
            [0, 0],
            [length, 0],
          ],
        ),
      ],
      stretch,
    );
    expect(units.count).toBe(parts);
    for (let unit = 0; unit < parts; unit++) {
      expect(units.lengthsMeters[unit]).toBeCloseTo(each, 5);
      expect(units.fromMeters[unit]).toBeCloseTo(unit * each, 5);
      expect(units.toMeters[unit]).toBeCloseTo((unit + 1) * each, 5);
      const line = units.lineOf(unit);
      expect(distanceMeters(line[0]!, placeAt(unit * each, 0))).toBeLessThan(0.1);
      expect(distanceMeters(line.at(-1)!, placeAt((unit + 1) * each, 0))).toBeLessThan(0.1);
    }
  });

  it("leave out motorways and what has no length, and nothing else", () => {
    const course = [
      [0, 0],
      [60, 0],
    ] as const;
    const classes = ["motorway", "arterial", "secondary", "branch", "lane", "path"];
    const streets = classes.map((name, i) => streetAt(name, [i, i + 1], course, { class: name }));
    const nothing = streetAt("nothing", [1, 2], course, { lengthMeters: 0 });
    const { network } = streetUnits([...streets, nothing]);
    expect(network.edges.map((edge) => edge.id)).toEqual([...classes.slice(1)].sort());
  });

  it("are none where there are no streets", () => {
    const units = streetUnits([]);
    expect(units.count).toBe(0);
    expect(units.unitOf(placeAt(0, 0), 1_000)).toBe(-1);
    expect(units.neighboursWithin()).toMatchObject({ starts: Uint32Array.of(0), weights: null });
  });

  it("refuse a length to cut at that is none", () => {
    for (const stretch of [0, -1, Number.NaN])
      expect(() => streetUnits([], stretch)).toThrow(RangeError);
  });
});

describe("neighbours along streets", () => {
  const street = streetAt(
    "a",
    [1, 2],
    [
      [0, 0],
      [950, 0],
    ],
  );

  it("at 0 m are those that touch, at 100 m also the next, without itself", () => {
    const units = streetUnits([street]);
    expect(neighboursOf(units, 0)["a 285–380"]).toEqual(["a 190–285", "a 380–475"]);
    expect(neighboursOf(units, 94)["a 285–380"]).toEqual(["a 190–285", "a 380–475"]);
    const two = ["a 95–190", "a 190–285", "a 380–475", "a 475–570"];
    expect(neighboursOf(units, 95)["a 285–380"]).toEqual(two);
    expect(neighboursOf(units)["a 285–380"]).toEqual(two);
    expect(neighboursOf(units)["a 0–95"]).toEqual(["a 95–190", "a 190–285"]);
  });

  it("are not those of a street that passes over", () => {
    // the bridge crosses at 450 m, a meter above the middle of 380–475 … 475–570; it lands 250 m to either side
    const bridge = streetAt(
      "bridge",
      [3, 4],
      [
        [450, -250],
        [450, 250],
      ],
    );
    const units = streetUnits([street, bridge]);
    for (const [name, others] of Object.entries(neighboursOf(units, 500)))
      for (const other of others) expect(other.split(" ")[0]).toBe(name.split(" ")[0]);
    // each is near to a place of its own nevertheless
    expect(namesOf(units)[units.unitOf(placeAt(451, 10), 50)]).toMatch(/^bridge/);
    expect(namesOf(units)[units.unitOf(placeAt(470, 3), 50)]).toBe("a 380–475");
  });

  it("of a cul-de-sac are reached through its mouth only", () => {
    // 80 m north from the middle of a street of two edges, its end 20 m short of a street behind
    const units = streetUnits([
      streetAt(
        "west",
        [1, 2],
        [
          [0, 0],
          [90, 0],
        ],
      ),
      streetAt(
        "east",
        [2, 3],
        [
          [90, 0],
          [180, 0],
        ],
      ),
      streetAt(
        "sac",
        [2, 4],
        [
          [90, 0],
          [90, 80],
        ],
      ),
      streetAt(
        "behind",
        [5, 6],
        [
          [0, 100],
          [180, 100],
        ],
      ),
    ]);
    expect(neighboursOf(units, 0)["sac 0–80"]).toEqual(["east 0–90", "west 0–90"]);
    expect(neighboursOf(units, 100)["sac 0–80"]).toEqual(["east 0–90", "west 0–90"]);
    expect(neighboursOf(units, 100)["behind 0–90"]).toEqual(["behind 90–180"]);
  });

  it("on two roadways are those behind the crossing that joins them, not those abreast", () => {
    // roadways 12 m apart, four stretches each, joined in the east by a crossing of 12 m
    const units = streetUnits([
      streetAt(
        "n",
        [1, 2],
        [
          [400, 12],
          [0, 12],
        ],
      ),
      streetAt(
        "s",
        [3, 4],
        [
          [0, 0],
          [400, 0],
        ],
      ),
      streetAt(
        "x",
        [4, 1],
        [
          [400, 0],
          [400, 12],
        ],
      ),
    ]);
    const near = neighboursOf(units, 12);
    expect(near["s 300–400"]).toEqual(["n 0–100", "s 200–300", "x 0–12"]);
    expect(near["s 0–100"]).toEqual(["s 100–200"]);
    expect(neighboursOf(units, 11)["s 300–400"]).toEqual(["s 200–300", "x 0–12"]);
    // either side of the middle goes to its own roadway
    expect(namesOf(units)[units.unitOf(placeAt(50, 5), 50)]).toBe("s 0–100");
    expect(namesOf(units)[units.unitOf(placeAt(50, 7), 50)]).toBe("n 300–400");
  });

  it("are mutual where the way is just as long as asked, in whichever order it is added up", () => {
    const random = seededRandom(9);
    for (let round = 0; round < 50; round++) {
      const lengths = Array.from({ length: 6 }, () => 1 + 30 * random());
      const chain = lengths.map((lengthMeters, i) =>
        streetAt(
          `e${i}`,
          [i, i + 1],
          [
            [i * 30, 0],
            [i * 30 + 30, 0],
          ],
          { lengthMeters },
        ),
      );
      // each stretch counts to the millimeter
      const between = lengths
        .slice(1, -1)
        .reduce((sum, meters) => sum + Math.round(meters * 1e3), 0);
      const { starts, items } = streetUnits(chain).neighboursWithin(between / 1_000);
      expect([...items.subarray(starts[0], starts[1])]).toEqual([1, 2, 3, 4, 5]);
      expect([...items.subarray(starts[5], starts[6])]).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it.each([1, 2, 3, 4])("in random town %d are those of trying every way, and mutual", (seed) => {
    const random = seededRandom(seed);
    const units = streetUnits(randomTown(random, 14, 500), 60);
    const least = endDistances(units);
    for (const meters of [0, 35, 100, 220]) {
      const { starts, items } = units.neighboursWithin(meters);
      for (let unit = 0; unit < units.count; unit++) {
        const expected = [...least.keys()].filter(
          (other) => other !== unit && least[unit]![other]! <= meters * 1_000,
        );
        expect([...items.subarray(starts[unit], starts[unit + 1])]).toEqual(expected);
        for (const other of expected)
          expect(items.subarray(starts[other], starts[other + 1])).toContain(unit);
      }
    }
  });
});

/**
 * How far the nearest ends of every two units are apart along streets, millimeters: Floyd and Warshall over ends that
 * are told apart by name, not by how they are numbered.
 */
function endDistances(units: StreetUnits): number[][] {
  const { network, count } = units;
  const ends = Array.from({ length: count }, (_, unit) => {
    const edge = units.edges[unit]!;
    const { id, fromNode, toNode, lengthMeters } = network.edges[edge]!;
    const [from, to] = [units.fromMeters[unit]!, units.toMeters[unit]!];
    return [
      from === 0 ? `node ${fromNode}` : `${id} ${from.toFixed(6)}`,
      to === lengthMeters ? `node ${toNode}` : `${id} ${to.toFixed(6)}`,
    ] as const;
  });
  const names = [...new Set(ends.flat())];
  const far = names.map((a) => names.map((b) => (a === b ? 0 : Number.POSITIVE_INFINITY)));
  const at = (name: string) => names.indexOf(name);
  for (const [unit, [from, to]] of ends.entries()) {
    const [a, b] = [at(from), at(to)];
    const length = Math.min(far[a]![b]!, Math.round(units.lengthsMeters[unit]! * 1_000));
    far[a]![b] = length;
    far[b]![a] = length;
  }
  for (const k of names.keys())
    for (const row of far)
      for (const b of names.keys()) row[b] = Math.min(row[b]!, row[k]! + far[k]![b]!);
  return ends.map((one) =>
    ends.map((other) => Math.min(...one.flatMap((a) => other.map((b) => far[at(a)]![at(b)]!)))),
  );
}

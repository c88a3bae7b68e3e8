import { describe, expect, it } from "vitest";
import { type SpacingRule, spacingOf } from "../../server/coverage/spacing.ts";
import type { SpacedEdge } from "../../server/coverage/spacing-ends.ts";
import { type DrawnEdge, streetNetwork } from "../../server/geo/network.ts";
import { placeAt, streetAt } from "../worlds/streets.ts";

type Place = readonly [east: number, north: number];
const ANY: SpacingRule = {
  ...{ mostMeters: 100, streetClasses: ["branch"], sides: "any", reachMeters: 30 },
};
const BOTH: SpacingRule = { ...ANY, sides: "both" };
const bins = (...places: Place[]) =>
  places.map(([east, north], i) => ({ id: `b${i}`, position: placeAt(east, north) }));
const named = (streetId: string, more = {}) => ({ streetId, ...more });

/** What was found, in whole meters: the plane of the tests is good to a few millimeters here. */
const told = (
  drawn: readonly DrawnEdge<SpacedEdge>[],
  places: readonly Place[],
  rule: SpacingRule,
) => {
  const network = streetNetwork(drawn);
  const found = spacingOf(network, bins(...places), rule);
  return {
    ...found,
    gaps: found.gaps.map(({ edge, fromMeters, toMeters, side }) => [
      network.edges[edge]!.id,
      ...[Math.round(fromMeters), Math.round(toMeters), side],
    ]),
    served: Math.round(found.servedMeters),
    greatest: Math.round(found.greatestIntervalMeters),
    missing: Object.fromEntries(found.streets.map(({ streetId, missing }) => [streetId, missing])),
  };
};

/** 400 m to the east, in two edges of 150 and 250 m. */
const a: Place = [0, 0];
const b: Place = [150, 0];
const c: Place = [400, 0];
const first = streetAt("1", [1, 2], [a, b], named("main"));
const second = streetAt("2", [2, 3], [b, c], named("main"));
const secondTurned = streetAt("2", [3, 2], [c, b], named("main"));

describe("facilities along a street, whatever their side", () => {
  it("leave gaps where the next is farther than half the greatest interval, along edges that follow each other", () => {
    // bins at 30 and 230: 200 m apart, so that 80 to 180 is a gap; beyond 280 to the end at 400
    const found = told(
      [first, second],
      [
        [30, 5],
        [230, -5],
      ],
      ANY,
    );
    expect(found.gaps).toEqual([
      ["1", 80, 150, "any"],
      ["2", 0, 30, "any"],
      ["2", 130, 250, "any"],
    ]);
    expect([Math.round(found.lengthMeters), found.served]).toEqual([400, 400 - 100 - 120]);
    // the end is 170 m from its bin
    expect(found.greatest).toBe(340);
    // one between two that are 200 m apart; 120 m at the end take two
    expect(found.missing).toEqual({ main: 1 + 2 });
  });

  it("are whole when they stand at the greatest interval, and not a meter less", () => {
    const places: Place[] = [
      [50, 3],
      [150, 3],
      [250, 3],
      [350, 3],
    ];
    expect(told([first, second], places, ANY)).toMatchObject({
      ...{ gaps: [], served: 400, greatest: 100, missing: { main: 0 } },
    });
    expect(told([first, second], places, { ...ANY, mostMeters: 98 }).missing).toEqual({ main: 5 });
  });

  it("serve around the corner into another street", () => {
    // a bin 20 m before the corner reaches 30 m into the branch
    const branch = streetAt("3", [2, 4], [b, [150, 100]], named("side"));
    const found = told([first, second, branch], [[130, 4]], ANY);
    expect(found.gaps).toEqual([
      ["1", 0, 80, "any"],
      ["2", 30, 250, "any"],
      ["3", 30, 100, "any"],
    ]);
    // 80 m, 220 m and 70 m at 100 m each, the two of the main street apart
    expect(found.missing).toEqual({ main: 1 + 3, side: 1 });
  });

  it("are asked of streets of the rule only, and distances run on along the others", () => {
    const lane = streetAt("2", [2, 3], [b, c], named("main", { class: "lane" }));
    const third = streetAt("3", [3, 5], [c, [500, 0]], named("main"));
    // the lane between is 250 m long: nothing beyond it is reached within 50 m, and the farthest is 150 − 100 + 250 + 100
    const found = told([first, lane, third], [[100, 2]], ANY);
    expect(found.gaps).toEqual([
      ["1", 0, 50, "any"],
      ["3", 0, 100, "any"],
    ]);
    expect(found.greatest).toBe(2 * 400);
    expect(Math.round(found.lengthMeters)).toBe(250);
  });

  it("are all one gap where there are none, of which nothing is an interval", () => {
    expect(told([first, second], [], ANY)).toMatchObject({
      gaps: [
        ["1", 0, 150, "any"],
        ["2", 0, 250, "any"],
      ],
      ...{ served: 0, greatest: 0, missing: { main: 4 }, unreachedMeters: expect.closeTo(400, 6) },
    });
  });

  it("that stand along no such street are named", () => {
    const lane = streetAt(
      "9",
      [8, 9],
      [
        [0, 50],
        [400, 50],
      ],
      named("lane", { class: "lane" }),
    );
    const found = told(
      [first, lane],
      [
        [20, 29],
        [20, 31],
        [20, 52],
      ],
      ANY,
    );
    expect(found.rejects).toEqual(["b1", "b2"]);
  });

  it("can be asked of some edges of a class only", () => {
    const rule = { ...ANY, isAsked: ({ id }: SpacedEdge) => id === "2" };
    const found = told([first, second], [[160, 2]], rule);
    expect(found.gaps).toEqual([["2", 60, 250, "any"]]);
  });
});

describe("facilities on both sides of a street", () => {
  it("serve their own side only", () => {
    // north is left of whoever goes east
    const found = told(
      [first],
      [
        [50, 4],
        [150, 4],
        [75, -4],
      ],
      BOTH,
    );
    expect(found.gaps).toEqual([
      ["1", 0, 25, "right"],
      ["1", 125, 150, "right"],
    ]);
    expect(Math.round(found.lengthMeters)).toBe(300);
    expect(found.served).toBe(250);
    expect(found.missing).toEqual({ main: 2 });
  });

  it("serve both where they stand in the middle", () => {
    expect(
      told(
        [first],
        [
          [50, 1],
          [140, -1],
        ],
        BOTH,
      ).gaps,
    ).toEqual([]);
  });

  it("keep their side along the street, whichever way its edges are drawn", () => {
    // north of the street at 120 and 200: the north is whole from 70 to 250, the south has nothing
    const places: Place[] = [
      [120, 4],
      [200, 4],
    ];
    expect(told([first, second], places, BOTH).gaps).toEqual([
      ["1", 0, 70, "left"],
      ["1", 0, 150, "right"],
      ["2", 100, 250, "left"],
      ["2", 0, 250, "right"],
    ]);
    // drawn from the east, north is its right, and 250 m along is its beginning
    expect(told([first, secondTurned], places, BOTH).gaps).toEqual([
      ["1", 0, 70, "left"],
      ["1", 0, 150, "right"],
      ["2", 0, 250, "left"],
      ["2", 0, 150, "right"],
    ]);
  });

  it("take one run over a node as one, on each side", () => {
    // 70 + 30 m in the north are one gap of 100 m: one bin; the south has 150 + 250 m: four
    const places: Place[] = [
      [30, 4],
      [230, 4],
      [330, 4],
      [390, 4],
    ];
    for (const drawn of [second, secondTurned])
      expect(told([first, drawn], places, BOTH).missing).toEqual({ main: 1 + 4 });
  });

  it("do not serve another street around the corner, nor the other side around an end", () => {
    const branch = streetAt("3", [2, 4], [b, [150, 100]], named("side"));
    const found = told([first, branch], [[145, 4]], BOTH);
    expect(found.gaps).toEqual([
      ["1", 0, 95, "left"],
      ["1", 0, 150, "right"],
      ["3", 0, 100, "left"],
      ["3", 0, 100, "right"],
    ]);
  });

  it("run on along a street without a name where no third street meets it", () => {
    const [one, two] = [
      streetAt("1", [1, 2], [a, b], { streetId: null }),
      streetAt("2", [2, 3], [b, c], { streetId: null }),
    ];
    const side = streetAt("3", [2, 4], [b, [150, 100]], { streetId: null, class: "lane" });
    const left = (drawn: DrawnEdge<SpacedEdge>[]) =>
      told(drawn, [[140, 4]], BOTH).gaps.filter((gap) => gap[0] === "2" && gap[3] === "left");
    expect(left([one, two])).toEqual([["2", 40, 250, "left"]]);
    expect(left([one, two, side])).toEqual([["2", 0, 250, "left"]]);
  });

  it("are told apart at a bend by which side one stands on", () => {
    const bent = streetAt(
      "1",
      [1, 2],
      [
        [0, 0],
        [60, 0],
        [60, 60],
      ],
      named("main"),
    );
    const rows = (place: Place) => told([bent], [place], BOTH).gaps.map((gap) => gap[3]);
    const wide = { ...BOTH, mostMeters: 400 };
    // outside of the corner is right of whoever turns left there
    for (const place of [
      [65, -5],
      [66, 20],
      [30, -6],
    ] as const)
      expect(told([bent], [place], wide).gaps.map((gap) => gap[3])).toEqual(["left"]);
    for (const place of [
      [55, 5],
      [52, 20],
      [30, 6],
    ] as const)
      expect(told([bent], [place], wide).gaps.map((gap) => gap[3])).toEqual(["right"]);
    expect(rows([30, 6])).toContain("right");
  });
});

it("refuses an interval of nothing", () => {
  expect(() => spacingOf(streetNetwork<SpacedEdge>([]), [], { ...ANY, mostMeters: 0 })).toThrow(
    RangeError,
  );
});

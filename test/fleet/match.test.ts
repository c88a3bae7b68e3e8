import { describe, expect, it } from "vitest";
import { matchOf } from "../../server/fleet/match.ts";
import { createOnline } from "../../server/fleet/online.ts";
import { coveredShares, drivenIn, fixesAlong, START_MS, townOf } from "../worlds/match-town.ts";
import { placeAt } from "../worlds/streets.ts";

/** A main street of 1,000 m east in two parts, a street across it in the middle, and a short one off its end. */
const town = townOf({
  west: [
    [0, 0],
    [500, 0],
  ],
  east: [
    [500, 0],
    [1000, 0],
  ],
  north: [
    [500, 0],
    [500, 400],
  ],
  south: [
    [500, -400],
    [500, 0],
  ],
  short: [
    [1000, 0],
    [1000, 10],
  ],
  far: [
    [1000, 10],
    [1000, 510],
  ],
});

describe("which streets a vehicle drove", () => {
  it("names the streets with direction, shares and times", () => {
    const fixes = fixesAlong([
      [100, 0],
      [900, 0],
    ]);
    const matched = matchOf(town, fixes);
    expect(drivenIn(matched, town)).toEqual(["west→", "east→"]);
    const [first, second] = matched.passages;
    // 8 m/s: at 500 m after 50 s, 900 m after 100 s; fixes each 80 m, at 100 … 500 (6) and 580 … 900 (5)
    expect(first!.fromShare).toBeCloseTo(0.2, 3);
    expect(first!.toShare).toBe(1);
    expect(second!.toShare).toBeCloseTo(0.8, 3);
    expect(first!.fromMs).toBe(START_MS);
    expect(Math.abs(first!.toMs - START_MS - 50_000)).toBeLessThan(100);
    expect(second!.toMs).toBe(START_MS + 100_000);
    expect(first!.points + second!.points).toBe(10); // the first fix is where it begins
    expect(matched.gaps).toEqual([]);
    expect(matched.snapped.every((snap) => snap !== null)).toBe(true);
    for (const { confidence } of matched.passages) expect(confidence).toBeGreaterThan(0.9);
  });

  it("tells shares against a street as falling", () => {
    const matched = matchOf(
      town,
      fixesAlong([
        [450, 0],
        [50, 0],
      ]),
    );
    expect(drivenIn(matched, town)).toEqual(["west←"]);
    expect(matched.passages[0]!.fromShare).toBeCloseTo(0.9, 3);
    expect(matched.passages[0]!.toShare).toBeCloseTo(0.1, 3);
  });

  it.each([1, 10, 30, 60])(
    "does not take a crossing for driving, sampled each %i s",
    (everySeconds) => {
      const fixes = fixesAlong(
        [
          [500, -390],
          [500, 390],
        ],
        { everySeconds, metersASecond: 6 },
      );
      const shares = coveredShares(matchOf(town, fixes), town);
      expect(shares.west ?? 0).toBe(0);
      expect(shares.east ?? 0).toBe(0);
    },
  );

  it("counts a street of 10 m that is passed end to end", () => {
    const fixes = fixesAlong([
      [600, 0],
      [1000, 0],
      [1000, 400],
    ]);
    const shares = coveredShares(matchOf(town, fixes), town);
    expect(shares.short).toBe(1);
  });

  it("does not drive while it stands, however long and however its fixes scatter", () => {
    const fixes = Array.from({ length: 600 }, (_, i) => ({
      atMs: START_MS + i * 1000,
      position: placeAt(250 + 9 * Math.sin(i * 1.7), 9 * Math.cos(i * 2.3)),
    }));
    expect(matchOf(town, fixes).passages.map(({ edge }) => edge)).toEqual([]);
  });

  it("turns back where the street ends, and takes a short way in and out again for noise", () => {
    const back = fixesAlong([
      [100, 0],
      [500, 0],
      [500, 390],
      [500, 0],
      [100, 0],
    ]);
    expect(drivenIn(matchOf(town, back), town)).toEqual(["west→", "north→", "north←", "west←"]);
    const corner = fixesAlong(
      [
        [100, 0],
        [500, 0],
        [500, 15],
        [500, 0],
        [900, 0],
      ],
      { everySeconds: 1 },
    );
    expect(drivenIn(matchOf(town, corner), town)).toEqual(["west→", "east→"]);
  });

  it("leaves one wrong fix out", () => {
    const fixes = fixesAlong(
      [
        [20, 0],
        [980, 0],
      ],
      { everySeconds: 5 },
    );
    const wrong = fixes.map((fix, i) => (i === 5 ? { ...fix, position: placeAt(510, 350) } : fix));
    const matched = matchOf(town, wrong);
    expect(drivenIn(matched, town)).toEqual(["west→", "east→"]);
    expect(matched.snapped[5]).toBeNull();
  });

  it("keeps to one-way streets", () => {
    // two carriageways 12 m apart, each one way; every fix is nearer to the wrong one
    const dual = townOf(
      {
        out: [
          [0, 0],
          [800, 0],
        ],
        home: [
          [0, 12],
          [800, 12],
        ],
      },
      { out: "forward", home: "backward" },
    );
    const fixes = fixesAlong(
      [
        [40, 0],
        [760, 0],
      ],
      { aside: 8 },
    );
    expect(drivenIn(matchOf(dual, fixes), dual)).toEqual(["out→"]);
  });

  it("takes the heading of a vehicle that drives for what it is", () => {
    const dual = townOf({
      a: [
        [0, 0],
        [0, 800],
      ],
      b: [
        [-30, 400],
        [40, 400],
      ],
    });
    const fix = { atMs: START_MS, position: placeAt(6, 400), speedKmh: 20 };
    const at = (headingDegrees: number) =>
      matchOf(dual, [{ ...fix, headingDegrees }]).snapped[0]!.edge;
    expect(dual.streets.edges[at(0)]!.id).toBe("a");
    expect(dual.streets.edges[at(90)]!.id).toBe("b");
  });

  it("names the one of two edges over the same ground that was driven as it is drawn", () => {
    const twins = townOf({
      there: [
        [0, 0],
        [400, 0],
      ],
      back: [
        [400, 0],
        [0, 0],
      ],
    });
    const there = fixesAlong([
      [20, 0],
      [380, 0],
    ]);
    const back = fixesAlong([
      [380, 0],
      [20, 0],
    ]);
    expect(drivenIn(matchOf(twins, there), twins)).toEqual(["there→"]);
    expect(drivenIn(matchOf(twins, back), twins)).toEqual(["back→"]);
  });
});

describe("a vehicle that turns back on its street", () => {
  /** Into a street beyond a crossing and back; a block of streets would lead round as well. */
  const block = townOf({
    main: [
      [0, 0],
      [900, 0],
    ],
    on: [
      [900, 0],
      [1800, 0],
    ],
    up: [
      [900, 0],
      [900, 200],
    ],
    round: [
      [900, 200],
      [1100, 200],
      [1100, 260],
      [700, 260],
      [700, 200],
      [900, 200],
    ],
  });
  const there = fixesAlong(
    [
      [20, 0],
      [900, 0],
      [900, 50],
    ],
    { metersASecond: 2.5, aside: 7 },
  );
  const lastMs = there.at(-1)!.atMs;
  const standing = (minutes: number, east: number, north: number) =>
    Array.from({ length: minutes * 6 }, (_, i) => ({
      ...{ atMs: lastMs + (i + 1) * 10_000, speedKmh: 0 },
      position: placeAt(east + Math.sin(i), north + Math.cos(i)),
    }));
  const backFrom = (fromMs: number) =>
    fixesAlong(
      [
        [900, 50],
        [900, 0],
        [1780, 0],
      ],
      { aside: 7 },
    ).map((fix) => ({ ...fix, atMs: fix.atMs - START_MS + fromMs + 10_000 }));
  const driven = ["main→", "up→", "up←", "on→"];

  it("goes round no block while it stands, and where it stood for long is no error", () => {
    const still = standing(9, 930, 60);
    const fixes = [...there, ...still, ...backFrom(still.at(-1)!.atMs)];
    expect(drivenIn(matchOf(block, fixes), block)).toEqual(driven);
  });

  it("is found though it stood in a yard for most of the day: that says nothing of how far positions err", () => {
    const yard = standing(240, 400, 45).map((fix) => ({ ...fix, atMs: fix.atMs + 3_600_000 }));
    const fixes = [...there, ...backFrom(lastMs), ...yard];
    expect(drivenIn(matchOf(block, fixes), block).slice(0, 4)).toEqual(driven);
  });
});

describe("what nobody knows", () => {
  it("is never filled: silence is a gap", () => {
    const [before, after] = [
      fixesAlong([
        [20, 0],
        [260, 0],
      ]),
      fixesAlong(
        [
          [660, 0],
          [980, 0],
        ],
        { fromSecond: 30 + 181 },
      ),
    ];
    const matched = matchOf(town, [...before, ...after]);
    const shares = coveredShares(matched, town);
    expect(shares.west).toBeCloseTo(240 / 500, 2);
    expect(shares.east).toBeCloseTo(320 / 500, 2);
    expect(matched.gaps).toEqual([
      { fromMs: before.at(-1)!.atMs, toMs: after[0]!.atMs, reason: "silence" },
    ]);
    // a second less, and the way between is taken to be driven
    const sooner = after.map((fix) => ({ ...fix, atMs: fix.atMs - 1000 }));
    const joined = matchOf(town, [...before, ...sooner]);
    expect(joined.gaps).toEqual([]);
    expect(coveredShares(joined, town).west).toBeCloseTo(480 / 500, 2);
  });

  it("is a gap while the vehicle is off every street", () => {
    const fixes = fixesAlong([
      [100, 0],
      [420, 0],
      [420, 390],
      [900, 390],
    ]).map((fix, i) => ({ ...fix, atMs: START_MS + i * 10_000 }));
    const matched = matchOf(town, fixes);
    expect(matched.gaps.map(({ reason }) => reason)).toContain("no-street");
    expect(coveredShares(matched, town).south ?? 0).toBe(0);
  });

  it("is a gap where no way leads on", () => {
    const islands = townOf({
      one: [
        [0, 0],
        [400, 0],
      ],
      two: [
        [420, 0],
        [900, 0],
      ],
    });
    const matched = matchOf(
      islands,
      fixesAlong([
        [20, 0],
        [880, 0],
      ]),
    );
    expect(drivenIn(matched, islands)).toEqual(["one→", "two→"]);
    expect(matched.gaps.map(({ reason }) => reason)).toEqual(["no-way"]);
  });

  it("has no answer for no fixes, and none for fixes that the terminal does not vouch for", () => {
    expect(matchOf(town, [])).toEqual({ passages: [], gaps: [], snapped: [] });
    const fixes = fixesAlong([
      [20, 0],
      [480, 0],
    ]).map((fix) => ({ ...fix, isFixed: false }));
    expect(matchOf(town, fixes).passages).toEqual([]);
  });
});

describe("as positions come", () => {
  it("tells each passage and fix once, also when it goes on from its state, and the rest as pending", () => {
    const fixes = fixesAlong(
      [
        [20, 0],
        [1000, 0],
        [1000, 490],
      ],
      { everySeconds: 2 },
    );
    let online = createOnline(town);
    const told = fixes.flatMap((fix) => {
      const { passages, snapped } = online.push([fix]);
      online = createOnline(town, {}, JSON.parse(JSON.stringify(online.state())));
      return [{ passages, snapped }];
    });
    const rest = online.pending();
    const passages = [...told.flatMap((part) => part.passages), ...rest.passages];
    expect(drivenIn({ passages }, town)).toEqual(["west→", "east→", "short→", "far→"]);
    expect([...told.flatMap((part) => part.snapped), ...rest.snapped]).toHaveLength(fixes.length);
    expect(told.flatMap((part) => part.passages).length).toBeGreaterThan(0);
    expect(online.pending()).toEqual(rest);
  });
});

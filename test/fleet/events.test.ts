import { describe, expect, it } from "vitest";
import { FLEET } from "../../data/fleet.ts";
import { eventsOf } from "../../server/fleet/events.ts";
import type { Duty, Pass, Watched } from "../../server/fleet/watched.ts";
import { fixAt } from "../worlds/fleet.ts";

/**
 * A route of ten edges of 100 m along 60° N, from west to east, between the minutes 0 and 120. A degree of longitude is
 * 55,600 m there, so a meter is 1/55,600.
 */
const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2, 0);
const at = (minutes: number) => START + minutes * MINUTE;
const place = (meters: number, offMeters = 0) =>
  [25 + meters / 55_600, 60 + offMeters / 111_195] as const;
const edges = Array.from({ length: 10 }, (_, i) => ({
  ...{ edgeId: `e${i}`, streetId: null, lengthMeters: 100 },
}));
const duty: Duty = {
  ...{
    routeId: "r1",
    work: "full_sweep",
    isProvenByPositions: true,
    fromMs: at(0),
    toMs: at(120),
    edges,
  },
  offRouteMeters: ([, lat]) => Math.abs(lat - 60) * 111_195,
};
const fix = (
  minutes: number,
  meters: number,
  more: Parameters<typeof fixAt>[2] & { off?: number } = {},
) => {
  const { off = 0, ...rest } = more;
  return fixAt(at(minutes), place(meters, off), rest);
};
const pass = (edge: number, minutes: number, more: Partial<Pass> = {}): Pass => ({
  ...{ edgeId: `e${edge}`, fromMs: at(minutes), toMs: at(minutes + 1), share: 1 },
  ...{ speedKmh: 6, isWorking: null, confidence: 1, ...more },
});
/** One fix a minute along the route at 6 km/h, 100 m a minute. */
const driving = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => fix(from + i, (from + i) * 100));
const world = (more: Partial<Watched>): Watched => ({
  ...{ fixes: [], passes: [], passesOfOthers: [], duties: [duty], beforeMs: null, nowMs: at(60) },
  ...{ mayStand: () => false, outsideMeters: () => 0, ...more },
});
const found = (more: Partial<Watched>) =>
  eventsOf(world(more), FLEET).map(({ kind, fromMs, toMs, edgeId }) => ({
    kind,
    from: (fromMs - START) / MINUTE,
    to: toMs === null ? null : (toMs - START) / MINUTE,
    ...(edgeId ? { edgeId } : {}),
  }));

describe("a silent vehicle", () => {
  it("was not heard for ten minutes of its shift, and is silent until it is heard again", () => {
    const fixes = [...driving(0, 5), ...driving(20, 21)];
    expect(found({ fixes, nowMs: at(22) })).toEqual([{ kind: "silent", from: 5, to: 20 }]);
    expect(found({ fixes: driving(0, 5), nowMs: at(14) })).toEqual([]);
    expect(found({ fixes: driving(0, 5), nowMs: at(16) })).toEqual([
      { kind: "silent", from: 5, to: null },
    ]);
  });

  it("is so from the beginning of its shift when it was never heard, and not outside of it", () => {
    expect(found({ nowMs: at(30) })).toEqual([{ kind: "silent", from: 0, to: null }]);
    expect(found({ nowMs: at(-30) })).toEqual([]);
    expect(found({ duties: [], nowMs: at(30) })).toEqual([]);
    expect(found({ nowMs: at(200) })).toEqual([{ kind: "silent", from: 0, to: 120 }]);
  });

  it("is none any more when what it sent comes late", () => {
    expect(found({ fixes: driving(0, 22), nowMs: at(23) })).toEqual([]);
  });
});

describe("off its route", () => {
  const away = (off: number, minutes: number) => [
    ...driving(0, 3),
    ...Array.from({ length: minutes + 1 }, (_, i) => fix(4 + i, 400, { off })),
    ...driving(5 + minutes, 8 + minutes),
  ];
  it("for five minutes and more than 60 m is told, a crossing or a way round is not", () => {
    const here = { mayStand: () => false, nowMs: at(20) };
    expect(found({ ...here, fixes: away(200, 6) }).map(({ kind }) => kind)).toContain("off_route");
    expect(found({ ...here, fixes: away(200, 3) })).toEqual([]);
    expect(found({ ...here, fixes: away(50, 6) }).map(({ kind }) => kind)).not.toContain(
      "off_route",
    );
  });
  it("is not told of one that does not work, nor beside a depot", () => {
    const resting = away(200, 6).map((one) => ({ ...one, isWorking: false }));
    expect(found({ fixes: resting, nowMs: at(20) })).toEqual([]);
    expect(found({ fixes: away(200, 6), mayStand: () => true, nowMs: at(20) })).toEqual([]);
  });
});

describe("a skipped street", () => {
  const done = [0, 1, 2, 4, 5, 6, 7, 8].map((edge) => pass(edge, edge));
  it("was left out while it was heard, with 400 m done after it, ten minutes ago", () => {
    expect(found({ fixes: driving(0, 20), passes: done, nowMs: at(21) })).toEqual([
      { kind: "skipped", from: 4, to: 4, edgeId: "e3" },
    ]);
  });
  it("is not told too early, or with too little done after it, or of the end that is still to come", () => {
    expect(found({ fixes: driving(0, 9), passes: done, nowMs: at(10) })).toEqual([]);
    expect(found({ fixes: driving(0, 20), passes: done.slice(0, 5), nowMs: at(21) })).toEqual([]);
  });
  it("is not known where it was not heard meanwhile: a gap is never 'not swept'", () => {
    const fixes = [...driving(0, 3).slice(0, 3), ...driving(7, 20)];
    expect(
      found({
        fixes,
        passes: done.filter(({ edgeId }) => !["e4", "e5", "e6"].includes(edgeId)),
        nowMs: at(40),
      }).filter(({ kind }) => kind === "skipped"),
    ).toEqual([]);
  });
  it("is none where another vehicle of the route did it", () => {
    const passesOfOthers = [pass(3, 2)];
    expect(found({ fixes: driving(0, 20), passes: done, passesOfOthers, nowMs: at(21) })).toEqual(
      [],
    );
  });
  it("was left out where it was only driven: brush off, or far too fast where nobody says", () => {
    const kinds = (more: Partial<Pass>) =>
      found({
        ...{ fixes: driving(0, 20), passes: [...done, pass(3, 3, more)], nowMs: at(21) },
      }).map(({ kind }) => kind);
    expect(kinds({ isWorking: false })).toContain("skipped");
    expect(kinds({ speedKmh: 31 })).toContain("skipped");
    expect(kinds({ speedKmh: 29 })).not.toContain("skipped");
    expect(kinds({ speedKmh: 31, isWorking: true })).not.toContain("skipped");
  });
  it("is none once it is done after all", () => {
    expect(
      found({ fixes: driving(0, 20), passes: [...done, pass(3, 12)], nowMs: at(21) }).map(
        ({ kind }) => kind,
      ),
    ).not.toContain("skipped");
  });
});

it("tells of streets out of order when the vehicle goes back far, and for a while", () => {
  const order = [5, 6, 7, 8, 9, 0, 1, 2, 3, 4];
  const passes = order.map((edge, i) => pass(edge, i * 2));
  const fixes = Array.from({ length: 25 }, (_, i) => fix(i, 100 * i));
  // back from 900 m to 0: e0 to e4 lie 900 … 500 m behind
  expect(found({ fixes, passes, nowMs: at(25) })).toEqual([
    { kind: "out_of_order", from: 10, to: 19, edgeId: "e0" },
  ]);
  expect(found({ fixes, passes: edges.map((_, i) => pass(i, i * 2)), nowMs: at(25) })).toEqual([]);
});

it("takes no order from the direction in which a street is done, nor from a way to the work", () => {
  const fixes = Array.from({ length: 25 }, (_, i) => fix(i, 100 * i));
  const streets = edges.map((edge, i) => ({ ...edge, streetId: i < 5 ? "west" : "east" }));
  const backwards = [4, 3, 2, 1, 0, 9, 8, 7, 6, 5].map((edge, i) => pass(edge, i * 2));
  const duties = [{ ...duty, edges: streets }];
  expect(found({ fixes, passes: backwards, duties, nowMs: at(25) })).toEqual([]);
  // it comes by the end of the route, and works from its beginning
  const passes = [pass(9, 0, { speedKmh: 30 }), ...edges.map((_, i) => pass(i, 1 + i * 2))];
  expect(found({ fixes, passes, nowMs: at(25) })).toEqual([]);
});

describe("too fast while working", () => {
  const fast = (isWorking: boolean | null) =>
    [0, 1, 2].map((edge) => pass(edge, edge, { speedKmh: 30, isWorking }));
  const fixes = driving(0, 5);
  it("is told where the brush turns, and where nobody knows and the edge was not done otherwise", () => {
    const expected = [{ kind: "speeding", from: 0, to: 3, edgeId: "e0" }];
    expect(found({ fixes, passes: fast(true), nowMs: at(6) })).toEqual(expected);
    // it may still come back and do it well, until its shift is over
    expect(found({ fixes, passes: fast(null), nowMs: at(6) })).toEqual([]);
    const over = found({ fixes, passes: fast(null), nowMs: at(121) });
    expect(over.filter(({ kind }) => kind === "speeding")).toEqual(expected);
  });
  it("is not told of one that only drives there, or comes away over what it has done", () => {
    expect(found({ fixes, passes: fast(false), nowMs: at(6) })).toEqual([]);
    const passes = [...[0, 1, 2].map((edge) => pass(edge, edge + 10)), ...fast(null)];
    const over = found({ fixes, passes, nowMs: at(121) });
    expect(over.map(({ kind }) => kind)).not.toContain("speeding");
  });
  it("is not told of one that drives over what another of its route has done", () => {
    const passesOfOthers = [0, 1, 2].map((edge) => pass(edge, edge + 10));
    const over = found({ fixes, passes: fast(null), passesOfOthers, nowMs: at(121) });
    expect(over.map(({ kind }) => kind)).not.toContain("speeding");
  });
});

it("says nothing of order, speed and route where people confirm the work and the vehicle carries them", () => {
  const patrol = { ...duty, isProvenByPositions: false };
  const fixes = Array.from({ length: 60 }, (_, i) =>
    fix(i, i * 15, { off: i > 20 && i < 40 ? 300 : 0 }),
  );
  const passes = [5, 6, 7, 8, 0, 1, 2].map((edge, i) =>
    pass(edge, i * 3, { speedKmh: 30, isWorking: true }),
  );
  const kinds = (duties: Duty[]) =>
    new Set(found({ fixes, passes, duties, nowMs: at(60) }).map(({ kind }) => kind));
  expect(kinds([patrol])).toEqual(new Set());
  expect(kinds([duty])).toEqual(new Set(["off_route", "out_of_order", "speeding"]));
});

it("tells of a stop of twenty minutes in working time, where it has no reason to stand", () => {
  const fixes = Array.from({ length: 30 }, (_, i) => fix(i, 300 + (i % 3)));
  expect(found({ fixes, nowMs: at(30) })).toEqual([{ kind: "long_stop", from: 0, to: null }]);
  expect(found({ fixes, mayStand: () => true, nowMs: at(30) })).toEqual([]);
  expect(found({ fixes: fixes.slice(0, 15), nowMs: at(15) })).toEqual([]);
});

it("tells of three minutes beyond the border", () => {
  const outsideMeters = ([lng]: readonly [number, number]) =>
    Math.max(0, (lng - 25) * 55_600 - 1_000);
  const fixes = driving(0, 20);
  // 1,050 m and more from minute 11 on
  expect(found({ fixes, duties: [], outsideMeters, nowMs: at(21) })).toEqual([
    { kind: "out_of_area", from: 11, to: null },
  ]);
  expect(found({ fixes: driving(0, 13), duties: [], outsideMeters, nowMs: at(13) })).toEqual([]);
});

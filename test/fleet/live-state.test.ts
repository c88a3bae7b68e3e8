import { describe, expect, it } from "vitest";
import {
  GAP_MS,
  type LivePosition,
  piecesOf,
  TRAIL_MS,
  withMoved,
  withTrails,
} from "../../web/fleet/live-state.ts";

const BEGIN = Date.parse("2026-03-02T04:00:00Z");
/** A street that runs north from 60°N: at step k the vehicle is k thousandths of a degree on, some 111 m. */
const at = (step: number, seconds: number, more: Partial<LivePosition> = {}): LivePosition => ({
  vehicleId: "a",
  at: new Date(BEGIN + seconds * 1000).toISOString(),
  receivedAt: new Date(BEGIN + seconds * 1000 + 500).toISOString(),
  position: [25, 60 + step / 1000],
  ...{ speedKmh: 20, headingDegrees: 0, isWorking: null, source: "http" },
  ...more,
});
const stepsOf = (trail: readonly { position: readonly number[] }[]) =>
  trail.map(({ position }) => Math.round((position[1]! - 60) * 1000));

describe("vehicles that move", () => {
  it("keep a trail in order, and nothing of the order in which positions came", () => {
    let known = withMoved(new Map(), [at(0, 0)]);
    known = withMoved(known, [at(2, 20)]);
    known = withMoved(known, [at(1, 10)]); // late: what is known is younger
    expect(known.get("a")?.last.at).toBe(at(2, 20).at);
    expect(stepsOf(known.get("a")!.trail)).toEqual([0, 2]);
  });

  it("leave nothing behind that is older than a trail", () => {
    const seconds = TRAIL_MS / 1000;
    const known = [0, 1, seconds - 1, seconds, seconds + 1].reduce(
      (now, second, step) => withMoved(now, [at(step, second)]),
      withMoved(new Map(), []),
    );
    expect(stepsOf(known.get("a")!.trail)).toEqual([2, 3, 4]); // that of second 1 is a trail's length old
  });

  it("have a speed by the way they went where their terminals say none", () => {
    const first = withMoved(new Map(), [at(0, 0, { speedKmh: null })]);
    expect(first.get("a")?.speedKmh).toBeNull(); // of one position nothing is known
    const second = withMoved(first, [at(1, 20, { speedKmh: null })]);
    // a thousandth of a degree of latitude is 111.195 m; in 20 s that is 20.015 km/h
    expect(second.get("a")?.speedKmh).toBeCloseTo(20.015, 2);
    const far = withMoved(first, [at(1, GAP_MS / 1000 + 1, { speedKmh: null })]);
    expect(far.get("a")?.speedKmh).toBeNull();
  });

  it("get the trail of before the page was opened, once and in order", () => {
    const known = withMoved(new Map(), [at(5, 50)]);
    const point = (step: number, seconds: number) => ({
      atMs: BEGIN + seconds * 1000,
      position: [25, 60 + step / 1000] as const,
    });
    const trails = new Map([["a", [point(3, 30), point(4, 40), point(5, 50), point(6, 60)]]]);
    const joined = withTrails(known, trails).get("a")!;
    expect(stepsOf(joined.trail)).toEqual([3, 4, 5]); // what the line has not told yet is not there yet
    expect(withTrails(known, new Map([["b", []]])).has("b")).toBe(false);
  });
});

it("draws no way across a gap, and none of a place alone", () => {
  const point = (step: number, ms: number) => ({
    atMs: BEGIN + ms,
    position: [25, 60 + step / 1000] as const,
  });
  const trail = [
    ...[point(0, 0), point(1, 10_000)],
    point(2, 10_000 + GAP_MS + 1),
    ...[point(3, 20_000 + 2 * GAP_MS), point(4, 20_000 + 3 * GAP_MS)],
  ];
  const pieces = piecesOf(trail, BEGIN).map((piece) =>
    piece.map(([, lat]) => Math.round((lat - 60) * 1000)),
  );
  expect(pieces).toEqual([
    [0, 1],
    [3, 4], // 2 is alone between two gaps
  ]);
  expect(piecesOf(trail, BEGIN + 20_000 + 3 * GAP_MS)).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { placeState } from "../../web/fleet/replay-state.ts";
import {
  activityOf,
  factsOf,
  headingBetween,
  indexAt,
  placeAt,
  runsOf,
  type TrackColumns,
  trackOf,
} from "../../web/fleet/replay-track.ts";

const FROM = Date.parse("2026-03-01T16:00:00Z");
const GAP = 180_000;

/** A vehicle that goes north from 60°N 25°E, a thousandth of a degree a position, at the seconds that are given. */
function track(seconds: readonly number[], more: Partial<TrackColumns> = {}) {
  const differences = (values: readonly number[]) =>
    values.map((value, i) => value - (i === 0 ? 0 : values[i - 1]!));
  return trackOf(
    {
      vehicleId: "a",
      points: seconds.length,
      at: differences(seconds),
      lng: differences(seconds.map(() => 25_000_000)),
      lat: differences(seconds.map((_, i) => 60_000_000 + i * 1000)),
      speed: seconds.map(() => 123),
      heading: seconds.map(() => 0),
      working: seconds.map(() => 1),
      ...more,
    },
    FROM,
  );
}
const lat = (second: number, of: ReturnType<typeof track>) =>
  placeAt(of, FROM + second * 1000, GAP)?.position[1];

it("reads columns of differences into places, times and what is not known", () => {
  const read = track([5, 15], { speed: [-1, 95], heading: [-1, 350], working: [-1, 0] });
  expect([...read.atMs]).toEqual([FROM + 5_000, FROM + 15_000]);
  expect([...read.positions].map((degrees) => degrees.toFixed(6))).toEqual([
    "25.000000",
    "60.000000",
    "25.000000",
    "60.001000",
  ]);
  expect([...read.speeds]).toEqual([Number.NaN, 9.5]);
  expect(placeAt(read, FROM + 5_000, GAP)).toMatchObject({
    ...{ speedKmh: null, headingDegrees: null, isWorking: null },
  });
});

it("finds the last position that is not later, as looking at each would", () => {
  const read = track([0, 10, 10, 20, 500]);
  for (let second = -1; second <= 501; second++) {
    const byEach = [...read.atMs].findLastIndex((ms) => ms <= FROM + second * 1000);
    expect(indexAt(read, FROM + second * 1000)).toBe(byEach);
  }
});

describe("where a vehicle was", () => {
  const read = track([0, 10, 190, 371, 381]);

  it("is not known before its first position", () =>
    expect(placeAt(read, FROM - 1, GAP)).toBeNull());

  it("lies between two positions by the time between them", () => {
    expect(lat(5, read)).toBeCloseTo(60.0005, 6);
    expect(lat(100, read)).toBeCloseTo(60.0015, 6); // 180 s are no gap
  });

  it("is not made up in a gap: it stays where it was seen last, and says that nothing is known", () => {
    for (const second of [191, 280, 370]) {
      const place = placeAt(read, FROM + second * 1000, GAP)!; // 181 s are one
      expect(place.position[1]).toBeCloseTo(60.002, 9);
      expect(place.isGap).toBe(true);
      expect(place.atMs).toBe(FROM + 190_000);
      expect(placeState(place)).toBe("silent");
    }
    expect(placeAt(read, FROM + 190_000, GAP)?.isGap).toBe(false);
    expect(placeAt(read, FROM + 371_000, GAP)?.isGap).toBe(false);
  });

  it("is the last position for as long as a gap is not, and then not known", () => {
    expect(placeAt(read, FROM + 381_000 + GAP, GAP)?.isGap).toBe(false);
    expect(placeAt(read, FROM + 381_000 + GAP + 1, GAP)?.isGap).toBe(true);
  });
});

it.each([
  [350, 10, 0.5, 0],
  [10, 350, 0.25, 5],
  [90, 180, 0.5, 135],
  [-1, 180, 0.5, 180],
  [90, -1, 0.5, 90],
])("from %i° to %i° at %d it heads to %i°, the shorter way round", (from, to, share, heading) =>
  expect(headingBetween(from, to, share)).toBeCloseTo(heading, 9),
);

it("knows no heading between two that are not known", () =>
  expect(headingBetween(-1, -1, 0.5)).toBeNull());

it("says a day in figures, and counts nothing across a gap", () => {
  const read = track([0, 10, 20, 420, 430], { working: [1, 0, 1, 1, 1] });
  expect(runsOf(read, GAP)).toEqual([
    { start: 0, end: 3 },
    { start: 3, end: 5 },
  ]);
  const facts = factsOf(read, GAP)!;
  // three of the four steps are driven, 111.195 m each
  expect(facts.meters).toBeCloseTo(3 * 111.195, 1);
  // 0–10 and 420–430 it works; what comes between 20 and 420 is not known
  expect(facts).toMatchObject({ positions: 5, workingMs: 20_000, gaps: 1, gapMs: 400_000 });
  expect(factsOf(track([]), GAP)).toBeNull();
});

it("shows when positions came and when none did", () => {
  const counts = activityOf(
    [track([0, 10, 95]), track([99])],
    { fromMs: FROM, toMs: FROM + 100_000 },
    10,
  );
  expect([...counts]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
});

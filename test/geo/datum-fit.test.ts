import { existsSync, readFileSync } from "node:fs";
import type { LineString, Point } from "geojson";
import { describe, expect, it } from "vitest";
import { generateDemo } from "../../data/demo/generate.ts";
import { FACILITY_KINDS, type FacilityKind } from "../../data/facility.ts";
import {
  DATUM_READINGS,
  type DatumGround,
  type DatumReading,
  datumVerdict,
  FARTHEST_METERS,
  readAs,
  signedRankChance,
  storedFor,
} from "../../server/geo/datum-fit.ts";
import { distanceMeters, nearestOnLine } from "../../server/geo/measure.ts";
import { nearestLine } from "../../server/geo/nearest-line.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { isInside, toParts } from "../../server/geo/shape.ts";
import { readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";

describe("reading a position in another datum", () => {
  const at: LngLat = [112.57, 26.89];

  it.each(DATUM_READINGS)("takes back what was stored for it: %s", (reading) => {
    expect(distanceMeters(readAs(storedFor(at, reading), reading), at)).toBeLessThan(0.001);
  });

  it("moves by some hundred meters, each reading to a place of its own", () => {
    const places = DATUM_READINGS.map((reading) => readAs(at, reading));
    for (const [i, one] of places.entries())
      for (const other of places.slice(i + 1)) {
        expect(distanceMeters(one, other)).toBeGreaterThan(200);
        expect(distanceMeters(one, other)).toBeLessThan(3_000);
      }
  });
});

describe("the signed-rank test", () => {
  it("counts out the signs that could have fallen so", () => {
    expect(signedRankChance([])).toBe(1);
    expect(signedRankChance([1, 2, 3, 4, 5, 6, 7])).toBeCloseTo(1 / 128, 12);
    // of 7 differences one may be below: the smallest alone (rank 1), or none
    expect(signedRankChance([-1, 2, 3, 4, 5, 6, 7])).toBeCloseTo(2 / 128, 12);
    // rank sums of at most 3 below: none, 1, 2, 3, 1 + 2
    expect(signedRankChance([1, 2, -3, 4, 5, 6, 7])).toBeCloseTo(5 / 128, 12);
    // two equal sizes share rank 1.5: none below, either of them
    expect(signedRankChance([-1, 1, 3])).toBeCloseTo(3 / 8, 12);
  });

  it("goes over into the normal distribution without a step", () => {
    const differences = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const [before, after] = [differences, [...differences, 0.1]].map(signedRankChance); // rank 1 of 41 tells little
    expect(Math.abs(after! / before! - 1)).toBeLessThan(0.1);
  });
});

/** Sets positions out as they would be stored, and asks in which datum they are. */
const verdictOn = (meant: readonly LngLat[], reading: DatumReading, ground: DatumGround) =>
  datumVerdict(
    meant.map((at) => storedFor(at, reading)),
    ground,
  );

describe("the demonstration's facilities", () => {
  const demo = generateDemo({ anchor: new Date("2026-01-01T00:00:00+08:00") });
  const border = demo.areas.find(({ level }) => level === "district")!;
  const rings = toParts({ type: "MultiPolygon", coordinates: border.boundary });
  const ground: DatumGround = {
    isInside: ([lng, lat]) => isInside(rings, lng, lat),
    streetMeters: nearestLine(
      demo.edges.map(({ path }) => path),
      FARTHEST_METERS,
    ),
  };
  const placesOf = (kind: FacilityKind) =>
    demo.facilities.flatMap((one) => (one.kind === kind ? [one.position] : []));

  const cases = FACILITY_KINDS.flatMap((kind) =>
    DATUM_READINGS.map((reading) => ({ kind, reading })),
  );
  it.each(cases)("$kind stored as $reading are never taken for anything else", (one) => {
    const { outcome, reading } = verdictOn(placesOf(one.kind), one.reading, ground);
    if (outcome === "clear") expect(reading).toBe(one.reading);
    if (one.kind === "bin" || one.kind === "toilet") expect(outcome).toBe("clear");
  });

  it("tell from forty bins set apart, and not from three", () => {
    const bins = placesOf("bin");
    const some = (n: number) =>
      bins.filter((_, i) => i % Math.floor(bins.length / n) === 7).slice(0, n);
    expect(verdictOn(some(40), "gcj02", ground)).toMatchObject({
      outcome: "clear",
      reading: "gcj02",
      points: 40,
    });
    expect(verdictOn(some(3), "gcj02", ground)).toMatchObject({ outcome: "few", reading: null });
  });

  it("do not tell from many bins of one square: they are one witness", () => {
    const [lng, lat] = placesOf("bin")[1_000]!;
    const crowd = Array.from({ length: 200 }, (_, i): LngLat => [lng + i * 1e-7, lat]);
    expect(verdictOn(crowd, "gcj02", ground).outcome).toBe("few");
  });

  it("are not mistaken where positions have nothing to do with streets: even and scattered, some over the border", () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const outcomes = Array.from({ length: 120 }, (_, layout) => {
      const [west, south] = [112.53 + random() * 0.07, 26.86 + random() * 0.06];
      const [step, side] = [0.0003 + random() * 0.0025, 4 + Math.floor(random() * 16)];
      const scatter = layout % 2 === 0 ? 0 : step;
      const stored = Array.from(
        { length: side * side },
        (_, i): LngLat => [
          west + (i % side) * step + random() * scatter,
          south + Math.floor(i / side) * step + random() * scatter,
        ],
      );
      return datumVerdict(stored, ground).outcome;
    });
    expect(outcomes.filter((outcome) => outcome === "clear")).toEqual([]);
  });

  it("do not take what stands deep in blocks for displaced, though anywhere else is nearer to a street", () => {
    const deep: LngLat[] = [];
    for (let lng = 112.55; lng < 112.59; lng += 0.0004)
      for (let lat = 26.87; lat < 26.91; lat += 0.0004)
        if (ground.isInside([lng, lat]) && ground.streetMeters([lng, lat]) > 90)
          deep.push([lng, lat]);
    expect(deep.length).toBeGreaterThan(50);
    const { outcome, fits } = verdictOn(deep, "wgs84", ground);
    expect(Math.min(...fits.map(({ score }) => score))).toBe(fits[0]!.score);
    expect(outcome).toBe("unclear");
  });
});

it("has nothing to say of positions outside China", () => {
  const ground: DatumGround = { isInside: () => true, streetMeters: () => 5 };
  expect(datumVerdict([[25, 60]], ground)).toEqual({
    points: 0,
    fits: [],
    outcome: "elsewhere",
    reading: null,
    margin: null,
  });
  expect(datumVerdict([], ground).outcome).toBe("elsewhere");
});

const FOLDER = "../shared/data/osm";
describe.skipIf(!existsSync(FOLDER))(`real towns of OpenStreetMap (needs ${FOLDER})`, () => {
  /** A town as mapped, carried to where Chinese datums are used: east and north in meters stay what they are. */
  function carried(file: string) {
    const { records } = osmRecords(readOsm(readFileSync(`${FOLDER}/${file}`)), null);
    const points = records.flatMap(({ table, values }) =>
      table === "facility" ? [(values.position as Point).coordinates as [number, number]] : [],
    );
    const [lng0, lat0] = points[0]!;
    const narrowing = Math.cos((lat0 * Math.PI) / 180) / Math.cos((26.89 * Math.PI) / 180);
    const carry = ([lng, lat]: readonly number[]): LngLat => [
      112.57 + (lng! - lng0) * narrowing,
      26.89 + lat! - lat0,
    ];
    const streets = records.flatMap(({ table, values }) =>
      table === "street_edge" ? [(values.path as LineString).coordinates.map(carry)] : [],
    );
    const ground: DatumGround = {
      isInside: () => true,
      streetMeters: nearestLine(streets, FARTHEST_METERS),
    };
    return { points: points.map(carry), ground };
  }

  it.each(["vb_monaco.osm.pbf", "vb_porto.osm.pbf"])(
    "%s: each datum is recognised, none is mistaken",
    (file) => {
      const { points, ground } = carried(file);
      expect(points.length).toBeGreaterThan(80);
      for (const reading of DATUM_READINGS) {
        const verdict = verdictOn(points, reading, ground);
        expect([reading, verdict.outcome, verdict.reading]).toEqual([reading, "clear", reading]);
      }
    },
  );
});

it("measures to the nearest line as every line measured one by one", () => {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const at = (k: number): LngLat => [
      112.5 + ((i * 7919 + k * 104_729) % 997) / 99_700,
      26.8 + ((i * 6101 + k * 31_337) % 991) / 99_100,
    ];
    return [at(0), at(1), at(2)];
  });
  const indexed = nearestLine(lines, 150);
  for (let i = 0; i < 200; i++) {
    const at: LngLat = [112.5 + ((i * 37) % 200) / 20_000, 26.8 + ((i * 91) % 200) / 20_000];
    const one = Math.min(150, ...lines.map((line) => nearestOnLine(at, line)!.distanceMeters));
    expect(indexed(at)).toBeCloseTo(one, 6);
  }
});

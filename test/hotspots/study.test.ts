import { cellToChildren, cellToLatLng, cellToParent, gridDisk, latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { lengthMeters } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import {
  resolutionFor,
  type StudyBounds,
  type StudySources,
  studyOf,
} from "../../server/hotspots/study.ts";

/** Streets at 60°N that lie askew, so that swapped axes or a wrong scale change every figure. */
const STREETS = [
  {
    streetId: "long",
    path: [
      [25, 60],
      [25.011, 60.003],
      [25.012, 60.009],
    ],
  },
  {
    streetId: "short",
    path: [
      [25.004, 60.008],
      [25.007, 60.0081],
    ],
  },
  {
    streetId: null,
    path: [
      [25.0005, 60.0005],
      [25.0007, 60.0041],
    ],
  },
] as const satisfies readonly { streetId: string | null; path: readonly LngLat[] }[];
const HOME = latLngToCell(60.004, 25.006, 10);
const ALL: StudyBounds = { holds: null, mostCells: 20_000 };
const made = (resolution: number, sources: Partial<StudySources>, bounds = ALL) =>
  studyOf(resolution, { streets: [], residents: [], complained: [], ...sources }, bounds)!;
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe("studyOf", () => {
  it.each([7, 8, 9, 10, 11])(
    "lays every meter of a street into some cell of resolution %i",
    (at) => {
      const study = made(at, { streets: STREETS });
      const meters = STREETS.map(({ path }) => lengthMeters(path));
      expect(1000 * sum(study.streetKilometers)).toBeCloseTo(sum(meters), 6);
      for (const [i, streetId] of ["long", "short"].entries()) {
        const pieces = study.cells.flatMap((_, code) =>
          study.streetsIn(code).filter((street) => street.streetId === streetId),
        );
        expect(sum(pieces.map((piece) => piece.meters))).toBeCloseTo(meters[i]!, 6);
      }
      // what has no name is length all the same
      const named = study.cells.flatMap((_, code) => study.streetsIn(code));
      expect(sum(named.map((piece) => piece.meters))).toBeCloseTo(meters[0]! + meters[1]!, 6);
    },
  );

  it("lays a piece where its middle is: within 5 m of where the street enters a cell", () => {
    const study = made(10, { streets: STREETS });
    const fine = new Map<string, number>();
    for (const { path } of STREETS)
      for (let i = 1; i < path.length; i++) {
        const [from, to] = [path[i - 1]!, path[i]!];
        const steps = 20_000;
        for (let k = 0; k < steps; k++) {
          const part = (k + 0.5) / steps;
          const cell = latLngToCell(
            ...([from[1] + (to[1] - from[1]) * part, from[0] + (to[0] - from[0]) * part] as const),
            10,
          );
          fine.set(cell, (fine.get(cell) ?? 0) + lengthMeters([from, to]) / steps);
        }
      }
    for (const [cell, meters] of fine) {
      // two ends of each of up to three streets
      const laid = 1000 * (study.streetKilometers[study.codeOf(cell)] ?? 0);
      expect(Math.abs(laid - meters)).toBeLessThan(6 * 5.01);
    }
  });

  it("names the streets of a cell, the longest first", () => {
    const study = made(7, { streets: STREETS });
    for (let code = 0; code < study.cells.length; code++) {
      const meters = study.streetsIn(code).map((street) => street.meters);
      expect(meters).toEqual([...meters].sort((a, b) => b - a));
    }
  });

  it("keeps people together in coarser cells and shares them out among finer ones", () => {
    const others = gridDisk(HOME, 2);
    const residents = others.map((cell, i) => ({ cell, residents: 2 ** (i % 12) }));
    const all = sum(residents.map((home) => home.residents));
    for (const at of [8, 9, 10, 11, 12])
      expect(sum(made(at, { residents }).residents)).toBeCloseTo(all, 6);
    const coarse = made(9, { residents });
    const parent = cellToParent(HOME, 9);
    expect(coarse.residents[coarse.codeOf(parent)]).toBe(
      sum(residents.filter(({ cell }) => cellToParent(cell, 9) === parent).map((r) => r.residents)),
    );
    const fine = made(11, { residents: [{ cell: HOME, residents: 14 }] });
    expect([...fine.cells].sort()).toEqual(cellToChildren(HOME, 11).sort());
    expect([...fine.residents]).toEqual(Array(7).fill(2));
  });

  it("takes in where something was complained of, and not where nobody lives", () => {
    const far = latLngToCell(60.2, 25.3, 9);
    const study = made(9, {
      residents: [{ cell: HOME, residents: 0 }],
      complained: [far],
    });
    expect(study.cells).toEqual([far]);
    expect([study.hasStreets, study.hasResidents, study.codeOf("892b9bc4667ffff")]).toEqual([
      false,
      false,
      -1,
    ]);
    const [lat, lng] = cellToLatLng(far);
    expect([study.lngs[0], study.lats[0]]).toEqual([lng, lat]);
  });

  it("of a part has the streets and people of the part, and every place complained of", () => {
    const west: LngLat = [25.006, 60];
    const holds = ([lng]: LngLat) => lng < west[0];
    const far = latLngToCell(60.2, 25.3, 10);
    const sources = {
      streets: [
        {
          streetId: "level",
          path: [
            [25, 60.001],
            [25.012, 60.001],
          ] as LngLat[],
        },
      ],
      residents: [HOME, latLngToCell(60.004, 25.001, 10), latLngToCell(60.004, 25.02, 10)].map(
        (cell, i) => ({ cell, residents: 2 ** i }),
      ),
      complained: [far],
    };
    const study = made(10, sources, { ...ALL, holds });
    // half of the street, but for one piece of ten meters
    const half = lengthMeters(sources.streets[0]!.path) / 2;
    expect(Math.abs(1000 * sum(study.streetKilometers) - half)).toBeLessThan(10);
    const [homeLng] = [cellToLatLng(HOME)[1]];
    expect(sum(study.residents)).toBe((homeLng < west[0] ? 1 : 0) + 2);
    expect(study.codeOf(far)).toBeGreaterThanOrEqual(0);
  });

  it("is none when it would have too many cells", () => {
    const sources = { streets: STREETS, residents: [], complained: [] };
    const { length } = made(11, sources).cells;
    expect(studyOf(11, sources, { holds: null, mostCells: length })?.cells).toHaveLength(length);
    expect(studyOf(11, sources, { holds: null, mostCells: length - 1 })).toBeNull();
  });

  it("of nothing is empty", () => {
    const study = made(9, {});
    expect([study.cells.length, study.cellSquareMeters, study.neighbours(1).items.length]).toEqual([
      0, 0, 0,
    ]);
  });

  it("knows which cells touch", () => {
    const disk = gridDisk(latLngToCell(60.004, 25.006, 9), 1);
    const { starts } = made(9, { complained: disk }).neighbours(1);
    // the middle touches six; each of those touches the middle and the two beside it
    expect(Array.from(disk, (_, i) => starts[i + 1]! - starts[i]!)).toEqual([6, 3, 3, 3, 3, 3, 3]);
  });
});

describe("resolutionFor", () => {
  const limits = { least: 7, greatest: 11, greatestCells: 6000, eventsInNeighbourhood: 2 };
  /** 10 cells at 7, and seven times as many at each finer one: 70, 490, 3,430, 24,010. */
  const cellsAt = (at: number) => 10 * 7 ** (at - 7);

  it("is the finest that has 2 complaints around a cell", () => {
    // n · 7 / cells ≥ 2: 20 at 8, 140 at 9, 980 at 10
    const chosen = [3, 19, 20, 139, 140, 979, 980].map((n) => resolutionFor(limits, n, cellsAt));
    expect(chosen).toEqual([7, 7, 8, 8, 9, 9, 10]);
  });

  it("has no more cells than can be looked at, however many complaints there are", () => {
    expect(resolutionFor(limits, 1_000_000, cellsAt)).toBe(10);
    expect(resolutionFor({ ...limits, greatestCells: 30_000 }, 1_000_000, cellsAt)).toBe(11);
    expect(resolutionFor({ ...limits, greatestCells: 5 }, 1_000_000, cellsAt)).toBe(7);
  });

  it("is the coarsest without any complaint, or any cell", () => {
    expect(resolutionFor(limits, 0, cellsAt)).toBe(7);
    expect(resolutionFor(limits, 0, () => 0)).toBe(7);
  });
});

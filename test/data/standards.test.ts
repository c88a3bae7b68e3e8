import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DATASETS } from "../../data/catalog.ts";
import { COVERAGE_LENSES, radiusOf } from "../../data/coverage-lenses.ts";
import { FACILITY_KINDS } from "../../data/facility.ts";
import frequencies from "../../data/standards/cleaning-frequencies.json" with { type: "json" };
import {
  Basis,
  CLEANING_FREQUENCIES,
  COMPLAINT_CATEGORIES,
  COMPLAINT_CHANNELS,
  FACILITY_CODES,
} from "../../data/standards.ts";

const bases = [...COVERAGE_LENSES, ...CLEANING_FREQUENCIES].map(({ basis }) => basis);

describe("the presets from standards", () => {
  it("say of each value where it stands and how sure that is", () => {
    for (const { standard, clause, edition, source } of bases) {
      expect([standard, clause, edition, source].filter((text) => text.trim() === "")).toEqual([]);
    }
  });

  it("call law only what was read", () => {
    const law = bases.filter(({ isLaw }) => isLaw);
    expect(law.map(({ standard, clause }) => `${standard} ${clause}`).sort()).toEqual([
      "GB 55013-2021 3.2.2-1",
      "GB 55013-2021 3.2.2-2",
      "GB 55013-2021 5.0.1",
      "GB 55013-2021 5.0.4",
      "GB 55013-2021 5.0.4",
    ]);
    const basis = { ...law[0]!, isLaw: true };
    expect(Basis.safeParse({ ...basis, confidence: "READ" }).success).toBe(true);
    for (const confidence of ["READ*", "RECALLED-H", "DERIVED", "PROPOSAL"] as const) {
      expect(Basis.safeParse({ ...basis, confidence }).success).toBe(false);
    }
  });

  it("have one default for each kind that has a distance", () => {
    for (const kind of FACILITY_KINDS) {
      const lenses = COVERAGE_LENSES.filter(({ facilityKind }) => facilityKind === kind);
      const drawn = lenses.filter(({ measure }) => radiusOf(measure) !== null);
      if (kind === "depot") expect(drawn).toEqual([]);
      else expect([kind, lenses.filter(({ isDefault }) => isDefault).length]).toEqual([kind, 1]);
    }
  });

  it("keep the mandatory radii: 300 m to a toilet, 120 m to a collection point", () => {
    const mandatory = COVERAGE_LENSES.filter(
      ({ basis, measure }) => basis.isLaw && measure.type === "radius",
    );
    expect(
      Object.fromEntries(mandatory.map((lens) => [lens.facilityKind, radiusOf(lens.measure)])),
    ).toEqual({ toilet: 300, collection_point: 120 });
  });

  it("sweep main roads as the seed document says, and every grade at least once a day, less from grade to grade", () => {
    const [main, ...grades] = CLEANING_FREQUENCIES;
    expect(main).toMatchObject({
      grade: "main",
      fullSweepsPerDay: 3,
      fineSweepsPerDay: 2,
      patrol: { from: "04:30", to: "22:30" },
    });
    expect(grades.map(({ grade }) => grade)).toEqual([1, 2, 3, 4]);
    const sweeps = grades.map(({ fullSweepsPerDay }) => fullSweepsPerDay);
    expect(sweeps).toEqual([...sweeps].sort((p, q) => q - p));
    expect(Math.min(...sweeps)).toBe(1);
  });

  it("leave 七无六净 empty, because no source lists it", () => {
    expect(frequencies.slogans).toEqual({ 七无六净: [] });
  });

  it("give categories, channels and codes keys of their own", () => {
    for (const list of [COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS, COVERAGE_LENSES]) {
      const ids = list.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(FACILITY_CODES.map(({ facilityKind }) => facilityKind).sort()).toEqual(
      [...FACILITY_KINDS].sort(),
    );
    // The same number can be an event and a component, so that the key holds the kind.
    const codes = COMPLAINT_CATEGORIES.flatMap(({ codes }) => codes).filter(
      ({ kind }) => kind === "event",
    );
    const keys = codes.map(({ standard, code }) => `${standard} ${code}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("the catalogue of datasets", () => {
  it("lists files that are there, each dataset once", () => {
    const root = join(import.meta.dirname, "../..");
    expect(DATASETS.filter(({ file }) => !existsSync(join(root, file)))).toEqual([]);
    expect(new Set(DATASETS.map(({ id }) => id)).size).toBe(DATASETS.length);
  });

  it("says licence and source of every dataset", () => {
    expect(DATASETS.filter(({ licence, source }) => !licence || !source)).toEqual([]);
  });
});

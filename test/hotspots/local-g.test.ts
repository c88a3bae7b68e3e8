import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { localG } from "../../server/hotspots/local-g.ts";
import { bandNeighbours, fromRows, rowStandardized } from "../../server/hotspots/neighbours.ts";

const FOLDER = "../shared/data/stats";

/** Columns of numbers of a reference file. */
function columnsOf(file: string) {
  const [header, ...lines] = readFileSync(`${FOLDER}/${file}`, "utf8").trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  return Object.fromEntries(
    header!.split(",").map((name, i) => [name, rows.map((row) => row[i]!)]),
  ) as Record<string, string[]>;
}

/** Half a unit of the last printed digit. */
const halfUnit = (printed: string) => 0.5 * 10 ** -(printed.split(".")[1]?.length ?? 0) + 1e-15;

describe.skipIf(!existsSync(FOLDER))(
  "the grid of Getis and Ord (skipped without ../shared/data)",
  () => {
    it.each([
      { statistic: "Gi", isStar: false },
      { statistic: "GiStar", isStar: true },
    ])("$statistic at 30 m is as printed at all 256 places, binary or standardized", (asked) => {
      const file = columnsOf("gi_star_d30_binary.csv");
      const [xs, ys, values] = ["x", "y", "val"].map((name) => file[name]!.map(Number));
      const printed = file[`${asked.statistic}_d30_z`]!;
      expect(printed).toHaveLength(256);
      const near = bandNeighbours(xs!, ys!, 30);
      for (const neighbours of [near, rowStandardized(near)]) {
        const zs = localG(values!, neighbours, { isStar: asked.isStar });
        const wrong = printed.filter(
          (text, i) => !(Math.abs(zs[i]! - Number(text)) <= halfUnit(text)),
        );
        expect(wrong).toEqual([]);
      }
    });

    // As R's spdep prints in the example of localG (1.4, spData::getisord), row 120.
    it.each([
      [30, "1.221979"],
      [60, "1.748098"],
      [90, "1.986135"],
      [120, "1.893374"],
      [150, "1.237454"],
    ])("Gi of row 120 within %d m is %s", (distance, printed) => {
      const file = columnsOf("getisord.csv");
      const [xs, ys, values] = ["x", "y", "val"].map((name) => file[name]!.map(Number));
      const zs = localG(values!, bandNeighbours(xs!, ys!, distance), { isStar: false });
      expect(Math.abs(zs[119]! - Number(printed))).toBeLessThanOrEqual(halfUnit(printed));
    });
  },
);

describe("localG", () => {
  const xs = [10, 20, 40, 15, 30, 30];
  const ys = [10, 10, 10, 20, 20, 30];
  const values = [2, 3, 3.2, 5, 8, 7];

  // As PySAL's esda prints in the docstring of G_Local (transform="B"), band 15.
  it.each([
    {
      isStar: false,
      printed: "-1.0136729 -0.04361589 1.31558703 -0.31412676 1.15373986 1.77833941",
    },
    {
      isStar: true,
      printed: "-1.39727626 -0.28917762 0.65064964 -0.28917762 1.23452088 2.02424331",
    },
  ])("is as printed for the six points, with the unit itself: $isStar", ({ isStar, printed }) => {
    const zs = localG(values, bandNeighbours(xs, ys, 15), { isStar });
    const wrong = printed
      .split(" ")
      .filter((text, i) => !(Math.abs(zs[i]! - Number(text)) <= halfUnit(text)));
    expect(wrong).toEqual([]);
  });

  /** The formula as printed, every sum by itself, with a whole matrix of weights. */
  function byHand(
    values: readonly number[],
    matrix: readonly (readonly number[])[],
    i: number,
    isStar: boolean,
  ) {
    const takes = values.map((_, j) => isStar || j !== i);
    const x = values.filter((_, j) => takes[j]);
    const w = matrix[i]!.filter((_, j) => takes[j]);
    const m = x.length;
    const mean = x.reduce((a, b) => a + b, 0) / m;
    const s = Math.sqrt(x.reduce((a, b) => a + (b - mean) ** 2, 0) / m);
    const weight = w.reduce((a, b) => a + b, 0);
    const squares = w.reduce((a, b) => a + b * b, 0);
    const sum = w.reduce((a, b, j) => a + b * x[j]!, 0);
    return (sum - weight * mean) / (s * Math.sqrt((m * squares - weight ** 2) / (m - 1)));
  }

  it("is the formula with any weights, of seeded random matrices", () => {
    const random = randomOf(7, "test/local-g");
    for (let round = 0; round < 40; round++) {
      const n = random.whole(4, 12);
      const numbers = Array.from({ length: n }, () => random.between(-5, 50));
      const matrix = numbers.map(() =>
        numbers.map(() => (random.chance(0.5) ? random.between(0.1, 3) : 0)),
      );
      const rows = matrix.map((row, i) => row.flatMap((w, j) => (w > 0 && j !== i ? [j] : [])));
      const near = fromRows(rows);
      const weights = Float64Array.from(rows.flatMap((row, i) => row.map((j) => matrix[i]![j]!)));
      const selfWeights = matrix.map((row, i) => row[i]!);
      for (const isStar of [false, true]) {
        const zs = localG(numbers, { ...near, weights }, { isStar, selfWeights });
        zs.forEach((z, i) => {
          const isUndefined = rows[i]!.length === 0 && !(isStar && selfWeights[i]! > 0);
          if (isUndefined) expect(z).toBeNaN();
          else if (!Number.isNaN(z)) expect(z).toBeCloseTo(byHand(numbers, matrix, i, isStar), 9);
        });
      }
    }
  });

  it("gives the unit the greatest weight of its row where weights are given and its own is not", () => {
    const near = { ...fromRows([[1, 2], [0], [0], []]), weights: Float64Array.of(2, 5, 1, 1) };
    const matrix = [
      [5, 2, 5, 0],
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 0, 1],
    ];
    const numbers = [4, 1, 7, 2];
    const zs = localG(numbers, near, { isStar: true });
    zs.forEach((z, i) => {
      expect(z).toBeCloseTo(byHand(numbers, matrix, i, true), 12);
    });
  });

  it("is undefined without neighbours, without differences and for a neighbourhood of everything", () => {
    const alone = fromRows([[1], [0], [], []]);
    expect([...localG([1, 2, 3, 4], alone, { isStar: false })].map(Number.isNaN)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([...localG([1, 2, 3, 4], alone, { isStar: true })].some(Number.isNaN)).toBe(false);
    expect([...localG([0.1, 0.1, 0.1, 0.1], alone, { isStar: true })].every(Number.isNaN)).toBe(
      true,
    );
    expect([...localG([0.1, 0.1, 0.1, 0.1], alone, { isStar: false })].every(Number.isNaN)).toBe(
      true,
    );
    const everything = fromRows([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    expect([...localG([1, 5, 9], everything, { isStar: true })].every(Number.isNaN)).toBe(true);
    expect(localG([], fromRows([]), { isStar: true })).toHaveLength(0);
    expect(localG([3], fromRows([[]]), { isStar: true })[0]).toBeNaN();
  });

  it("keeps its digits where one value makes up nearly everything", () => {
    const near = fromRows([[1], [0], [3], [2], [0, 1]]);
    const numbers = [1, 2, 1, 3, 1e9];
    const matrix = numbers.map((_, i) =>
      numbers.map((_, j) => ([[1], [0], [3], [2], [0, 1]][i]!.includes(j) ? 1 : 0)),
    );
    const zs = localG(numbers, near, { isStar: false });
    expect(zs[4]).toBeCloseTo(byHand(numbers, matrix, 4, false), 5);
    expect(localG([1, 1, 1, 1, 1e9], near, { isStar: false })[4]).toBeNaN();
  });

  it("refuses values that are not one finite number for each unit", () => {
    expect(() => localG([1, 2], fromRows([[]]), { isStar: true })).toThrow(RangeError);
    expect(() => localG([Number.NaN], fromRows([[]]), { isStar: true })).toThrow(/NaN/);
  });
});

import { describe, expect, it } from "vitest";
import { fromRows } from "../../server/hotspots/neighbours.ts";
import { sharesOf, spotsOf } from "../../server/hotspots/spots.ts";

/** Cells in a row, each beside the next: 0–1–2–3–4–5–6. */
const ROW = fromRows([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6], [5]]);
const SHARES = Array(7).fill(1 / 8); // an eighth of all is elsewhere

function spots(
  state: readonly number[],
  events: readonly number[],
  around: readonly number[] = events,
  sign: 1 | -1 = 1,
) {
  const field = {
    state: Int8Array.from(state),
    neighbourhood: Float64Array.from(around),
    expected: new Float64Array(7).fill(4),
    total: 64,
  };
  return spotsOf(field, events, SHARES, ROW, sign);
}

describe("spotsOf", () => {
  it("gathers hot cells that touch, and no others", () => {
    const found = spots([1, 1, 0, 1, -1, 1, 1], [16, 8, 4, 32, 1, 64, 2]);
    expect(found.map(({ cells }) => cells)).toEqual([[5, 6], [3], [0, 1]]);
    // each cell has an eighth of 64
    expect(found).toMatchObject([
      { observed: 66, expected: 16, excess: 50, peak: 5 },
      { observed: 32, expected: 8, excess: 24, peak: 3 },
      { observed: 24, expected: 16, excess: 8, peak: 0 },
    ]);
  });

  it("gathers cold cells the most missing first", () => {
    const found = spots([-1, 0, -1, -1, 1, 0, 0], [0, 9, 1, 1, 9, 9, 9], undefined, -1);
    expect(found.map(({ cells, excess }) => [cells, excess])).toEqual([
      [[2, 3], -14],
      [[0], -8],
    ]);
  });

  it("is named by the cell with most beyond what is expected around it, of equals the first", () => {
    expect(spots([0, 1, 1, 1, 0, 0, 0], Array(7).fill(9), [0, 5, 9, 9, 0, 0, 0])[0]!.peak).toBe(2);
    // of cold cells it is the one with most below: |1 − 4| against |2 − 4|
    expect(
      spots([-1, -1, 0, 0, 0, 0, 0], Array(7).fill(0), [2, 1, 0, 0, 0, 0, 0], -1)[0]!.peak,
    ).toBe(1);
  });

  it("puts those of equal excess by what was observed, then by the number of the cell", () => {
    const found = spots([1, 0, 1, 0, 1, 0, 1], [16, 0, 16, 0, 16, 0, 16]);
    expect(found.map(({ peak }) => peak)).toEqual([0, 2, 4, 6]);
    const shares = [1 / 8, 0, 3 / 8, 0, 0, 0, 0];
    const field = {
      state: Int8Array.from([1, 0, 1, 0, 0, 0, 0]),
      ...{ neighbourhood: new Float64Array(7), expected: new Float64Array(7), total: 64 },
    };
    // 16 − 8 and 32 − 24 are both 8
    const equal = spotsOf(field, [16, 0, 32, 0, 0, 0, 0], shares, ROW);
    expect(equal.map(({ observed, excess }) => [observed, excess])).toEqual([
      [32, 8],
      [16, 8],
    ]);
  });

  it("is no place where cells have no more, or of cold ones no fewer, than they would", () => {
    const hot = spots([1, 0, 1, 0, 1, 0, 0], [8, 0, 9, 0, 0, 0, 0]);
    expect(hot.map(({ cells, excess }) => [cells, excess])).toEqual([[[2], 1]]);
    const cold = spots([-1, 0, -1, 0, -1, 0, 0], [8, 0, 7, 0, 12, 0, 0], undefined, -1);
    expect(cold.map(({ cells, excess }) => [cells, excess])).toEqual([[[2], -1]]);
  });

  it("finds none where nothing is hot", () => {
    expect(spots(Array(7).fill(0), Array(7).fill(1))).toEqual([]);
  });
});

describe("sharesOf", () => {
  it("add up to one, or are none", () => {
    expect([...sharesOf([1, 2, 1, 4])]).toEqual([1 / 8, 1 / 4, 1 / 8, 1 / 2]);
    expect([...sharesOf([0, 0])]).toEqual([0, 0]);
  });
});

import { describe, expect, it } from "vitest";
import {
  mergedSegment,
  pairSegment,
  pairTable,
  readList,
} from "../../server/complaints/case-pairs.ts";

/** Documents that hold a pair, so far apart that differences take one byte, two and three, at both ends of each. */
const DOCUMENTS = [5, 6, 133, 261, 16_644, 33_028, 99_999];
const [FIRST, END] = [5, 100_000];

describe("lists of pairs", () => {
  const pairs = pairTable();
  const [rare, everywhere] = [pairs.intern(1, 2), pairs.intern(0xffff, 3)];
  const holders = new Set(DOCUMENTS);
  const segment = (first: number, end: number) =>
    pairSegment([first, end], pairs, (document, visit) => {
      visit(everywhere);
      visit(everywhere); // twice in a document is once in the list
      if (holders.has(document)) visit(rare);
    });
  const read = (of: ReturnType<typeof segment>, pair: number) => {
    const into = new Uint32Array(END);
    return [...into.subarray(0, readList(of, pair, into))];
  };

  it("hold documents however far apart", () => {
    const whole = segment(FIRST, END);
    expect(read(whole, rare)).toEqual(DOCUMENTS);
    expect(read(whole, everywhere)).toHaveLength(END - FIRST);
    expect(read(whole, -1)).toEqual([]);
  });

  it("are the same in one segment as in several made one", () => {
    const cuts = [FIRST, 133, 20_000, 20_001, END];
    const parts = cuts.slice(1).map((end, i) => segment(cuts[i]!, end));
    expect(mergedSegment(parts)).toEqual(segment(FIRST, END));
  });

  it("know pairs by both units", () => {
    expect(pairs.find(1, 2)).toBe(rare);
    expect(pairs.find(2, 1)).toBe(-1);
    expect(pairs.beginningWith(0xffff)).toEqual([everywhere]);
    for (let unit = 0; unit < 20_000; unit++) pairs.intern(7, unit);
    expect(pairs.find(1, 2)).toBe(rare);
    expect(pairs.beginningWith(7)).toHaveLength(20_000);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, dayOf } from "../../server/store/column.ts";

describe("days", () => {
  it("count from 1970-01-01 and back", () => {
    expect([dayOf("1970-01-01"), dayOf("1969-12-31"), dayOf("2024-03-01")]).toEqual([
      0, -1, 19_783,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: -200_000, max: 200_000 }),
        (number) => dayOf(dateOf(number)) === number,
      ),
    );
  });

  it.each(["2024-02-30", "2024-13-01", "2024-1-1", "", "heute"])("refuses %j", (date) => {
    expect(() => dayOf(date)).toThrow(RangeError);
  });
});

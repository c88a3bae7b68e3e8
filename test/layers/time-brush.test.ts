import { describe, expect, it } from "vitest";
import { clampedPeriod } from "../../web/layers/time-brush.tsx";

const extent = { from: "2026-01-01", to: "2026-12-31" };
const june = { from: "2026-06-01", to: "2026-06-30" };

describe("moving a period", () => {
  it.each([
    ["whole", 7, { from: "2026-06-08", to: "2026-07-07" }],
    ["whole", 400, { from: "2026-12-02", to: "2026-12-31" }],
    ["whole", -400, { from: "2026-01-01", to: "2026-01-30" }],
    ["from", 10, { from: "2026-06-11", to: "2026-06-30" }],
    ["from", 100, { from: "2026-06-30", to: "2026-06-30" }],
    ["from", -400, { from: "2026-01-01", to: "2026-06-30" }],
    ["to", -100, { from: "2026-06-01", to: "2026-06-01" }],
    ["to", 400, { from: "2026-06-01", to: "2026-12-31" }],
  ] as const)("by its %s by %d days stays a period inside the data", (grip, days, moved) => {
    expect(clampedPeriod(grip, days, june, extent)).toEqual(moved);
  });
});

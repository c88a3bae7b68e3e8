import { describe, expect, it } from "vitest";
import { ageOf, countsOf, type Known, stateOf } from "../../web/fleet/vehicle-state.ts";

const NOW = Date.parse("2026-03-02T04:00:00Z");
const SILENT = 600_000;
const heard = (secondsAgo: number, speedKmh: number | null, isWorking: boolean | null): Known => ({
  status: "in_service",
  last: { atMs: NOW - secondsAgo * 1000, speedKmh, isWorking },
});

describe("stateOf", () => {
  it.each([
    ["works and moves", heard(12, 8, true), "working"],
    ["moves with the brush off", heard(12, 8, false), "moving"],
    ["moves, and its terminal says nothing of work", heard(12, 8, null), "moving"],
    ["stands with the brush on: standing cleans no street", heard(12, 0, true), "standing"],
    ["creeps as receivers do that do not move", heard(12, 1.9, null), "standing"],
    ["says no speed", heard(12, null, true), "located"],
    ["was heard exactly the silence ago", heard(600, 8, true), "working"],
    ["was heard longer ago than the silence, whatever it did then", heard(601, 8, true), "silent"],
    ["has a clock that goes ahead", heard(-60, 8, true), "working"],
    ["was never heard", { status: "in_service", last: null }, "unheard"],
    ["is out of service and yet sends", { ...heard(1, 8, true), status: "out_of_service" }, "out"],
    ["is retired", { ...heard(1, 8, true), status: "retired" }, "retired"],
  ] as const)("one that %s", (_, known, state) => expect(stateOf(known, NOW, SILENT)).toBe(state));

  it("passes from working to silent with time alone", () => {
    const known = heard(0, 8, true);
    const after = (seconds: number) => stateOf(known, NOW + seconds * 1000, SILENT);
    expect([0, 600, 601, 86_400].map(after)).toEqual(["working", "working", "silent", "silent"]);
  });
});

it("counts every state, also those in which there is none", () => {
  const counts = countsOf(["silent", "working", "silent"]);
  expect(counts).toMatchObject({ silent: 2, working: 1, out: 0, unheard: 0 });
  expect(Object.values(counts).reduce((a, b) => a + b)).toBe(3);
});

it.each([
  [0, 0, "seconds"],
  [12_999, 12, "seconds"],
  [59_999, 59, "seconds"],
  [60_000, 1, "minutes"],
  [3_599_999, 59, "minutes"],
  [3_600_000, 1, "hours"],
  [47 * 3_600_000, 47, "hours"],
  [48 * 3_600_000, 2, "days"],
  [-5_000, 0, "seconds"],
] as const)("%i ms are %i %s", (ms, count, unit) =>
  expect(ageOf(NOW - ms, NOW)).toEqual({ count, unit }),
);

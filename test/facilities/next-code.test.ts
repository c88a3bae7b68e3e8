import { describe, expect, it } from "vitest";
import { nextCode } from "../../server/facilities/next-code.ts";

describe("the code of a new facility", () => {
  it.each([
    { codes: ["GC001", "GC003", "GC002"], next: "GC004" },
    { codes: ["GC009"], next: "GC010" }, // as wide as it was
    { codes: ["GC-99"], next: "GC-100" }, // and wider where it has to be
    { codes: ["A1", "B7", "B8"], next: "B9" }, // the beginning most of them share
    { codes: ["GC001", "GC005"], next: "GC006" }, // a gap may be on a plate somewhere
    { codes: ["公厕12", "旧站"], next: "公厕13" },
    { codes: ["7"], next: "8" },
    { codes: ["旧站", ""], next: null },
    { codes: [], next: null },
  ])("goes on from $codes with $next", ({ codes, next }) => {
    expect(nextCode(codes)).toBe(next);
  });

  it("is never one that is there", () => {
    const codes = Array.from({ length: 300 }, (_, i) => `LX-${(i * 7) % 400}`);
    expect(codes).not.toContain(nextCode(codes));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PATTERNS, type Pattern, patternOf } from "../../server/hotspots/emerging.ts";

const statesOf = (text: string) =>
  [...text].map((state) => (state === "h" ? 1 : state === "c" ? -1 : 0));
const mirrored = (text: string) =>
  [...text].map((state) => (state === "h" ? "c" : state === "c" ? "h" : state)).join("");

const TRENDS = { up: [1], down: [-1], none: [0], any: [-1, 0, 1] } as const;
type Trend = keyof typeof TRENDS;

/** Series with the kind they are, each for a reason that the title tells. */
const HOT: readonly (readonly [string, string, Trend, Pattern])[] = [
  ["the last step is the first hot one", ".........h", "any", "new-hot"],
  ["so it is after cold ones too: new is tried before oscillating", "..c......h", "any", "new-hot"],
  ["hot since three steps, never before", ".......hhh", "any", "consecutive-hot"],
  ["8 of 10 in one run are not yet most", "..hhhhhhhh", "any", "consecutive-hot"],
  ["consecutive is tried before oscillating", "c.......hh", "any", "consecutive-hot"],
  ["hot throughout, and more so", "hhhhhhhhhh", "up", "intensifying-hot"],
  ["9 of 10 are 90 %, one run or not", ".hhhhhhhhh", "up", "intensifying-hot"],
  ["hot throughout, a cold step among them", "hhhhchhhhh", "up", "intensifying-hot"],
  ["hot throughout, no more and no less", "hhhhhhhhhh", "none", "persistent-hot"],
  ["hot throughout, and less so", "hhhhhhhhhh", "down", "diminishing-hot"],
  ["off and on", "..hh..h..h", "any", "sporadic-hot"],
  ["once before and now", "h........h", "any", "sporadic-hot"],
  ["8 of 10 with a gap", "hhhh..hhhh", "any", "sporadic-hot"],
  ["hot now and before, cold in between", "h...c....h", "any", "oscillating-hot"],
  ["8 of 10 and one cold", "hhhhhhh.ch", "any", "oscillating-hot"],
  ["hot until the last step", "hhhhhhhhh.", "any", "historical-hot"],
  ["9 of 10 and one gap is 90 %, the last step being hot", "hhhh.hhhhh", "none", "persistent-hot"],
];

describe("patternOf", () => {
  const cases = HOT.flatMap(([why, text, trend, pattern]) =>
    TRENDS[trend].flatMap((sign) => [
      { why, text, sign, pattern },
      {
        why: `mirrored: ${why}`,
        text: mirrored(text),
        sign: -sign as -1 | 0 | 1,
        pattern: pattern.replace("-hot", "-cold") as Pattern,
      },
    ]),
  );

  it.each(cases)("$text with trend $sign is $pattern: $why", ({ text, sign, pattern }) => {
    expect(patternOf(statesOf(text), sign)).toBe(pattern);
  });

  it.each(["..........", "h.........", "hhhhhhhh..", "....hh....", "c..h......", "hhhhhhhhc."])(
    "%s is none, whatever the trend",
    (text) => {
      for (const trend of TRENDS.any) expect(patternOf(statesOf(text), trend)).toBe("none");
    },
  );

  it("has a worked series for each of the 17", () => {
    const named = new Set([...cases.map(({ pattern }) => pattern), "none"]);
    expect([...named].sort()).toEqual([...PATTERNS].sort());
    expect(PATTERNS).toHaveLength(17);
  });

  it("lets the first that fits decide: cold since the last step though hot in all before", () => {
    expect(patternOf(statesOf("hhhhhhhhhc"), 0)).toBe("new-cold");
    expect(patternOf(statesOf("hhhhhhhhcc"), 0)).toBe("consecutive-cold");
    expect(patternOf(statesOf("chhhhhhhhhhhhhhhhhhc"), 0)).toBe("historical-hot");
  });

  it("counts 90 % in whole steps", () => {
    // 17 of 19 are 89.5 %, 18 of 20 are 90 %.
    expect(patternOf(statesOf(`..${"h".repeat(17)}`), 0)).toBe("consecutive-hot");
    expect(patternOf(statesOf(`..${"h".repeat(18)}`), 0)).toBe("persistent-hot");
  });

  it("refuses fewer than 10 steps", () => {
    expect(() => patternOf(statesOf("hhhhhhhhh"), 0)).toThrow(RangeError);
    expect(() => patternOf([], 0)).toThrow(/10/);
  });

  const series = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 10, maxLength: 24 });
  /** Series that come near the limits: mostly hot, a few others, an end of their own. */
  const mostlyHot = fc
    .tuple(
      fc.array(fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 0, -1), { minLength: 10, maxLength: 30 }),
    )
    .map(([states]) => states);
  const trend = fc.constantFrom(-1 as const, 0 as const, 1 as const);

  it("names every history, and its mirror image by the mirrored name", () => {
    fc.assert(
      fc.property(fc.oneof(series, mostlyHot), trend, (states, sign) => {
        const pattern = patternOf(states, sign);
        expect(PATTERNS).toContain(pattern);
        const mirror = patternOf(
          states.map((state) => -state),
          -sign as -1 | 0 | 1,
        );
        const swapped = pattern.endsWith("-hot")
          ? pattern.replace("-hot", "-cold")
          : pattern.replace("-cold", "-hot");
        expect(mirror).toBe(swapped);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it("calls hot only what is hot in the last step or was hot in 90 % of all", () => {
    fc.assert(
      fc.property(fc.oneof(series, mostlyHot), trend, (states, sign) => {
        const isHot = patternOf(states, sign).endsWith("-hot");
        const hot = states.filter((state) => state === 1).length;
        const isLast = states.at(-1) === 1;
        if (isHot) expect(isLast || hot >= 0.9 * states.length).toBe(true);
        if (isLast) expect(isHot || states.filter((state) => state === -1).length >= 9).toBe(true);
      }),
      { seed: 12, numRuns: 2000 },
    );
  });
});

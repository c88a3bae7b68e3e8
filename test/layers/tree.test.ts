import { describe, expect, it } from "vitest";
import {
  ENTRIES,
  GROUPS,
  inTreeOrder,
  PRESETS,
  presetOf,
  shownEntries,
  switchedEntries,
} from "../../web/layers/tree.ts";

describe("the layer tree", () => {
  it("lists every entry exactly once", () => {
    expect(GROUPS.flatMap(({ entries }) => entries).sort()).toEqual(Object.keys(ENTRIES).sort());
  });

  it("drops entries of a link that nobody knows", () => {
    expect([...shownEntries(["toilets", "castles"])]).toEqual(["toilets"]);
  });

  it("switches an entry on and off again without a trace", () => {
    const shown = shownEntries(["bins", "toilets"]);
    const on = switchedEntries(shown, "areas", true);
    expect(on).toEqual(["toilets", "bins", "areas"]);
    expect(switchedEntries(new Set(on), "areas", false)).toEqual(inTreeOrder(shown));
  });

  it("recognises each theme by what it shows, in any order", () => {
    for (const preset of PRESETS) {
      expect(presetOf(new Set([...preset.layers].reverse()))?.id).toBe(preset.id);
    }
    expect(presetOf(new Set(["bins"]))).toBeNull();
  });
});

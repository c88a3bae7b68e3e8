import { describe, expect, it } from "vitest";
import {
  newCategoryId,
  takenTitles,
  withCategory,
  withOwn,
  withoutOwn,
  withRetired,
  withTitle,
} from "../../web/complaints/settings-category-changes.ts";

const category = (id: string, zh: string) => ({ id, title: { zh, en: id }, codes: [] });
const SNOW = category("cleaning.snow", "积雪未清");
const LEAF = category("cleaning.leaf", "落叶成堆");
const NOTHING = { added: [], renamed: [], retired: [] };

describe("changes of a district's categories", () => {
  it("give a new one an id of its group and its English name, with a number where that is taken", () => {
    expect(newCategoryId(NOTHING, "cleaning", "Snow, not cleared!")).toBe(
      "cleaning.snow-not-cleared",
    );
    expect(newCategoryId(NOTHING, "cleaning", "Café")).toBe("cleaning.cafe");
    expect(newCategoryId(NOTHING, "cleaning", "积雪")).toBe("cleaning.own");
    const taken = { ...NOTHING, added: [SNOW, category("cleaning.snow-2", "雪")] };
    expect(newCategoryId(taken, "cleaning", "Snow")).toBe("cleaning.snow-3");
    const long = newCategoryId(NOTHING, "cleaning", "snow ".repeat(20));
    expect(long).toMatch(/^cleaning\.[a-z0-9][a-z0-9-]{0,39}$/);
  });

  it("put a category that was taken out back where it stood, retired as it was", () => {
    const before = { ...NOTHING, added: [SNOW, LEAF], retired: [SNOW.id] };
    const without = withoutOwn(before, SNOW.id);
    expect(without).toEqual({ ...NOTHING, added: [LEAF] });
    expect(withCategory(without, SNOW, { at: 0, isRetired: true })).toEqual(before);
  });

  it("retire, use again, and call otherwise, each category once", () => {
    const retired = withRetired(withRetired(NOTHING, "road-dirty", true), "road-dirty", true);
    expect(retired.retired).toEqual(["road-dirty"]);
    expect(withRetired(retired, "road-dirty", false)).toEqual(NOTHING);
    const title = { zh: "路脏", en: "Grimy street" };
    const twice = withTitle(withTitle(NOTHING, "road-dirty", title), "road-dirty", title);
    expect(twice.renamed).toEqual([{ id: "road-dirty", title }]);
    expect(withTitle(twice, "road-dirty", null)).toEqual(NOTHING);
    const renamed = { ...SNOW, title: { zh: "积雪结冰", en: "Ice" } };
    expect(withOwn({ ...NOTHING, added: [SNOW, LEAF] }, renamed).added).toEqual([renamed, LEAF]);
  });

  it("name the language in which another one is called so", () => {
    const shown = { ...SNOW, isRetired: false, isOwn: true };
    const groups = [
      {
        ...{ id: "cleaning", title: { zh: "保洁", en: "Cleaning" }, isConfidential: false },
        categories: [shown],
      },
    ];
    expect(takenTitles(groups, null, { zh: SNOW.title.zh, en: "Ice" })).toEqual(["zh"]);
    expect(takenTitles(groups, SNOW.id, SNOW.title)).toEqual([]);
  });
});

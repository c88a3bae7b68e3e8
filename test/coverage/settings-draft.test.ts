import { describe, expect, it } from "vitest";
import {
  CAPACITY_UNITS,
  COVERAGE_CAPACITIES,
  COVERAGE_LENSES,
  FIGURE_NAMES,
  FIGURE_UNITS,
} from "../../data/coverage-lenses.ts";
import { DistrictLenses } from "../../data/district-lenses.ts";
import { understoodLenses } from "../../server/coverage/lenses.ts";
import { lensesAnswer } from "../../server/coverage/lenses-answer.ts";
import { confidenceTold, remarkTold, standsTold } from "../../web/coverage/basis-words.ts";
import {
  isSameSeen,
  ownCount,
  ownOf,
  pathOf,
  savedTexts,
  withEdit,
  wrongOf,
} from "../../web/coverage/settings-draft.ts";
import { type LensSettings, words } from "../../web/coverage/settings-words.ts";
import { NO_EDITS, type SettingEdits } from "../../web/ui/setting-edits.ts";

const settingsOf = (own: DistrictLenses | null = null): LensSettings =>
  // as it comes over the wire
  JSON.parse(JSON.stringify(lensesAnswer("north", understoodLenses(own))));
const wrong = (settings: LensSettings, edits: SettingEdits) =>
  wrongOf(settings, savedTexts(settings), edits);
const RADIUS = pathOf.figure("toilet-300", "radiusMeters");
const REASON = pathOf.reason("toilet-300");

describe("what the page says", () => {
  const settings = settingsOf();
  const HAN = /\p{Script=Han}/u;

  it("is Chinese of every lens: what it measures, what that stands on, how sure it is, what else is to be known", () => {
    const say = words["zh-CN"];
    for (const { id, basis, measure, facilityKind } of settings.lenses) {
      const remark = remarkTold(basis, "zh-CN");
      // names of standards and classes of certainty are in Latin letters; no sentence is
      expect(`${id}: ${remark}`).not.toMatch(/: .*[a-z]{4}/);
      expect(`${id}: ${standsTold(basis, "zh-CN")}`).not.toMatch(/: .*[a-z]{4}/);
      expect(say.measure(measure)).toMatch(/。$/);
      expect(say.kind(facilityKind)).toMatch(HAN);
      expect(confidenceTold(basis.confidence, "zh-CN")).toMatch(HAN);
    }
    for (const { basis } of settings.capacities) {
      expect(remarkTold(basis, "zh-CN")).not.toMatch(/[a-z]{4}/);
      expect(standsTold(basis, "zh-CN")).not.toMatch(/[a-z]{4}/);
    }
  });

  it("is English of every lens", () => {
    const say = words.en;
    for (const { basis, measure, title } of settings.lenses)
      for (const text of [
        standsTold(basis, "en"),
        remarkTold(basis, "en"),
        say.measure(measure),
        title.en,
      ])
        expect(text).not.toMatch(HAN);
  });

  it("has a word for every figure and unit", () => {
    for (const name of FIGURE_NAMES) {
      expect(words["zh-CN"].figure(name)).toMatch(HAN);
      expect(words.en.figure(name)).not.toBe(name);
    }
    for (const unit of [...FIGURE_UNITS, ...CAPACITY_UNITS])
      expect(words["zh-CN"].unit(unit)).not.toBe(unit);
  });
});

describe("a value as it is typed", () => {
  it("needs a reason where it is not the preset's", () => {
    const settings = settingsOf();
    expect(wrong(settings, { [RADIUS]: "250" })).toEqual({ [REASON]: { is: "no-reason" } });
    expect(wrong(settings, { [RADIUS]: "250", [REASON]: " " })).toEqual({
      [REASON]: { is: "no-reason" },
    });
    expect(wrong(settings, { [RADIUS]: "250", [REASON]: "坡陡" })).toEqual({});
    const set = settingsOf({
      lenses: { "toilet-300": { figures: { radiusMeters: 250 }, reason: "坡陡" } },
    });
    expect(wrong(set, { [RADIUS]: "300" })).toEqual({});
    expect(wrong(set, { [REASON]: "" })).toEqual({ [REASON]: { is: "no-reason" } });
  });

  it.each([
    ["many", { is: "no-number" }],
    ["0.5", { is: "too-small", limit: 1 }],
    ["20001", { is: "too-big", limit: 20_000 }],
  ])("cannot be %s", (text, expected) => {
    expect(wrong(settingsOf(), { [RADIUS]: text, [REASON]: "坡陡" })[RADIUS]).toEqual(expected);
  });

  it("goes ill with the least beside it: the server refuses the same", () => {
    const path = pathOf.figure("bin-main", "mostMeters");
    const edits = { [path]: "90", [pathOf.reason("bin-main")]: "密" };
    // 100–200 m in the preset
    expect(wrong(settingsOf(), edits)).toEqual({ [path]: { is: "crossed" } });
    const { error } = DistrictLenses.safeParse(ownOf(settingsOf(), edits));
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("of a capacity keeps within its bounds and has a reason", () => {
    const [path, reason] = [pathOf.capacity("bin-liters"), pathOf.capacityReason("bin-liters")];
    expect(wrong(settingsOf(), { [path]: "1" })).toEqual({
      [path]: { is: "too-small", limit: 5 },
      [reason]: { is: "no-reason" },
    });
    const own = ownOf(settingsOf(), { [path]: "60", [reason]: " 统一采购 " });
    expect(own).toEqual({ capacities: { "bin-liters": { value: 60, reason: "统一采购" } } });
  });
});

describe("what is written", () => {
  const OWN: DistrictLenses = {
    lenses: {
      "toilet-300": { figures: { radiusMeters: 250 }, reason: "坡陡" },
      "bin-wuhan-main": { isOn: true },
    },
    own: [
      {
        ...{ id: "own-hill", facilityKind: "toilet", title: { zh: "山地", en: "Hills" } },
        ...{ radiusMeters: 200, object: "residents", profile: "walk", reason: "坡陡" },
      },
    ],
    defaults: { toilet: "own-hill" },
    capacities: { "bin-liters": { value: 60, reason: "统一采购" } },
  };

  it("is only what differs from the presets, and what is set stays without an edit", () => {
    expect(ownOf(settingsOf(), NO_EDITS)).toEqual({});
    expect(ownOf(settingsOf(OWN), NO_EDITS)).toEqual(OWN);
    expect(ownCount(settingsOf(OWN))).toBe(5);
  });

  it("is accepted by the server for every lens switched and every value set", () => {
    const settings = settingsOf();
    const edits: Record<string, string> = {};
    for (const { id, isOn } of COVERAGE_LENSES) edits[pathOf.isOn(id)] = String(!isOn);
    for (const lens of settings.lenses) {
      // twice as much of all keeps a least below its most
      for (const { name, value } of lens.figures)
        edits[pathOf.figure(lens.id, name)] = String(value * 2);
      if (lens.figures.length > 0) edits[pathOf.reason(lens.id)] = "试";
    }
    for (const { id, most } of COVERAGE_CAPACITIES) {
      edits[pathOf.capacity(id)] = String(most);
      edits[pathOf.capacityReason(id)] = "试";
    }
    expect(wrong(settings, edits)).toEqual({});
    const own = ownOf(settings, edits);
    expect(DistrictLenses.safeParse(own).error).toBeUndefined();
    expect(Object.keys(own.lenses!)).toHaveLength(COVERAGE_LENSES.length);
    // and what is read back is what was written
    expect(ownOf(settingsOf(own as DistrictLenses), NO_EDITS)).toEqual(own);
  });

  it("loses a value, with its reason, that goes back to the preset", () => {
    const own = ownOf(settingsOf(OWN), { [RADIUS]: "300" });
    expect(own.lenses).toEqual({ "bin-wuhan-main": { isOn: true } });
  });

  it("has no default that is not in use any more", () => {
    const chosen = { defaults: { toilet: "toilet-public-land-spacing" } } as const;
    const path = pathOf.isOn("toilet-public-land-spacing");
    expect(ownOf(settingsOf(chosen), { [path]: "false" })).toEqual({
      lenses: { "toilet-public-land-spacing": { isOn: false } },
    });
  });

  it("keeps what others set elsewhere, and tells when they set the same", () => {
    const [seen, now] = [settingsOf(), settingsOf(OWN)];
    const edits = { [pathOf.isOn("bin-main")]: "false" };
    expect(isSameSeen(seen, now, edits)).toBe(true);
    expect(ownOf(now, edits).lenses).toEqual({ ...OWN.lenses, "bin-main": { isOn: false } });
    expect(isSameSeen(seen, now, { [RADIUS]: "260" })).toBe(false);
  });

  it("is no edit where one typed what is there", () => {
    const saved = savedTexts(settingsOf());
    expect(withEdit({ [RADIUS]: "250" }, saved, RADIUS, "300")).toEqual({});
  });
});

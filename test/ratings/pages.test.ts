import { describe, expect, it } from "vitest";
import { DistrictRatings, RATINGS } from "../../data/ratings.ts";
import { RUBRICS, RubricContent } from "../../data/rubric.ts";
import { decisionsOf } from "../../web/ratings/decision.ts";
import { joined } from "../../web/ratings/overview-groups.tsx";
import {
  recordsOf,
  shownOf,
  subjectsAsked,
  tabOf,
  withStanding,
} from "../../web/ratings/params.ts";
import {
  changed,
  differences,
  draftOf,
  emptyRubric,
  faultsOf,
  itemsOf,
  pointsOf,
  redone,
  undone,
  withItem,
  withItemMoved,
  withNewBasis,
  withNewItem,
  withNewVeto,
  withoutItem,
  withThreshold,
} from "../../web/ratings/rubric-draft.ts";
import {
  isSameSeen,
  ownOf,
  targetsOf,
  withEdit,
  withTarget,
  withTargets,
  wrongOf,
} from "../../web/ratings/settings-draft.ts";
import {
  type RatingSettings,
  SETTING_GROUPS,
  SETTINGS,
} from "../../web/ratings/settings-fields.ts";
import { GROUP_SAID, SETTING_SAID } from "../../web/ratings/settings-words.ts";

describe("the link", () => {
  it("narrows the subjects by what makes sense, and drops the rest", () => {
    const asked = subjectsAsked(
      {
        ...{ starRubric: "star-toilet", starCount: "any", starWarning: "veto", starManager: "-" },
        ...{ starCreated: "2026", starModel: "true", starDue: "perhaps", starText: "湖" },
      },
      "2026-11-29",
    );
    expect(asked).toEqual({
      ...{
        date: "2026-11-29",
        rubricId: "star-toilet",
        stars: "any",
        warning: "veto",
        manager: "",
      },
      ...{ createdIn: 2026, isModel: "true", q: "湖" },
    });
    expect(subjectsAsked({ starCount: "7", starCreated: "soon" }, "2026-11-29")).toEqual({
      date: "2026-11-29",
    });
    expect(tabOf({ starTab: "plan" })).toBe("plan");
    expect(tabOf({ starTab: "plot" })).toBe("overview");
  });

  it("opens the records of a figure and nothing else that was narrowed before", () => {
    expect(recordsOf({ starCount: "5" })).toMatchObject({
      ...{ starTab: "list", starCount: "5", starArea: undefined, starWarning: undefined },
    });
  });

  it("takes a standing in and out; all of them and none are no list", () => {
    expect(shownOf({ starShow: "trial,never" })).toEqual(new Set(["trial"]));
    expect(withStanding(null, "trial")).toBe("trial");
    expect(withStanding(new Set(["trial"] as const), "stars")).toBe("stars,trial");
    expect(withStanding(new Set(["trial"] as const), "trial")).toBeUndefined();
    expect(withStanding(new Set(["trial", "none", "small", "unknown"] as const), "stars")).toBe(
      undefined,
    );
  });
});

describe("groups of several rubrics", () => {
  it("are added up by area, the largest first and those of none last", () => {
    const group = (key: string | null, subjects: number, five: number) => ({
      ...{ key, name: key, nameEn: null, subjects, unrated: subjects - five },
      byStars: [0, 0, 0, 0, 0, five] as [number, number, number, number, number, number],
    });
    const all = joined([group(null, 90, 1), group("a", 4, 1), group("b", 8, 2), group("a", 16, 4)]);
    expect(
      all.map(({ key, subjects, byStars, unrated }) => [key, subjects, byStars[5], unrated]),
    ).toEqual([
      ["a", 20, 5, 15],
      ["b", 8, 2, 6],
      [null, 90, 1, 89],
    ]);
  });
});

type Decided = Parameters<typeof decisionsOf>[0];
const decided = (stars: number | null, trial: object | null) =>
  Object.fromEntries(
    decisionsOf({
      rating: stars === null ? null : ({ stars } as Decided["rating"]),
      trial:
        trial &&
        ({ isApproved: true, isSmall: false, vetoes: [], ...trial } as unknown as Decided["trial"]),
    }),
  );

describe("what may be decided", () => {
  it("is never more stars than inspections give", () => {
    expect(decided(null, { stars: 3 })).toEqual({ creation: [3, 2, 1] });
    expect(decided(5, { stars: 3 })).toEqual({
      review: [3, 2, 1],
      lowering: [3, 2, 1],
      removal: [0],
    });
    expect(decided(2, { stars: 3 })).toEqual({ review: [3, 2, 1], lowering: [1], removal: [0] });
  });

  it("is a removal alone with a veto or a small sample, and nothing under a proposal", () => {
    expect(decided(4, { stars: 5, vetoes: ["fee"] })).toEqual({ removal: [0] });
    expect(decided(4, { stars: 5, isSmall: true })).toEqual({ removal: [0] });
    expect(decided(4, { stars: 5, isApproved: false })).toEqual({ removal: [] });
    expect(decided(null, null)).toEqual({ creation: [] });
  });
});

// where there is no note, none is named
const toilet = RUBRICS["star-toilet"] as Parameters<typeof draftOf>[0];

describe("a rubric that is written", () => {
  it("counts its points by weight: 100 in the preset, 8 more where an item of 8 counts twice", () => {
    expect(pointsOf(itemsOf(toilet))).toBe(100);
    expect(pointsOf(itemsOf(withItem(toilet, "floor", { weight: 2 })))).toBe(108);
    expect(pointsOf(itemsOf(withoutItem(toilet, "floor")))).toBe(92);
  });

  it("goes back and forward in steps; letters typed into one field are one", () => {
    const typed = ["9", "95"].reduce(
      (draft, text) => changed(draft, withThreshold(draft.content, 4, Number(text)), "s4"),
      draftOf(toilet),
    );
    const more = changed(typed, withoutItem(typed.content, "floor"));
    expect(more.past).toHaveLength(2);
    expect(undone(more).content).toEqual(typed.content);
    expect(undone(undone(more)).content).toEqual(toilet);
    expect(undone(undone(undone(more))).content).toEqual(toilet);
    expect(redone(redone(undone(undone(more)))).content).toEqual(more.content);
    // another change leaves nothing to go forward to
    expect(changed(undone(more), withNewVeto(typed.content)).future).toEqual([]);
  });

  it("moves an item within its group and on into the next", () => {
    const order = (content: typeof toilet) =>
      content.groups.map(({ items }) => items.map(({ itemId }) => itemId));
    const first = order(toilet);
    expect(order(withItemMoved(toilet, "floor", -1))).toEqual(first); // there is nothing above
    expect(order(withItemMoved(toilet, "floor", 1))[0]!.slice(0, 2)).toEqual(["walls", "floor"]);
    const moved = order(withItemMoved(toilet, "surroundings", 1));
    expect(moved[0]).not.toContain("surroundings");
    expect(moved[1]![0]).toBe("surroundings");
    expect(moved.flat().sort()).toEqual(first.flat().sort());
  });

  it("says what is not right as the server would", () => {
    expect(faultsOf(toilet)).toEqual([]);
    const noTitle = withNewItem(toilet, "seven-six");
    expect(faultsOf(noTitle)).toEqual([{ is: "title", at: "item-1" }]);
    expect(faultsOf(withThreshold(toilet, 4, 95))).toEqual([{ is: "order", stars: 5, before: 4 }]);
    expect(faultsOf(withItem(toilet, "floor", { points: Number.NaN }))).toEqual([
      { is: "points", at: "floor" },
    ]);
    expect(faultsOf(withNewBasis(toilet))).toEqual([{ is: "basis", at: "own-1" }]);
    expect(faultsOf({ ...toilet, validityMonths: 0 })).toEqual([
      { is: "range", at: "validityMonths", least: 1, most: 60 },
    ]);
    for (const broken of [noTitle, withThreshold(toilet, 4, 95), withNewBasis(toilet)])
      expect(RubricContent.safeParse(broken).success).toBe(false);
  });

  it("may be without some number of stars", () => {
    const three = withThreshold(withThreshold(toilet, 5, null), 2, null);
    expect(three.stars.map(({ stars }) => stars)).toEqual([1, 3, 4]);
    expect(faultsOf(three)).toEqual([]);
  });

  it("is told apart from what it was by what was added, changed and taken out", () => {
    const after = withoutItem(withThreshold(withNewVeto(toilet), 4, 91), "floor");
    expect(differences(toilet, after)).toEqual({ added: 1, changed: 1, removed: 1 });
    expect(differences(toilet, toilet)).toEqual({ added: 0, changed: 0, removed: 0 });
  });

  it("can begin from nothing, and is what the server takes once it has names", () => {
    const basis = { ...toilet.bases.neutral! };
    const begun = emptyRubric({ kind: "street" }, basis);
    expect(faultsOf(begun).map((fault) => fault.is)).toEqual(["title", "title", "title"]);
    const named = {
      ...{ ...begun, title: { zh: "背街小巷", en: "" } },
      groups: begun.groups.map((group) => ({ ...group, title: { zh: "路面", en: "" } })),
    };
    const whole = withItem(named, "item-1", { title: { zh: "无垃圾", en: "" } });
    expect(faultsOf(whole)).toEqual([]);
    expect(RubricContent.safeParse(whole).success).toBe(true);
  });
});

const { bases, ...presets } = RATINGS;
const settings = (own: object | null = null) =>
  ({
    ...{ districtId: "north", presets, bases, notUnderstood: [], own },
    merged: { targets: [], ...presets, ...own },
  }) as unknown as RatingSettings; // where a basis has no note, none is named

describe("settings of stars", () => {
  it("tell each value and group in both languages", () => {
    for (const { path } of SETTINGS) expect(SETTING_SAID[path]?.title.en, path).toBeTruthy();
    for (const { id } of SETTING_GROUPS) expect(GROUP_SAID[id]?.does.zh, id).toBeTruthy();
  });

  it("name every number there is, and no other", () => {
    const pathsIn = (value: unknown, at: string): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inside]) =>
            pathsIn(inside, at ? `${at}.${key}` : key),
          )
        : [at];
    expect(SETTINGS.map(({ path }) => path).sort()).toEqual(pathsIn(presets, "").sort());
  });

  it.each(SETTINGS)("have the server's bounds: $path", (setting) => {
    const { path, least, most, isWhole } = setting;
    const takes = (value: number) =>
      DistrictRatings.safeParse(ownOf(settings(), withEdit({}, settings(), setting, String(value))))
        .success;
    expect([takes(least), takes(most)]).toEqual([true, true]);
    const step = isWhole ? 1 : 0.5;
    expect(wrongOf({ [path]: String(most + step) })).toHaveProperty([path]);
    const beyond = { ...withEdit({}, settings(), setting, String(most + step)) };
    expect(DistrictRatings.safeParse(ownOf(settings(), beyond)).success).toBe(false);
  });

  it("keep what complaints may not exceed empty where they do not matter", () => {
    const setting = SETTINGS.find(({ isOptional }) => isOptional)!;
    const edits = withEdit({}, settings(), setting, "");
    expect(wrongOf(edits)).toEqual({});
    expect(ownOf(settings(), edits)).toMatchObject({ redFlag: { mostComplaints: null } });
  });

  it("keep targets beside values, one for a year and rubric", () => {
    const own = settings({ targets: [{ year: 2026, rubricId: "star-toilet", created: 6 }] });
    const two = withTarget(targetsOf(own, {}), { year: 2027, rubricId: "star-toilet", created: 8 });
    const edits = withTargets(
      {},
      own,
      withTarget(two, { year: 2026, rubricId: "star-toilet", created: 7 }),
    );
    expect(targetsOf(own, edits).map(({ year, created }) => [year, created])).toEqual([
      [2027, 8],
      [2026, 7],
    ]);
    expect(ownOf(own, edits).targets).toHaveLength(2);
    expect(withTargets({}, own, targetsOf(own, {}))).toEqual({}); // as it already is
    expect(isSameSeen(own, settings(), edits)).toBe(false); // somebody took the target out
  });
});

import { describe, expect, it } from "vitest";
import type { SpotProfile } from "../../server/hotspots/card.ts";
import { PATTERNS } from "../../server/hotspots/emerging.ts";
import { patternWords } from "../../server/hotspots/patterns.ts";
import { type SpotFigures, spotSentences } from "../../server/hotspots/spot-words.ts";

const share = <Value>(value: Value, count: number, expected: number, standsOut: boolean) => ({
  ...{ value, count, ofAll: 8 * count, expected, standsOut },
});

const PROFILE: SpotProfile = {
  ...{ complaints: 16, reporters: 13, withoutReporter: 2, mostOfOne: 4 },
  ...{ late: 0, reopened: 0, open: 1, duplicates: 0, withHour: 16 },
  categories: [share("toilet-dirty", 12, 3, true), share("road-dirty", 4, 8, false)],
  weekdays: [share(6, 9, 2.25, true), share(1, 7, 6, false)],
  hours: [share(21, 10, 4, true)],
  units: new Map([
    ["sweep", 2],
    ["toilets", 13],
  ]),
  withoutUnit: 1,
  streets: new Map(),
  ids: [],
};

const FIGURES: SpotFigures = {
  ...{ measure: "count", days: 30, observed: 16, expected: 4, ofAll: 256, state: 1, level: 0.05 },
  ...{ before: 8, yearAgo: 2, hasBefore: true, hasYearAgo: true, pattern: "new-hot" },
  profile: PROFILE,
  categoryTitles: new Map([["toilet-dirty", { zh: "公厕脏", en: "Dirty toilet" }]]),
  unitNames: new Map([["toilets", { name: "清厕分公司", nameEn: "Toilets" }]]),
  ...{ facilities: [], bins: 0, streets: [] },
};

/** What is said about one thing; the profile is changed in part. */
function said(
  about: string,
  { profile = {}, ...more }: Partial<Omit<SpotFigures, "profile">> & { profile?: object } = {},
) {
  const figures = { ...FIGURES, ...more, profile: { ...PROFILE, ...profile } };
  return spotSentences(figures).find((sentence) => sentence.about === about)!;
}

describe("what is said of a spot", () => {
  it("begins with the count against what was expected, and the difference by its sign", () => {
    expect(said("excess")).toMatchObject({
      zh: "30 天内 16 件，按口径应有 4.0，多 12.0（4.0 倍）；全区同期 256 件。",
      en: "16 complaints in 30 days where 4.0 were expected: 12.0 more (4.0 times), of 256 in the district.",
    });
    const cold = said("excess", { state: -1, observed: 2, expected: 8 });
    expect([cold.zh, cold.en]).toEqual([
      "30 天内 2 件，按口径应有 8.0，少 6.0（0.3 倍）；全区同期 256 件。",
      "2 complaints in 30 days where 8.0 were expected: 6.0 fewer (0.3 times), of 256 in the district.",
    ]);
    expect(said("excess", { expected: 0 }).zh).not.toContain("倍");
    expect(said("excess", { measure: "reporters" }).zh).toContain("16 人");
  });

  it("says at which share of false discoveries, also a very small one", () => {
    expect(said("chance").en).toContain("(false discovery rate 5%)");
    expect(said("chance", { level: 0.001 }).zh).toContain("错误发现率 0.1%");
  });

  it("warns from three of ten by one person on, and not of two among five", () => {
    const of = (mostOfOne: number | null, complaints: number) =>
      said("reporters", { profile: { mostOfOne, complaints } });
    expect(of(3, 10)).toMatchObject({ isCaution: true });
    expect(of(3, 10).zh).toContain("占 30%。一人占了大头，请按投诉人数再看。");
    expect(of(3, 11).isCaution).toBe(false);
    expect(of(3, 11).en).toContain("did so 3 times, 27%.");
    expect(of(2, 5).isCaution).toBe(false); // two are no majority of anything
    expect(of(1, 9).en).toContain("nobody complained twice");
    expect(of(null, 9)).toMatchObject({ isCaution: false });
    expect(of(null, 9).zh).not.toContain("最多");
    expect(said("reporters", { profile: { withoutReporter: 0 } }).zh).not.toContain("未留身份");
    expect(said("reporters").en).toContain(
      "16 complaints by 13 people (2 did not say who they are",
    );
  });

  it("tells no data from none", () => {
    expect(said("change").zh).toBe("本期 16 件；前 30 天 8 件，去年同期 2 件。");
    const none = said("change", { before: 0, yearAgo: 0 });
    expect(none.en).toBe("16 now; 0 in the 30 days before, 0 on the same days last year.");
    const unknown = said("change", { before: 0, yearAgo: 0, hasBefore: false, hasYearAgo: false });
    expect(unknown.zh).toBe("本期 16 件；前 30 天 无数据，去年同期 无数据。");
    expect(unknown.en).toBe(
      "16 now; no data in the 30 days before, no data on the same days last year.",
    );
  });

  it("names what stands out, or says that nothing does", () => {
    expect(said("categories").zh).toBe("突出的类别：公厕脏 12 件（应有 3.0）。");
    const categories = [share("road-dirty", 4, 4, false)];
    expect(said("categories", { profile: { categories } }).en).toBe(
      "No category stands out; the most frequent is road-dirty 4 (4.0 expected).",
    );
    expect(said("categories", { profile: { categories: [] } })).toBeUndefined();
  });

  it("names days and hours that stand out, and nothing where none does", () => {
    expect(said("times").zh).toBe("比平常集中的时间：周六 9 件、21–24 时 10 件。");
    expect(said("times").en).toBe("More than usual: Saturday 9, 21–24 h 10.");
    expect(said("times", { profile: { weekdays: [share(1, 16, 16, false)], hours: [] } })).toBe(
      undefined,
    );
  });

  it("cautions by what is late or came back", () => {
    expect(said("course")).toMatchObject({
      zh: "未办结 1 件，超期 0 件，重办 0 件（共 16 件）。",
      isCaution: false,
    });
    expect(said("course", { profile: { late: 1 } }).isCaution).toBe(true);
    expect(said("course", { profile: { reopened: 1 } }).isCaution).toBe(true);
  });

  it("names three facilities with their stars and counts the others, and bins", () => {
    const facility = (name: string, stars: number | null) => ({
      ...{ facilityId: name, kind: "toilet", name, nameEn: null, status: "open", stars },
    });
    const facilities = [
      facility("甲厕", 5),
      facility("乙厕", null),
      facility("丙厕", 3),
      facility("丁厕", 1),
    ];
    const street = {
      ...{ streetId: "s", name: "中街", nameEn: "Middle Street", metersWithin: 300 },
      ...{ grades: [1, 2], stars: 4, passesDuePerDay: 3, teams: [] },
    };
    expect(said("within", { facilities, bins: 7, streets: [street] }).zh).toBe(
      "范围内有甲厕5 星、乙厕、丙厕3 星、另 1 处设施、果皮箱 7 个。主要道路中街（1/2 级保洁、4 星），最近一次作业：无数据。",
    );
    expect(said("within").en).toBe("Within it no facility is registered.");
    const bare = { ...street, grades: [], stars: null };
    expect(said("within", { streets: [bare] }).en).toBe(
      "Within it no facility is registered. Main street Middle Street (no cleaning grade); last serviced: no data.",
    );
  });

  it("says who has them, most first, and that nobody has", () => {
    expect(said("responsible")).toMatchObject({
      zh: "承办：清厕分公司 13 件、sweep 2 件；1 件未派。",
      en: "With Toilets 13, sweep 2; 1 with nobody.",
      isCaution: false,
    });
    const nobody = said("responsible", { profile: { units: new Map(), withoutUnit: 16 } });
    expect(nobody).toMatchObject({ en: "No unit has them yet.", isCaution: true });
  });

  it("speaks of one as of one", () => {
    const profile = { complaints: 1, reporters: 1, withoutReporter: 0, mostOfOne: 1 };
    expect(said("excess", { observed: 1, days: 1 }).en).toMatch(/^1 complaint in 1 day where/);
    expect(said("reporters", { profile }).en).toBe("1 complaint by 1 person.");
  });

  it("is the same whatever the order of words: both languages hold the same figures", () => {
    const figuresIn = (text: string) => (text.match(/\d+(\.\d+)?/g) ?? []).map(Number).sort();
    for (const { about, zh, en } of spotSentences(FIGURES))
      if (about !== "pattern") expect([about, figuresIn(zh)]).toEqual([about, figuresIn(en)]);
  });
});

describe("words of patterns", () => {
  it("are there for all seventeen, each of its own", () => {
    const words = PATTERNS.map(patternWords);
    expect(new Set(words.map(({ title }) => title.zh)).size).toBe(17);
    expect(new Set(words.map(({ title }) => title.en)).size).toBe(17);
    expect(new Set(words.map(({ meaning }) => meaning.zh)).size).toBe(17);
    for (const { title, meaning } of words)
      for (const text of [title.zh, title.en, meaning.zh, meaning.en])
        expect(text).toMatch(/^[^{}]{2,}$/);
  });

  it("are those of the brief, and hot and cold are never mixed up", () => {
    const titles = PATTERNS.slice(0, 8).map((pattern) => patternWords(pattern).title.zh);
    expect(titles).toEqual(
      "新增 连续 加强 持续 减弱 零散 振荡 历史".split(" ").map((kind) => `${kind}热点`),
    );
    for (const pattern of PATTERNS.slice(0, 16)) {
      const { title, meaning } = patternWords(pattern);
      const [own, other] = pattern.endsWith("-hot") ? ["热", "冷"] : ["冷", "热"];
      expect(title.zh + meaning.zh).toContain(own);
      expect(title.zh + meaning.zh).not.toContain(other);
    }
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { HOTSPOTS, HotspotPresets } from "../../data/hotspots.ts";
import {
  allPresets,
  isSameSeen,
  ownOf,
  textAt,
  withEdit,
  wrongOf,
} from "../../web/hotspots/settings-draft.ts";
import {
  type HotspotSettings,
  type HotspotValues,
  isChoice,
  SETTING_GROUPS,
  SETTINGS,
} from "../../web/hotspots/settings-fields.ts";
import { GROUP_TITLES, SETTING_TITLES } from "../../web/hotspots/settings-titles.ts";
import { settingsWords } from "../../web/hotspots/settings-words.ts";
import { NO_EDITS } from "../../web/ui/setting-edits.ts";

const {
  basis: { note: _, ...basis },
  ...presets
} = HOTSPOTS;

/** A district that has set some groups itself. */
const settingsOf = (own: Partial<HotspotValues> = {}): HotspotSettings => ({
  ...{ districtId: "north", presets, basis, notUnderstood: [] },
  ...{ own, merged: { ...presets, ...own } },
});
const setting = (path: string) => SETTINGS.find((one) => one.path === path)!;

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
};

/** Every value of the schema, by path. */
function leaves({ properties }: JsonSchema, before = ""): [path: string, leaf: JsonSchema][] {
  return Object.entries(properties ?? {}).flatMap(([name, one]) =>
    one.properties
      ? leaves(one, `${before}${name}.`)
      : [[`${before}${name}`, one] satisfies [string, JsonSchema]],
  );
}

describe("what is on the page", () => {
  it("is every value there is, within the bounds of the server", () => {
    // what JSON schema cannot say is only that a group goes well together
    const schema: JsonSchema = z.toJSONSchema(HotspotPresets.omit({ basis: true })) as JsonSchema;
    const server = Object.fromEntries(
      leaves(schema).map(([path, leaf]) => [
        path,
        leaf.enum
          ? { options: leaf.enum }
          : {
              isWhole: leaf.type === "integer",
              // a whole number above 0 is one from 1
              least: leaf.minimum ?? leaf.exclusiveMinimum! + (leaf.type === "integer" ? 1 : 0),
              isAbove: leaf.type !== "integer" && leaf.exclusiveMinimum !== undefined,
              most: leaf.maximum,
            },
      ]),
    );
    const page = Object.fromEntries(
      SETTINGS.map((one) => [
        one.path,
        isChoice(one)
          ? { options: one.options }
          : {
              ...{ isWhole: one.isWhole, least: one.least, isAbove: one.isAbove ?? false },
              most: one.isShare ? one.most / 100 : one.most,
            },
      ]),
    );
    expect(page).toEqual(server);
  });

  it("has a name and a sentence in both languages, groups too", () => {
    for (const [ids, told] of [
      [SETTINGS.map(({ path }) => path), SETTING_TITLES],
      [SETTING_GROUPS.map(({ id }) => id), GROUP_TITLES],
    ] as const) {
      expect(Object.keys(told).sort()).toEqual([...ids].sort());
      for (const { title, does } of Object.values(told)) {
        expect(`${title.zh}${does.zh}`).toMatch(/\p{Script=Han}/u);
        expect(`${title.en}${does.en}`).not.toMatch(/\p{Script=Han}/u);
        expect(does.zh).toMatch(/。$/);
        expect(does.en).toMatch(/\.$/);
      }
    }
  });

  it("says in Chinese what the presets stand on", () => {
    const say = settingsWords["zh-CN"];
    for (const said of [
      say.basisOf(basis.standard),
      say.clauseOf(basis.clause),
      say.sourceOf(basis.source),
      say.confidence(basis.confidence),
    ])
      expect(said).toMatch(/\p{Script=Han}/u);
  });
});

describe("a value as it is typed", () => {
  it.each([
    ["periodDays", "", { is: "no-number" }],
    ["periodDays", "三十", { is: "no-number" }],
    ["periodDays", "-1", { is: "no-number" }],
    ["periodDays", "1e3", { is: "no-number" }],
    ["periodDays", "30.5", { is: "not-whole" }],
    ["periodDays", "0", { is: "too-small", limit: 1 }],
    ["periodDays", "367", { is: "too-big", limit: 366 }],
    ["level", "0", { is: "not-above", limit: 0 }],
    ["level", "51", { is: "too-big", limit: 50 }],
    ["streets.unitMeters", "19.9", { is: "too-small", limit: 20 }],
    ["clusters.epsMeters", "0", { is: "not-above", limit: 0 }],
    ["repeats.manyShare", "100.5", { is: "too-big", limit: 100 }],
  ] as const)("%s cannot be %j", (path, text, wrong) => {
    expect(wrongOf(settingsOf(), { [path]: text })).toEqual({ [path]: wrong });
  });

  it.each([
    ["periodDays", " 45 ", { periodDays: 45 }],
    ["periodDays", "４５", { periodDays: 45 }],
    ["level", "7", { level: 0.07 }],
    ["level", "0.1", { level: 0.001 }],
    ["level", "50", { level: 0.5 }],
    ["steps.unit", "day", { steps: { unit: "day", count: 52 } }],
    ["clusters.epsDays", "0", { clusters: { epsMeters: 100, epsDays: 0, minPoints: 5 } }],
    ["repeats.manyShare", "29", { repeats: { ...presets.repeats, manyShare: 0.29 } }],
  ] as const)("%s can be %j", (path, text, own) => {
    const edits = { [path]: text };
    expect(wrongOf(settingsOf(), edits)).toEqual({});
    expect(ownOf(settingsOf(), edits)).toEqual(own);
    expect(HotspotPresets.safeParse({ ...HOTSPOTS, ...own }).success).toBe(true);
  });

  it("goes ill with another: the server refuses the same", () => {
    for (const [edits, path, wrong] of [
      [{ "resolutions.least": "12" }, "resolutions.greatest", { is: "too-small", limit: 12 }],
      [
        { "streets.neighbourMeters": "401", "streets.unitMeters": "20" },
        "streets.neighbourMeters",
        { is: "too-big", limit: 400 },
      ],
      [
        { "scan.days": "14", "scan.baselineDays": "14" },
        "scan.baselineDays",
        { is: "too-small", limit: 15 },
      ],
    ] as const) {
      expect(wrongOf(settingsOf(), edits)).toEqual({ [path]: wrong });
      const own = ownOf(settingsOf(), edits);
      const { error } = HotspotPresets.safeParse({ ...HOTSPOTS, ...own });
      expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
    }
  });

  it("is told in percent where it is a share, without what binary fractions add", () => {
    const settings = settingsOf({ level: 0.07, repeats: { ...presets.repeats, manyShare: 0.29 } });
    expect(textAt(settings.merged, setting("level"))).toBe("7");
    expect(textAt(settings.merged, setting("repeats.manyShare"))).toBe("29");
  });
});

describe("what is written", () => {
  const own = {
    level: 0.01,
    clusters: { epsMeters: 50, epsDays: 7, minPoints: 5 },
    comparison: presets.comparison, // of its own, and as the preset
  };

  it("is only what differs from the presets, and whole groups", () => {
    expect(ownOf(settingsOf(), NO_EDITS)).toEqual({});
    expect(ownOf(settingsOf(own), { "scan.days": "5" })).toEqual({
      ...{ level: 0.01, clusters: own.clusters },
      scan: { ...presets.scan, days: 5 },
    });
  });

  it("leaves out a group whose last own value goes back", () => {
    const settings = settingsOf(own);
    const edits = withEdit(NO_EDITS, settings, setting("clusters.epsMeters"), "100");
    expect(ownOf(settings, edits)).toEqual({ level: 0.01 });
  });

  it("is nothing once all goes back", () => {
    const settings = settingsOf(own);
    const edits = allPresets(settings);
    expect(edits).toEqual({ level: "5", "clusters.epsMeters": "100" });
    expect(ownOf(settings, edits)).toEqual({});
  });

  it("keeps what others set elsewhere, and tells when they set the same", () => {
    const seen = settingsOf(own);
    const now = settingsOf({ ...own, rings: 2 });
    const edits = { level: "10" };
    expect(isSameSeen(seen, now, edits)).toBe(true);
    expect(ownOf(now, edits)).toMatchObject({ rings: 2, level: 0.1 });
    expect(isSameSeen(seen, now, { rings: "3" })).toBe(false);
  });

  it("is no edit where one typed what is there", () => {
    const settings = settingsOf();
    const edits = withEdit(NO_EDITS, settings, setting("rings"), "2");
    expect(edits).toEqual({ rings: "2" });
    expect(withEdit(edits, settings, setting("rings"), "1")).toEqual({});
  });
});

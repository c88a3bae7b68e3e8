import { describe, expect, it } from "vitest";
import { ALARM_KINDS, DistrictWall, SOUNDS, WALL, WALL_BASES } from "../../data/wall.ts";
import { ownOf, timeOf, withEdit, wrongOf } from "../../web/wall/settings-draft.ts";
import {
  isChoice,
  isSet,
  isTime,
  SETTING_GROUPS,
  SETTINGS,
  type WallNumber,
  type WallSetting,
  type WallSettings,
} from "../../web/wall/settings-fields.ts";
import { BASIS_SAID, COLUMN_SAID, GROUP_SAID, saidOf } from "../../web/wall/settings-said.ts";
import { settingsWords } from "../../web/wall/settings-words.ts";

const settings = (own: Partial<typeof WALL> = {}) =>
  ({
    ...{ districtId: "north", presets: WALL, bases: WALL_BASES, notUnderstood: [], own },
    merged: { ...WALL, ...own },
  }) as unknown as WallSettings; // where a basis has no note, none is named

const isNumber = (setting: WallSetting): setting is WallNumber =>
  !isTime(setting) && !isChoice(setting) && !isSet(setting);

/** Whether the server takes a text where only it is edited. */
const takes = (setting: WallSetting, text: string) =>
  DistrictWall.safeParse(ownOf(settings(), withEdit({}, settings(), setting, text))).success;

describe("the page of the wall's settings", () => {
  it("has a field for every value of the schema, and no other", () => {
    const pathsIn = (value: unknown, at: string): string[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inside]) =>
            pathsIn(inside, at ? `${at}.${key}` : key),
          )
        : [at];
    expect(SETTINGS.map(({ path }) => path).sort()).toEqual(pathsIn(WALL, "").sort());
  });

  it("tells each value, group and basis in both languages", () => {
    for (const { path } of SETTINGS) {
      const { title } = saidOf(path);
      expect([title.zh, title.en].every(Boolean), path).toBe(true);
    }
    for (const { id, table } of SETTING_GROUPS) {
      expect(GROUP_SAID[id]?.does.zh, id).toBeTruthy();
      for (const column of table?.columns ?? [])
        expect(COLUMN_SAID[column]?.title.en, column).toBeTruthy();
    }
    for (const { of } of WALL_BASES) expect(BASIS_SAID[of]?.zh, of).toBeTruthy();
    for (const setting of SETTINGS.filter(isChoice))
      for (const option of setting.options)
        expect(settingsWords["zh-CN"].option(option), option).not.toBe(option);
  });

  it("tells the basis of every group of presets once", () => {
    const told = SETTING_GROUPS.flatMap(({ bases }) => bases);
    expect([...told].sort()).toEqual(Object.keys(WALL).sort());
    expect(WALL_BASES.map(({ of }) => of).sort()).toEqual([...told].sort());
  });

  it.each(SETTINGS.filter(isNumber))("has the server's bounds: $path", (setting) => {
    const { least, most, isWhole, path } = setting;
    const step = isWhole ? 1 : 0.5;
    expect([takes(setting, String(least)), takes(setting, String(most))]).toEqual([true, true]);
    expect(takes(setting, String(most + step))).toBe(false);
    expect(wrongOf({ [path]: String(most + step) })).toHaveProperty([path]);
    if (least > 0) {
      expect(takes(setting, String(least - step))).toBe(false);
      expect(wrongOf({ [path]: String(least - step) })).toHaveProperty([path]);
    }
    expect(takes(setting, String(least + 0.5))).toBe(!isWhole);
  });

  it.each(SETTINGS.filter(isChoice))("offers what the server takes: $path", (setting) => {
    for (const option of setting.options) expect(takes(setting, option), option).toBe(true);
    const known = setting.path.startsWith("severities.") ? ["critical", "warning", "info"] : SOUNDS;
    expect(setting.options).toEqual(known);
  });

  it("sounds each kind in each part of the day", () => {
    const sounds = SETTINGS.filter(({ path }) => path.startsWith("sounds."));
    expect(sounds).toHaveLength(ALARM_KINDS.length * 3);
  });
});

describe("a time of day", () => {
  it.each([
    ["8:05", "08:05"],
    ["0805", "08:05"],
    ["08：05", "08:05"],
    [" 23:59 ", "23:59"],
    ["24:00", null],
    ["12:60", null],
    ["noon", null],
    ["8", null],
  ])("typed as %j is %j", (text, time) => expect(timeOf(text)).toBe(time));

  it("that is none is said at its field and not sent", () => {
    const edits = { "upkeep.reloadAt": "25:00" };
    expect(wrongOf(edits)).toEqual({ "upkeep.reloadAt": { is: "no-time" } });
    expect(ownOf(settings(), edits)).toEqual({});
  });
});

describe("what is sent", () => {
  const one = (path: string) => SETTINGS.find((setting) => setting.path === path)!;

  it("is the groups that differ from the presets, whole, and those others set before", () => {
    const before = settings({ criticalSound: "urgent" });
    const edits = withEdit({}, before, one("windows.closedDays"), "5");
    expect(ownOf(before, edits)).toEqual({
      criticalSound: "urgent",
      windows: { lateHours: 72, hotspotHours: 48, downgradeDays: 7, closedDays: 5 },
    });
  });

  it("is nothing once everything is as the presets have it", () => {
    const before = settings({ criticalSound: "urgent" });
    expect(ownOf(before, withEdit({}, before, one("criticalSound"), "clear"))).toEqual({});
    expect(withEdit({}, before, one("criticalSound"), "urgent")).toEqual({});
  });

  it("is any of the kinds of facilities, in their order, and none of them too", () => {
    const edits = withEdit({}, settings(), one("closedKinds"), "toilet,depot");
    expect(ownOf(settings(), edits)).toEqual({ closedKinds: ["toilet", "depot"] });
    expect(ownOf(settings(), { closedKinds: "" })).toEqual({ closedKinds: [] });
    const set = one("closedKinds");
    expect(isSet(set) && takes(set, set.anyOf.join(","))).toBe(true);
  });
});

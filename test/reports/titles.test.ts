import { describe, expect, it } from "vitest";
import { DistrictReports, REPORT_LEVEL_TITLES, REPORTS } from "../../data/reports.ts";
import { areasFound } from "../../web/reports/area-field.tsx";
import { deductedOf, withPlaces } from "../../web/reports/found-field.tsx";
import { namedPeriod, periodOf } from "../../web/reports/params.ts";
import type { Choices, ReportArea } from "../../web/reports/queries.ts";
import { lastHygieneDay } from "../../web/reports/record-form.tsx";
import { isWeekday, SETTING_GROUPS, SETTINGS } from "../../web/reports/settings-fields.ts";
import { GROUP_SAID, SETTING_SAID } from "../../web/reports/settings-words.ts";
import { ITEM_TITLES, LEVEL_TITLES } from "../../web/reports/titles.ts";

it("the page calls levels and items as the server does", () => {
  expect(LEVEL_TITLES).toEqual(REPORT_LEVEL_TITLES);
  expect(ITEM_TITLES).toEqual(
    Object.fromEntries(REPORTS.items.map(({ itemId, title }) => [itemId, title])),
  );
});

describe("settings", () => {
  const { items: _, bases, ...presets } = REPORTS;
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, one]) =>
          leaves(one, path === "" ? name : `${path}.${name}`),
        )
      : [path];
  const setAt = (path: string, value: number) => {
    const [name, part] = path.split(".") as [keyof typeof presets, string | undefined];
    const group = presets[name];
    return { [name]: part === undefined ? value : { ...(group as object), [part]: value } };
  };

  it("are every value there is, each with its words and its basis", () => {
    expect(SETTINGS.map(({ path }) => path).sort()).toEqual(leaves(presets, "").sort());
    for (const { path } of SETTINGS) expect([path, SETTING_SAID[path]]).not.toContain(undefined);
    for (const { id } of SETTING_GROUPS) expect([id, GROUP_SAID[id]]).not.toContain(undefined);
    expect(SETTING_GROUPS.flatMap((group) => group.bases).sort()).toEqual(
      bases.map((one) => one.of).sort(),
    );
  });

  it.each(SETTINGS.flatMap((setting) => (isWeekday(setting) ? [] : [setting])))(
    "has the server's bounds for $path",
    ({ path, least, most, isAbove }) => {
      const holds = (value: number) => DistrictReports.safeParse(setAt(path, value)).success;
      expect([holds(most), holds(most + 1), holds(least), holds(least - 1)]).toEqual([
        ...[true, false, !isAbove, false],
      ]);
    },
  );
});

describe("the page on which an inspection is entered", () => {
  const choices = {
    items: [
      { itemId: "litter", title: { zh: "", en: "" }, points: 1 },
      { itemId: "dead_corner", title: { zh: "", en: "" }, points: 3 },
    ],
    deductionsCap: 7,
  } as unknown as Choices; // no more is read of them

  it("counts places up and down, and points as the server will", () => {
    const twice = withPlaces(withPlaces({}, "dead_corner", 1), "dead_corner", 1);
    expect(twice).toEqual({ dead_corner: 2 });
    expect(deductedOf(choices, twice)).toBe(6);
    expect(deductedOf(choices, { ...twice, litter: 4 })).toBe(7); // 10, but no more than the cap
    expect(withPlaces(withPlaces(twice, "dead_corner", -1), "dead_corner", -1)).toEqual({});
  });

  it("begins with the last hygiene day that has come", () => {
    // 8 May 2026 is a Friday
    expect(lastHygieneDay("2026-05-08", 5)).toBe("2026-05-08");
    expect(lastHygieneDay("2026-05-07", 5)).toBe("2026-05-01");
    expect(lastHygieneDay("2026-05-10", 5)).toBe("2026-05-08");
  });

  it("finds an area by its name, its code or the one it is in", () => {
    const area = (code: string, name: string, parent: string | null): ReportArea => ({
      ...{ areaId: code, level: "community", code, name, nameEn: null },
      parent: parent === null ? null : { name: parent, nameEn: null },
    });
    const areas = [area("1", "东苑街道", null), area("11", "德屏社区", "东苑街道")];
    const found = (text: string) =>
      areasFound(areas, text, ({ name }) => name).map(({ areaId }) => areaId);
    expect([found("德屏"), found("11"), found("东苑"), found("x")]).toEqual([
      ["11"],
      ["11"],
      ["1", "11"],
      [],
    ]);
  });
});

it("periods are named, and what a link has wrong is dropped", () => {
  expect(namedPeriod("days365", "2026-01-01")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  expect(namedPeriod("lastYear", "2026-05-05")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  const asked = { reportFrom: "2026-02-30", reportTo: "2026-03-01" };
  expect(periodOf(asked, "2026-01-01")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
});

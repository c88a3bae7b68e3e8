import { describe, expect, it } from "vitest";
import { sortedGroups } from "../../web/complaints/list-compared.ts";
import { timeLeft } from "../../web/complaints/list-due.ts";
import {
  chosenOf,
  filterChange,
  filterText,
  listAsked,
  listLinkedOf,
  monthDays,
  PRESETS,
  presetChange,
  presetOf,
  toggled,
} from "../../web/complaints/list-params.ts";
import { markedParts } from "../../web/complaints/list-row.tsx";
import { parseSaved } from "../../web/complaints/list-saved.ts";
import { everyWeek } from "../../web/complaints/list-weeks.tsx";

describe("the register in the link", () => {
  it("drops what makes no sense and keeps the rest as the server names it", () => {
    const linked = listLinkedOf({
      ...{ state: "registered,none", open: "perhaps", since: "2026-02-30", until: "2026-03-02" },
      ...{ near: "112.6,26.9", bbox: "112,26,113,27", sort: "colour", select: "toilets:1" },
    });
    expect(linked).toEqual({
      ...{ state: "registered,none", until: "2026-03-02", bbox: "112,26,113,27" },
    });
    expect(listAsked({ ...linked, tab: "comparison", map: "on", sort: "due" })).toEqual({
      ...{ state: "registered,none", to: "2026-03-02", bbox: "112,26,113,27", sort: "due" },
    });
  });

  it("names complaints one by one, as many as the server takes", () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(",");
    expect(listAsked(listLinkedOf({ ids: ids(200) }))).toEqual({ ids: ids(200) });
    expect(listLinkedOf({ ids: ids(201) })).toEqual({});
    expect(chosenOf({ ids: "c1,c2" })).toMatchObject([{ param: "ids", value: "c1,c2" }]);
  });

  it("takes a value in and out of a filter, and the filter out with its last value", () => {
    expect(toggled({}, "unit", "u1")).toEqual({ unit: "u1" });
    expect(toggled({ unit: "u1" }, "unit", "none")).toEqual({ unit: "u1,none" });
    expect(toggled({ unit: "u1,none" }, "unit", "u1")).toEqual({ unit: "none" });
    expect(toggled({ unit: "u1" }, "unit", "u1")).toEqual({ unit: undefined });
  });

  it("shows each value as a chip that takes out itself alone", () => {
    const linked = { state: "assigned,accepted", open: "true", q: "暴露垃圾", sort: "due" };
    const chosen = chosenOf(linked);
    expect(chosen.map(({ param, value }) => [param, value])).toEqual([
      ["state", "assigned"],
      ["state", "accepted"],
      ["open", "true"],
      ["q", "暴露垃圾"],
    ]);
    expect(chosen.map(({ without }) => without)).toEqual([
      { state: "accepted" },
      { state: "assigned" },
      { open: undefined },
      { q: undefined },
    ]);
  });

  it("knows each preset by its own choice, and none beside another state", () => {
    for (const { id, choice } of PRESETS) {
      const linked = listLinkedOf({ unit: "u1", ...presetChange(choice) });
      expect(linked.unit).toBe("u1");
      expect(presetOf(linked)).toBe(id);
    }
    expect(presetOf({ open: "true", state: "assigned" })).toBeNull();
  });

  it("keeps filters under a name and comes back to them alone", () => {
    const text = filterText({ category: "a,none", q: "垃圾 & 桶", tab: "comparison", sort: "due" });
    const linked = listLinkedOf({ unit: "u1", ...filterChange(text) });
    expect(linked).toEqual({ category: "a,none", q: "垃圾 & 桶" });
    expect(parseSaved(JSON.stringify([{ name: "我的", text }, { name: 1 }, null]))).toEqual([
      { name: "我的", text },
    ]);
    expect(parseSaved("{")).toEqual([]);
  });

  it("turns a month into its days, in leap years too", () => {
    expect(monthDays("2024-02")).toEqual({ since: "2024-02-01", until: "2024-02-29" });
    expect(monthDays("2026-12")).toEqual({ since: "2026-12-01", until: "2026-12-31" });
  });
});

describe("what is said of a line", () => {
  it("tells a term in days from two days on, in hours from one hour on, and never as zero", () => {
    const now = Date.parse("2026-03-02T00:00:00Z");
    const left = (dueAt: string) => timeLeft(dueAt, now);
    expect(left("2026-03-04T00:00:00Z")).toEqual({ isLate: false, count: 2, unit: "day" });
    expect(left("2026-03-03T23:59:00Z")).toEqual({ isLate: false, count: 47, unit: "hour" });
    expect(left("2026-03-01T23:00:00Z")).toEqual({ isLate: true, count: 1, unit: "hour" });
    expect(left("2026-03-01T23:59:50Z")).toEqual({ isLate: true, count: 1, unit: "minute" });
  });

  it("marks every word where it stands, and reads no word as a pattern", () => {
    const marked = (text: string, words: string) =>
      markedParts(text, words)
        .filter(({ isHit }) => isHit)
        .map(({ part }) => part);
    expect(marked("桥下暴露垃圾多日，垃圾（大）", "垃圾 桥")).toEqual(["桥", "垃圾", "垃圾"]);
    expect(marked("a.b (c", "(")).toEqual(["("]);
    expect(marked("Bin full", "bin")).toEqual(["Bin"]);
    expect(
      markedParts("桥下暴露垃圾", "垃圾")
        .map(({ part }) => part)
        .join(""),
    ).toBe("桥下暴露垃圾");
  });

  it("has a bar for weeks in which nothing came", () => {
    const weeks = everyWeek([
      { from: "2026-02-02", count: 3 },
      { from: "2026-02-23", count: 1 },
    ]);
    expect(weeks).toEqual([
      { monday: "2026-02-02", count: 3 },
      { monday: "2026-02-09", count: 0 },
      { monday: "2026-02-16", count: 0 },
      { monday: "2026-02-23", count: 1 },
    ]);
  });
});

it("sorts a comparison by share, with those that have none last", () => {
  const group = (value: string, count: number, of: number) => ({
    ...{ value, title: null, count: 0, open: 0, settled: 0, lateNow: 0, satisfaction: [] },
    ...{ settledOnTime: { count, of }, reopened: { count, of }, responded: { count, of } },
    ...{ resolved: { count, of }, repeated: { count, of } },
    daysToSettle: { count: 0, median: null, p90: null },
  });
  const groups = [group("none", 0, 0), group("half", 5, 10), group("all", 1, 1)];
  const order = (by: string | undefined) => sortedGroups(groups, by).map(({ value }) => value);
  expect(order("-settledOnTime")).toEqual(["all", "half", "none"]);
  expect(order("settledOnTime")).toEqual(["half", "all", "none"]);
  expect(order(undefined)).toEqual(["none", "half", "all"]);
  expect(order("colour")).toEqual(["none", "half", "all"]);
});

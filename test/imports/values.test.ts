import { describe, expect, it } from "vitest";
import { occurredOf } from "../../server/imports/time.ts";
import {
  readCount,
  readDay,
  readDegrees,
  readNumber,
  readWallTime,
  readWord,
  readYesNo,
} from "../../server/imports/values.ts";
import { instantOf } from "../../server/store/local-day.ts";

const remedy = { remedy: expect.any(String) };

describe("values of a register", () => {
  it.each([
    ["12", 12],
    ["12,5", 12.5],
    ["1,200", 1200],
    ["1,234.5", 1234.5],
    ["45 t/d", 45],
    ["240L", 240],
    ["６０", 60],
    ["-", null],
  ])("%s is the number %s", (text, value) => expect(readNumber(text)).toEqual({ value }));

  it.each(["about 5", "5-6", "五"])("%s is no number", (text) =>
    expect(readNumber(text)).toEqual(remedy),
  );

  it("counts are whole and not negative", () => {
    expect(readCount("3")).toEqual({ value: 3 });
    expect(readCount(2.5)).toEqual(remedy);
    expect(readCount("-1")).toEqual(remedy);
  });

  it.each([
    ["112.57", 112.57],
    ["112°34'12\"", 112 + 34 / 60 + 12 / 3600],
    ["112°34′12″E", 112 + 34 / 60 + 12 / 3600],
    ["南26°53′", -(26 + 53 / 60)],
    ["8°40'W", -(8 + 40 / 60)],
    ["112.57°", 112.57],
  ])("%s is %f degrees", (text, value) => expect(readDegrees(text)).toEqual({ value }));

  it.each([
    ["是", true],
    ["有", true],
    ["Oui", true],
    ["1", true],
    ["无", false],
    ["Non", false],
  ])("%s is %s", (text, value) => expect(readYesNo(text)).toEqual({ value }));

  it("words mean values of a list, or are refused with the list", () => {
    expect(readWord("toiletClass")("一类")).toEqual({ value: "1" });
    expect(readWord("status")("正常开放")).toEqual({ value: "open" });
    expect(readWord("status")("怪")).toEqual({ remedy: expect.stringContaining("open, repair") });
  });
});

describe("dates", () => {
  it.each([
    "2026-03-31",
    "2026/3/31",
    "2026.03.31",
    "2026年3月31日",
    "20260331",
    "31/03/2026",
    "03/31/2026",
  ])("%s is the last day of March 2026", (text) =>
    expect(readDay(text)).toEqual({ value: "2026-03-31" }),
  );

  it.each(["2026-02-30", "2026-13-01", "03/04/2026", "yesterday", "31.2", "2026-03-31 25:00"])(
    "%s is refused",
    (text) => expect(readDay(text)).toEqual(remedy),
  );

  it("keep a time of day where one is given, and invent none", () => {
    expect(readWallTime("2026-03-31 14:05")).toMatchObject({
      value: { day: "2026-03-31", time: "14:05:00" },
    });
    expect(readWallTime("03/31/2026 02:05:09 PM")).toMatchObject({ value: { time: "14:05:09" } });
    expect(readWallTime("2026-03-31")).toMatchObject({ value: { time: null } });
    expect(readWallTime(new Date("2026-03-31T00:00:00Z"))).toMatchObject({ value: { time: null } });
  });
});

describe("times of a district", () => {
  it.each([
    ["2026-03-31", "08:00:00", "Asia/Shanghai", "2026-03-31T00:00:00.000Z"],
    ["2026-07-01", "12:00:00", "Europe/Lisbon", "2026-07-01T11:00:00.000Z"],
    ["2026-01-01", "12:00:00", "America/Chicago", "2026-01-01T18:00:00.000Z"],
    ["2026-10-25", "01:30:00", "Europe/Lisbon", "2026-10-25T00:30:00.000Z"], // twice that night: the earlier
    ["2026-03-29", "01:30:00", "Europe/Lisbon", "2026-03-29T01:30:00.000Z"], // skipped that night
  ])("%s %s in %s is %s", (day, time, zone, instant) =>
    expect(instantOf(day, time, zone).toISOString()).toBe(instant),
  );

  it("a time with a zone of its own falls on the local day", () => {
    expect(occurredOf("2026-03-31T23:30:00Z", "Asia/Shanghai")).toEqual({
      day: "2026-04-01",
      at: "2026-03-31T23:30:00.000Z",
    });
    expect(occurredOf("2026-03-31", "Asia/Shanghai")).toEqual({ day: "2026-03-31", at: null });
  });
});

import { describe, expect, it } from "vitest";
import {
  gapsOf,
  onDutyAt,
  overlapOf,
  type RotaPattern,
  rotaOf,
  shiftsAt,
  shiftToHandOver,
} from "../../server/complaints/duty.ts";

const at = (text: string) => new Date(text);
const span = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
const written = (spans: readonly { startsAt: Date; endsAt: Date }[]) =>
  spans.map(({ startsAt, endsAt }) => [
    startsAt.toISOString().slice(5, 16),
    endsAt.toISOString().slice(5, 16),
  ]);
const person = (name: string) => ({ accountId: null, name });
const people = (...names: string[]) => names.map(person);

describe("when nobody is on duty", () => {
  const day = span("2026-03-02T00:00Z", "2026-03-03T00:00Z");

  it("is the whole of a day without shifts, and none of one that is full", () => {
    expect(gapsOf([], day)).toEqual([day]);
    expect(gapsOf([span("2026-03-01T20:00Z", "2026-03-03T08:00Z")], day)).toEqual([]);
  });

  it("is before, between and after shifts, in whatever order these come", () => {
    const shifts = [
      span("2026-03-02T14:00Z", "2026-03-02T22:00Z"),
      span("2026-03-02T01:00Z", "2026-03-02T09:00Z"),
    ];
    expect(written(gapsOf(shifts, day))).toEqual([
      ["03-02T00:00", "03-02T01:00"],
      ["03-02T09:00", "03-02T14:00"],
      ["03-02T22:00", "03-03T00:00"],
    ]);
  });

  it("is not where a short shift lies within a long one", () => {
    const shifts = [
      span("2026-03-02T00:00Z", "2026-03-02T12:00Z"),
      span("2026-03-02T02:00Z", "2026-03-02T03:00Z"),
      span("2026-03-02T12:00Z", "2026-03-03T00:00Z"),
    ];
    expect(gapsOf(shifts, day)).toEqual([]);
  });
});

it("finds no overlap where one shift begins as the other ends", () => {
  const morning = span("2026-03-02T00:00Z", "2026-03-02T12:00Z");
  expect(overlapOf([morning], span("2026-03-02T12:00Z", "2026-03-02T20:00Z"))).toBeNull();
  expect(overlapOf([morning], span("2026-03-02T11:59Z", "2026-03-02T20:00Z"))).toBe(morning);
  expect(overlapOf([morning], span("2026-03-01T00:00Z", "2026-03-05T00:00Z"))).toBe(morning);
});

describe("who is on duty", () => {
  const early = span("2026-03-02T00:00Z", "2026-03-02T12:00Z");
  const late = span("2026-03-02T12:00Z", "2026-03-03T00:00Z");

  it.each([
    ["2026-03-01T23:59:59.999Z", null, early],
    ["2026-03-02T00:00Z", early, late],
    ["2026-03-02T11:59:59.999Z", early, late],
    ["2026-03-02T12:00Z", late, null],
    ["2026-03-03T00:00Z", null, null],
  ])("changes at the very instant: %s", (now, current, next) => {
    expect(shiftsAt([late, early], at(now))).toEqual({ current, next });
  });

  it("is the officer until the substitute takes over, and the substitute from then on", () => {
    const shift = {
      ...{ officer: person("甲"), leader: null, substitute: person("乙") },
      coveredFrom: at("2026-03-02T05:00Z"),
    };
    expect(onDutyAt(shift, at("2026-03-02T04:59Z")).name).toBe("甲");
    expect(onDutyAt(shift, at("2026-03-02T05:00Z")).name).toBe("乙");
    expect(onDutyAt({ ...shift, coveredFrom: null }, at("2026-03-02T05:00Z")).name).toBe("甲");
  });

  it("hands over the unsigned shift whose end is nearest", () => {
    const open = (one: typeof early, isHandedOver = false) => ({ ...one, isHandedOver });
    const shown = (now: string, ...shifts: ReturnType<typeof open>[]) =>
      shiftToHandOver(shifts, at(now))?.startsAt ?? null;
    expect(shown("2026-03-01T20:00Z", open(early))).toBeNull(); // it has not begun
    expect(shown("2026-03-02T12:10Z", open(early), open(late))).toEqual(early.startsAt);
    expect(shown("2026-03-02T18:01Z", open(early), open(late))).toEqual(late.startsAt);
    expect(shown("2026-03-02T12:10Z", open(early, true), open(late))).toEqual(late.startsAt);
    expect(shown("2026-03-02T12:10Z", open(early, true), open(late, true))).toBeNull();
  });
});

describe("a rota", () => {
  const pattern: RotaPattern = {
    from: "2026-03-28",
    to: "2026-03-30",
    hours: [
      { startsAt: "20:00", endsAt: "08:00" },
      { startsAt: "08:00", endsAt: "20:00" },
    ],
    officers: { people: people("甲", "乙", "丙"), every: "shift" },
    leaders: { people: people("李", "王"), every: "day" },
    substitutes: { people: [], every: "day" },
  };
  const names = (of: RotaPattern, role: "officer" | "leader" | "substitute") =>
    rotaOf(of, "Europe/Helsinki").map((shift) => shift[role]?.name ?? "-");

  it("gives everybody their turn, by the shift, the day or the week", () => {
    expect(names(pattern, "officer").join("")).toBe("甲乙丙甲乙丙");
    expect(names(pattern, "leader").join("")).toBe("李李王王李李");
    expect(names(pattern, "substitute").join("")).toBe("------");
    const weeks = names(
      { ...pattern, to: "2026-04-11", leaders: { ...pattern.leaders, every: "week" } },
      "leader",
    );
    expect(weeks.join("")).toBe(`${"李".repeat(14)}${"王".repeat(14)}李李`);
  });

  it("keeps to the clock on the wall: the night to summer time has 11 hours, and no hour is left over", () => {
    // summer time began at 03:00 on 29 March 2026 in Helsinki: +02:00 before, +03:00 after
    const shifts = rotaOf(pattern, "Europe/Helsinki");
    expect(written(shifts)).toEqual([
      ["03-28T06:00", "03-28T18:00"],
      ["03-28T18:00", "03-29T05:00"],
      ["03-29T05:00", "03-29T17:00"],
      ["03-29T17:00", "03-30T05:00"],
      ["03-30T05:00", "03-30T17:00"],
      ["03-30T17:00", "03-31T05:00"],
    ]);
    const whole = { startsAt: shifts[0]!.startsAt, endsAt: shifts.at(-1)!.endsAt };
    expect(gapsOf(shifts, whole)).toEqual([]);
  });

  it("leaves 2 hours of a gap from 02:00 to 05:00 in that night, and 4 of it in the night from summer time", () => {
    const gapIn = (day: string) => {
      const hours = [
        { startsAt: "05:00", endsAt: "20:00" },
        { startsAt: "20:00", endsAt: "02:00" },
      ];
      const shifts = rotaOf(
        { ...pattern, from: day, to: `${day.slice(0, 8)}${+day.slice(8) + 1}`, hours },
        "Europe/Helsinki",
      );
      const [gap] = gapsOf(shifts, {
        startsAt: shifts[0]!.startsAt,
        endsAt: shifts.at(-1)!.endsAt,
      });
      return (+gap!.endsAt - +gap!.startsAt) / 3_600_000;
    };
    expect(gapIn("2026-03-28")).toBe(2);
    expect(gapIn("2026-10-24")).toBe(4);
  });
});

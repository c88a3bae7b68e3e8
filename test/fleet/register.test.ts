import { describe, expect, it } from "vitest";
import { byTeam, isCalled, matches } from "../../web/fleet/choosing.ts";
import type { Vehicle } from "../../web/fleet/queries.ts";
import { backOf, daysUntil, patchOf, textOf, wrongIn } from "../../web/fleet/vehicle-form.ts";

const vehicle: Vehicle = {
  ...{ vehicleId: "a", plate: "湘D·10251D", name: "1 号车", kind: "sweeper", team: "机扫队" },
  ...{ boughtOn: "2017-03-15", overhaulDueOn: null, safetyCheckDueOn: "2027-05-01", note: "" },
  ...{ status: "in_service", statusReason: null, statusSince: null, ageYears: 9, dueSoon: [] },
  terminal: {
    ...{ terminalId: "13800001002", isEnabled: true, keyHint: null, workingSignal: null },
    ...{ registeredAt: null, lastSeenAt: null },
  },
  ...{ last: null, revision: 3 },
};

describe("a vehicle is found", () => {
  it.each(["10251", "湘d10251d", "湘D 10251", "１０２５１", "号车", "机扫", "1380", ""])(
    "by %j",
    (text) => expect(isCalled({ vehicle }, text)).toBe(true),
  );
  it.each(["10252", "sweeper", "冲洗"])("not by %j", (text) =>
    expect(isCalled({ vehicle }, text)).toBe(false),
  );
  it("by its state, a retired one only when it is asked for", () => {
    const retired = { vehicle, state: "retired" } as const;
    expect(matches(retired, [], "")).toBe(false);
    expect(matches(retired, ["retired"], "")).toBe(true);
    expect(matches({ vehicle, state: "silent" }, ["working", "silent"], "")).toBe(true);
    expect(matches({ vehicle, state: "moving" }, ["working", "silent"], "")).toBe(false);
  });
});

it("vehicles stand by team, without one last, each team in its order", () => {
  const of = (plate: string, team: string | null) => ({ vehicle: { plate, team } });
  const teams = byTeam([of("3", null), of("1", "乙"), of("2", "甲"), of("4", "乙")], "zh-CN");
  expect(
    teams.map(({ team, vehicles }) => [team, vehicles.map((one) => one.vehicle.plate)]),
  ).toEqual([
    ["甲", ["2"]], // jiǎ before yǐ
    ["乙", ["1", "4"]],
    [null, ["3"]],
  ]);
});

describe("a record that is changed", () => {
  it("writes what differs and nothing else, days in any spelling", () => {
    const text = {
      ...textOf(vehicle),
      team: " ",
      overhaulDueOn: "2027/8/1",
      boughtOn: "2017-3-15",
    };
    expect(wrongIn(text)).toEqual({});
    expect(patchOf(vehicle, text)).toEqual({ team: null, overhaulDueOn: "2027-08-01" });
    expect(patchOf(vehicle, textOf(vehicle))).toEqual({});
  });

  it("needs a plate, a reason to be out of service, and days that are days", () => {
    const text = {
      ...textOf(vehicle),
      ...({ plate: " ", status: "out_of_service", safetyCheckDueOn: "2027-02-30" } as const),
    };
    expect(wrongIn(text)).toEqual({
      ...{ plate: "plateMissing", statusReason: "statusNeedsReason", safetyCheckDueOn: "dayWrong" },
    });
  });

  it("is taken back field by field", () => {
    const out = { ...textOf(vehicle), status: "out_of_service", statusReason: "大修" } as const;
    const patch = patchOf(vehicle, out);
    expect(patch).toEqual({ status: "out_of_service", statusReason: "大修" });
    expect(backOf(vehicle, patch)).toEqual({ status: "in_service", statusReason: null });
  });

  it.each([
    ["2026-03-02", 0],
    ["2026-03-01", -1],
    ["2027-03-02", 365],
  ])("%s is in %i days", (day, days) => expect(daysUntil(day, "2026-03-02")).toBe(days));
});

import { describe, expect, it } from "vitest";
import { capacityFrom } from "../../server/coverage/capacity.ts";
import { capacitiesOf } from "../../server/coverage/lenses.ts";
import { isOpenAt } from "../../server/coverage/sites.ts";

describe("opening hours", () => {
  it.each([
    ["00:00-24:00", "03:10", true],
    ["06:00-22:00", "06:00", true],
    ["06:00-22:00", "22:00", false],
    ["06:00-12:00, 14:00-20:00", "13:00", false],
    ["06:00-12:00, 14:00-20:00", "19:59", true],
    ["20:00-06:00", "23:30", true],
    ["20:00-06:00", "05:59", true],
    ["20:00-06:00", "12:00", false],
    ["06:00至22:00", "12:00", true],
    ["按季节调整", "12:00", null],
    [null, "12:00", null],
  ])("%s include %s: %s", (hours, time, isOpen) => {
    expect(isOpenAt(hours, time)).toBe(isOpen);
  });
});

describe("room", () => {
  const capacityOf = capacityFrom(capacitiesOf(null));
  const facility = (values: Record<string, unknown>) => (name: string) => values[name] ?? null;

  it("of a toilet is its places, each for the people a place of its sex serves", () => {
    // CJJ 14-2016 as recalled: 500 men, 350 women a place in streets and squares
    expect(capacityOf("toilet", facility({ stallsMale: 4, stallsFemale: 6 }))).toBe(
      4 * 500 + 6 * 350,
    );
    expect(capacityOf("toilet", facility({ stallsFemale: 2 }))).toBe(700);
  });

  it("of a station is the people whose waste it holds", () => {
    // Q = A1 · A2 · R · C: 50 t/d for 1 kg a person, 1.3 · 1.035
    expect(capacityOf("transfer_station", facility({ tonnesPerDay: 50 }))).toBe(
      Math.floor(50_000 / (1.3 * 1.035)),
    );
  });

  it("is not known where the register does not say", () => {
    expect(capacityOf("toilet", facility({}))).toBeNull();
    expect(capacityOf("bin", facility({ volumeLiters: 50 }))).toBeNull();
  });
});

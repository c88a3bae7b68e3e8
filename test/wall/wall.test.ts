import { describe, expect, it } from "vitest";
import { ROLE_PERMISSIONS, ROLES } from "../../data/roles.ts";
import { BUILT_IN_SCENES, WALL, WALL_LAYERS, WALL_PANELS } from "../../data/wall.ts";
import { starChanges } from "../../server/wall/ratings.ts";
import { expectedSince, silenceOf, watchAt } from "../../server/wall/wall.ts";

const SHANGHAI = "Asia/Shanghai";
/** An instant on 2 March 2026 by the clocks of Shanghai, 8 hours before UTC. */
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);

describe("the parts of a day", () => {
  const begins = { day: "08:00", evening: "18:00", night: "22:00" };
  it.each([
    ["08:00", "day"],
    ["17:59", "day"],
    ["18:00", "evening"],
    ["22:00", "night"],
    ["00:00", "night"],
    ["07:59", "night"],
  ])("at %s it is %s", (time, watch) => {
    expect(watchAt(time, begins)).toBe(watch);
  });
});

describe("the hours in which data are expected", () => {
  it.each([
    ["06:00", "18:00", "12:00", at("06:00")],
    ["06:00", "18:00", "18:00", null],
    ["06:00", "18:00", "05:59", null],
    ["22:00", "06:00", "23:00", at("22:00")],
    ["22:00", "06:00", "03:00", new Date("2026-03-01T22:00:00+08:00")],
    ["22:00", "06:00", "06:00", null],
    ["00:00", "00:00", "03:00", new Date(0)],
  ])("from %s to %s, at %s, began when they should", (from, to, time, since) => {
    expect(expectedSince({ from, to }, at(time), SHANGHAI)).toEqual(since);
  });
});

describe("a feed", () => {
  const rule = { from: "06:00", to: "18:00", silentMinutes: 10 };
  const silence = (asOf: Date | null, time: string) => silenceOf(asOf, rule, at(time), SHANGHAI);

  it("is silent once nothing came for longer than it may", () => {
    expect(silence(at("12:00"), "12:10")).toEqual({
      isExpected: true,
      isSilent: false,
      since: null,
    });
    expect(silence(at("12:00"), "12:11")).toEqual({
      isExpected: true,
      isSilent: true,
      since: at("12:00"),
    });
  });

  it("is not silent in the morning because nobody worked at night", () => {
    const yesterday = new Date("2026-03-01T17:55:00+08:00");
    expect(silence(yesterday, "06:10").isSilent).toBe(false);
    expect(silence(yesterday, "06:11")).toEqual({
      isExpected: true,
      isSilent: true,
      since: at("06:00"),
    });
    expect(silence(yesterday, "05:59")).toEqual({
      isExpected: false,
      isSilent: false,
      since: null,
    });
    expect(silence(yesterday, "18:00").isExpected).toBe(false);
  });

  it("that comes by hand never is, nor one that is due all day and never came", () => {
    expect(silenceOf(at("01:00"), null, at("12:00"), SHANGHAI).isSilent).toBe(false);
    const always = { from: "00:00", to: "00:00", silentMinutes: 10 };
    expect(silenceOf(null, always, at("12:00"), SHANGHAI).isSilent).toBe(false);
    expect(silenceOf(at("11:00"), always, at("12:00"), SHANGHAI)).toMatchObject({
      isSilent: true,
      since: at("11:00"),
    });
  });
});

describe("changes of stars", () => {
  const rating = (stars: number, validFrom: string, validTo: string | null, isTrial = false) => ({
    ...{ subjectKind: "facility" as const, subjectId: "t1", stars, validFrom, validTo, isTrial },
    ...{ ratingId: `${validFrom} ${stars}`, decidedAt: `${validFrom}T00:00:00Z` },
  });
  const march = { from: "2026-03-01", to: "2026-03-31" };
  const changes = (ratings: Parameters<typeof starChanges>[0]) =>
    starChanges(ratings, march).map(({ on, before, after, now }) => [on, before, after, now]);

  it("are the days on which a rating follows another, ends, or begins", () => {
    expect(changes([rating(4, "2025-01-01", "2026-03-10"), rating(3, "2026-03-10", null)])).toEqual(
      [["2026-03-10", 4, 3, 3]],
    );
    expect(changes([rating(4, "2025-01-01", "2026-03-10")])).toEqual([
      ["2026-03-10", 4, null, null],
    ]);
    expect(changes([rating(4, "2026-03-05", null)])).toEqual([["2026-03-05", null, 4, 4]]);
    expect(changes([rating(4, "2025-01-01", "2026-03-10"), rating(5, "2026-03-20", null)])).toEqual(
      [
        ["2026-03-10", 4, null, 5],
        ["2026-03-20", null, 5, 5],
      ],
    );
  });

  it("are none where the same stars go on, outside the days, or on trial beside those in earnest", () => {
    expect(changes([rating(4, "2025-01-01", "2026-03-10"), rating(4, "2026-03-10", null)])).toEqual(
      [],
    );
    expect(changes([rating(4, "2025-01-01", "2026-04-10")])).toEqual([]);
    const trial = [rating(4, "2025-01-01", null), rating(2, "2026-03-10", null, true)];
    expect(starChanges(trial, march)).toMatchObject([{ isTrial: true, before: null, after: 2 }]);
  });

  it("bring no rating back that another has taken the place of", () => {
    expect(changes([rating(5, "2025-01-01", null), rating(3, "2026-03-10", "2026-03-20")])).toEqual(
      [
        ["2026-03-10", 5, 3, null],
        ["2026-03-20", 3, null, null],
      ],
    );
  });

  it("of two ratings in force at once tell the one that began last", () => {
    expect(changes([rating(5, "2025-01-01", null), rating(3, "2026-03-10", null)])).toEqual([
      ["2026-03-10", 5, 3, 3],
    ]);
  });
});

describe("what a wall starts with", () => {
  it("has the six scenes of the bureau, each once, with layers and panels that there are", () => {
    expect(BUILT_IN_SCENES.map(({ sceneId }) => sceneId)).toEqual([
      ...[
        "district-now",
        "complaints-hotspots",
        "stars",
        "coverage-gaps",
        "facilities",
        "handover",
      ],
    ]);
    const layers = new Set(BUILT_IN_SCENES.flatMap((scene) => scene.layers));
    const panels = new Set(
      BUILT_IN_SCENES.flatMap((scene) => scene.panels.map(({ panelId }) => panelId)),
    );
    expect(WALL_LAYERS.filter((layer) => !layers.has(layer))).toEqual([]);
    expect(WALL_PANELS.filter((panel) => !panels.has(panel))).toEqual([
      ...["late"], // for a district that makes its own
    ]);
  });

  it("is loud at night only where something is critical", () => {
    const loud = Object.entries(WALL.sounds).filter(([, { night }]) => night !== "none");
    expect(loud.map(([kind]) => WALL.severities[kind as keyof typeof WALL.severities])).toEqual([
      "critical",
    ]);
    expect(WALL.criticalSound).not.toBe("none");
  });

  it("is read by every role that reads what is not public", () => {
    for (const role of ROLES)
      if (ROLE_PERMISSIONS[role].includes("district.read"))
        expect(ROLE_PERMISSIONS[role]).toContain("wall.read");
  });
});

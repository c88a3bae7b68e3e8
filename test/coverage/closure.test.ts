import { describe, expect, it } from "vitest";
import { lossOf, periodsOf } from "../../server/coverage/closure.ts";
import { placeAt } from "../worlds/streets.ts";
import { siteAt, townStudy } from "../worlds/study.ts";
import { wayAt } from "../worlds/travel.ts";

describe("periods of closures", () => {
  it("are those in which the same sites are closed, with their days counted", () => {
    expect(
      periodsOf([
        { site: 2, from: "2026-03-01", to: "2026-03-10" },
        { site: 0, from: "2026-03-05", to: "2026-03-20" },
      ]),
    ).toEqual([
      { from: "2026-03-01", to: "2026-03-04", days: 4, sites: [2] },
      { from: "2026-03-05", to: "2026-03-10", days: 6, sites: [0, 2] },
      { from: "2026-03-11", to: "2026-03-20", days: 10, sites: [0] },
    ]);
  });

  it("leave out days on which nothing is closed, and may be without an end", () => {
    expect(
      periodsOf([
        { site: 1, from: null, to: "2026-02-27" },
        { site: 1, from: "2026-03-02", to: null },
      ]),
    ).toEqual([
      { from: null, to: "2026-02-27", days: null, sites: [1] },
      { from: "2026-03-02", to: null, days: null, sites: [1] },
    ]);
    expect(periodsOf([{ site: 3, from: null, to: null }])).toEqual([
      { from: null, to: null, days: null, sites: [3] },
    ]);
  });
});

describe("what a closure takes", () => {
  const street = wayAt(
    "main",
    [1, 2],
    [
      [0, 0],
      [2000, 0],
    ],
  );
  const people = [
    [placeAt(100, 0), 10], // a at 100 m, b at 700 m
    [placeAt(250, 0), 20], // a at 50 m, b at 550 m
    [placeAt(480, 0), 40], // a at 280 m, b at 320 m
    [placeAt(1500, 0), 80], // out of reach of both
  ] as const;
  const sites = [siteAt("a", placeAt(200, 0)), siteAt("b", placeAt(800, 0))];
  const study = townStudy([street], people, sites, { radiusMeters: 300 });

  it("is whoever has no other within reach, and how far they go then", () => {
    const loss = lossOf(study, [0]);
    expect(loss.demands).toEqual([0, 1, 2]);
    expect(loss.weight).toBe(70_000);
    expect([...loss.before].map((way) => Math.round(way / 1000))).toEqual([100, 50, 280]);
    expect([...loss.after].map((way) => Math.round(way / 1000))).toEqual([700, 550, 320]);
  });

  it("is nothing where a second one is as near, but a longer way for some", () => {
    const beside = townStudy([street], people, [...sites, siteAt("c", placeAt(230, 0))], {
      radiusMeters: 300,
    });
    const loss = lossOf(beside, [0]);
    expect(loss.demands).toEqual([]);
    expect(loss.furtherWeight).toBe(10_000); // the first goes 130 m instead of 100
  });

  it("is made good by places that reach most of those who lose it, and by no others", () => {
    const { proposals } = lossOf(study, [0, 1]);
    expect(proposals[0]!.weight).toBe(70_000); // within 300 m of the second or third of them
    expect(proposals.flatMap(({ demands }) => demands).toSorted()).toEqual([0, 1, 2]);
  });

  it("leaves the study as it was", () => {
    const before = study.measured.nearest.firstWays.slice();
    lossOf(study, [0, 1]);
    expect(study.labels.sites.every((place) => place !== null)).toBe(true);
    expect(lossOf(study, []).demands).toEqual([]);
    expect(study.measured.nearest.firstWays).toEqual(before);
  });
});

import { describe, expect, it } from "vitest";
import { generateDemo } from "../../data/demo/generate.ts";
import type { DemoComplaint, LngLat } from "../../data/demo/records.ts";
import written from "../../data/demo/truths.json" with { type: "json" };
import { truthsOf } from "../../data/demo/truths.ts";

const anchor = new Date(written.anchor);
const demo = generateDemo({ anchor });
const truths = truthsOf(demo);
const truth = (id: string) => truths.find((one) => one.id === id)!;

/** Names the seed document gives: no fault may be planted on one. */
const DOCUMENT_NAMES =
  "解放大道 常胜西路 蔡伦大道 立新大道 蒸湘南路 蒸湘南路延伸段 红湘北路 红湘北路中转站 南华苑一号中转站 南华苑二号中转站 南华苑三号中转站 衡钢西大门中转站 冶金公厕 平湖公园一号公厕 平湖公园二号公厕".split(
    " ",
  );

/** Within a percent, which is enough for counting in a circle. */
const metersBetween = (a: LngLat, b: LngLat) =>
  Math.hypot((a[0] - b[0]) * 111_195 * 0.8919, (a[1] - b[1]) * 111_195);
/** Days before the anchor: -1 is yesterday. */
const offsetOf = ({ occurredAt }: DemoComplaint) =>
  Math.floor((occurredAt.getTime() - anchor.getTime()) / 86_400_000);
/** Complaints near a truth, by week before the anchor: 0 is the last one. */
function weeklyNear(id: string): number[] {
  const { position, radiusMeters } = truth(id);
  const weeks = new Array<number>(156).fill(0);
  for (const complaint of demo.complaints) {
    if (!complaint.position || metersBetween(complaint.position, position) > radiusMeters) continue;
    weeks[Math.floor((-1 - offsetOf(complaint)) / 7)]! += 1;
  }
  return weeks;
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("the planted truths", () => {
  it("are written down as the generator plants them", () => {
    // After a change of the generator: npx tsx data/demo/write-truths.ts
    expect(written.truths).toEqual(JSON.parse(JSON.stringify(truths)));
  });

  it("depend on nothing but the seed", () => {
    expect(truthsOf(generateDemo({ anchor: new Date("2029-07-05T00:00:00+08:00") }))).toEqual(
      truths,
    );
  });

  it("sit on invented names only", () => {
    expect(
      truths
        .map(({ subject }) => subject.name)
        .filter((name) => name && DOCUMENT_NAMES.includes(name)),
    ).toEqual([]);
    const faulty = demo.facilities.filter(
      ({ manager, status }) => manager === "" || status === "repair" || status === "closed",
    );
    expect(faulty.map(({ name }) => name).filter((name) => DOCUMENT_NAMES.includes(name))).toEqual(
      [],
    );
    const strange = demo.facilities.filter(
      ({ kind, owner }) => kind === "toilet" && !owner!.includes("环境卫生"),
    );
    expect(strange.map(({ name }) => name).filter((name) => DOCUMENT_NAMES.includes(name))).toEqual(
      [],
    );
  });

  it("include a hot spot that grows: each quarter of its time has more than the one before", () => {
    const weeks = weeklyNear("growing-hot-spot").slice(0, 40).reverse();
    const quarters = [0, 10, 20, 30].map((from) => sum(weeks.slice(from, from + 10)));
    for (const [i, count] of quarters.slice(1).entries())
      expect(count).toBeGreaterThan(quarters[i]! * 1.2);
  });

  it("include one that lasts: no week of three years without", () => {
    expect(Math.min(...weeklyNear("persistent-hot-spot"))).toBeGreaterThanOrEqual(4);
  });

  it("include one that ended a year ago: less than a quarter is left, the noise of the quarter around it", () => {
    const weeks = weeklyNear("ended-hot-spot");
    const [after, before] = [sum(weeks.slice(0, 52)) / 52, sum(weeks.slice(52)) / 104];
    expect(before).toBeGreaterThan(6);
    expect(after).toBeLessThan(before / 4);
  });

  it("include one reporter with 150 reports in a day, more than anybody else has in three years", () => {
    const { facts, fromDay } = truth("one-reporter-many-reports");
    const byReporter = new Map<string, DemoComplaint[]>();
    for (const complaint of demo.complaints) {
      byReporter.set(complaint.reporterId, [
        ...(byReporter.get(complaint.reporterId) ?? []),
        complaint,
      ]);
    }
    const own = byReporter.get(String(facts.reporterId))!;
    expect(own).toHaveLength(150);
    expect(new Set(own.map(offsetOf))).toEqual(new Set([fromDay]));
    const others = [...byReporter]
      .filter(([id]) => id !== facts.reporterId)
      .map(([, list]) => list.length);
    expect(Math.max(...others)).toBeLessThan(75);
  });

  it("include a toilet with five stars in force and more complaints than any other", () => {
    const { subject } = truth("five-star-toilet-many-complaints");
    const rating = demo.ratings.find(({ subjectId }) => subjectId === subject.id)!;
    expect(rating.stars).toBe(5);
    const counts = new Map<string, number>();
    for (const { facilityId, category } of demo.complaints) {
      if (facilityId && category === "toilet-dirty")
        counts.set(facilityId, (counts.get(facilityId) ?? 0) + 1);
    }
    const [most, next] = [...counts].sort((p, q) => q[1] - p[1]);
    expect(most![0]).toBe(subject.id);
    expect(most![1]).toBeGreaterThan(2 * next![1]);
  });

  it("include a road with stars that is due on a route and has more dirt reported per kilometer than any other", () => {
    const { subject } = truth("rated-road-not-swept");
    expect(
      demo.ratings.some(({ subjectId, stars }) => subjectId === subject.id && stars >= 4),
    ).toBe(true);
    const edges = new Set(
      demo.edges.filter(({ streetId }) => streetId === subject.id).map(({ edgeId }) => edgeId),
    );
    expect(demo.routes.some(({ edgeIds }) => edgeIds.some((id) => edges.has(id)))).toBe(true);
    const rate = (streetId: string) => {
      const meters = sum(
        demo.edges
          .filter((edge) => edge.streetId === streetId)
          .map(({ lengthMeters }) => lengthMeters),
      );
      const dirt = demo.complaints.filter(
        (c) => c.streetId === streetId && c.category === "road-dirty" && offsetOf(c) >= -217,
      );
      return dirt.length / meters;
    };
    const others = demo.streets.filter(
      ({ streetId }) =>
        streetId !== subject.id && streetId !== truth("persistent-hot-spot").subject.id,
    );
    expect(rate(subject.id!)).toBeGreaterThan(
      3 * Math.max(...others.map(({ streetId }) => rate(streetId))),
    );
  });

  it("include homes with no toilet within 600 meters", () => {
    const { position, radiusMeters } = truth("no-toilet-near");
    const near = demo.facilities.filter(
      (f) => f.kind === "toilet" && metersBetween(f.position, position) < radiusMeters,
    );
    expect(near).toEqual([]);
    const homes = demo.ground.filter(({ kind, shape }) => {
      if (kind !== "building" || shape.type !== "Polygon") return false;
      const [lng, lat] = shape.coordinates[0]![0]!;
      return metersBetween([lng!, lat!], position) < 300;
    });
    expect(homes.length).toBeGreaterThan(20);
  });
});

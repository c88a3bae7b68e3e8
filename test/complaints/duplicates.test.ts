import { describe, expect, it } from "vitest";
import { COMPLAINT_CATEGORIES, COMPLAINT_DUPLICATES } from "../../data/standards.ts";
import {
  type Comparable,
  type DuplicateCandidate,
  duplicateSuggestions,
  reachOf,
} from "../../server/complaints/duplicates.ts";
import { distanceMeters, EARTH_RADIUS_METERS } from "../../server/geo/measure.ts";
import { seededRandom } from "../worlds/layer.ts";

const basis = COMPLAINT_DUPLICATES.shown.basis;
const preset = <T>(value: T) => ({ value, basis });
/** Weights of powers of two, 127 in all, so that a score spells out what it is made of. */
const POINTS = { place: 1, time: 2, open: 4, category: 8, street: 16, reporter: 32, wording: 64 };
const settings = {
  shown: preset(5),
  reach: {
    default: { radiusMeters: preset(100), days: preset(9) },
    categories: [{ category: "smoke", radiusMeters: preset(1000), days: preset(3) }],
  },
  weights: COMPLAINT_DUPLICATES.weights.map((row) => ({ ...row, value: POINTS[row.id] })),
};

/** A door of a street that runs north from 60°N 25°E. */
const door = (meters: number) =>
  [25, 60 + (meters / EARTH_RADIUS_METERS) * (180 / Math.PI)] as const;
const fresh: Comparable = { position: door(0), category: "waste", day: 100 };
const known = (id: string, more: Partial<DuplicateCandidate> = {}): DuplicateCandidate => ({
  id,
  position: door(0),
  category: "waste",
  day: 100,
  isSettled: false,
  ...more,
});
const ask = (candidates: DuplicateCandidate[], more: Partial<Comparable> = {}) =>
  duplicateSuggestions({ ...fresh, ...more }, candidates, settings);
const ids = (candidates: DuplicateCandidate[], more: Partial<Comparable> = {}) =>
  ask(candidates, more).map(({ id }) => id);

describe("reachOf", () => {
  it("gives a category its own reach and every other one the default", () => {
    expect(reachOf(settings, "smoke")).toEqual({ radiusMeters: 1000, days: 3 });
    expect(reachOf(settings, "waste")).toEqual({ radiusMeters: 100, days: 9 });
    expect(reachOf(settings, null)).toEqual({ radiusMeters: 100, days: 9 });
  });

  it("names only categories of complaints that there are, each once", () => {
    const named = COMPLAINT_DUPLICATES.reach.categories.map(({ category }) => category);
    expect(new Set(named).size).toBe(named.length);
    const all = COMPLAINT_CATEGORIES.map(({ id }) => id);
    expect(named.filter((id) => !all.includes(id))).toEqual([]);
  });
});

describe("duplicateSuggestions", () => {
  it("is empty where nothing is near", () => {
    expect(ask([])).toEqual([]);
    expect(ids([known("far", { position: door(101) })])).toEqual([]);
    expect(ids([known("old", { day: 90 }), known("later", { day: 110 })])).toEqual([]);
  });

  it("reaches as far around and back as the new one's category, to the last meter and day", () => {
    const row = [known("a", { position: door(99), day: 91 }), known("b", { position: door(999) })];
    expect(ids(row)).toEqual(["a"]);
    expect(ids(row, { category: "smoke" })).toEqual(["b"]);
  });

  it("adds up what both have in common", () => {
    const same = { streetId: "s", reporterKey: "r", text: "路口有暴露垃圾" };
    const [all] = ask([known("all", same)], same);
    expect(all).toMatchObject({ score: 1, distanceMeters: 0, daysApart: 0, via: null });
    expect(all!.reasons).toEqual(["place", "street", "category", "reporter", "wording"]);

    const [half] = ask([
      known("half", { position: door(50), day: 95, category: "smoke", isSettled: true }),
    ]);
    expect(half!.distanceMeters).toBeCloseTo(50, 6);
    expect(half).toMatchObject({ daysApart: 5, reasons: ["place"] });
    expect(half!.score).toBeCloseTo((1 * 0.5 + 2 * (5 / 10)) / 127, 9); // half way, five of ten days
  });

  it("takes the same address for the same place, however it is written and wherever it was clicked", () => {
    const at = { address: "解放大道 12号" };
    const [same] = ask([known("same", { position: door(5000), address: "解放大道１２号" })], at);
    expect(same).toMatchObject({ reasons: ["address", "category"], score: (1 + 2 + 4 + 8) / 127 });
    expect(ids([known("other", { position: null, address: "解放大道 13 号" })], at)).toEqual([]);
  });

  it("never takes two unknowns for the same", () => {
    const nothing = {
      position: null,
      category: null,
      streetId: null,
      address: "",
      reporterKey: "",
    };
    expect(ids([known("a", nothing), known("b", { ...nothing, address: "。" })], nothing)).toEqual(
      [],
    );
  });

  it("finds by street and category what has no position, and by reporter what has no place at all", () => {
    const row = [
      known("street", { position: null, streetId: "s" }),
      known("street, other matter", { position: null, streetId: "s", category: "smoke" }),
      known("reporter", { position: null, reporterKey: "r" }),
      known("neither", { position: null }),
      known("street, but far", { position: door(500), streetId: "s" }),
    ];
    const asked = { streetId: "s", reporterKey: "r" };
    expect(ids(row, asked)).toEqual(["reporter", "street"]);
    expect(ids(row, { ...asked, position: null })).toEqual([
      "reporter",
      "street",
      "street, but far",
    ]);
  });

  it("suggests the original for each of its duplicates, once, and says through which", () => {
    const row = [
      known("original", { position: door(90), day: 92 }),
      known("second", { duplicateOf: "original", position: door(10) }),
      known("third", { duplicateOf: "second", position: door(20) }),
    ];
    expect(ask(row)).toMatchObject([{ id: "original", via: "second", daysApart: 0 }]);
    expect(ids([known("only", { duplicateOf: "elsewhere" })])).toEqual(["elsewhere"]);
    expect(
      ask([known("original"), known("far", { duplicateOf: "original", day: 95 })]),
    ).toMatchObject([{ id: "original", via: null }]);
  });

  it("comes to an end where links make a ring", () => {
    const ring = [known("a", { duplicateOf: "b" }), known("b", { duplicateOf: "a" })];
    expect(new Set(ids(ring)).size).toBe(ids(ring).length);
  });

  it("suggests neither the complaint itself nor its own duplicates", () => {
    const row = [known("me"), known("mine", { duplicateOf: "me" }), known("other")];
    expect(duplicateSuggestions({ ...fresh, id: "me" }, row, settings).map(({ id }) => id)).toEqual(
      ["other"],
    );
  });

  it("does not depend on the order of the candidates, and shows as many as set", () => {
    const row = Array.from({ length: 8 }, (_, i) => known(`c${i}`)); // all of them equal
    expect(ids(row)).toEqual(["c0", "c1", "c2", "c3", "c4"]);
    expect(ids([...row].reverse())).toEqual(ids(row));
  });

  it("is what measuring every pair gives, over seeded streets: all that qualifies, best first, and nothing else", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
      const invent = (): Comparable => ({
        position: random() < 0.2 ? null : door(400 * random()),
        category: pick(["waste", "smoke", "noise", null]),
        day: 85 + Math.floor(30 * random()),
        streetId: pick(["s", "t", null]),
        address: pick(["甲路1号", "甲路2号", null, null]),
        reporterKey: pick(["p", "q", null, null]),
      });
      const row = Array.from({ length: 60 }, (_, i) =>
        known(`c${i}`, { ...invent(), isSettled: random() < 0.5 }),
      );
      const asked = invent();
      const { radiusMeters, days } = reachOf(settings, asked.category);
      const equal = (key: "category" | "streetId" | "address" | "reporterKey") => (c: Comparable) =>
        asked[key] !== null && asked[key] === c[key];
      const [category, street, address, reporter] = [
        equal("category"),
        equal("streetId"),
        equal("address"),
        equal("reporterKey"),
      ];
      const away = (c: Comparable) =>
        asked.position && c.position ? distanceMeters(asked.position, c.position) : null;
      const qualifies = (c: Comparable) =>
        Math.abs(c.day - asked.day) <= days &&
        ((away(c) ?? Number.POSITIVE_INFINITY) <= radiusMeters ||
          address(c) ||
          reporter(c) ||
          (away(c) === null && street(c) && category(c)));

      const everything = { ...settings, shown: preset(50) };
      const found = duplicateSuggestions(asked, row, everything);
      const expected = row.filter(qualifies).map(({ id }) => id);
      expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      const firstFive = found.slice(0, 5);
      expect(duplicateSuggestions(asked, row, settings)).toEqual(firstFive);
    }
  });

  it("never ranks one lower for lying nearer, being later or being open", () => {
    const scoreOf = (more: Partial<DuplicateCandidate>) => ask([known("c", more)])[0]!.score;
    for (let meters = 0; meters < 90; meters += 10)
      expect(scoreOf({ position: door(meters) })).toBeGreaterThan(
        scoreOf({ position: door(meters + 10) }),
      );
    for (let day = 91; day < 100; day++)
      expect(scoreOf({ day: day + 1 })).toBeGreaterThan(scoreOf({ day }));
    expect(scoreOf({})).toBeGreaterThan(scoreOf({ isSettled: true }));
  });
});

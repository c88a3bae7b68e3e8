import { describe, expect, it } from "vitest";
import { correctedOf } from "../../web/complaints/case-corrected.ts";
import {
  type Correction,
  correctionOf,
  differing,
  draftPlaceOf,
  fieldsOf,
  takenOver,
  typedOf,
} from "../../web/complaints/case-correction.ts";
import type { CaseRecord, Life } from "../../web/complaints/case-queries.ts";
import { placeMoved } from "../../web/complaints/intake-draft.ts";

const street = { id: "street-1", name: "解放大道", nameEn: "Jiefang Avenue" };
const other = { id: "street-2", name: "蒸水路", nameEn: null };
const facility = { id: "facility-1", name: "7 号公厕", nameEn: null };

type Kept = Correction & Pick<CaseRecord, "street" | "facility" | "corrected">;

/** A complaint of which only what can be corrected is told. */
const complaint = (different: Partial<Kept> = {}) =>
  ({
    ...{ category: "road-dirty", importance: "ordinary", text: "路口有泥浆" },
    ...{ position: [112.6, 26.9], placeKind: "point", address: "路口", placeNote: null },
    ...{ street, facility: null, corrected: [] },
    ...different,
  }) as unknown as CaseRecord; // nothing here reads the rest

const UNCLEAR = { position: null, placeKind: "unclear", street: null } as const;
const NOWHERE = complaint({ ...UNCLEAR, address: null });

describe("a correction", () => {
  it.each([
    ["a point", complaint()],
    ["a facility", complaint({ placeKind: "facility", facility, placeNote: "对面" })],
    ["words alone", complaint({ ...UNCLEAR, address: "桥头" })],
    ["nowhere", NOWHERE],
  ])("changes nothing of %s as long as nothing is typed", (_, record) => {
    expect(differing(fieldsOf(typedOf(record)), correctionOf(record))).toEqual({});
  });

  it("holds what was changed and nothing else", () => {
    const typed = { ...typedOf(complaint()), category: "exposed-rubbish" };
    expect(differing(fieldsOf(typed), correctionOf(complaint()))).toEqual({
      category: "exposed-rubbish",
    });
  });

  it("gives a place that was unclear its position, and keeps what was said of it", () => {
    const record = complaint({ ...UNCLEAR, address: "桥头", placeNote: "旁边" });
    const typed = typedOf(record);
    const moved = { ...typed, place: placeMoved(typed, [112.61, 26.91]) };
    expect(differing(fieldsOf(moved), correctionOf(record))).toEqual({
      position: [112.61, 26.91],
      placeKind: "point",
    });
  });

  it("takes what was typed of a place and not picked for its address", () => {
    const typed = { ...typedOf(NOWHERE), placeText: " 桥头 " };
    expect(differing(fieldsOf(typed), correctionOf(NOWHERE))).toEqual({ address: "桥头" });
  });

  it("leaves the street behind where a point moves, and not where the street was named", () => {
    const moved = (record: CaseRecord) =>
      fieldsOf({ ...typedOf(record), place: placeMoved(typedOf(record), [112.7, 26.9]) }).streetId;
    expect(moved(complaint())).toBeNull();
    expect(moved(complaint({ placeKind: "street" }))).toBe(street.id);
  });

  it("knows no place where nothing is said of one", () => {
    expect(draftPlaceOf(NOWHERE)).toBeNull();
  });
});

describe("a correction that another one overtakes", () => {
  const before = complaint();
  const theirs = (different: Partial<Kept>) => {
    const now = complaint(different);
    return { now, changed: differing(correctionOf(now), correctionOf(before)) };
  };
  const taken = (typed: Partial<ReturnType<typeof typedOf>>, different: Partial<Kept>) => {
    const mine = { ...typedOf(before), ...typed };
    const patch = differing(fieldsOf(mine), correctionOf(before));
    const { now, changed } = theirs(different);
    const after = takenOver(mine, patch, now, changed);
    return differing(fieldsOf(after), correctionOf(now));
  };

  it("keeps what was typed, and takes over the rest", () => {
    expect(taken({ category: "exposed-rubbish" }, { importance: "urgent", text: "泥浆" })).toEqual({
      category: "exposed-rubbish",
    });
  });

  it("keeps what was typed over the same field", () => {
    expect(taken({ category: "exposed-rubbish" }, { category: "road-water" })).toEqual({
      category: "exposed-rubbish",
    });
  });

  it("changes nothing where both typed the same", () => {
    expect(taken({ text: "泥浆" }, { text: "泥浆" })).toEqual({});
  });

  it("keeps one's own place whole", () => {
    const place = placeMoved(typedOf(before), [112.7, 26.9]);
    expect(taken({ place }, { address: "桥头", street: other })).toEqual({
      ...{ position: [112.7, 26.9], address: "路口", streetId: null },
    });
  });

  it("keeps what one reads unmasked while they correct something else", () => {
    const mine = { ...typedOf(before), text: "打 0000-1234567" };
    const { now, changed } = theirs({ importance: "urgent" });
    expect(takenOver(mine, {}, now, changed).text).toBe("打 0000-1234567");
  });
});

describe("what was corrected, in words", () => {
  const life = {
    importances: [
      { id: "ordinary", title: { zh: "一般", en: "Ordinary" } },
      { id: "urgent", title: { zh: "紧急", en: "Urgent" } },
    ],
    groups: [],
  } as unknown as Life; // the rest is not asked for
  const told = (now: object, was: object | null, language: "zh-CN" | "en" = "en") =>
    correctedOf(
      language,
      { record: complaint({ corrected: [other] }), life },
      { ...now },
      was && { ...was },
    );

  it("names streets by their names, in the language of the page", () => {
    const change = [{ streetId: street.id }, { streetId: other.id }] as const;
    expect(told(...change)).toEqual([
      { field: "streetId", title: "Street", was: "蒸水路", now: "Jiefang Avenue" },
    ]);
    expect(told(...change, "zh-CN")[0]).toMatchObject({ title: "道路", now: "解放大道" });
  });

  it("tells how far a place moved", () => {
    // a thousandth of a degree north: 111.195 km / 1000
    const [moved] = told({ position: [112.6, 26.901] }, { position: [112.6, 26.9] });
    expect(moved).toMatchObject({ was: "112.600000, 26.900000" });
    expect(moved?.now).toMatch(/^112\.600000, 26\.901000 \(moved 111 m\)$/);
  });

  it("says that there was no place, and nothing of what nobody knows", () => {
    expect(told({ position: [112.6, 26.9] }, { position: null })).toMatchObject([
      { was: "not known", now: "112.600000, 26.900000" },
    ]);
    expect(told({ importance: "urgent" }, null)).toMatchObject([{ was: null, now: "Urgent" }]);
  });
});

import { describe, expect, it } from "vitest";
import { FORMS } from "../../server/facilities/forms.ts";
import {
  changedKeys,
  patchOf,
  readTexts,
  textsOf,
  undoingPatch,
  valuesOf,
} from "../../web/facilities/edit-form.ts";
import { isSettled, meetingsOf, settledValues } from "../../web/facilities/edit-merge.ts";
import type { EditableFacility, FormField } from "../../web/facilities/edit-queries.ts";
import {
  afterRedo,
  afterUndo,
  EMPTY_STACK,
  redoOf,
  type Stack,
  type Step,
  undoOf,
  withStep,
} from "../../web/facilities/edit-stack.ts";
import { valueWords } from "../../web/facilities/edit-values.ts";

// as the browser gets them
const fields: FormField[] = JSON.parse(
  JSON.stringify(FORMS.forms.find(({ kind }) => kind === "bin")!.fields),
);
const bin: EditableFacility = {
  ...{ facilityId: "b1", kind: "bin", code: "B1", name: "箱", nameEn: null, address: null },
  ...{ owner: null, manager: null, openedOn: null, closedOn: null, verifiedOn: null },
  ...{ verifiedBy: null, position: [112.57, 26.89], status: "open" },
  ...{ attributes: { volumeLiters: 60 }, revision: 3, updatedAt: "2026-01-01T00:00:00Z" },
};
const texts = textsOf(valuesOf(bin));
/** What the form writes after some texts were typed. */
function typed(change: Record<string, string | null>) {
  const now = { ...texts, ...change };
  const { values, faults } = readTexts(fields, now, changedKeys(fields, texts, now));
  return { patch: patchOf(values), faults };
}

it("reads a day as people write it, and says of another text that it is none", () => {
  expect(typed({ openedOn: "2026年3月2日" })).toEqual({
    patch: { openedOn: "2026-03-02" },
    faults: {},
  });
  expect(typed({ openedOn: "last week" })).toEqual({
    patch: {},
    faults: { openedOn: { is: "day" } },
  });
});

describe("a value in words", () => {
  const form = { kind: "bin" as const, title: { zh: "果皮箱", en: "Litter bin" }, fields };
  const say = { nothing: "（空）", nobody: "无人管理", yes: "是", no: "否" };
  it.each([
    { key: "status", value: "closed", zh: "关闭", en: "Closed" },
    { key: "kind", value: "toilet", zh: "公厕", en: "Public toilet" },
    { key: "openedOn", value: "2026-03-02", zh: "2026年3月2日", en: "Mar 2, 2026" },
    { key: "attributes.isSorted", value: true, zh: "是", en: "是" },
    { key: "manager", value: "", zh: "无人管理", en: "无人管理" },
    { key: "owner", value: "", zh: "（空）", en: "（空）" },
    { key: "address", value: null, zh: "（空）", en: "（空）" },
    {
      key: "position",
      value: [112.5, 26.9],
      zh: "112.500000, 26.900000",
      en: "112.500000, 26.900000",
    },
    { key: "name", value: "closed", zh: "closed", en: "closed" }, // a name is whatever it is
  ])("of $key $value is $zh", ({ key, value, zh, en }) => {
    expect(valueWords(form, key, value, "zh-CN", say)).toBe(zh);
    expect(valueWords(form, key, value, "en", say)).toBe(en);
  });
});

describe("a form", () => {
  it("writes nothing where nothing was typed", () => {
    expect(typed({})).toEqual({ patch: {}, faults: {} });
  });

  it("writes only what was typed, attributes together and a position as a whole", () => {
    expect(typed({ name: "新箱", "attributes.volumeLiters": "80", lng: "112.58" }).patch).toEqual({
      name: "新箱",
      attributes: { volumeLiters: 80 },
      position: [112.58, 26.89],
    });
  });

  it("tells nobody from nobody knows who manages it", () => {
    expect(typed({ manager: "" }).patch).toEqual({ manager: "" });
    const managed = textsOf(valuesOf({ ...bin, manager: "" }));
    expect(managed.manager).toBe("");
    const now = { ...managed, manager: null };
    const { values } = readTexts(fields, now, changedKeys(fields, managed, now));
    expect(values).toEqual({ manager: null });
  });

  it("never takes an emptied coordinate for 0, and takes two emptied ones for an unknown place", () => {
    expect(typed({ lng: null }).faults).toEqual({ position: { is: "position" } });
    expect(typed({ lng: null, lat: null }).patch).toEqual({ position: null });
    expect(typed({ lat: "91" }).faults).toEqual({ position: { is: "position" } });
  });

  it("says what is wrong by the limits of the schema", () => {
    expect(typed({ name: null }).faults).toEqual({ name: { is: "required" } });
    expect(typed({ "attributes.volumeLiters": "0" }).faults).toEqual({
      "attributes.volumeLiters": { is: "above", limit: 0 },
    });
    expect(typed({ "attributes.volumeLiters": "sixty" }).faults).toEqual({
      "attributes.volumeLiters": { is: "number" },
    });
  });

  it("knows what takes a patch back, also an attribute that was not there", () => {
    const patch = { name: "新箱", attributes: { volumeLiters: 80, material: "钢" } };
    expect(undoingPatch(bin, patch)).toEqual({
      name: "箱",
      attributes: { volumeLiters: 60, material: null },
    });
  });
});

describe("two versions", () => {
  const base = valuesOf(bin);
  const mine = { ...base, name: "我的", address: "一号" };
  const theirs = { ...base, name: "他的", owner: "环卫处" };

  it("meet where they differ, and only where both changed somebody must say", () => {
    const meetings = meetingsOf(base, mine, theirs);
    expect(Object.fromEntries(meetings.map(({ key, side }) => [key, side]))).toEqual({
      name: null,
      address: "mine",
      owner: "theirs",
    });
    expect(isSettled(meetings, {})).toBe(false);
    expect(isSettled(meetings, { name: "theirs" })).toBe(true);
    expect(settledValues(meetings, { name: "theirs" })).toEqual({ address: "一号" });
    expect(settledValues(meetings, { name: "mine", owner: "mine" })).toEqual({
      name: "我的",
      address: "一号",
      owner: null,
    });
  });

  it("do not meet where both wrote the same", () => {
    expect(meetingsOf(base, { ...base, name: "同" }, { ...base, name: "同" })).toEqual([]);
  });
});

describe("what was written", () => {
  const step = (from: number | null, to: number | null, name = "箱"): Step => ({
    subject: { districtId: "d", facilityId: "b1", layerId: "bins", name },
    there: { act: "edit", patch: { name } },
    back: { act: "edit", patch: { name: "箱" } },
    from,
    to,
  });

  it("is taken back step by step and done again, each for the version that is there now", () => {
    let stack: Stack = withStep(withStep(EMPTY_STACK, step(1, 2)), step(2, 3));
    expect(undoOf(stack)).toMatchObject({ revision: 3, isBroken: false });
    stack = afterUndo(stack, 4); // version 4 stands as version 2 did
    expect(undoOf(stack)).toMatchObject({ revision: 4, isBroken: false });
    stack = afterUndo(stack, 5);
    expect(undoOf(stack)).toBeNull();
    expect(redoOf(stack)).toMatchObject({ revision: 5, isBroken: false });
    stack = afterRedo(stack, 6);
    stack = afterRedo(stack, 7);
    expect(redoOf(stack)).toBeNull();
    expect(undoOf(stack)).toMatchObject({ revision: 7, isBroken: false });
  });

  it("forgets what was taken back once something else is written", () => {
    const stack = withStep(afterUndo(withStep(EMPTY_STACK, step(1, 2)), 3), step(3, 4));
    expect(redoOf(stack)).toBeNull();
  });

  it("is not taken back over what somebody else wrote in between", () => {
    const stack = withStep(withStep(EMPTY_STACK, step(1, 2)), step(5, 6)); // 3 to 5 are not ours
    expect(undoOf(stack)?.isBroken).toBe(false);
    expect(undoOf(afterUndo(stack, 7))?.isBroken).toBe(true);
  });

  it("brings a record that was entered and taken back into the register again", () => {
    const made: Step = {
      ...step(null, 1),
      there: { act: "create", draft: { kind: "bin", code: "B2", name: "箱", position: null } },
      back: { act: "remove" },
    };
    const stack = afterUndo(withStep(EMPTY_STACK, made), null);
    expect(redoOf(stack)).toMatchObject({ write: { act: "restore" }, revision: null });
  });
});

import { expect, it } from "vitest";
import { COMPLAINT_DEADLINES, DistrictDeadlines } from "../../data/complaint-deadlines.ts";
import { deadlineSettings } from "../../server/complaints/deadline-settings.ts";
import {
  isSameSeen,
  NO_EDITS,
  ownId,
  ownOf,
  spansOf,
  spansText,
  type TermSettings,
  termRows,
  wrongFields,
} from "../../web/complaints/terms-draft.ts";

/** Settings as they come over the wire. */
const settingsOf = (own: DistrictDeadlines | null): TermSettings =>
  JSON.parse(JSON.stringify(deadlineSettings("somewhere", own)));
const none = settingsOf(null);
const preset = COMPLAINT_DEADLINES.rules.find(({ id }) => id === "direct-assign")!;

it("has a row for each preset, and the district's own in its place", () => {
  expect(termRows(none).map(({ id }) => id)).toEqual(COMPLAINT_DEADLINES.rules.map(({ id }) => id));
  const own = { rules: [{ ...preset, id: "ours", amount: preset.amount + 1 }] };
  const row = termRows(settingsOf(own)).find(({ id }) => id === preset.id);
  expect(row?.rule.amount).toBe(preset.amount + 1);
  expect(row?.own?.id).toBe("ours");
});

it("sets what differs from the presets and nothing else, as the server takes it", () => {
  const edits = {
    ...NO_EDITS,
    rules: {
      "direct-assign": { to: "set", amount: "45", unit: "minutes" },
      "direct-accept": { to: "off" },
      // typed and then typed back
      "direct-arrive": { to: "set", amount: "2", unit: "working-hours" },
    },
    general: { soonPercent: "30", spans: "8:30-12:00, 14:00-17:30" },
    source: "环卫〔2026〕5号",
  } as const;
  const own = ownOf(none, edits);
  expect(DistrictDeadlines.parse(own)).toEqual(own);
  expect(own.rules?.map(({ id, amount, basis }) => [id, amount, basis.clause])).toEqual([
    ["direct-assign", 45, "环卫〔2026〕5号"],
  ]);
  expect(own.without).toEqual(["direct-accept"]);
  expect(own.soon?.shareLeft).toBe(0.3);
  expect(own.hours?.spans).toEqual([
    { from: "08:30", to: "12:00" },
    { from: "14:00", to: "17:30" },
  ]);
  expect(own.veryLate).toBeUndefined();

  // back to the presets, and nothing is the district's own any more
  const back = ownOf(settingsOf(own), {
    ...NO_EDITS,
    rules: { "direct-assign": { to: "preset" }, "direct-accept": { to: "preset" } },
    general: { soonPercent: "25", spans: spansText(COMPLAINT_DEADLINES.hours.spans) },
  });
  expect(back).toEqual({});
});

it("adds a term for a narrower case, which the server takes", () => {
  const place = {
    kind: "direct",
    step: "result",
    category: "road-dirty",
    importance: "urgent",
  } as const;
  const { amount, unit, title, basis } = termRows(none)[0]!.rule;
  const rule = { ...place, id: ownId(place), amount, unit, title, basis };
  const own = ownOf(none, {
    ...NO_EDITS,
    added: [rule],
    rules: { [rule.id]: { to: "set", amount: "1", unit: "hours" } },
  });
  expect(DistrictDeadlines.parse(own).rules?.[0]).toMatchObject({
    ...place,
    amount: 1,
    unit: "hours",
  });
});

it("says which fields cannot be set as they are typed", () => {
  const set = (amount: string) => ({ to: "set", amount, unit: "hours" }) as const;
  const wrong = wrongFields({
    ...NO_EDITS,
    rules: { a: set("0"), b: set("1.5"), c: set("10000"), d: set("10001"), e: set("") },
    general: { soonPercent: "0", soonDays: "7", veryLateTimes: "1", spans: "12:00–08:00" },
  });
  expect([...wrong]).toEqual(["a", "b", "d", "e", "soonPercent", "veryLateTimes", "spans"]);
  expect(spansOf("08:00–12:00、11:00–17:30")).toBeNull();
  expect(spansOf("8:00至12:00；14:30~17:30")).toEqual(COMPLAINT_DEADLINES.hours.spans);
});

it("sees that somebody else set the same, and lets them set others", () => {
  const edits = { ...NO_EDITS, rules: { "direct-assign": { to: "off" } } } as const;
  const others = settingsOf({ without: ["direct-accept"] });
  const same = settingsOf({ rules: [{ ...preset, amount: 5 }] });
  expect(isSameSeen(none, others, edits)).toBe(true);
  expect(isSameSeen(none, same, edits)).toBe(false);
});

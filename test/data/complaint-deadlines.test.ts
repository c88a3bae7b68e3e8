import { describe, expect, it } from "vitest";
import {
  COMPLAINT_DEADLINES,
  DEADLINE_STEPS,
  type DeadlineRule,
  DistrictDeadlines,
  mergedDeadlines,
} from "../../data/complaint-deadlines.ts";
import { COMPLAINT_CATEGORIES } from "../../data/standards.ts";

const { rules, hours, calendarDays, soon, veryLate } = COMPLAINT_DEADLINES;
const bases = [...rules, hours, calendarDays, soon, veryLate].map(({ basis }) => basis);
const termOf = (id: string) => {
  const rule = rules.find((one) => one.id === id);
  return rule && `${rule.amount} ${rule.unit}`;
};

describe("the deadlines of complaints", () => {
  it("say of each value where it stands, and call law only what was read", () => {
    for (const { standard, clause, edition, source } of bases) {
      expect([standard, clause, edition, source].filter((text) => text.trim() === "")).toEqual([]);
    }
    expect(rules.filter(({ basis }) => basis.isLaw).map(({ id }) => id)).toEqual([
      ...["petition-settle", "petition-extension", "petition-ask-review"],
    ]);
    expect(bases.filter(({ isLaw, confidence }) => isLaw && confidence !== "READ")).toEqual([]);
    const [law] = rules.filter(({ basis }) => basis.isLaw);
    const recalled = { ...law!, basis: { ...law!.basis, confidence: "RECALLED-H" } };
    expect(DistrictDeadlines.safeParse({ rules: [law] }).success).toBe(true);
    expect(DistrictDeadlines.safeParse({ rules: [recalled] }).success).toBe(false);
  });

  it("keep the terms of petitions: 15, 60 and 30 days, review and re-check 30 and 30", () => {
    const petition = rules.filter(({ kind, step }) => kind === "petition" && !step.startsWith("s"));
    expect(petition.every(({ unit }) => unit === "calendar-days")).toBe(true);
    expect(Object.fromEntries(petition.map(({ step, amount }) => [step, amount]))).toEqual({
      accept: 15,
      extension: 30,
      "ask-review": 30,
      review: 30,
      "ask-recheck": 30,
      recheck: 30,
    });
    expect(termOf("petition-settle")).toBe("60 calendar-days");
  });

  it("keep the 12345 draft and the manuals as they were read", () => {
    const hotline = ["urgent", "ordinary", "important"].map((one) => `hotline-settle-${one}`);
    expect(hotline.map(termOf)).toEqual(["2 hours", "7 calendar-days", "15 calendar-days"]);
    const byCategory = rules.filter(({ category }) => category !== undefined);
    expect(Object.fromEntries(byCategory.map((rule) => [rule.category, termOf(rule.id)]))).toEqual({
      "road-dirty": "2 working-hours",
      "green-dirty": "4 working-hours",
      "water-dirty": "15 working-days",
      "exposed-waste": "4 working-hours",
      "accumulated-waste": "2 working-days",
    });
    const known = COMPLAINT_CATEGORIES.map(({ id }) => id);
    expect(byCategory.filter(({ category }) => !known.includes(category!))).toEqual([]);
  });

  it("have a rule for every step of a kind that names nothing else, so that none is without a term", () => {
    const general = rules.filter(
      ({ channel, category, importance }) => !channel && !category && !importance,
    );
    expect(general.map(({ kind, step }) => `${kind} ${step}`).sort()).toEqual(
      DEADLINE_STEPS.map(({ kind, id }) => `${kind} ${id}`).sort(),
    );
  });

  it("say words in both languages that name the same amount", () => {
    const wrong = rules.filter(({ amount, title }) =>
      [title.zh, title.en].some((words) => !words.includes(String(amount))),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe("a district's own deadlines", () => {
  const own = (id: string, changes: Partial<DeadlineRule>): DeadlineRule => ({
    ...rules.find((rule) => rule.id === "direct-result")!,
    id,
    ...changes,
  });
  const merged = (setting: object) =>
    mergedDeadlines(COMPLAINT_DEADLINES, DistrictDeadlines.parse(setting));
  const ids = (setting: object) => merged(setting).rules.map(({ id }) => id);
  const presets = rules.map(({ id }) => id);

  it("leave the presets where nothing is set", () => {
    expect(mergedDeadlines(COMPLAINT_DEADLINES, null)).toEqual(COMPLAINT_DEADLINES);
    expect(merged({})).toEqual(COMPLAINT_DEADLINES);
  });

  it("take the place of the preset with their id, or for the same, and leave what is narrower", () => {
    const without = (id: string) => presets.filter((one) => one !== id);
    expect(ids({ rules: [own("direct-result", { amount: 3 })] })).toEqual([
      ...[...without("direct-result"), "direct-result"],
    ]);
    expect(ids({ rules: [own("ours", { category: "road-dirty" })] })).toEqual([
      ...[...without("direct-result-road-dirty"), "ours"],
    ]);
    expect(ids({ rules: [own("ours", { category: "snow" })] })).toEqual([...presets, "ours"]);
    expect(ids({ without: ["direct-arrive"] })).toEqual(without("direct-arrive"));
  });

  it("replace hours, reminders and the way of counting one by one", () => {
    const summer = { ...hours, spans: [{ from: "07:30", to: "13:30" }] };
    const set = merged({ hours: summer });
    expect(set).toEqual({ ...COMPLAINT_DEADLINES, hours: summer });
    const strict = { ...calendarDays, isMovedPastDaysOff: false };
    expect(merged({ calendarDays: strict }).calendarDays).toEqual(strict);
  });

  it.each([
    ["a step that the kind has not", { rules: [own("ours", { step: "review" })] }],
    ["two rules for the same", { rules: [own("ours", {}), own("theirs", {})] }],
    ["one id twice", { rules: [own("ours", {}), own("ours", { category: "snow" })] }],
    ["no time at all", { rules: [own("ours", { amount: 0 })] }],
    ["an unknown channel", { rules: [{ ...own("ours", {}), channel: "pigeon" }] }],
    ["hours that overlap", { hours: { ...hours, spans: [...hours.spans, ...hours.spans] } }],
    ["an empty span", { hours: { ...hours, spans: [{ from: "08:00", to: "08:00" }] } }],
    ["bounds the wrong way round", { soon: { ...soon, atMostMinutes: 1 } }],
    [
      "a day both off and worked",
      { days: { off: ["2027-02-05"], working: ["2027-02-05"], completeYears: [] } },
    ],
    ["a day that is none", { days: { off: ["2027-02-30"], working: [], completeYears: [] } }],
    ["what nobody knows", { holidays: [] }],
  ])("refuse %s", (_, setting) => {
    expect(DistrictDeadlines.safeParse(setting).success).toBe(false);
  });
});

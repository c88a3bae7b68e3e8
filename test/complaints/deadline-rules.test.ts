import { describe, expect, it } from "vitest";
import { COMPLAINT_DEADLINES } from "../../data/complaint-deadlines.ts";
import {
  type DeadlineSubject,
  deadlineRule,
  statusOf,
  turningPoints,
} from "../../server/complaints/deadlines.ts";

const call: DeadlineSubject = {
  kind: "direct",
  channel: "telephone",
  category: null,
  importance: "ordinary",
};
const { rules } = COMPLAINT_DEADLINES;
const idOf = (subject: Partial<DeadlineSubject>, step: Parameters<typeof deadlineRule>[2]) =>
  deadlineRule(rules, { ...call, ...subject }, step)?.id ?? null;

describe("the rule of a step", () => {
  it("is the one that names most of what the complaint is", () => {
    expect(idOf({}, "result")).toBe("direct-result");
    expect(idOf({ category: "road-dirty" }, "result")).toBe("direct-result-road-dirty");
    expect(idOf({ category: "bin-overflow" }, "result")).toBe("direct-result");
    expect(idOf({}, "settle")).toBe("direct-settle");
    expect(idOf({ importance: "important" }, "settle")).toBe("direct-settle-important");
    expect(idOf({ channel: "hotline12345", importance: "important" }, "settle")).toBe(
      "hotline-settle-important",
    );
    expect(idOf({ channel: null, importance: null }, "settle")).toBe("direct-settle");
  });

  it("names importance before category before channel where two name as many, in any order of the rules", () => {
    const [base] = rules.filter(({ id }) => id === "direct-result");
    const named = [
      { ...base!, id: "channel", channel: "telephone" },
      { ...base!, id: "category", category: "road-dirty" },
      { ...base!, id: "importance", importance: "urgent" as const },
      { ...base!, id: "channel-category", channel: "telephone", category: "road-dirty" },
    ];
    const subject = { ...call, category: "road-dirty", importance: "urgent" as const };
    const first = (ids: string[]) => {
      const some = named.filter(({ id }) => ids.includes(id));
      const found = [some, some.toReversed()].map(
        (list) => deadlineRule(list, subject, "result")?.id,
      );
      return [...new Set(found)];
    };
    expect(first(["channel", "category"])).toEqual(["category"]);
    expect(first(["channel", "category", "importance"])).toEqual(["importance"]);
    expect(first(["importance", "channel-category"])).toEqual(["channel-category"]);
  });

  it("is none where nothing falls due for the kind", () => {
    expect(idOf({}, "review")).toBeNull();
    expect(idOf({ kind: "petition" }, "arrive")).toBeNull();
    expect(idOf({ kind: "proposal" }, "reply")).toBe("proposal-reply");
  });
});

describe("where a term stands", () => {
  const minute = 60_000;
  const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2) + minutes * minute);
  const status = (length: number, now: number) =>
    statusOf(at(now), { startedAt: at(0), dueAt: at(length) }, COMPLAINT_DEADLINES);

  it("goes on time, soon in its last quarter, late after its end, late three times over after three terms", () => {
    // four hours: the last quarter begins at 180, due at 240, three times at 720
    expect([0, 179, 180, 240].map((now) => status(240, now))).toEqual([
      ...["on-time", "on-time", "soon", "soon"],
    ]);
    expect(
      statusOf(
        new Date(at(240).getTime() + 1),
        { startedAt: at(0), dueAt: at(240) },
        COMPLAINT_DEADLINES,
      ),
    ).toBe("late");
    expect([241, 719, 720, 10_000].map((now) => status(240, now))).toEqual([
      ...["late", "late", "late-3", "late-3"],
    ]);
  });

  it("is soon ten minutes before its end at least, and seven days at most", () => {
    // a quarter of 30 minutes would be 7½
    expect([19, 20].map((now) => status(30, now))).toEqual(["on-time", "soon"]);
    // a term shorter than that is soon from its start, and not before
    const short = { startedAt: at(0), dueAt: at(5) };
    expect(turningPoints(short, COMPLAINT_DEADLINES).soonAt).toEqual(at(0));
    // a quarter of 60 days would be 15
    const day = 24 * 60;
    expect([53 * day - 1, 53 * day].map((now) => status(60 * day, now))).toEqual([
      "on-time",
      "soon",
    ]);
  });

  it("does not exist where it ends before it begins", () => {
    expect(() => status(-1, 0)).toThrow(RangeError);
  });
});

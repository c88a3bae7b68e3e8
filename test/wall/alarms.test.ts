import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  detailOf,
  type Fact,
  type OpenAlarm,
  type Step,
  stepsOf,
} from "../../server/wall/alarms.ts";

const ABOUT = { category: null, streetId: null, unitId: null, facilityId: null, feed: null };

/** A complaint of a unit that became late. */
const late = (name: string, subject: string, more: Partial<Fact> = {}): Fact => ({
  ...{ kind: "late-case", subject, occurrence: name, isNews: true, position: null },
  ...{ happenedAt: new Date("2026-03-02T01:00:00Z"), about: { ...ABOUT, unitId: subject } },
  ...{ stars: null, count: 1, ...more },
});

const alarm = (facts: readonly Fact[], more: Partial<OpenAlarm> = {}): OpenAlarm => ({
  ...{ alarmId: "a1", kind: facts[0]!.kind, subject: facts[0]!.subject, severity: "warning" },
  ...{ occurrences: facts.map(({ occurrence }) => occurrence), detail: detailOf(facts) },
  ...{ isAcknowledged: false, ...more },
});

const nothingTold = () => false;
const told =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

describe("alarms of a wall", () => {
  it("open one for all late complaints of a unit, and one for those of another", () => {
    const steps = stepsOf(
      [],
      [late("c1", "east"), late("c2", "east"), late("c3", "west")],
      nothingTold,
    );
    expect(steps).toMatchObject([
      { action: "open", subject: "east", occurrences: ["c1", "c2"], detail: { count: 2 } },
      { action: "open", subject: "west", occurrences: ["c3"], detail: { count: 1 } },
    ]);
  });

  it("say the category and the street where all have the same, and nothing where they differ", () => {
    const at = (category: string, streetId: string) => ({
      about: { ...ABOUT, category, streetId },
    });
    const [step] = stepsOf(
      [],
      [late("c1", "east", at("waste", "s1")), late("c2", "east", at("waste", "s2"))],
      nothingTold,
    );
    expect(step).toMatchObject({ detail: { category: "waste", streetId: null } });
  });

  it("begin where the first happened, at the first place that is known", () => {
    const [step] = stepsOf(
      [],
      [
        late("c1", "east", { happenedAt: new Date("2026-03-02T03:00:00Z"), position: [25, 60] }),
        late("c2", "east", { happenedAt: new Date("2026-03-02T02:00:00Z"), position: [26, 61] }),
      ],
      nothingTold,
    );
    expect(step).toMatchObject({
      happenedAt: new Date("2026-03-02T02:00:00Z"),
      position: [26, 61],
    });
  });

  it("take in more of the same until somebody has acknowledged them, and raise another afterwards", () => {
    const [c1, c2] = [late("c1", "east"), late("c2", "east")];
    expect(stepsOf([alarm([c1])], [c1, c2], told("c1"))).toMatchObject([
      { action: "grow", alarmId: "a1", occurrences: ["c1", "c2"], detail: { count: 2 } },
    ]);
    expect(stepsOf([alarm([c1], { isAcknowledged: true })], [c1, c2], told("c1"))).toMatchObject([
      { action: "open", subject: "east", occurrences: ["c2"] },
    ]);
  });

  it("raise nothing a second time: what was told before, or is no news, stays quiet", () => {
    expect(stepsOf([], [late("c1", "east")], told("c1"))).toEqual([]);
    expect(stepsOf([], [late("c1", "east", { isNews: false })], nothingTold)).toEqual([]);
  });

  it("are cleared once nothing of them is so any more, and told anew while some of it is", () => {
    const [c1, c2] = [late("c1", "east"), late("c2", "east")];
    const both = alarm([c1, c2], { isAcknowledged: true });
    expect(stepsOf([both], [c2], told("c1", "c2"))).toMatchObject([
      { action: "adjust", alarmId: "a1", detail: { count: 1 } },
    ]);
    expect(stepsOf([both], [], told("c1", "c2"))).toEqual([
      { action: "clear", alarmId: "a1", clearance: "over" },
    ]);
    expect(stepsOf([both], [c1, c2], told("c1", "c2"))).toEqual([]);
  });

  it("grow old and go, but for critical ones that nobody has acknowledged", () => {
    const old = late("c1", "east", { isNews: false });
    const aged = [{ action: "clear", alarmId: "a1", clearance: "aged" }];
    expect(stepsOf([alarm([old])], [old], told("c1"))).toEqual(aged);
    const critical = alarm([old], { severity: "critical" });
    expect(stepsOf([critical], [old], told("c1"))).toEqual([]);
    expect(stepsOf([{ ...critical, isAcknowledged: true }], [old], told("c1"))).toEqual(aged);
  });
});

/** What a store would have after some steps, with every alarm there ever was. */
type Kept = OpenAlarm & { readonly isCleared: boolean; readonly acknowledgedBy: string | null };

function taken(kept: readonly Kept[], steps: readonly Step[], next: () => string): Kept[] {
  const after = kept.map((one) => {
    const step = steps.find((given) => given.action !== "open" && given.alarmId === one.alarmId);
    if (!step || step.action === "open") return one;
    if (step.action === "clear") return { ...one, isCleared: true };
    const occurrences = step.action === "grow" ? step.occurrences : one.occurrences;
    return { ...one, detail: step.detail, occurrences };
  });
  const opened = steps.flatMap((step) =>
    step.action === "open"
      ? [
          {
            ...{ alarmId: next(), kind: step.kind, subject: step.subject, detail: step.detail },
            ...{ occurrences: step.occurrences, severity: "warning" as const },
            ...{ isAcknowledged: false, isCleared: false, acknowledgedBy: null },
          },
        ]
      : [],
  );
  return [...after, ...opened];
}

/** What happens one after the other: complaints become late, or are answered; somebody acknowledges. */
const happening = fc.oneof(
  fc.record({ what: fc.constant("late" as const), one: fc.nat(7) }),
  fc.record({ what: fc.constant("answered" as const), one: fc.nat(7) }),
  fc.record({ what: fc.constant("acknowledged" as const), one: fc.nat(3) }),
);

describe("whatever happens to alarms", () => {
  it("each occurrence is in one alarm ever, who acknowledged stays, and what is open is so", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        let kept: Kept[] = [];
        let names = 0;
        const times = new Map<number, number>();
        const isLate = new Set<number>();
        for (const { what, one } of happenings) {
          if (what === "late" && !isLate.has(one)) {
            isLate.add(one);
            times.set(one, (times.get(one) ?? 0) + 1); // late once more is another occurrence
          }
          if (what === "answered") isLate.delete(one);
          if (what === "acknowledged")
            kept = kept.map((alarmed) =>
              alarmed.alarmId === `a${one}` && !alarmed.isCleared
                ? { ...alarmed, isAcknowledged: true, acknowledgedBy: "值班员" }
                : alarmed,
            );
          const facts = [...isLate].map((id) => late(`c${id}@${times.get(id)}`, `unit${id % 3}`));
          const known = new Set(kept.flatMap(({ occurrences }) => occurrences));
          const before = kept;
          kept = taken(
            kept,
            stepsOf(
              kept.filter(({ isCleared }) => !isCleared),
              facts,
              (name) => known.has(name),
            ),
            () => `a${names++}`,
          );
          const all = kept.flatMap(({ occurrences }) => occurrences);
          expect(new Set(all).size).toBe(all.length);
          const open = kept.filter(({ isCleared }) => !isCleared);
          // every late complaint is in an open alarm, and every open alarm has a late complaint
          const told = new Set(open.flatMap(({ occurrences }) => occurrences));
          for (const { occurrence } of facts) expect(told.has(occurrence)).toBe(true);
          const now = new Set(facts.map(({ occurrence }) => occurrence));
          for (const { occurrences, detail } of open)
            expect(detail.count).toBe(occurrences.filter((name) => now.has(name)).length);
          expect(open.every(({ detail }) => detail.count > 0)).toBe(true);
          // of one subject nothing waits twice
          const waiting = open.filter(({ isAcknowledged }) => !isAcknowledged);
          expect(new Set(waiting.map(({ subject }) => subject)).size).toBe(waiting.length);
          for (const was of before)
            if (was.acknowledgedBy)
              expect(kept.find(({ alarmId }) => alarmId === was.alarmId)?.acknowledgedBy).toBe(
                "值班员",
              );
          // looked at once more, nothing happens
          const again = new Set(all);
          expect(stepsOf(open, facts, (name) => again.has(name))).toEqual([]);
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});

import type { AlarmKind, Clearance, Severity } from "../../data/wall.ts";
import type { LngLat } from "../geo/position.ts";

/** What an alarm is about, by ids; null where it is about none, or its facts differ in it. */
export type About = {
  readonly category: string | null;
  readonly streetId: string | null;
  readonly unitId: string | null;
  readonly facilityId: string | null;
  readonly feed: string | null;
};
/** A star that was, and the one that is; null is none. */
export type Lowered = { readonly before: number; readonly after: number | null };

/** Something that is so now and that a wall may have to tell. */
export type Fact = {
  readonly kind: AlarmKind;
  /** Whose it is: facts of one subject share an alarm. */
  readonly subject: string;
  /** What happened, by a name that it keeps: it raises one alarm, ever. */
  readonly occurrence: string;
  /** Whether it happened recently enough to raise one. */
  readonly isNews: boolean;
  readonly happenedAt: Date;
  readonly position: LngLat | null;
  readonly about: About;
  readonly stars: Lowered | null;
  /** How many complaints it stands for. */
  readonly count: number;
};

/** What an alarm says of its facts. */
export type Detail = About & { readonly count: number; readonly stars: Lowered | null };

/** An alarm that is not cleared. */
export type OpenAlarm = {
  readonly alarmId: string;
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly severity: Severity;
  readonly occurrences: readonly string[];
  readonly detail: Detail;
  readonly isAcknowledged: boolean;
};

/** What is to be written. */
export type Step =
  | {
      readonly action: "open";
      readonly kind: AlarmKind;
      readonly subject: string;
      readonly occurrences: readonly string[];
      readonly detail: Detail;
      readonly position: LngLat | null;
      readonly happenedAt: Date;
    }
  | {
      /** More of it happened before anybody acknowledged it. */
      readonly action: "grow";
      readonly alarmId: string;
      readonly occurrences: readonly string[];
      readonly detail: Detail;
    }
  | {
      /** Some of it is over: what it says changes, and nothing happened to it. */
      readonly action: "adjust";
      readonly alarmId: string;
      readonly detail: Detail;
    }
  | { readonly action: "clear"; readonly alarmId: string; readonly clearance: Clearance };

const nameOf = ({ kind, subject }: { kind: AlarmKind; subject: string }) => `${kind} ${subject}`;

/** What all have in common; null where they differ. */
function common<T>(values: readonly (T | null)[]): T | null {
  const [first = null, ...more] = values;
  return more.every((value) => value === first) ? first : null;
}

/** What is said of some facts together. @param facts  at least one. */
export function detailOf(facts: readonly Fact[]): Detail {
  const shared = <K extends keyof About>(name: K) => common(facts.map(({ about }) => about[name]));
  return {
    ...{ category: shared("category"), streetId: shared("streetId"), unitId: shared("unitId") },
    ...{ facilityId: shared("facilityId"), feed: shared("feed") },
    count: facts.reduce((sum, { count }) => sum + count, 0),
    stars: facts[0]?.stars ?? null,
  };
}

const isSame = (a: Detail, b: Detail) => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
const inOrder = ({ category, streetId, unitId, facilityId, feed, count, stars }: Detail) => [
  ...[category, streetId, unitId, facilityId, feed, count],
  ...[stars?.before, stars?.after],
];

/** Facts that no alarm has had, by whose they are. */
function newsOf(facts: readonly Fact[], isTold: (occurrence: string) => boolean) {
  const bySubject = new Map<string, Fact[]>();
  for (const fact of facts)
    if (fact.isNews && !isTold(fact.occurrence))
      bySubject.set(nameOf(fact), [...(bySubject.get(nameOf(fact)) ?? []), fact]);
  return bySubject;
}

/**
 * What becomes of the alarms of a district.
 *
 * An occurrence raises one alarm, ever. While nobody has acknowledged the alarm of a subject, more of the same joins it;
 * afterwards it raises another. An alarm is cleared once nothing of it is so any more ("over"); or once all that still is so
 * is no longer news ("aged"), unless it is critical and waits for somebody to acknowledge it.
 *
 * @param open  alarms that are not cleared.
 * @param facts  all that is so now of every open alarm, and all that is news; each occurrence once.
 * @param isTold  whether an occurrence was in an alarm before, also in one that is cleared.
 */
export function stepsOf(
  open: readonly OpenAlarm[],
  facts: readonly Fact[],
  isTold: (occurrence: string) => boolean,
): Step[] {
  const isSo = new Map(facts.map((fact) => [fact.occurrence, fact]));
  const news = newsOf(facts, isTold);
  const steps: Step[] = [];
  for (const alarm of open) {
    const name = nameOf(alarm);
    const joining = alarm.isAcknowledged ? [] : (news.get(name) ?? []);
    if (joining.length > 0) news.delete(name);
    const left = alarm.occurrences.flatMap((occurrence) => isSo.get(occurrence) ?? []);
    const step = stepOf(alarm, left, joining);
    if (step) steps.push(step);
  }
  for (const [first, ...more] of news.values()) if (first) steps.push(opening([first, ...more]));
  return steps;
}

function stepOf(alarm: OpenAlarm, left: readonly Fact[], joining: readonly Fact[]): Step | null {
  const { alarmId, occurrences } = alarm;
  const all = [...left, ...joining];
  if (joining.length > 0)
    return {
      ...{ action: "grow", alarmId, detail: detailOf(all) },
      occurrences: [...occurrences, ...joining.map(({ occurrence }) => occurrence)],
    };
  if (left.length === 0) return { action: "clear", alarmId, clearance: "over" };
  const isWaiting = alarm.severity === "critical" && !alarm.isAcknowledged;
  if (!isWaiting && left.every(({ isNews }) => !isNews))
    return { action: "clear", alarmId, clearance: "aged" };
  const detail = detailOf(left);
  return isSame(detail, alarm.detail) ? null : { action: "adjust", alarmId, detail };
}

function opening(facts: readonly [Fact, ...Fact[]]): Step {
  const inTime = facts.toSorted((a, b) => +a.happenedAt - +b.happenedAt);
  const { kind, subject, happenedAt } = inTime[0]!; // at least one
  return {
    ...{ action: "open", kind, subject, happenedAt, detail: detailOf(facts) },
    occurrences: facts.map(({ occurrence }) => occurrence),
    position: inTime.find(({ position }) => position !== null)?.position ?? null,
  };
}

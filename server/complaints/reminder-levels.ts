import type { ComplaintImportance, ComplaintKind } from "../../data/complaint-life.ts";
import { statusOf, type turningPoints } from "./deadlines.ts";

/** 知会, 预警, 催办, 逾期三倍催办: what is reminded of. */
export const REMINDER_LEVELS = ["told", "soon", "late", "late-3"] as const;
export type ReminderLevel = (typeof REMINDER_LEVELS)[number];

/** What stands in place of a step when leaders are told of a complaint and nothing is due by that. */
export const TOLD_STEP = "told";

/** A complaint as far as a reminder asks. */
export type Remindable = {
  readonly kind: ComplaintKind;
  readonly importance: ComplaintImportance;
  readonly receivedAt: Date;
  readonly dueStep: string | null;
  readonly dueFrom: Date | null;
  readonly dueAt: Date | null;
};

/** One thing to be reminded of; a term that moved is another one. */
export type Reminder = {
  readonly level: ReminderLevel;
  readonly dueStep: string;
  readonly dueAt: Date;
};

/**
 * What has to be reminded of now, told already or not.
 *
 * Of a term only where it stands: what came late at once is not also soon. Leaders are told once of a complaint that goes
 * straight to the unit (直办) and is important or urgent; petitions and proposals pass over their table anyway.
 */
export function remindersOf(
  complaint: Remindable,
  thresholds: Parameters<typeof turningPoints>[1],
  now: Date,
): Reminder[] {
  const { kind, importance, receivedAt, dueStep, dueFrom, dueAt } = complaint;
  if (dueStep === null || dueFrom === null || dueAt === null) return [];
  const status = statusOf(now, { startedAt: dueFrom, dueAt }, thresholds);
  return [
    ...(kind === "direct" && importance !== "ordinary"
      ? [{ level: "told", dueStep: TOLD_STEP, dueAt: receivedAt } as const]
      : []),
    ...(status === "on-time" ? [] : [{ level: status, dueStep, dueAt }]),
  ];
}

/** What leaders are shown: the rest is between the unit and the duty officer. */
export const isForLeaders = (level: ReminderLevel, importance: ComplaintImportance) =>
  level !== "soon" || importance !== "ordinary";

import type { LngLat } from "../geo/position.ts";

/**
 * One complaint as lists, counts and comparisons know it: what can be asked for, never who reported it.
 *
 * Instants are milliseconds since 1970-01-01T00:00Z, days are local calendar days counted from 1970-01-01 (see `dayOf`).
 */
export type CaseRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: "direct" | "petition" | "proposal";
  readonly channel: string | null;
  readonly category: string | null;
  readonly state: string;
  readonly importance: string;
  readonly unitId: string | null;
  readonly areaId: string | null;
  readonly streetId: string | null;
  readonly facilityId: string | null;
  readonly reporterId: string | null;
  readonly placeKind: string;
  readonly receivedAt: number;
  readonly receivedDay: number;
  /** Local hour of receipt, 0 to 23; null where only the day is known. */
  readonly receivedHour: number | null;
  /** When the step that is pending is due; null when nothing is. Of no effect once the case is settled. */
  readonly dueAt: number | null;
  /** From when that is soon, and from when it is late three times over; null without a term. */
  readonly soonAt: number | null;
  readonly veryLateAt: number | null;
  readonly dueStep: string | null;
  /** When the case has to be settled, or had to be; null when it has no such term. */
  readonly settleBy: number | null;
  readonly settledAt: number | null;
  readonly settledDay: number | null;
  readonly resultAt: number | null;
  readonly respondedAt: number | null;
  /** How often it was reopened. */
  readonly reopened: number;
  /** What the call-back found; null when nobody answered yet. */
  readonly isResolved: boolean | null;
  readonly satisfaction: string | null;
  readonly hasDuplicates: boolean;
  readonly duplicateOf: string | null;
  readonly isSupervised: boolean;
  /** Shown to named persons only (see `CaseScope`). */
  readonly isConfidential: boolean;
  readonly position: LngLat | null;
  readonly text: string;
  readonly address: string | null;
};

/** How a case stands to the term of its pending step, in the order of its codes. */
export const DUE_STANDINGS = ["none", "on-time", "soon", "late", "late-3"] as const;
export type DueStanding = (typeof DUE_STANDINGS)[number];

/**
 * How a case stands to its term, as `statusOf` of deadlines.ts says it.
 *
 * @param dueAt  Infinity when nothing is due.
 * @returns an index into DUE_STANDINGS.
 */
export function dueCode(dueAt: number, soonAt: number, veryLateAt: number, now: number): number {
  if (dueAt === Number.POSITIVE_INFINITY) return 0;
  if (now <= dueAt) return now >= soonAt ? 2 : 1;
  return now >= veryLateAt ? 4 : 3;
}

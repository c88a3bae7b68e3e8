import { addDays } from "./days.ts";
import type { Subject } from "./register-store.ts";

/** A complaint as far as it is counted: about what, or how near to what. */
export type Counted = { readonly day: string; readonly isLinked: boolean };

/** How many complaints there were about a subject. */
export type ComplaintCount = {
  readonly n: number;
  readonly linked: number;
  readonly near: number;
  /** Of a street. */
  readonly perKm: number | null;
  readonly from: string;
  /** The last day. */
  readonly to: string;
  readonly days: number;
};

/** Complaints of the last `days` days, the day itself included. */
export function countOf(
  complaints: readonly Counted[],
  { lengthMeters }: Pick<Subject, "lengthMeters">,
  to: string,
  days: number,
): ComplaintCount {
  return countBetween(complaints, { lengthMeters }, addDays(to, 1 - days), to, days);
}

/** Complaints between two days, both included. */
export function countBetween(
  complaints: readonly Counted[],
  { lengthMeters }: Pick<Subject, "lengthMeters">,
  from: string,
  to: string,
  days: number,
): ComplaintCount {
  const within = complaints.filter(({ day }) => from <= day && day <= to);
  const linked = within.filter(({ isLinked }) => isLinked).length;
  const n = within.length;
  const kilometers = (lengthMeters ?? 0) / 1_000;
  return {
    ...{ n, linked, near: n - linked, from, to, days },
    perKm: kilometers > 0 ? n / kilometers : null,
  };
}

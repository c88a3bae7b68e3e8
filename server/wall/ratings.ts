import { type Dated, ratingOn } from "../ratings/in-force.ts";

/** A rating as the register has it. */
export type Rating = Dated & {
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly stars: number;
};

/** A day on which the stars of something became others; null is no rating in force. */
export type StarChange = {
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly isTrial: boolean;
  readonly on: string;
  readonly before: number | null;
  readonly after: number | null;
  /** What it has on the last of the days asked for. */
  readonly now: number | null;
};

/** The day before, `YYYY-MM-DD`. */
const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Ratings of one subject, either in earnest or on trial: which holds on a day is told alike. */
function changesOf(own: readonly Rating[], { from, to }: { from: string; to: string }) {
  const { subjectKind, subjectId, isTrial } = own[0]!; // a group has at least one
  const alike = own.map((rating) => ({ ...rating, isTrial: false }));
  const starsOn = (day: string) => ratingOn(alike, day)?.stars ?? null;
  const days = own.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? ""]);
  return [...new Set(days)]
    .filter((day) => day >= from && day <= to)
    .map((on) => ({
      ...{ subjectKind, subjectId, isTrial, on },
      ...{ before: starsOn(dayBefore(on)), after: starsOn(on), now: starsOn(to) },
    }))
    .filter(({ before, after }) => before !== after);
}

/**
 * The days within a period, both included, on which stars changed, in order. Ratings on trial (试评) are told apart from
 * those in earnest.
 */
export function starChanges(
  ratings: readonly Rating[],
  period: { readonly from: string; readonly to: string },
): StarChange[] {
  const bySubject = new Map<string, Rating[]>();
  for (const rating of ratings) {
    const name = `${rating.isTrial} ${rating.subjectKind} ${rating.subjectId}`;
    bySubject.set(name, [...(bySubject.get(name) ?? []), rating]);
  }
  return [...bySubject.values()]
    .flatMap((own) => changesOf(own, period))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

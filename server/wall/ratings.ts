/** A rating as the register has it; `validTo` is the first day on which it no longer holds. */
export type Rating = {
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly stars: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly isTrial: boolean;
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

/** The stars in force on a day: of several ratings the one that began last. */
const starsOn = (ratings: readonly Rating[], day: string) =>
  ratings
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo > day))
    .reduce<Rating | null>(
      (last, one) => (last && last.validFrom > one.validFrom ? last : one),
      null,
    )?.stars ?? null;

/** The day before, `YYYY-MM-DD`. */
const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/**
 * The days within a period, both included, on which stars changed, in order. Ratings on trial (试评) are told apart from
 * those in earnest.
 */
export function starChanges(
  ratings: readonly Rating[],
  { from, to }: { readonly from: string; readonly to: string },
): StarChange[] {
  const bySubject = new Map<string, Rating[]>();
  for (const rating of ratings) {
    const name = `${rating.isTrial} ${rating.subjectKind} ${rating.subjectId}`;
    bySubject.set(name, [...(bySubject.get(name) ?? []), rating]);
  }
  return [...bySubject.values()]
    .flatMap((own) => {
      const { subjectKind, subjectId, isTrial } = own[0]!; // a group has at least one
      const days = own.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? ""]);
      return [...new Set(days)]
        .filter((day) => day >= from && day <= to)
        .map((on) => ({
          ...{ subjectKind, subjectId, isTrial, on },
          ...{
            before: starsOn(own, dayBefore(on)),
            after: starsOn(own, on),
            now: starsOn(own, to),
          },
        }));
    })
    .filter(({ before, after }) => before !== after)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

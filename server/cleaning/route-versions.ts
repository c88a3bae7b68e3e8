/** One version of a route, as far as its time goes. */
export type Version = {
  readonly routeId: string;
  readonly validFrom: string;
  /** The first day on which it is no longer valid. */
  readonly validTo: string | null;
};

/** Why a version cannot be written as asked. */
export type VersionFault = "not-youngest" | "not-after-running" | "in-the-past" | "over";

/** How a change is written: in its place, or as a new version that closes the one before. */
export type VersionPlan =
  | {
      readonly is: "in-place";
      readonly validTo: string | null;
      /** The version before, where the two follow each other without a day between: it ends when this begins. */
      readonly closes: string | null;
    }
  | { readonly is: "new"; readonly validTo: string | null; readonly closes: string | null };

/**
 * How a change from a day on is written. The past stays as it was: a version that has begun ends the day before, unless
 * it was made today, and so nothing was done by it yet.
 *
 * @param versions  of one code, the oldest first.
 * @param isMadeToday  whether the version was written down today.
 */
export function planChange(
  versions: readonly Version[],
  asked: { readonly routeId: string; readonly validFrom: string },
  { today, isMadeToday }: { readonly today: string; readonly isMadeToday: boolean },
): VersionPlan | VersionFault {
  const [before, youngest] = [versions.at(-2), versions.at(-1)!];
  if (youngest.routeId !== asked.routeId) return "not-youngest";
  if (asked.validFrom < today) return "in-the-past";
  const isFollowing = before !== undefined && before.validTo === youngest.validFrom;
  if (youngest.validFrom > today || isMadeToday) {
    if (before && asked.validFrom <= before.validFrom) return "not-after-running";
    const { validTo } = youngest;
    return {
      ...{ is: "in-place", validTo: isAfter(validTo, asked.validFrom) ? validTo : null },
      closes:
        isFollowing || (before && isAfter(before.validTo, asked.validFrom))
          ? before!.routeId
          : null,
    };
  }
  if (asked.validFrom <= youngest.validFrom) return "not-after-running";
  const isWithin = isAfter(youngest.validTo, asked.validFrom) || youngest.validTo === null;
  return {
    ...{ is: "new", validTo: isWithin ? youngest.validTo : null },
    closes: isWithin ? youngest.routeId : null,
  };
}

const isAfter = (day: string | null, other: string) => day !== null && day > other;

/** Whether the youngest version of a route can be taken back. */
export function canTakeBack(
  versions: readonly Version[],
  routeId: string,
  { today, isMadeToday }: { readonly today: string; readonly isMadeToday: boolean },
): VersionFault | null {
  const youngest = versions.at(-1)!;
  if (youngest.routeId !== routeId) return "not-youngest";
  return youngest.validFrom > today || isMadeToday ? null : "over";
}

/**
 * How the version before stands once the youngest is taken back: it goes on for as long as that would have.
 *
 * @returns null where there is none, or it had ended by itself.
 */
export function restoredBy(versions: readonly Version[]): Version | null {
  const [before, youngest] = [versions.at(-2), versions.at(-1)!];
  return before && before.validTo === youngest.validFrom
    ? { ...before, validTo: youngest.validTo }
    : null;
}

/** Whether a route may end on a day; null takes an end back. */
export function endFault(
  versions: readonly Version[],
  asked: { readonly routeId: string; readonly validTo: string | null },
  today: string,
): VersionFault | null {
  const youngest = versions.at(-1)!;
  if (youngest.routeId !== asked.routeId) return "not-youngest";
  if (youngest.validTo !== null && youngest.validTo <= today) return "over";
  if (asked.validTo === null) return null;
  if (asked.validTo < today) return "in-the-past";
  return asked.validTo <= youngest.validFrom ? "not-after-running" : null;
}

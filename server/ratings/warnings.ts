import { itemsOf } from "../../data/rubric-score.ts";
import type { ComplaintCount } from "./complaint-counts.ts";
import { daysBetween } from "./days.ts";
import type { Defect } from "./defects.ts";
import type { Rating } from "./rating-store.ts";
import type { RatingSettings } from "./settings.ts";
import type { WarningKind } from "./subject-schema.ts";
import type { Trial } from "./trial.ts";

/** 降星/摘星预警: why a star may be lost, with its figures. */
export type Warning = {
  readonly kind: WarningKind;
  readonly value: number | null;
  readonly limit: number | null;
  readonly perKm: number | null;
  /** Of how many days complaints were counted. */
  readonly days: number | null;
  readonly n: number | null;
  readonly isSmall: boolean;
  readonly day: string | null;
  readonly ids: readonly string[];
};

const none = {
  value: null,
  limit: null,
  perKm: null,
  days: null,
  n: null,
  isSmall: false,
  day: null,
  ids: [],
} as const;

/**
 * Why the star in force of a subject may be lost; nothing where it has none.
 *
 * @param dueOn  When it should be inspected at the latest; null: it never was.
 * @param complaints  In their period.
 */
export function warningsOf({
  day,
  rating,
  trial,
  dueOn,
  defects,
  complaints,
  rules,
}: {
  readonly day: string;
  readonly rating: Rating | null;
  readonly trial: Trial | null;
  readonly dueOn: string | null;
  readonly defects: readonly Defect[];
  readonly complaints: Pick<ComplaintCount, "n" | "perKm">;
  readonly rules: RatingSettings["warnings"];
}): Warning[] {
  if (!rating || rating.stars === 0) return [];
  const found: Warning[] = [];
  const say = (kind: WarningKind, more: Partial<Warning>) => found.push({ ...none, kind, ...more });

  const left = rating.validTo === null ? null : daysBetween(day, rating.validTo);
  if (left !== null && left <= rules.expiryDays)
    say("expiring", { value: left, limit: rules.expiryDays, day: rating.validTo });
  if (trial) sayOfTrial(say, rating.stars, trial, defects);
  if (defects.length >= rules.openDefects)
    say("defects", {
      ...{ value: defects.length, limit: rules.openDefects },
      ids: defects.map(({ itemId }) => itemId),
    });
  if (trial && (dueOn === null || dueOn < day))
    say("overdue", {
      value: dueOn === null ? null : daysBetween(dueOn, day),
      limit: trial.version.content.sampling.intervalDays,
      day: dueOn,
    });
  const { n, perKm } = complaints;
  if (n >= rules.complaints && (perKm === null || perKm >= rules.complaintsPerKm))
    say("complaints", { value: n, limit: rules.complaints, perKm, days: rules.complaintDays });
  return found;
}

function sayOfTrial(
  say: (kind: WarningKind, more: Partial<Warning>) => void,
  stars: number,
  { version, n, score, isSmall, vetoes, cappedFrom }: Trial,
  defects: readonly Defect[],
) {
  const { content } = version;
  if (vetoes.length > 0) say("veto", { value: vetoes.length, ids: vetoes });
  const atLeast = content.stars.find((one) => one.stars === stars)?.atLeast ?? null;
  if (score !== null && atLeast !== null && score < atLeast - 1e-9)
    say("score", { value: score, limit: atLeast, n, isSmall });
  if (cappedFrom !== null && cappedFrom <= stars) {
    const needed = new Set(
      itemsOf(content)
        .filter(({ neededFrom }) => neededFrom !== null && neededFrom <= stars)
        .map(({ itemId }) => itemId),
    );
    const ids = defects.map(({ itemId }) => itemId).filter((id) => needed.has(id));
    say("needed", { value: ids.length, limit: cappedFrom - 1, n, isSmall, ids });
  }
}

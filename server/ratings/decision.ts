import { conflict } from "../http/problem.ts";
import { addMonths } from "./days.ts";
import type { RatingDecision } from "./decision-schema.ts";
import type { Rating } from "./rating-store.ts";
import { refused, requireAhead } from "./refusal.ts";
import type { Standing } from "./standing.ts";
import type { Trial } from "./trial.ts";

/** The version an official star rests on. @throws {DomainError} `conflict`: no star is official before a manager approved. */
function requireApproved(trial: Trial | null, today: string): Trial {
  if (trial?.version.state === "approved" && trial.version.effectiveFrom <= today) return trial;
  throw conflict("rubric-not-approved", "No approved version of the rubric holds: it is 试评 only");
}

/** @throws {DomainError} `conflict` with the rule of what speaks against a star. */
function requireEarned({ vetoes, isSmall, n, stars: most, version }: Trial, stars: number) {
  if (vetoes.length > 0)
    throw conflict("veto-found", `No star: a veto was found (${vetoes.join(", ")})`);
  if (isSmall)
    throw conflict(
      "sample-small",
      `${n} inspections count; the rubric asks for ${version.content.sampling.leastInspections}`,
    );
  if (stars > most) throw conflict("stars-above", `What was found gives ${most} stars`);
}

/**
 * The rating that a decision gives; evidence are the inspections of the window.
 *
 * A star is never more than what was found gives, never rests on a small sample, and there is none with a veto. A removal needs
 * a star to remove.
 *
 * @param held  The official rating in force, to be told apart from one that is created.
 * @throws {DomainError} `conflict` or `body-invalid` with what speaks against it.
 */
export function decided(
  { subject, rubricId, rating: held, trial }: Standing,
  { kind, stars, validFrom, reason }: RatingDecision,
  { today, ratingId, by, isHeldOfToday }: Told,
): Omit<Rating, "decidedAt"> {
  requireAhead("validFrom", validFrom, today);
  const approved = requireApproved(trial, today);
  const has = held && held.stars > 0 ? held.stars : null;
  if (kind === "removal") {
    if (stars !== 0) throw refused("stars", "removal-stars", "0: a removal leaves no star");
    if (has === null) throw conflict("no-star", "It has no star to remove");
  } else {
    if (stars === 0)
      throw refused("stars", "stars-missing", "1 to 5; to take a star away, remove it");
    if (kind === "creation" && has !== null && !isHeldOfToday)
      throw conflict("has-star", `It has ${has} stars: review it`);
    if (kind !== "creation" && held === null)
      throw conflict("no-star", "It has no rating in force: create a star");
    if (kind === "lowering" && (has === null || stars >= has))
      throw refused("stars", "not-lower", `fewer than ${has ?? 0}`);
    requireEarned(approved, stars);
  }
  const { version, score, inspectionIds } = approved;
  return {
    ...{ ratingId, subjectKind: subject.subjectKind, subjectId: subject.subjectId },
    ...{ stars, isTrial: false, kind, validFrom, reason },
    validTo: kind === "removal" ? null : addMonths(validFrom, version.content.validityMonths),
    ...{ rubricId, rubricVersion: version.version, score },
    ...{ evidence: inspectionIds, decidedBy: by },
  };
}

type Told = {
  readonly today: string;
  readonly ratingId: string;
  readonly by: string;
  /** What is in force was created today: another creation of the day may still take its place. */
  readonly isHeldOfToday: boolean;
};

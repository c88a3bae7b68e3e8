import type { RatingKind } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";

/** A rating as it was decided. */
export type Rating = {
  readonly ratingId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly stars: number;
  readonly isTrial: boolean;
  readonly kind: RatingKind;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly reason: string;
  readonly rubricId: string | null;
  readonly rubricVersion: number | null;
  readonly score: number | null;
  readonly evidence: readonly string[];
  readonly decidedAt: string;
  readonly decidedBy: string | null;
};

type Row = Omit<Rating, "decidedAt"> & { decidedAt: Date };

/** All ratings of a district, or of one subject, in the order in which they begin. */
export async function readRatings(
  tx: Queryable,
  districtId: string,
  subject: { readonly kind: string; readonly id: string } | null = null,
): Promise<Rating[]> {
  const rows = await tx.query<Row>(
    `select rating_id as "ratingId", subject_kind as "subjectKind", subject_id as "subjectId", stars,
       is_trial as "isTrial", kind, valid_from::text as "validFrom", valid_to::text as "validTo", reason,
       rubric_id as "rubricId", rubric_version as "rubricVersion", score::float8 as score, evidence,
       decided_at as "decidedAt", decided_by as "decidedBy"
     from rating where district_id = $1 and ($2::text is null or (subject_kind = $2 and subject_id = $3))
     order by valid_from, decided_at, rating_id`,
    [districtId, subject?.kind ?? null, subject?.id ?? null],
  );
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}

/** Adds a rating; what was before stays. */
export const insertRating = (
  tx: Queryable,
  districtId: string,
  rating: Omit<Rating, "decidedAt">,
) =>
  tx.query(
    `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, is_trial, kind, valid_from, valid_to,
       reason, rubric_id, rubric_version, score, evidence, decided_at, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, clock_timestamp(), $15)`,
    [
      ...[districtId, rating.ratingId, rating.subjectKind, rating.subjectId, rating.stars],
      ...[rating.isTrial, rating.kind, rating.validFrom, rating.validTo, rating.reason],
      ...[rating.rubricId, rating.rubricVersion, rating.score, JSON.stringify(rating.evidence)],
      rating.decidedBy,
    ],
  );

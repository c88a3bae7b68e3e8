import { createHash, randomUUID } from "node:crypto";
import type { RubricContent } from "../../data/rubric.ts";
import { itemsOf } from "../../data/rubric-score.ts";
import type { Queryable } from "../../server/store/database.ts";

/** Full marks, but for the points of some items. */
export const marksOf = (rubric: RubricContent, points: Record<string, number | null> = {}) =>
  itemsOf(rubric).map((item) => ({
    itemId: item.itemId,
    points: item.itemId in points ? points[item.itemId]! : item.points,
  }));

type Inspected = {
  readonly subjectId: string;
  readonly subjectKind?: "facility" | "street";
  readonly rubricId: string;
  readonly version?: number;
  readonly at: Date;
  readonly marks: readonly { itemId: string; points: number | null }[];
  readonly vetoes?: readonly string[];
};

/** Writes an inspection into `north` as if it had come in. @returns its id. */
export async function inspect(tx: Queryable, one: Inspected): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `insert into inspection (district_id, inspection_id, subject_kind, subject_id, rubric_id, rubric_version, level,
       inspected_at, inspector, inspector_name, marks, vetoes, digest)
     values ('north', $1, $2, $3, $4, $5, 'section', $6, 'a1', '检查员', $7::jsonb, $8::jsonb, $9)`,
    [
      ...[id, one.subjectKind ?? "facility", one.subjectId, one.rubricId, one.version ?? 1, one.at],
      ...[JSON.stringify(one.marks), JSON.stringify(one.vetoes ?? [])],
      createHash("sha256").update(id).digest("hex"),
    ],
  );
  return id;
}

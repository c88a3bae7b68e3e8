import { RUBRICS, RubricContent } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";

/** A version of a rubric; version 0 is the preset, of which nothing is kept yet. */
export type RubricVersion = {
  readonly rubricId: string;
  readonly version: number;
  readonly state: "proposal" | "approved" | "withdrawn";
  /** First local day it is scored by. */
  readonly effectiveFrom: string;
  readonly content: RubricContent;
  readonly note: string;
  readonly createdAt: string | null;
  readonly createdBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decisionNote: string | null;
};

type Row = Omit<RubricVersion, "createdAt" | "decidedAt" | "content"> & {
  content: unknown;
  createdAt: Date;
  decidedAt: Date | null;
};

const preset = (rubricId: string, content: RubricContent): RubricVersion => ({
  ...{ rubricId, version: 0, state: "proposal", effectiveFrom: "0001-01-01", content, note: "" },
  ...{ createdAt: null, createdBy: null, decidedAt: null, decidedBy: null, decisionNote: null },
});

/** All versions of all rubrics of a district, each rubric's in order; presets that nobody has written over are version 0. */
export async function readRubrics(tx: Queryable, districtId: string): Promise<RubricVersion[]> {
  const rows = await tx.query<Row>(
    `select rubric_id as "rubricId", version, state, effective_from::text as "effectiveFrom", content, note,
       created_at as "createdAt", created_by as "createdBy", decided_at as "decidedAt", decided_by as "decidedBy",
       decision_note as "decisionNote"
     from rubric_version where district_id = $1 order by rubric_id, version`,
    [districtId],
  );
  const kept = rows.map(
    (row): RubricVersion => ({
      ...row,
      content: RubricContent.parse(row.content),
      createdAt: row.createdAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    }),
  );
  const presets = Object.entries(RUBRICS)
    .filter(([rubricId]) => !kept.some((one) => one.rubricId === rubricId))
    .map(([rubricId, content]) => preset(rubricId, content));
  return [...presets, ...kept];
}

/**
 * Which version of a rubric is scored by on a day: the latest approved one that had begun; where none is, the latest
 * proposal, and what it gives is 试评.
 *
 * @param versions  of one rubric.
 */
export function versionOn(versions: readonly RubricVersion[], day: string): RubricVersion | null {
  const of = (state: RubricVersion["state"]) =>
    versions
      .filter((one) => one.state === state && one.effectiveFrom <= day)
      .sort((a, b) =>
        a.effectiveFrom === b.effectiveFrom
          ? a.version - b.version
          : a.effectiveFrom < b.effectiveFrom
            ? -1
            : 1,
      )
      .at(-1);
  return of("approved") ?? of("proposal") ?? null;
}

/** Keeps a preset as version 1 before anything refers to it: a later program may bring another preset. @returns its version. */
export async function keepPreset(tx: Queryable, districtId: string, rubricId: string) {
  await tx.query(
    `insert into rubric_version (district_id, rubric_id, version, content, effective_from, note, created_by)
     values ($1, $2, 1, $3::jsonb, '0001-01-01', '', '') on conflict do nothing`,
    [districtId, rubricId, JSON.stringify(RUBRICS[rubricId])],
  );
  return 1;
}

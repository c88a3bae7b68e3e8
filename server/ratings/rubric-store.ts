import { RUBRICS, RubricContent } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";

/** A version of a rubric; version 0 is the preset, of which nothing is kept yet. */
export type RubricVersion = {
  readonly rubricId: string;
  readonly version: number;
  readonly state: "proposal" | "approved" | "withdrawn";
  /** First local day it is scored by; of a proposal, as it is proposed. */
  readonly effectiveFrom: string;
  /** First local day it was scored by while nobody had decided on it. */
  readonly proposedFrom: string;
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

/** From when on presets are proposed. */
const ALWAYS = "0001-01-01";

const preset = (rubricId: string, content: RubricContent): RubricVersion => ({
  ...{ rubricId, version: 0, state: "proposal", effectiveFrom: ALWAYS, proposedFrom: ALWAYS },
  ...{ content, note: "" },
  ...{ createdAt: null, createdBy: null, decidedAt: null, decidedBy: null, decisionNote: null },
});

/** Those there are presets of come first, in their order; the district's own after them, by id. */
const placeOf = ({ rubricId }: RubricVersion) => {
  const at = Object.keys(RUBRICS).indexOf(rubricId);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
};

/** All versions of all rubrics of a district, each rubric's in order; presets that nobody has written over are version 0. */
export async function readRubrics(tx: Queryable, districtId: string): Promise<RubricVersion[]> {
  const rows = await tx.query<Row>(
    `select rubric_id as "rubricId", version, state, effective_from::text as "effectiveFrom",
       proposed_from::text as "proposedFrom", content, note,
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
  return [...presets, ...kept].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Which version of a rubric is scored by on a day: the latest approved one that had begun; where none had, the latest
 * that was proposed by then, also if it was approved for a later day, and what it gives is 试评.
 *
 * @param versions  of one rubric.
 */
export function versionOn(versions: readonly RubricVersion[], day: string): RubricVersion | null {
  const latest = (of: (one: RubricVersion) => string | null) =>
    versions
      .flatMap((one) => {
        const from = of(one);
        return from !== null && from <= day ? [{ one, from }] : [];
      })
      .sort((a, b) => a.from.localeCompare(b.from) || a.one.version - b.one.version)
      .at(-1)?.one;
  const approved = latest((one) => (one.state === "approved" ? one.effectiveFrom : null));
  return (
    approved ??
    latest(({ state, proposedFrom }) => (state === "withdrawn" ? null : proposedFrom)) ??
    null
  );
}

/** Keeps a preset as version 1 before anything refers to it: a later program may bring another preset. @returns its version. */
export async function keepPreset(tx: Queryable, districtId: string, rubricId: string) {
  await tx.query(
    `insert into rubric_version (district_id, rubric_id, version, content, proposed_from, effective_from, note, created_by)
     values ($1, $2, 1, $3::jsonb, '${ALWAYS}', '${ALWAYS}', '', '') on conflict do nothing`,
    [districtId, rubricId, JSON.stringify(RUBRICS[rubricId])],
  );
  return 1;
}

/** Writes a version as a proposal. */
export const insertVersion = (
  tx: Queryable,
  districtId: string,
  one: Pick<RubricVersion, "rubricId" | "version" | "content" | "effectiveFrom" | "note"> & {
    readonly createdBy: string;
  },
) =>
  tx.query(
    `insert into rubric_version (district_id, rubric_id, version, content, proposed_from, effective_from, note, created_by)
     values ($1, $2, $3, $4::jsonb, $5, $5, $6, $7)`,
    [
      ...[districtId, one.rubricId, one.version, JSON.stringify(one.content), one.effectiveFrom],
      ...[one.note, one.createdBy],
    ],
  );

/** Decides on a proposal, once. @param effectiveFrom  null: as it is. */
export const decideVersion = (
  tx: Queryable,
  districtId: string,
  one: {
    readonly rubricId: string;
    readonly version: number;
    readonly state: "approved" | "withdrawn";
    readonly effectiveFrom: string | null;
    readonly note: string;
    readonly by: string;
  },
) =>
  tx.query(
    `update rubric_version set state = $4, effective_from = coalesce($5::date, effective_from), decided_at = now(),
       decided_by = $6, decision_note = $7
     where district_id = $1 and rubric_id = $2 and version = $3 and state = 'proposal'`,
    [districtId, one.rubricId, one.version, one.state, one.effectiveFrom, one.by, one.note],
  );

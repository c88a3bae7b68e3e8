import type { Queryable } from "../store/database.ts";
import type { Content, ReportHead } from "./document-schema.ts";
import type { Period } from "./records.ts";
import { recordsIn } from "./since.ts";

export type Kind = ReportHead["kind"];

/** A bulletin or ranking as it is kept: a draft has no number. */
export type Kept = {
  readonly head: ReportHead;
  readonly remarks: string;
  readonly revision: number;
  readonly content: Content;
};

type Other = { reportId: string; year: number; number: number };
type HeadRow = Pick<ReportHead, "reportId" | "kind" | "from" | "to" | "composedBy" | "records"> & {
  isPublished: boolean;
  year: number | null;
  number: number | null;
  composedAt: Date;
  publishedAt: Date | null;
  publishedBy: string | null;
  corrects: Other | null;
  correctedBy: Other | null;
};

const ALL = `
  select district_id, report_id, kind, year, number, from_day, to_day, corrects, remarks, content, records, composed_at,
    composed_by, published_at, published_by, published_on, 0 as revision from report
  union all
  select district_id, report_id, kind, null, null, from_day, to_day, corrects, remarks, content, records, composed_at,
    composed_by, null, null, null, revision from report_draft`;

const other = (
  on: string,
) => `(select jsonb_build_object('reportId', o.report_id, 'year', o.year, 'number', o.number)
  from report o where o.district_id = r.district_id and ${on})`;

const HEAD = `r.report_id as "reportId", r.kind, to_char(r.from_day, 'YYYY-MM-DD') as "from",
  to_char(r.to_day, 'YYYY-MM-DD') as "to", r.published_at is not null as "isPublished", r.year, r.number,
  r.composed_at as "composedAt", r.composed_by as "composedBy", r.published_at as "publishedAt",
  r.published_by as "publishedBy", r.records,
  ${other("o.report_id = r.corrects")} as corrects, ${other("o.corrects = r.report_id")} as "correctedBy"`;

const headOf = ({ composedAt, publishedAt, ...row }: HeadRow): ReportHead => ({
  ...row,
  composedAt: composedAt.toISOString(),
  publishedAt: publishedAt?.toISOString() ?? null,
});

const heads = async (tx: Queryable, where: string, asked: readonly unknown[]) =>
  (
    await tx.query<HeadRow>(
      `select ${HEAD} from (${ALL}) r where r.district_id = $1 and ${where}`,
      [...asked],
    )
  ).map(headOf);

/** Published between two days, the latest first. */
export const readPublished = (
  tx: Queryable,
  districtId: string,
  kind: Kind,
  { from, to }: Period,
) =>
  heads(
    tx,
    "r.kind = $2 and r.published_on between $3 and $4 order by r.published_at desc, r.number desc",
    [districtId, kind, from, to],
  );

/** Drafts, the latest first. */
export const readDrafts = (tx: Queryable, districtId: string) =>
  heads(tx, "r.published_at is null order by r.composed_at desc", [districtId]);

/** Those of a period exactly, drafts too; the latest first. */
export const readOfPeriod = (tx: Queryable, districtId: string, kind: Kind, { from, to }: Period) =>
  heads(
    tx,
    "r.kind = $2 and r.from_day = $3 and r.to_day = $4 order by r.published_at desc nulls first",
    [districtId, kind, from, to],
  );

/** Published ones whose period meets another, but for those that were put right. */
export const readMeeting = (tx: Queryable, districtId: string, kind: Kind, { from, to }: Period) =>
  heads(
    tx,
    `r.kind = $2 and r.from_day <= $4 and r.to_day >= $3 and r.published_at is not null
     and not exists (select 1 from report o where o.district_id = $1 and o.corrects = r.report_id)
     order by r.from_day`,
    [districtId, kind, from, to],
  );

/** The last day that a published bulletin is of; null where there is none. */
export async function readLastDay(tx: Queryable, districtId: string): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>(
    `select to_char(max(to_day), 'YYYY-MM-DD') as day from report where district_id = $1 and kind = 'bulletin'`,
    [districtId],
  );
  return row?.day ?? null;
}

/** One of them whole. @param isLocked  so that nobody changes a draft meanwhile. */
export async function readReport(
  tx: Queryable,
  districtId: string,
  reportId: string,
  isLocked = false,
): Promise<Kept | null> {
  if (isLocked)
    await tx.query(
      "select 1 from report_draft where district_id = $1 and report_id = $2 for update",
      [districtId, reportId],
    );
  const [row] = await tx.query<
    HeadRow & { remarks: string; revision: number | string; content: Content }
  >(
    `select ${HEAD}, r.remarks, r.revision, r.content from (${ALL}) r where r.district_id = $1 and r.report_id = $2`,
    [districtId, reportId],
  );
  if (!row) return null;
  const { remarks, revision, content, ...head } = row;
  return { head: headOf(head), remarks, revision: Number(revision), content };
}

type Composed = {
  readonly reportId: string;
  readonly content: Content;
  readonly corrects: string | null;
  readonly by: string;
};

export const insertDraft = (
  tx: Queryable,
  districtId: string,
  { reportId, content, corrects, by }: Composed,
) =>
  tx.query(
    `insert into report_draft (district_id, report_id, kind, from_day, to_day, corrects, content, composed_by, records)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)`,
    [
      ...[districtId, reportId, content.kind, content.from, content.to, corrects],
      ...[JSON.stringify(content), by, recordsIn(content)],
    ],
  );

/** The same draft, composed anew of the records as they are now. */
export const recomposeDraft = (
  tx: Queryable,
  districtId: string,
  { reportId, content, by }: Omit<Composed, "corrects">,
) =>
  tx.query(
    `update report_draft set content = $3::jsonb, composed_at = now(), composed_by = $4, records = $5, revision = revision + 1
     where district_id = $1 and report_id = $2`,
    [districtId, reportId, JSON.stringify(content), by, recordsIn(content)],
  );

export const updateRemarks = (
  tx: Queryable,
  districtId: string,
  reportId: string,
  remarks: string,
) =>
  tx.query(
    `update report_draft set remarks = $3, revision = revision + 1 where district_id = $1 and report_id = $2`,
    [districtId, reportId, remarks],
  );

export const deleteDraft = (tx: Queryable, districtId: string, reportId: string) =>
  tx.query("delete from report_draft where district_id = $1 and report_id = $2", [
    districtId,
    reportId,
  ]);

/** Whoever publishes waits for whoever does so at the same time: no number and no period is given twice. */
export const waitToPublish = (tx: Queryable, districtId: string) =>
  tx.query("select pg_advisory_xact_lock(hashtext('report ' || $1))", [districtId]);

/** Publishes a draft as it stands, under the next number of its kind in the year; `waitToPublish` comes first. */
export async function publishDraft(
  tx: Queryable,
  districtId: string,
  {
    reportId,
    by,
    today,
  }: { readonly reportId: string; readonly by: string; readonly today: string },
): Promise<void> {
  await tx.query(
    `insert into report (district_id, report_id, kind, year, number, from_day, to_day, corrects, remarks, content,
       records, composed_at, composed_by, published_by, published_on)
     select district_id, report_id, kind, $3::int,
       1 + coalesce((select max(number) from report o
         where o.district_id = $1 and o.kind = d.kind and o.year = $3::int), 0),
       from_day, to_day, corrects, remarks, content, records, composed_at, composed_by, $4, $5
     from report_draft d where district_id = $1 and report_id = $2`,
    [districtId, reportId, Number(today.slice(0, 4)), by, today],
  );
  await deleteDraft(tx, districtId, reportId);
}

import { randomUUID } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { bulletinOf } from "./bulletin.ts";
import { addDays, daysBetween, monthPeriod } from "./days.ts";
import { dueDefinition } from "./definitions.ts";
import type { ComposeDraft, MonthAnswer, OverviewAnswer, ReportWire } from "./document-schema.ts";
import {
  deleteDraft,
  insertDraft,
  type Kept,
  type Kind,
  publishDraft,
  readDrafts,
  readLastDay,
  readMeeting,
  readOfPeriod,
  readPublished,
  readReport,
  recomposeDraft,
  updateRemarks,
  waitToPublish,
} from "./document-store.ts";
import { dueOf } from "./due.ts";
import { readMaterial, readSince } from "./material-store.ts";
import { rankingOf } from "./ranking.ts";
import { type Desk, refused } from "./record-desk.ts";
import type { Period } from "./records.ts";
import { reportsSetting } from "./settings.ts";
import { recordsIn, sinceOf } from "./since.ts";

/** A bulletin is of no more days: the interval's own bound. */
const MOST_DAYS = 31;
const MOST_OVERVIEW_DAYS = 1_100;

/** Composes what a period's records come to. */
async function composed(tx: Queryable, districtId: string, kind: Kind, period: Period) {
  const rules = await reportsSetting.read(tx, districtId);
  const material = await readMaterial(tx, districtId, period);
  return kind === "bulletin"
    ? bulletinOf(material, period, rules)
    : rankingOf(material, period, rules);
}

async function whole(desk: Desk, { head, ...kept }: Kept): Promise<ReportWire> {
  const material = await readMaterial(desk.tx, desk.districtId, head);
  return { ...head, ...kept, since: sinceOf(kept.content, material) };
}

/** What was due and what was issued in a period, and what could be composed next. */
export async function overviewOf(
  { tx, districtId, today }: Desk,
  query: Period,
  mayPublish: boolean,
): Promise<OverviewAnswer> {
  if (query.to < query.from) throw refusedQuery("to", "period-order", "not before `from`");
  if (daysBetween(query.from, query.to) > MOST_OVERVIEW_DAYS)
    throw refusedQuery("to", "period-long", `within ${MOST_OVERVIEW_DAYS} days`);
  const { intervalDays } = await reportsSetting.read(tx, districtId);
  const since = await readSince(tx, districtId);
  const bulletins = await readPublished(tx, districtId, "bulletin", query);
  const rankings = await readPublished(tx, districtId, "ranking", query);
  const own = (heads: typeof bulletins) => heads.filter(({ corrects }) => !corrects).length;
  const until = query.to > today ? today : query.to;
  return {
    ...{ districtId, query, intervalDays, since },
    due: dueOf({ from: query.from, to: until }, intervalDays, since),
    issued: {
      ...{ bulletins: own(bulletins), rankings: own(rankings) },
      corrections: bulletins.length + rankings.length - own(bulletins) - own(rankings),
    },
    definition: dueDefinition(intervalDays),
    drafts: mayPublish ? await readDrafts(tx, districtId) : [],
    ...{ bulletins, rankings },
    next: nextOf(today, intervalDays, await readLastDay(tx, districtId)),
  };
}

/** The days after the last bulletin where no more than an interval has gone by, otherwise the last interval. */
function nextOf(today: string, intervalDays: number, last: string | null) {
  const latest = addDays(today, 1 - intervalDays);
  const from = last !== null && last >= latest ? addDays(last, 1) : latest;
  const begun = from > today ? today : from;
  return { from: begun, to: today, month: addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7) };
}

const refusedQuery = (field: string, rule: string, remedy: string) =>
  new DomainError("query-invalid", `${field}: ${remedy}`, [{ field, remedy, rule }]);

/** How areas stand in a month by the records as they are, beside what was published of it. */
export async function monthOf(
  { tx, districtId, today }: Desk,
  month: string,
  mayPublish: boolean,
): Promise<z.infer<typeof MonthAnswer>> {
  const period = monthPeriod(month);
  const rules = await reportsSetting.read(tx, districtId);
  const known = await readOfPeriod(tx, districtId, "ranking", period);
  return {
    ...{ districtId, month, isOver: period.to < today },
    published: known.filter(({ isPublished }) => isPublished),
    drafts: mayPublish ? known.filter(({ isPublished }) => !isPublished) : [],
    current: rankingOf(await readMaterial(tx, districtId, period), period, rules),
  };
}

/** One whole; a draft only for whoever may publish. */
export async function oneOf(desk: Desk, reportId: string, mayPublish: boolean) {
  const kept = await readReport(desk.tx, desk.districtId, reportId);
  if (!kept || (!kept.head.isPublished && !mayPublish)) throw unknown(reportId);
  return whole(desk, kept);
}

const unknown = (id: string) => new DomainError("record-unknown", `No bulletin or ranking ${id}`);

/** Composes a draft of a period's records. */
export async function compose(desk: Desk, draft: ComposeDraft): Promise<ReportWire> {
  const { tx, districtId, caller } = desk;
  const { kind, from, to, corrects = null } = draft;
  requirePeriod(desk, draft);
  await requireRoom(desk, draft);
  const content = await composed(tx, districtId, kind, { from, to });
  const reportId = randomUUID();
  await insertDraft(tx, districtId, { reportId, content, corrects, by: caller.name });
  await told(desk, reportId, "compose", {
    before: null,
    after: { reportKind: kind, fromDay: from, toDay: to, corrects, records: recordsIn(content) },
  });
  return oneOf(desk, reportId, true);
}

function requirePeriod({ today }: Desk, { kind, from, to }: ComposeDraft) {
  if (to < from) throw refused("to", "period-order", "not before `from`");
  if (to > today) throw refused("to", "day-ahead", "a day that has come");
  if (kind === "bulletin" && daysBetween(from, to) >= MOST_DAYS)
    throw refused("to", "period-long", `no more than ${MOST_DAYS} days`);
  if (kind === "bulletin") return;
  const month = monthPeriod(from.slice(0, 7));
  if (month.from !== from || month.to !== to)
    throw refused("from", "not-month", "the first and the last day of a month");
  if (to >= today) throw refused("to", "month-open", "a month that is over");
}

/** A published period is not published twice: what is wrong with it is put right by a correction of it. */
async function requireRoom(
  { tx, districtId }: Desk,
  { kind, from, to, corrects }: ComposeDraft,
): Promise<void> {
  if (corrects !== undefined) {
    const wrong = await readReport(tx, districtId, corrects);
    if (!wrong?.head.isPublished || wrong.head.kind !== kind)
      throw refused("corrects", "record-unknown", "a published one of the same kind");
    if (wrong.head.correctedBy) throw conflict("report-corrected", "It was corrected before");
    if (wrong.head.from !== from || wrong.head.to !== to)
      throw refused("from", "not-same-period", "the period of what it corrects");
    return;
  }
  const meeting = await readMeeting(tx, districtId, kind, { from, to });
  if (meeting.length > 0)
    throw conflict("report-overlaps", "Days of the period are in a published one: correct that");
}

/** A draft that is to be changed, as whoever changes it has read it. */
async function draftOf({ tx, districtId }: Desk, reportId: string, revision: number | null) {
  const kept = await readReport(tx, districtId, reportId, true);
  if (!kept) throw unknown(reportId);
  if (kept.head.isPublished)
    throw conflict("report-published", "It is published and never changes: correct it");
  if (revision !== null && kept.revision !== revision)
    throw conflict("report-changed", "Somebody has changed the draft meanwhile");
  return kept;
}

/** Writes a draft's remarks; its figures are its records'. */
export async function remark(
  desk: Desk,
  reportId: string,
  { remarks, revision }: { readonly remarks: string; readonly revision: number },
): Promise<ReportWire> {
  const before = await draftOf(desk, reportId, revision);
  await updateRemarks(desk.tx, desk.districtId, reportId, remarks);
  await told(desk, reportId, "remark", {
    before: { remarks: before.remarks },
    after: { remarks },
  });
  return oneOf(desk, reportId, true);
}

/** Composes a draft anew of the records as they are now; its remarks stay. */
export async function recompose(desk: Desk, reportId: string): Promise<ReportWire> {
  const { tx, districtId, caller } = desk;
  const { head, content: before } = await draftOf(desk, reportId, null);
  const content = await composed(tx, districtId, head.kind, head);
  await recomposeDraft(tx, districtId, { reportId, content, by: caller.name });
  await told(desk, reportId, "recompose", {
    before: { records: recordsIn(before) },
    after: { records: recordsIn(content) },
  });
  return oneOf(desk, reportId, true);
}

/** Publishes a draft as it was read: from then on nothing of it changes. */
export async function publish(desk: Desk, reportId: string, revision: number): Promise<ReportWire> {
  const { tx, districtId, caller, today } = desk;
  await waitToPublish(tx, districtId);
  const { head } = await draftOf(desk, reportId, revision);
  const { kind, from, to, corrects } = head;
  await requireRoom(desk, { kind, from, to, ...(corrects ? { corrects: corrects.reportId } : {}) });
  await publishDraft(tx, districtId, { reportId, by: caller.name, today });
  const published = await oneOf(desk, reportId, true);
  const { year, number } = published;
  await told(desk, reportId, "publish", {
    before: null,
    after: { reportKind: kind, year, number, fromDay: from, toDay: to },
  });
  return published;
}

/** Takes a draft away. */
export async function drop(desk: Desk, reportId: string): Promise<void> {
  const { head } = await draftOf(desk, reportId, null);
  await deleteDraft(desk.tx, desk.districtId, reportId);
  const { kind, from, to } = head;
  await told(desk, reportId, "drop", {
    before: { reportKind: kind, fromDay: from, toDay: to },
    after: null,
  });
}

async function told(
  { tx, districtId, caller }: Desk,
  recordId: string,
  verb: string,
  { before, after }: { before: object | null; after: object | null },
) {
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: `report.${verb}`, record: "report", recordId },
    ...{ before: before && { ...before }, after: after && { ...after } },
  });
  await recordChange(tx, districtId, "report", [recordId]);
}

import { COMPLAINT_LIFE, OPEN_STATES } from "../../data/complaint-life.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { type Actor, recordAudit, SERVER_ACTOR } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import type { Desk } from "./case-desk.ts";
import { openCase } from "./case-read.ts";
import { recordCaseChange } from "./case-store.ts";
import { type ComplaintWords, maskCaptions, maskedWords, maskReplaced } from "./erasure-words.ts";
import { readIntake } from "./intake-settings.ts";
import { maskPersonal } from "./mask.ts";
import { holdWatch } from "./reminder-send.ts";

const BATCH = 50;
/** Batches of one round; what is left is done in the next. */
const BATCHES = 20;

const isClosed = (state: string | null) =>
  COMPLAINT_LIFE.states.some(({ id, isOpen }) => id === state && !isOpen);

/** Steps that end a complaint: the last of them says when it ended. */
const ENDINGS = [
  ...new Set(
    [...COMPLAINT_LIFE.everyKind, ...COMPLAINT_LIFE.kinds.flatMap(({ steps }) => steps)]
      .filter(({ to }) => isClosed(to))
      .map(({ action }) => action),
  ),
];

/** Whoever has a complaint that is open, or is merged into one that is, cannot be done without yet. */
const HAS_OPEN = `
  select 1 from complaint c
  left join complaint o on o.district_id = c.district_id and o.complaint_id = c.duplicate_of
  where c.district_id = r.district_id and c.reporter_id = r.reporter_id
    and (c.state = any($2) or o.state = any($2))`;

/** Reporters whose last complaint ended before an instant. */
const OVER = `
  select r.reporter_id as id from reporter r
  where r.district_id = $1 and r.erased_at is null and r.created_at < $3
    and not exists (${HAS_OPEN})
    and not exists (
      select 1 from complaint c
      where c.district_id = r.district_id and c.reporter_id = r.reporter_id
        and greatest(c.received_at, c.settled_at, (
          select max(e.at) from complaint_event e
          where e.district_id = c.district_id and e.complaint_id = c.complaint_id and e.action = any($4)
        )) >= $3)`;

type Watched = { readonly districtId: string; readonly timeZone: string };

/**
 * Erases whoever complained in a district and whose term is over, once on each local day.
 *
 * @param isOver  asked between batches.
 * @returns how many were erased.
 */
export async function eraseOverdue(
  database: Database,
  { districtId, timeZone }: Watched,
  now: Date,
  isOver: () => boolean = () => false,
): Promise<number> {
  const today = localDay(now, timeZone);
  let erased = 0;
  for (let batch = 0; batch < BATCHES && !isOver(); batch++) {
    const count = await database.transaction((tx) => eraseBatch(tx, districtId, today, now), {
      districtId,
    });
    if (count === null) break;
    erased += count;
  }
  return erased;
}

/** @returns null when nothing is left for today, or another process is at it. */
async function eraseBatch(tx: Queryable, districtId: string, today: string, now: Date) {
  const done = "select 1 from complaint_watch where district_id = $1 and erased_on >= $2";
  if ((await tx.query(done, [districtId, today])).length > 0) return null;
  if ((await holdWatch(tx, districtId)) === null) return null;
  const { reporterTermMonths } = await readIntake(tx, districtId);
  const [row] = await tx.query<{ before: Date }>(
    "select $1::timestamptz - make_interval(months => $2::int) as before",
    [now, reporterTermMonths],
  );
  const bounds = [districtId, OPEN_STATES, row!.before, ENDINGS];
  const found = await tx.query<{ id: string }>(`${OVER} order by r.created_at limit ${BATCH}`, [
    ...bounds,
  ]);
  if (found.length === 0) {
    await tx.query("update complaint_watch set erased_on = $2 where district_id = $1", [
      ...[districtId, today],
    ]);
    return null;
  }
  const ids = found.map(({ id }) => id);
  await tx.query(
    "select 1 from reporter where district_id = $1 and reporter_id = any($2) order by reporter_id for update",
    [districtId, ids],
  );
  // anew, now that nobody else writes them: one may have called again meanwhile
  const still = await tx.query<{ id: string }>(`${OVER} and r.reporter_id = any($5)`, [
    ...[...bounds, ids],
  ]);
  const how = { actor: SERVER_ACTOR, now, reason: "", termMonths: reporterTermMonths };
  const masked: string[] = [];
  for (const { id } of still) masked.push(...(await erase(tx, districtId, id, how)));
  if (masked.length > 0) await recordCaseChange(tx, districtId, masked);
  return still.length;
}

type How = {
  readonly actor: Actor;
  readonly now: Date;
  readonly reason: string;
  /** null where somebody asked for it. */
  readonly termMonths: number | null;
};

/**
 * Takes away who somebody is: the record about them, what of it stands in the words of their complaints, in what imports
 * replaced of those and below their photographs, and the keys under which they were sent. Their reporter is locked already.
 *
 * What remains is a number. The words of events never held it (`happen` masks them as they are written).
 *
 * @returns the complaints whose words were changed.
 */
async function erase(
  tx: Queryable,
  districtId: string,
  reporterId: string,
  { actor, now, reason, termMonths }: How,
): Promise<string[]> {
  const [reporter] = await tx.query<{ name: string | null }>(
    "select name from reporter where district_id = $1 and reporter_id = $2",
    [districtId, reporterId],
  );
  const names = reporter?.name ? [reporter.name] : [];
  const complaints = await tx.query<ComplaintWords & { id: string }>(
    `select complaint_id as id, text, address, place_note as "placeNote", public_text as "publicText"
     from complaint where district_id = $1 and reporter_id = $2 order by complaint_id for update`,
    [districtId, reporterId],
  );
  const changed: string[] = [];
  for (const { id, ...words } of complaints) {
    const masked = maskedWords(words, names);
    if (JSON.stringify(masked) === JSON.stringify(words)) continue;
    changed.push(id);
    // a form that is open still has the words: its version is an old one from now on
    await tx.query(
      `update complaint set text = $3, address = $4, place_note = $5, public_text = $6, revision = revision + 1
       where district_id = $1 and complaint_id = $2`,
      [districtId, id, masked.text, masked.address, masked.placeNote, masked.publicText],
    );
  }
  const ids = complaints.map(({ id }) => id);
  await maskCaptions(tx, districtId, ids, names);
  await maskReplaced(tx, districtId, ids, names);
  await tx.query("delete from complaint_key where district_id = $1 and complaint_id = any($2)", [
    ...[districtId, ids],
  ]);
  await tx.query(
    `update reporter set name = null, telephone = null, digits = null, contact = null, erased_at = $3
     where district_id = $1 and reporter_id = $2`,
    [districtId, reporterId, now],
  );
  await tx.query(
    `insert into reporter_erasure (district_id, reporter_id, erased_at, reason, erased_by, term_months)
     values ($1, $2, $3, $4, $5, $6)`,
    [districtId, reporterId, now, maskPersonal(reason, names).text, actor.name, termMonths],
  );
  await recordAudit(tx, districtId, {
    ...{ actor, action: "reporter.erase", record: "reporter", recordId: reporterId },
    before: null,
    after: { complaint: complaints.length, isByTerm: termMonths !== null },
  });
  return changed;
}

/**
 * Erases at once who complained, because somebody asks for it. It cannot be undone.
 *
 * @throws {DomainError} as `openCase`; `forbidden`; `conflict` where nobody is known, or one of their complaints is open.
 */
export async function eraseAsked(desk: Desk, complaintId: string, reason: string) {
  const { tx, districtId, actor, now } = desk;
  const { complaint } = await openCase(desk, complaintId);
  const { reporterId, position, isConfidential } = complaint;
  if (!isConfidential && !desk.may("complaints.petitions", position))
    throw new DomainError("forbidden", "complaints.petitions is not granted to you here");
  const [reporter] = await tx.query<{ erasedAt: Date | null }>(
    `select erased_at as "erasedAt" from reporter where district_id = $1 and reporter_id = $2 for update`,
    [districtId, reporterId],
  );
  if (!reporterId || !reporter || reporter.erasedAt)
    throw conflict(
      "reporter-none",
      "Nobody is known to have complained, or they are erased already",
    );
  const open = await tx.query(
    `select 1 from reporter r where r.district_id = $1 and r.reporter_id = $3 and exists (${HAS_OPEN})`,
    [districtId, OPEN_STATES, reporterId],
  );
  if (open.length > 0)
    throw conflict(
      "reporter-needed",
      "One of their complaints is open, and must be answered first",
    );
  const masked = await erase(tx, districtId, reporterId, { actor, now, reason, termMonths: null });
  await recordCaseChange(tx, districtId, [...new Set([complaintId, ...masked])]);
  return { complaintId, erasedAt: now.toISOString(), textsMasked: masked.length };
}

import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { type Caller, callerOf, type Reach, reachOf, requirePlace } from "../http/caller.ts";
import { conflict, DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { addDays, weekdayOf } from "./days.ts";
import { readToday } from "./material-store.ts";
import type {
  ActivityDraft,
  ActivityWire,
  ExposureDraft,
  ExposureWire,
  InspectionDraft,
  InspectionWire,
  JudgeDraft,
} from "./record-schema.ts";
import {
  insertActivity,
  insertExposure,
  insertInspection,
  judgeExposure,
  type RecordKind,
  readActivities,
  readAreas,
  readExposures,
  readInspections,
  tableOf,
  withdrawRecord,
} from "./record-store.ts";
import { deductedOf } from "./records.ts";
import { reportsSetting } from "./settings.ts";

/** Whoever is at work on the records of a district, in one transaction. */
export type Desk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly caller: Caller;
  readonly reach: Reach;
  readonly today: string;
};

/** How long ago a record may lie that is entered today. */
const MOST_DAYS_AGO = 400;

export const refused = (field: string, rule: string, remedy: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, rule }]);

/** Opens the desk of the district that a request names. */
export const deskOf =
  (database: Database) =>
  <T>(c: Context<HttpEnv>, districtId: string, work: (desk: Desk) => Promise<T>): Promise<T> =>
    database.transaction(
      async (tx) => {
        const district = await readToday(tx, districtId);
        if (!district) throw new DomainError("district-unknown", `No district ${districtId}`);
        const today = localDay(new Date(), district.timeZone);
        return work({ tx, districtId, caller: callerOf(c), reach: reachOf(c), today });
      },
      { districtId },
    );

/** The area must hold on the day and lie within whoever's reach; the day must not lie ahead. */
async function requireArea({ tx, districtId, reach, today }: Desk, areaId: string, day: string) {
  if (day > today) throw refused("day", "day-ahead", "a day that has come");
  if (day < addDays(today, -MOST_DAYS_AGO))
    throw refused("day", "day-old", `within ${MOST_DAYS_AGO} days`);
  const [area] = await readAreas(tx, districtId, day, areaId);
  if (!area)
    throw refused("areaId", "record-unknown", "a township, sub-district or community of that day");
  requirePlace(reach, area.position);
}

/** What is known of a record of a kind; undefined where there is none. */
const reading = {
  inspection: async (desk: Desk, id: string) =>
    (await readInspections(desk.tx, desk.districtId, { id }))[0],
  activity: async (desk: Desk, id: string) =>
    (await readActivities(desk.tx, desk.districtId, { id }))[0],
  exposure: async (desk: Desk, id: string) =>
    (await readExposures(desk.tx, desk.districtId, { id }))[0],
};

async function told(
  { tx, districtId, caller }: Desk,
  kind: RecordKind,
  verb: string,
  recordId: string,
  { before, after }: { before: object | null; after: object | null },
) {
  const record = tableOf(kind);
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: `${record}.${verb}`, record, recordId },
    ...{ before: before && { ...before }, after: after && { ...after } },
  });
  await recordChange(tx, districtId, "community_record", [recordId]);
}

/** Enters an inspection; one that was sent before stays as it is. */
export async function enterInspection(desk: Desk, draft: InspectionDraft): Promise<InspectionWire> {
  const { tx, districtId, caller } = desk;
  const { inspectionId: id = randomUUID(), areaId, day, note } = draft;
  await requireArea(desk, areaId, day);
  const rules = await reportsSetting.read(tx, districtId);
  const twice = draft.found.findIndex(
    ({ itemId }, i) => draft.found.findIndex((one) => one.itemId === itemId) < i,
  );
  if (twice >= 0) throw refused(`found.${twice}.itemId`, "item-twice", "each item once");
  const found = draft.found.map((one) => ({ ...one, points: rules.points[one.itemId] }));
  const deducted = deductedOf(found, rules.deductionsCap);
  const entry = { id, by: caller.name, areaId, day, note, found, deducted };
  if (await insertInspection(tx, districtId, entry))
    await told(desk, "inspection", "create", id, {
      before: null,
      after: { areaId, day, found, deducted, note },
    });
  return (await reading.inspection(desk, id))!; // it was just written, or there before
}

/** Enters what an area did on a hygiene day. */
export async function enterActivity(desk: Desk, draft: ActivityDraft): Promise<ActivityWire> {
  const { tx, districtId, caller } = desk;
  const { activityId: id = randomUUID(), areaId, day, done, people } = draft;
  await requireArea(desk, areaId, day);
  const { hygieneWeekday } = await reportsSetting.read(tx, districtId);
  if (weekdayOf(day) !== hygieneWeekday)
    throw refused("day", "not-hygiene-day", "a hygiene day of the week");
  const entry = { id, by: caller.name, areaId, day, done, ...(people ? { people } : {}) };
  if (await insertActivity(tx, districtId, entry))
    await told(desk, "activity", "create", id, {
      before: null,
      after: { areaId, day, done, people },
    });
  return (await reading.activity(desk, id))!; // it was just written, or there before
}

/** Enters what the media said of an area. */
export async function enterExposure(desk: Desk, draft: ExposureDraft): Promise<ExposureWire> {
  const { tx, districtId, caller } = desk;
  const { exposureId: id = randomUUID(), ...said } = draft;
  await requireArea(desk, said.areaId, said.day);
  if (await insertExposure(tx, districtId, { id, by: caller.name, ...said }))
    await told(desk, "exposure", "create", id, { before: null, after: said });
  return (await reading.exposure(desk, id))!; // it was just written, or there before
}

/** Takes a record back: it stays to be read and counts no more. */
export async function takeBack<K extends RecordKind>(
  desk: Desk,
  kind: K,
  id: string,
  reason: string,
): Promise<NonNullable<Awaited<ReturnType<(typeof reading)[K]>>>> {
  const known = await reading[kind](desk, id);
  if (!known) throw new DomainError("record-unknown", `No ${kind} ${id}`);
  await requireOwnReach(desk, known.areaId, known.day);
  const { tx, districtId, caller } = desk;
  if (!(await withdrawRecord(tx, districtId, kind, { id, by: caller.name, reason })))
    throw conflict("entry-withdrawn", "It was taken back before");
  await told(desk, kind, "withdraw", id, {
    before: { isActive: true },
    after: { isActive: false, reason },
  });
  // of the kind that was asked for, and it was just there
  return (await reading[kind](desk, id)) as NonNullable<Awaited<ReturnType<(typeof reading)[K]>>>;
}

async function requireOwnReach(desk: Desk, areaId: string, day: string) {
  if (desk.reach.isWhole) return;
  const [area] = await readAreas(desk.tx, desk.districtId, day, areaId);
  requirePlace(desk.reach, area?.position ?? null);
}

/** Says whether what the media said was found to be so. */
export async function judge(desk: Desk, id: string, draft: JudgeDraft): Promise<ExposureWire> {
  const known = await reading.exposure(desk, id);
  if (!known) throw new DomainError("record-unknown", `No exposure ${id}`);
  if (known.withdrawn) throw conflict("entry-withdrawn", "It was taken back before");
  await judgeExposure(desk.tx, desk.districtId, { id, by: desk.caller.name, ...draft });
  await told(desk, "exposure", "judge", id, {
    before: { isUpheld: known.judged?.isUpheld ?? null },
    after: draft,
  });
  return (await reading.exposure(desk, id))!; // it was just there
}

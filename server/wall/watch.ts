import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../http/logging.ts";
import { type AuditEntry, recordAudits, SERVER_ACTOR } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import {
  type AlarmActor,
  addAlarmEvent,
  adjustAlarm,
  clearAlarm,
  insertAlarm,
  readOpenAlarms,
  readTold,
} from "./alarm-store.ts";
import { type Step, stepsOf } from "./alarms.ts";
import { type Looking, readFacts } from "./fact-store.ts";
import { wallSetting } from "./settings.ts";

/** Something that happens is on the wall so soon at the latest; a look costs some milliseconds. */
const ROUND_MILLISECONDS = 15_000;
/** The first round waits until those who came at once are served. */
const FIRST_MILLISECONDS = 5_000;

const SERVER: AlarmActor = { id: null, name: SERVER_ACTOR.name, via: "server" };

/** Does one step. @returns the alarm it was done to. */
async function take(
  { tx, districtId, settings, now: at }: Looking,
  step: Step,
): Promise<{ alarmId: string }> {
  const tell = (alarmId: string, action: "open" | "grow" | "clear", count?: number) =>
    addAlarmEvent(tx, districtId, alarmId, {
      ...{ action, at, actor: SERVER, data: count === undefined ? {} : { count } },
    });
  if (step.action === "open") {
    const alarmId = randomUUID();
    const severity = settings.severities[step.kind];
    await insertAlarm(tx, districtId, { ...step, alarmId, severity, at });
    await tell(alarmId, "open", step.detail.count);
    return { alarmId };
  }
  const { alarmId } = step;
  if (step.action === "clear") {
    await clearAlarm(tx, districtId, alarmId, { clearance: step.clearance, at });
    await tell(alarmId, "clear");
    return { alarmId };
  }
  const occurrences = step.action === "grow" ? step.occurrences : null;
  await adjustAlarm(tx, districtId, alarmId, { detail: step.detail, occurrences, at });
  if (step.action === "grow") await tell(alarmId, "grow", step.detail.count);
  return { alarmId };
}

/** What the trail says of a step; what an alarm stands for is in its own events. */
function auditOf(step: Step, alarmId: string): AuditEntry[] {
  const entry = { actor: SERVER_ACTOR, record: "wall_alarm", recordId: alarmId };
  if (step.action === "open")
    return [{ ...entry, action: "wall_alarm.open", before: null, after: { alarm: step.kind } }];
  if (step.action !== "clear") return [];
  const after = { isCleared: true, clearance: step.clearance };
  return [{ ...entry, action: "wall_alarm.clear", before: { isCleared: false }, after }];
}

/** @returns whether this process may look: of several, the one that holds the row until its commit. */
async function holdWatch(tx: Queryable, districtId: string): Promise<boolean> {
  await tx.query("insert into wall_watch (district_id) values ($1) on conflict do nothing", [
    districtId,
  ]);
  const held = await tx.query(
    "select 1 from wall_watch where district_id = $1 for update skip locked",
    [districtId],
  );
  return held.length > 0;
}

/**
 * Looks once at a district: alarms are opened, grow and are cleared as it stands now.
 *
 * @param listeningSince  from when on data could come in.
 * @returns how many steps were taken; null when another process is looking.
 */
export function lookForAlarms(
  database: Database,
  { districtId, timeZone }: { readonly districtId: string; readonly timeZone: string },
  { now, listeningSince }: { readonly now: Date; readonly listeningSince: Date },
): Promise<number | null> {
  return database.transaction(
    async (tx) => {
      if (!(await holdWatch(tx, districtId))) return null;
      const settings = await wallSetting.read(tx, districtId);
      const open = await readOpenAlarms(tx, districtId);
      const looking = { tx, districtId, timeZone, settings, now, listeningSince, open };
      const facts = await readFacts(looking);
      const told = await readTold(
        tx,
        districtId,
        facts.map(({ occurrence }) => occurrence),
      );
      const steps = stepsOf(open, facts, (occurrence) => told.has(occurrence));
      const changed: string[] = [];
      const audits: AuditEntry[] = [];
      for (const step of steps) {
        const { alarmId } = await take(looking, step);
        changed.push(alarmId);
        audits.push(...auditOf(step, alarmId));
      }
      await tx.query("update wall_watch set looked_at = $2 where district_id = $1", [
        districtId,
        now,
      ]);
      if (audits.length > 0) await recordAudits(tx, districtId, audits);
      if (changed.length > 0) await recordChange(tx, districtId, "wall_alarm", changed);
      return changed.length;
    },
    { districtId },
  );
}

type Parts = { readonly database: Database; readonly log: Logger };

/** One round over all districts. */
export async function alarmRound(
  { database, log }: Parts,
  at: { readonly now: Date; readonly listeningSince: Date },
  isOver: () => boolean = () => false,
): Promise<void> {
  const districts = await database.query<{ districtId: string; timeZone: string }>(
    `select district_id as "districtId", time_zone as "timeZone" from district order by district_id`,
  );
  for (const district of districts) {
    if (isOver()) return;
    try {
      const steps = await lookForAlarms(database, district, at);
      if (steps) log.info({ districtId: district.districtId, steps }, "alarms of the wall");
    } catch (error) {
      // one district's trouble is no other's; the next round tries again
      if (!isOver()) log.error({ districtId: district.districtId, err: error }, "no alarms");
    }
  }
}

/**
 * Goes round until the server closes. Several processes may: whoever holds a district's row does it.
 *
 * @returns once the last round has ended: the store may be closed then, and not before.
 */
export async function runAlarms(parts: Parts & { readonly closing: AbortSignal }): Promise<void> {
  const { closing, log } = parts;
  const isOver = () => closing.aborted;
  const listeningSince = new Date();
  const rest = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: closing, ref: false }).catch(() => {});
  await rest(FIRST_MILLISECONDS);
  while (!isOver()) {
    await alarmRound(parts, { now: new Date(), listeningSince }, isOver).catch((error: unknown) => {
      if (!isOver()) log.error({ err: error }, "looking for alarms failed");
    });
    await rest(ROUND_MILLISECONDS);
  }
}

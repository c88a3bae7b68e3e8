import { setTimeout as pause } from "node:timers/promises";
import type { CaseRegisters } from "../complaints/case-register.ts";
import type { Logger } from "../http/logging.ts";
import type { Database } from "../store/database.ts";
import { readDistricts } from "../store/district.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { createMaterials, type Materials } from "./material.ts";
import { evaluateRules } from "./rule-evaluation.ts";

/** A rule just written is looked at so soon; the others once an hour. */
const ROUND_MILLISECONDS = 60_000;

/** One round over all districts: rules that are due are looked at. */
export async function ruleRound(
  { database, read, log }: { database: Database; read: Materials; log: Logger },
  now: Date,
  isOver: () => boolean = () => false,
): Promise<void> {
  for (const { districtId } of await readDistricts(database)) {
    if (isOver()) return;
    try {
      const alarms = await evaluateRules({ database, read }, districtId, now, isOver);
      if (alarms > 0) log.info({ districtId, alarms }, "new hotspots");
    } catch (error) {
      // one district's trouble is no other's; the next round tries again
      if (!isOver()) log.error({ districtId, err: error }, "looking for new hotspots failed");
    }
  }
}

/**
 * Goes round every minute until the server closes. Several processes may: whoever writes first what was hot tells of it.
 *
 * @returns once the last round has ended: the store may be closed then, and not before.
 */
export async function runRuleClock(parts: {
  database: Database;
  registers: CaseRegisters;
  snapshots: Snapshots;
  log: Logger;
  closing: AbortSignal;
  /** Done before the first round. */
  first?: (parts: { database: Database; read: Materials }, now: Date) => Promise<void>;
}): Promise<void> {
  const { closing, log } = parts;
  const isOver = () => closing.aborted;
  const read = createMaterials(parts);
  const failed = (error: unknown) => {
    if (!isOver()) log.error({ err: error }, "looking for new hotspots failed");
  };
  await parts.first?.({ ...parts, read }, new Date()).catch(failed);
  while (!isOver()) {
    await ruleRound({ ...parts, read }, new Date(), isOver).catch(failed);
    await pause(ROUND_MILLISECONDS, undefined, { signal: closing, ref: false }).catch(() => {});
  }
}

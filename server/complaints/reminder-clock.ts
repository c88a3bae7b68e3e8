import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../http/logging.ts";
import type { Database } from "../store/database.ts";
import { readDistricts } from "../store/district.ts";
import { eraseOverdue } from "./erasure.ts";
import { sendReminders } from "./reminder-send.ts";

const ROUND_MILLISECONDS = 60_000;
/** The first round waits until those who came at once are served. */
const FIRST_MILLISECONDS = 10_000;

/**
 * One round over all districts: what has to go out goes out.
 *
 * @param isOver  asked between batches, so that a closing server is not kept.
 */
export async function watchRound(
  { database, log }: { database: Database; log: Logger },
  now: Date,
  isOver: () => boolean = () => false,
): Promise<void> {
  for (const district of await readDistricts(database)) {
    if (isOver()) return;
    try {
      const reminders = await sendReminders(database, district, now, isOver);
      if (reminders > 0) log.info({ districtId: district.districtId, reminders }, "reminded");
      const erased = await eraseOverdue(database, district, now, isOver);
      if (erased > 0) log.info({ districtId: district.districtId, erased }, "reporters erased");
    } catch (error) {
      // one district's trouble is no other's; the next round tries again
      if (!isOver()) log.error({ districtId: district.districtId, err: error }, "watching failed");
    }
  }
}

/**
 * Goes round every minute until the server closes. Several processes may: whoever holds a district's row does it.
 *
 * @returns once the last round has ended: the store may be closed then, and not before.
 */
export async function runWatch(parts: {
  database: Database;
  log: Logger;
  closing: AbortSignal;
}): Promise<void> {
  const { closing, log } = parts;
  const isOver = () => closing.aborted;
  const rest = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: closing, ref: false }).catch(() => {});
  await rest(FIRST_MILLISECONDS);
  while (!isOver()) {
    await watchRound(parts, new Date(), isOver).catch((error: unknown) => {
      if (!isOver()) log.error({ err: error }, "watching failed");
    });
    await rest(ROUND_MILLISECONDS);
  }
}

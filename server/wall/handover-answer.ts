import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { alarmsAnswer } from "./alarm-answer.ts";
import { readAlarmsOf } from "./alarm-store.ts";
import { IS_OPEN } from "./case-store.ts";
import { readWallDistrict } from "./clock-store.ts";
import { readDuty } from "./duty-store.ts";
import type { WallHandover } from "./handover-schema.ts";
import { readFacilityChanges, readLot, readRatingChanges } from "./handover-store.ts";

const HOUR_MS = 3_600_000;
/** What fits on a wall, and on a sheet of paper. */
const MOST_ALARMS = 100;

/** SQL: whether a step of a complaint was taken in the period, which is $2 to $3. */
const happened = (action: string) =>
  `exists (select 1 from complaint_event e where e.district_id = c.district_id and e.complaint_id = c.complaint_id
     and e.action = '${action}' and e.at > $2 and e.at <= $3)`;

/** What whoever comes next needs to know: what happened in some hours, what is open, what will be late. */
export async function handoverAnswer(
  tx: Queryable,
  districtId: string,
  hours: number,
  now: Date,
): Promise<WallHandover> {
  const { timeZone } = await readWallDistrict(tx, districtId);
  const from = new Date(+now - hours * HOUR_MS);
  const until = new Date(+now + hours * HOUR_MS);
  const days = { from: localDay(from, timeZone), to: localDay(now, timeZone) };
  const inPeriod = [from, now] as const;
  const lot = (where: string, at: "received" | "due", params: readonly unknown[]) =>
    readLot(tx, districtId, { where, at, params });
  const alarms = await readAlarmsOf(tx, districtId, { from, to: now, limit: MOST_ALARMS });
  return {
    ...{ districtId, hours, from: from.toISOString(), at: now.toISOString() },
    until: until.toISOString(),
    ...(await readDuty(tx, districtId, now)),
    changed: {
      received: await lot("c.received_at > $2 and c.received_at <= $3", "received", inPeriod),
      settled: await lot("c.settled_at > $2 and c.settled_at <= $3", "received", inPeriod),
      reopened: await lot(happened("reopen"), "received", inPeriod),
      facilities: await readFacilityChanges(tx, districtId, { from, to: now }),
      ratings: (await readRatingChanges(tx, districtId, days)).changes,
      alarms: await alarmsAnswer(tx, districtId, alarms),
    },
    open: await lot(IS_OPEN, "received", []),
    late: await lot(`${IS_OPEN} and c.due_at <= $2`, "due", [now]),
    soonLate: await lot(`${IS_OPEN} and c.due_at > $2 and c.due_at <= $3`, "due", [now, until]),
  };
}

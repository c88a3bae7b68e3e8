import { DEMO_DISTRICT_ID, laterCases } from "../data/demo/generate.ts";
import type { DemoCase } from "../data/demo/records.ts";
import { readTerms, type Terms, termsOfCase } from "./complaints/case-due.ts";
import { writeStanding } from "./complaints/case-store.ts";
import { standingOf } from "./complaints/life.ts";
import { demoAnchor } from "./demo.ts";
import { caseRows, eventsOf, standingAt, toCaseEvents } from "./demo-cases.ts";
import { writeEvents } from "./demo-events.ts";
import { numbered, readScripted, readTaken, toCome, withoutLost } from "./demo-script.ts";
import { insertRows } from "./demo-tables.ts";
import { recordAudit, SERVER_ACTOR } from "./store/audit.ts";
import { recordChange } from "./store/changes.ts";
import type { Database, Queryable } from "./store/database.ts";

const DAY_MS = 86_400_000;

/** More keys than this are not named in a change: readers reload. */
const NAMED_KEYS = 1_000;

/**
 * Writes the complaints of the days since the demonstration was last filled, up to yesterday, and what happened on them to
 * those that were open; all of it or nothing.
 *
 * A day is the same whenever it is filled, and one that is there is not written again. Complaints that were taken while
 * the demonstration ran are not written a second time, and the others get the numbers after theirs.
 *
 * @param now  whose local day is today, the first that is not filled.
 * @returns How many were written; 0 where no day was missing, or where there is no demonstration district.
 */
export async function fillDemo(
  database: Database,
  { now = new Date(), log = () => {} }: { now?: Date; log?: (message: string) => void } = {},
): Promise<number> {
  const districtId = DEMO_DISTRICT_ID;
  const [filled] = await database.transaction((tx) => readFilled(tx, districtId), { districtId });
  if (!filled) return 0;
  const { anchor, timeZone } = filled;
  const fromDay = (filled.lastDay ?? -1) + 1;
  const endDay = (demoAnchor(now).getTime() - anchor.getTime()) / DAY_MS;
  if (fromDay >= endDay) return 0;
  log(`Demonstration district: adding the complaints of ${endDay - fromDay} days`);
  const cases = laterCases({ anchor, fromDay, endDay });
  const [since, until] = [fromDay, endDay].map((day) => new Date(anchor.getTime() + day * DAY_MS));
  return database.transaction(
    async (tx) => {
      const terms = await readTerms(tx, districtId, timeZone);
      const moved = await playOn(tx, districtId, terms, since!, until!);
      const added = await addCases(tx, districtId, terms, cases, until!);
      const ids = [...moved, ...added];
      if (ids.length === 0) return 0;
      await recordChange(tx, districtId, "complaint", ids.length > NAMED_KEYS ? [] : ids);
      await recordAudit(tx, districtId, {
        ...{ actor: SERVER_ACTOR, action: "demo.load", record: "demo", recordId: districtId },
        before: null,
        after: { complaint: added.length, days: endDay - fromDay },
      });
      return added.length;
    },
    { districtId },
  );
}

/** The anchor, and the last day after it (0 is its own) that was filled. */
const readFilled = (tx: Queryable, districtId: string) =>
  tx.query<{ anchor: Date; timeZone: string; lastDay: number | null }>(
    `select demo_anchor as anchor, time_zone as "timeZone", max(occurred_on) - day as "lastDay"
     from (select *, (demo_anchor at time zone time_zone)::date as day from district) d
     left join complaint c on c.district_id = d.district_id and occurred_on >= day
       and complaint_id ~ '^c[0-9]{12}$'
     where d.district_id = $1 and is_demo and demo_anchor is not null
     group by demo_anchor, time_zone, day`,
    [districtId],
  );

/** Writes complaints that were not taken while the demonstration ran. @returns their keys. */
async function addCases(
  tx: Queryable,
  districtId: string,
  terms: Terms,
  cases: readonly DemoCase[],
  untilUtc: Date,
): Promise<string[]> {
  const taken = await readTaken(
    tx,
    districtId,
    cases.map(({ complaintId }) => complaintId),
  );
  const missing = cases
    .filter(({ complaintId }) => !taken.has(complaintId))
    .map((one) => mergedInto(one, taken));
  const kept = await numbered(tx, districtId, await withoutLost(tx, districtId, missing));
  const standing = kept.map((one) => standingAt(one, terms, untilUtc));
  for (const { table, columns } of caseRows(standing))
    await insertRows(tx, districtId, table, columns, { isTakenSkipped: table === "reporter" });
  await writeEvents(tx, { districtId, timeZone: terms.clock.timeZone }, eventsOf(standing));
  return kept.map(({ complaintId }) => complaintId);
}

/** What it says again may have another key in the store. */
function mergedInto(one: DemoCase, taken: ReadonlyMap<string, string>): DemoCase {
  const into = one.duplicateOf && taken.get(one.duplicateOf);
  if (!into) return one;
  const events = one.events.map((event) =>
    event.action === "merge" ? { ...event, data: { into } } : event,
  );
  return { ...one, duplicateOf: into, events };
}

/** Lets the lives of what was open go on. @returns the keys of those to which something happened. */
async function playOn(
  tx: Queryable,
  districtId: string,
  terms: Terms,
  sinceUtc: Date,
  untilUtc: Date,
): Promise<string[]> {
  const lives = (await readScripted(tx, districtId, sinceUtc))
    .map((one) => ({ one, more: toCome(one, untilUtc) }))
    .filter(({ more }) => more.length > 0);
  const events = lives.flatMap(({ one: { complaintId, events }, more }) =>
    more.map((event, i) => ({ complaintId, sequence: events + i + 1, event })),
  );
  await writeEvents(tx, { districtId, timeZone: terms.clock.timeZone }, events);
  for (const { one, more } of lives) {
    const lived = one.life!.slice(0, one.told + more.length); // what comes is of its life
    const standing = standingOf(one.kind, toCaseEvents(lived));
    const due = termsOfCase(terms, one, standing);
    const count = one.events + more.length;
    await writeStanding(tx, districtId, one.complaintId, standing, due, count);
  }
  return lives.map(({ one }) => one.complaintId);
}

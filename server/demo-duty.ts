import { DEMO_DISTRICT_ID } from "../data/demo/generate.ts";
import { ROLE_TITLES } from "../data/roles.ts";
import { dayAfter } from "./complaints/calendar.ts";
import { insertRows } from "./demo-tables.ts";
import { recordChange } from "./store/changes.ts";
import type { Database, Queryable } from "./store/database.ts";
import { instantOf, localDay } from "./store/local-day.ts";

/** Days that the roster of the demonstration reaches back at first, and ahead of today always. */
const [DAYS_BACK, DAYS_AHEAD] = [1, 28];

/** Shifts of a day, local: who is on duty are the roles of one click, and a night watch that nobody can enter as. */
const SHIFTS = [
  { from: "08:00:00", to: "20:00:00", officer: `演示${ROLE_TITLES.duty_officer.zh}` },
  { from: "20:00:00", to: "08:00:00", officer: "夜班值班员" },
] as const;
const LEADER = `演示${ROLE_TITLES.manager.zh}`;
const SUBSTITUTE = "备班值班员";

/** Shifts that the program wrote; those of people have other keys. */
const OWN = "demo-duty-";

/** The last local day that the program has filled; null when it never did. */
async function readLastDay(tx: Queryable): Promise<string | null> {
  const [row] = await tx.query<{ last: string | null }>(
    "select max(shift_id) as last from duty_shift where district_id = $1 and starts_with(shift_id, $2)",
    [DEMO_DISTRICT_ID, OWN],
  );
  return row?.last?.slice(OWN.length, OWN.length + 10) ?? null;
}

const shiftsOf = (day: string, timeZone: string) =>
  SHIFTS.map(({ from, to, officer }, i) => ({
    shiftId: `${OWN}${day}-${i + 1}`,
    startsAt: instantOf(day, from, timeZone),
    endsAt: instantOf(to > from ? day : dayAfter(day, 1), to, timeZone),
    officer,
  }));

/**
 * Keeps the roster of the demonstration filled four weeks ahead. What somebody put on the roster, changed or took away
 * stays as it is: only days after the last one that was filled are written, and no shift over another.
 *
 * @returns How many shifts were written; 0 where there is no demonstration.
 */
export async function keepRoster(database: Database, now: Date): Promise<number> {
  const districtId = DEMO_DISTRICT_ID;
  return database.transaction(
    async (tx) => {
      const [district] = await tx.query<{ timeZone: string }>(
        `select time_zone as "timeZone" from district where district_id = $1 and is_demo`,
        [districtId],
      );
      if (!district) return 0;
      const { timeZone } = district;
      const today = localDay(now, timeZone);
      const lastDay = await readLastDay(tx);
      let day = lastDay ? dayAfter(lastDay, 1) : dayAfter(today, -DAYS_BACK);
      if (day < dayAfter(today, -DAYS_BACK)) day = dayAfter(today, -DAYS_BACK);
      const wanted: ReturnType<typeof shiftsOf> = [];
      for (; day <= dayAfter(today, DAYS_AHEAD); day = dayAfter(day, 1))
        wanted.push(...shiftsOf(day, timeZone));
      const shifts = await withoutTaken(tx, wanted);
      const text = (values: readonly unknown[]) => ({ type: "text", values });
      const at = (values: readonly Date[]) => ({
        type: "timestamptz",
        values: values.map((value) => value.toISOString()),
      });
      const written = await insertRows(tx, districtId, "duty_shift", [
        { name: "shift_id", ...text(shifts.map(({ shiftId }) => shiftId)) },
        { name: "starts_at", ...at(shifts.map(({ startsAt }) => startsAt)) },
        { name: "ends_at", ...at(shifts.map(({ endsAt }) => endsAt)) },
        { name: "officer_name", ...text(shifts.map(({ officer }) => officer)) },
        { name: "leader_name", ...text(shifts.map(() => LEADER)) },
        { name: "substitute_name", ...text(shifts.map(() => SUBSTITUTE)) },
      ]);
      if (written > 0) await recordChange(tx, districtId, "duty", []);
      return written;
    },
    { districtId },
  );
}

async function withoutTaken(tx: Queryable, shifts: ReturnType<typeof shiftsOf>) {
  const taken = await tx.query<{ startsAt: Date; endsAt: Date }>(
    `select starts_at as "startsAt", ends_at as "endsAt" from duty_shift
     where district_id = $1 and ends_at > $2 and starts_at < $3`,
    [DEMO_DISTRICT_ID, shifts[0]?.startsAt ?? null, shifts.at(-1)?.endsAt ?? null],
  );
  return shifts.filter((one) =>
    taken.every(({ startsAt, endsAt }) => endsAt <= one.startsAt || startsAt >= one.endsAt),
  );
}

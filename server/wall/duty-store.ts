import { onDutyAt } from "../complaints/duty.ts";
import type { Queryable } from "../store/database.ts";
import type { DutyNow } from "./parts-schema.ts";

type Row = {
  startsAt: Date;
  endsAt: Date;
  officer: string;
  leader: string | null;
  substitute: string | null;
  coveredFrom: Date | null;
};

function toWire({ startsAt, endsAt, officer, leader, substitute, coveredFrom }: Row, at: Date) {
  const named = (name: string | null) => (name === null ? null : { accountId: null, name });
  const staffing = { officer: { accountId: null, name: officer }, leader: named(leader) };
  const onDuty = onDutyAt({ ...staffing, substitute: named(substitute), coveredFrom }, at).name;
  return {
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    ...{ leader, officer, substitute, onDuty },
    isCovered: substitute !== null && coveredFrom !== null && coveredFrom <= at,
  };
}

/** Who is on duty and who comes next, by the roster; null where nobody was entered. */
export async function readDuty(
  tx: Queryable,
  districtId: string,
  now: Date,
): Promise<{ duty: DutyNow | null; nextDuty: DutyNow | null }> {
  const rows = await tx.query<Row>(
    `(select starts_at as "startsAt", ends_at as "endsAt", officer_name as officer, leader_name as leader,
        substitute_name as substitute, covered_from as "coveredFrom"
      from duty_shift where district_id = $1 and starts_at <= $2 and ends_at > $2 order by starts_at limit 1)
     union all
     (select starts_at, ends_at, officer_name, leader_name, substitute_name, covered_from
      from duty_shift where district_id = $1 and starts_at > $2 order by starts_at limit 1)`,
    [districtId, now],
  );
  const current = rows.find(({ startsAt }) => startsAt <= now);
  const next = rows.find(({ startsAt }) => startsAt > now);
  return {
    duty: current ? toWire(current, now) : null,
    nextDuty: next ? toWire(next, next.startsAt) : null,
  };
}

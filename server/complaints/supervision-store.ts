import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import type { Desk } from "./case-desk.ts";
import type { CaseEvent } from "./life.ts";

/** The number of a supervision as it stands on paper. */
export const supervisionNumber = (year: number, count: number) => `督办〔${year}〕${count}号`;

const NUMBER = /^督办〔(\d{4})〕(\d+)号$/;

/**
 * The number that a supervision is issued under: of the local year, without gaps. Its row stays locked until the commit,
 * and what is not issued gives its number back.
 *
 * @returns nothing for any other action.
 */
export async function issueNumber(
  { tx, districtId, now, timeZone }: Pick<Desk, "tx" | "districtId" | "now" | "timeZone">,
  action: string,
): Promise<{ number?: string }> {
  if (action !== "supervise") return {};
  const year = Number(localDay(now, timeZone).slice(0, 4));
  const [row] = await tx.query<{ count: number }>(
    `insert into supervision_counter (district_id, year, count) values ($1, $2, 1)
     on conflict (district_id, year) do update set count = supervision_counter.count + 1 returning count`,
    [districtId, year],
  );
  return { number: supervisionNumber(year, row!.count) };
}

/** Keeps what an event means for supervisions, for their list: one is issued, or those that are open are answered. */
export async function keepSupervision(
  tx: Queryable,
  districtId: string,
  complaintId: string,
  { action, sequence, at, data }: CaseEvent,
): Promise<void> {
  if (action === "supervise") {
    const [, year, count] = NUMBER.exec(data.number ?? "") ?? [];
    await tx.query(
      `insert into supervision (district_id, year, count, complaint_id, sequence, term)
       values ($1, $2, $3, $4, $5, $6)`,
      [districtId, Number(year), Number(count), complaintId, sequence, data.term],
    );
  }
  if (action === "answer-supervision")
    await tx.query(
      `update supervision set answered_at = $3, answered_sequence = $4
       where district_id = $1 and complaint_id = $2 and answered_at is null`,
      [districtId, complaintId, at, sequence],
    );
}

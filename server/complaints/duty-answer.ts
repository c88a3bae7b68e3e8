import type { z } from "@hono/zod-openapi";
import { DomainError } from "../http/problem.ts";
import { instantOf } from "../store/local-day.ts";
import { dayAfter } from "./calendar.ts";
import { gapsOf, onDutyAt, type Span, shiftsAt } from "./duty.ts";
import type { DutyDesk } from "./duty-desk.ts";
import {
  type DutyNow,
  type DutyRoster,
  type DutyShift,
  GREATEST_DUTY_DAYS,
} from "./duty-schema.ts";
import { readBeginning, readNextShift, readShifts, type StoredShift } from "./duty-store.ts";

const HOUR = 3_600_000;

/** A shift on the wire. Why somebody was absent is for those who hand shifts over. */
export const shiftAnswer = (
  { isOnDesk }: Pick<DutyDesk, "isOnDesk">,
  shift: StoredShift,
): z.infer<typeof DutyShift> => ({
  ...shift,
  ...spanAnswer(shift),
  coveredFrom: shift.coveredFrom?.toISOString() ?? null,
  coverReason: isOnDesk ? shift.coverReason : null,
});

export const spanAnswer = ({ startsAt, endsAt }: Span) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

/**
 * Local days as one span of time.
 *
 * @throws {DomainError} `query-invalid` when they are the wrong way round; `limit-exceeded`.
 */
export function spanOfDays(from: string, to: string, timeZone: string): Span {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const refuse = (code: "query-invalid" | "limit-exceeded", rule: string, remedy: string) => {
    const fault = { field: "to", value: to, remedy, rule, limit: GREATEST_DUTY_DAYS };
    return new DomainError(code, `to: ${remedy}`, [fault]);
  };
  if (days < 1) throw refuse("query-invalid", "before-from", "not before the first day");
  if (days > GREATEST_DUTY_DAYS)
    throw refuse("limit-exceeded", "duty-days", `at most ${GREATEST_DUTY_DAYS} days`);
  return {
    startsAt: instantOf(from, "00:00:00", timeZone),
    endsAt: instantOf(dayAfter(to, 1), "00:00:00", timeZone),
  };
}

/** The roster of a period, with when nobody is on duty: before its first shift nobody kept it, and nobody is missing. */
export async function rosterOf(
  desk: DutyDesk,
  { from, to }: { from: string; to: string },
): Promise<z.infer<typeof DutyRoster>> {
  const { tx, districtId, timeZone } = desk;
  const span = spanOfDays(from, to, timeZone);
  const shifts = await readShifts(tx, districtId, span);
  const begins = (await readBeginning(tx, districtId)) ?? span.endsAt;
  const kept = { ...span, startsAt: begins > span.startsAt ? begins : span.startsAt };
  return {
    ...{ from, to, timeZone },
    shifts: shifts.map((shift) => shiftAnswer(desk, shift)),
    gaps: kept.startsAt < kept.endsAt ? gapsOf(shifts, kept).map(spanAnswer) : [],
  };
}

/** Who is on duty now, and who comes next. */
export async function dutyNow(desk: DutyDesk): Promise<z.infer<typeof DutyNow>> {
  const { tx, districtId, timeZone, now } = desk;
  const around = { startsAt: now, endsAt: new Date(now.getTime() + HOUR) };
  const { current } = shiftsAt(await readShifts(tx, districtId, around), now);
  const next = await readNextShift(tx, districtId, current?.endsAt ?? now);
  const onDuty = current && onDutyAt(current, now);
  return {
    at: now.toISOString(),
    timeZone,
    shift: current && shiftAnswer(desk, current),
    onDuty,
    isSubstitute: current !== null && onDuty === current.substitute,
    leader: current?.leader ?? null,
    until: current?.endsAt.toISOString() ?? null,
    next: next && shiftAnswer(desk, next),
  };
}

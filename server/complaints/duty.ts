import { instantOf } from "../store/local-day.ts";
import { dayAfter } from "./calendar.ts";

/** Somebody on the roster: an account of the district, or only a name. */
export type DutyPerson = { readonly accountId: string | null; readonly name: string };

/** From one instant up to another, which is no longer part of it. */
export type Span = { readonly startsAt: Date; readonly endsAt: Date };

/** Who is on duty in a shift. */
export type Staffing = {
  readonly officer: DutyPerson;
  /** 带班领导 */
  readonly leader: DutyPerson | null;
  readonly substitute: DutyPerson | null;
  /** From when the substitute is on duty instead of the officer. */
  readonly coveredFrom: Date | null;
};

/**
 * When nobody is on duty.
 *
 * @param shifts  in any order; they may overlap.
 * @returns in order; empty when somebody is on duty throughout.
 */
export function gapsOf(shifts: readonly Span[], { startsAt, endsAt }: Span): Span[] {
  const gaps: Span[] = [];
  let manned = startsAt;
  for (const shift of shifts.toSorted((a, b) => +a.startsAt - +b.startsAt)) {
    if (shift.startsAt >= endsAt) break;
    if (shift.startsAt > manned) gaps.push({ startsAt: manned, endsAt: shift.startsAt });
    if (shift.endsAt > manned) manned = shift.endsAt;
  }
  return manned < endsAt ? [...gaps, { startsAt: manned, endsAt }] : gaps;
}

/** The shift that takes some of the same time; one that begins as the other ends takes none. */
export const overlapOf = <S extends Span>(shifts: readonly S[], { startsAt, endsAt }: Span) =>
  shifts.find((other) => other.startsAt < endsAt && startsAt < other.endsAt) ?? null;

/**
 * Whose shift it is and whose is next. At the very instant of a change it is the new one's.
 *
 * @param shifts  without overlaps, in any order.
 */
export function shiftsAt<S extends Span>(shifts: readonly S[], now: Date) {
  const later = shifts
    .filter(({ startsAt }) => startsAt > now)
    .toSorted((a, b) => +a.startsAt - +b.startsAt);
  return {
    current: shifts.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt) ?? null,
    next: later[0] ?? null,
  };
}

/** Who sits at the telephone in a shift: the officer, or the substitute once they have taken over. */
export const onDutyAt = (shift: Staffing, now: Date): DutyPerson =>
  shift.substitute && shift.coveredFrom && shift.coveredFrom <= now
    ? shift.substitute
    : shift.officer;

/**
 * Which shift is handed over now: the one whose end is nearest and that nobody has signed out of.
 *
 * A shift that ended without a signature is still handed over, until the middle of the one after it.
 */
export function shiftToHandOver<S extends Span & { readonly isHandedOver: boolean }>(
  shifts: readonly S[],
  now: Date,
): S | null {
  const away = ({ endsAt }: Span) => Math.abs(+endsAt - +now);
  return (
    shifts
      .filter(({ startsAt, isHandedOver }) => startsAt <= now && !isHandedOver)
      .toSorted((a, b) => away(a) - away(b))[0] ?? null
  );
}

/** How long one stays before the next in the list has their turn. */
export const DUTY_TURNS = ["shift", "day", "week"] as const;
export type DutyTurn = (typeof DUTY_TURNS)[number];

/** A list of people in turn. */
export type Turns = { readonly people: readonly DutyPerson[]; readonly every: DutyTurn };

/** What a rota is made of. */
export type RotaPattern = {
  /** Local days `YYYY-MM-DD`, both included: those on which shifts begin. */
  readonly from: string;
  readonly to: string;
  /** Local times `HH:MM`; one that does not end later than it begins ends on the next day. */
  readonly hours: readonly { readonly startsAt: string; readonly endsAt: string }[];
  readonly officers: Turns;
  readonly leaders: Turns;
  readonly substitutes: Turns;
};

/**
 * The shifts of a rota, in order. Nothing is written, and what is on the roster already is not looked at.
 *
 * Shifts keep to the clock on the wall: over the change to summer time a night is an hour shorter, and nobody is missing.
 *
 * @param timeZone  IANA name.
 */
export function rotaOf(pattern: RotaPattern, timeZone: string): (Span & Staffing)[] {
  const shifts: (Span & Staffing)[] = [];
  const hours = pattern.hours.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  for (let day = pattern.from, days = 0; day <= pattern.to; day = dayAfter(day, 1), days++)
    for (const { startsAt, endsAt } of hours) {
      const turn = { shift: shifts.length, day: days, week: Math.floor(days / 7) };
      const inTurn = ({ people, every }: Turns) => people[turn[every] % people.length] ?? null;
      const officer = inTurn(pattern.officers);
      const lastDay = endsAt > startsAt ? day : dayAfter(day, 1);
      if (officer)
        shifts.push({
          startsAt: instantOf(day, `${startsAt}:00`, timeZone),
          endsAt: instantOf(lastDay, `${endsAt}:00`, timeZone),
          officer,
          leader: inTurn(pattern.leaders),
          substitute: inTurn(pattern.substitutes),
          coveredFrom: null,
        });
    }
  return shifts;
}

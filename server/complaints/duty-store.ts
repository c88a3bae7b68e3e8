import { ROLE_PERMISSIONS, type Role } from "../../data/roles.ts";
import type { Queryable } from "../store/database.ts";
import type { DutyPerson, Span, Staffing } from "./duty.ts";

/** A shift as the roster has it. */
export type StoredShift = Span &
  Staffing & {
    readonly shiftId: string;
    readonly coverReason: string | null;
    readonly note: string;
    readonly isHandedOver: boolean;
    readonly revision: number;
  };

/** What is written of one. */
export type ShiftFields = Omit<StoredShift, "isHandedOver" | "revision">;

type Row = {
  shiftId: string;
  startsAt: Date;
  endsAt: Date;
  officerAccount: string | null;
  officerName: string;
  leaderAccount: string | null;
  leaderName: string | null;
  substituteAccount: string | null;
  substituteName: string | null;
  coveredFrom: Date | null;
  coverReason: string | null;
  note: string;
  isHandedOver: boolean;
  revision: number;
};

const COLUMNS = `s.shift_id as "shiftId", s.starts_at as "startsAt", s.ends_at as "endsAt",
  s.officer_account as "officerAccount", s.officer_name as "officerName", s.leader_account as "leaderAccount",
  s.leader_name as "leaderName", s.substitute_account as "substituteAccount", s.substitute_name as "substituteName",
  s.covered_from as "coveredFrom", s.cover_reason as "coverReason", s.note, s.revision,
  exists (select 1 from duty_handover h where h.district_id = s.district_id and h.shift_id = s.shift_id) as "isHandedOver"`;

const personOf = (accountId: string | null, name: string | null): DutyPerson | null =>
  name === null ? null : { accountId, name };

function toShift(row: Row): StoredShift {
  const { officerAccount, officerName, leaderAccount, leaderName, ...rest } = row;
  const { substituteAccount, substituteName, ...shift } = rest;
  return {
    ...shift,
    officer: { accountId: officerAccount, name: officerName },
    leader: personOf(leaderAccount, leaderName),
    substitute: personOf(substituteAccount, substituteName),
  };
}

/** One change of the roster at a time, so that two cannot both find the same hours free. Call it before reading. */
export const lockRoster = (tx: Queryable, districtId: string) =>
  tx.query("select pg_advisory_xact_lock(hashtext('huanwei.duty'), hashtext($1))", [districtId]);

/** The shifts that touch a period, in order. */
export async function readShifts(
  tx: Queryable,
  districtId: string,
  { startsAt, endsAt }: Span,
): Promise<StoredShift[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from duty_shift s
     where s.district_id = $1 and s.starts_at < $3 and s.ends_at > $2 order by s.starts_at`,
    [districtId, startsAt, endsAt],
  );
  return rows.map(toShift);
}

/** When the first shift of the roster begins; null when there is none. */
export async function readBeginning(tx: Queryable, districtId: string): Promise<Date | null> {
  const [row] = await tx.query<{ startsAt: Date | null }>(
    `select min(starts_at) as "startsAt" from duty_shift where district_id = $1`,
    [districtId],
  );
  return row?.startsAt ?? null;
}

/** @returns null when there is none. */
export async function readShift(
  tx: Queryable,
  districtId: string,
  shiftId: string,
): Promise<StoredShift | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from duty_shift s where s.district_id = $1 and s.shift_id = $2`,
    [districtId, shiftId],
  );
  return row ? toShift(row) : null;
}

/** The first shift that begins at an instant or later; null when none is planned. */
export async function readNextShift(
  tx: Queryable,
  districtId: string,
  from: Date,
): Promise<StoredShift | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from duty_shift s where s.district_id = $1 and s.starts_at >= $2
     order by s.starts_at limit 1`,
    [districtId, from],
  );
  return row ? toShift(row) : null;
}

/** Writes new shifts. */
export async function insertShifts(
  tx: Queryable,
  districtId: string,
  shifts: readonly ShiftFields[],
): Promise<void> {
  await tx.query(
    `insert into duty_shift (district_id, shift_id, starts_at, ends_at, officer_account, officer_name, leader_account,
       leader_name, substitute_account, substitute_name, note)
     select $1, shift_id, starts_at, ends_at, officer_account, officer_name, leader_account, leader_name,
       substitute_account, substitute_name, note
     from jsonb_to_recordset($2::jsonb) as s (shift_id text, starts_at timestamptz, ends_at timestamptz,
       officer_account text, officer_name text, leader_account text, leader_name text, substitute_account text,
       substitute_name text, note text)`,
    [
      districtId,
      JSON.stringify(
        shifts.map((shift) => ({
          shift_id: shift.shiftId,
          starts_at: shift.startsAt,
          ends_at: shift.endsAt,
          officer_account: shift.officer.accountId,
          officer_name: shift.officer.name,
          leader_account: shift.leader?.accountId ?? null,
          leader_name: shift.leader?.name ?? null,
          substitute_account: shift.substitute?.accountId ?? null,
          substitute_name: shift.substitute?.name ?? null,
          note: shift.note,
        })),
      ),
    ],
  );
}

/** Writes a shift anew; its revision counts up. */
export async function updateShift(
  tx: Queryable,
  districtId: string,
  shift: ShiftFields,
): Promise<void> {
  const { officer, leader, substitute } = shift;
  await tx.query(
    `update duty_shift set starts_at = $3, ends_at = $4, officer_account = $5, officer_name = $6, leader_account = $7,
       leader_name = $8, substitute_account = $9, substitute_name = $10, covered_from = $11, cover_reason = $12,
       note = $13, revision = revision + 1
     where district_id = $1 and shift_id = $2`,
    [
      ...[districtId, shift.shiftId, shift.startsAt, shift.endsAt, officer.accountId, officer.name],
      ...[leader?.accountId ?? null, leader?.name ?? null],
      ...[substitute?.accountId ?? null, substitute?.name ?? null],
      ...[shift.coveredFrom, shift.coverReason, shift.note],
    ],
  );
}

export const deleteShift = (tx: Queryable, districtId: string, shiftId: string) =>
  tx.query("delete from duty_shift where district_id = $1 and shift_id = $2", [
    districtId,
    shiftId,
  ]);

const HANDING_OVER: readonly Role[] = (
  Object.entries(ROLE_PERMISSIONS) as [Role, readonly string[]][]
) // Object.entries forgets the keys
  .filter(([, permissions]) => permissions.includes("duty.handover"))
  .map(([role]) => role);

/** Whoever holds a role in the district and can sign in. */
export const readPeople = (tx: Queryable, districtId: string) =>
  tx.query<{ accountId: string; name: string; mayHandOver: boolean }>(
    `select a.account_id as "accountId", a.display_name as name, bool_or(g.role = any($2)) as "mayHandOver"
     from role_grant g join account a on a.account_id = g.account_id
     where g.district_id = $1 and a.disabled_at is null
     group by 1, 2 order by 3 desc, 2, 1`,
    [districtId, HANDING_OVER],
  );

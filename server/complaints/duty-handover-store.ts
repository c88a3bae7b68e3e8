import type { z } from "@hono/zod-openapi";
import type { Actor } from "../store/audit.ts";
import type { Queryable } from "../store/database.ts";
import type { DutyHandover, DutyShift } from "./duty-schema.ts";

type Handover = z.infer<typeof DutyHandover>;
type Shift = z.infer<typeof DutyShift>;

type Row = {
  handoverId: string;
  shift: Shift;
  next: Shift | null;
  fromAt: Date;
  untilAt: Date;
  note: Handover["note"];
  remarks: string;
  outAt: Date;
  outBy: string;
  outName: string;
  outReason: string | null;
  inAt: Date | null;
  inBy: string | null;
  inName: string | null;
};

const COLUMNS = `handover_id as "handoverId", shift, next_shift as next, from_at as "fromAt", until_at as "untilAt", note,
  remarks, signed_out_at as "outAt", signed_out_by as "outBy", signed_out_name as "outName",
  signed_out_reason as "outReason", signed_in_at as "inAt", signed_in_by as "inBy", signed_in_name as "inName"`;

const toHandover = (row: Row): Handover => ({
  ...{ handoverId: row.handoverId, shift: row.shift, next: row.next },
  ...{ from: row.fromAt.toISOString(), until: row.untilAt.toISOString() },
  ...{ note: row.note, remarks: row.remarks },
  signedOut: {
    ...{ accountId: row.outBy, name: row.outName },
    ...{ at: row.outAt.toISOString(), reason: row.outReason },
  },
  signedIn:
    row.inAt === null || row.inBy === null || row.inName === null
      ? null
      : { accountId: row.inBy, name: row.inName, at: row.inAt.toISOString() },
});

const read = async (tx: Queryable, districtId: string, where: string, values: unknown[]) => {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from duty_handover where district_id = $1 and ${where}`,
    [districtId, ...values],
  );
  return rows.map(toHandover);
};

/** @returns null when there is none. */
export const readHandover = async (tx: Queryable, districtId: string, handoverId: string) =>
  (await read(tx, districtId, "handover_id = $2", [handoverId]))[0] ?? null;

/** Those that wait for the second signature, the oldest first. */
export const readWaitingHandovers = (tx: Queryable, districtId: string) =>
  read(tx, districtId, "signed_in_at is null order by until_at", []);

/** Hand-overs that ended before an instant, the latest first. */
export const readHandovers = (tx: Queryable, districtId: string, before: Date, limit: number) =>
  read(tx, districtId, "until_at < $2 order by until_at desc limit $3", [before, limit]);

/** Up to when the shift before was handed over to this one; null when it was not. */
export async function readHandedTo(
  tx: Queryable,
  districtId: string,
  shiftId: string,
): Promise<Date | null> {
  const [row] = await tx.query<{ until: Date | null }>(
    `select max(until_at) as until from duty_handover where district_id = $1 and next_shift_id = $2`,
    [districtId, shiftId],
  );
  return row?.until ?? null;
}

/** Writes a hand-over with its first signature. */
export async function insertHandover(
  tx: Queryable,
  districtId: string,
  handover: {
    readonly handoverId: string;
    readonly shift: Shift;
    readonly next: Shift | null;
    readonly note: Handover["note"];
    readonly remarks: string;
    readonly reason: string | null;
    readonly actor: Actor;
    readonly now: Date;
  },
): Promise<void> {
  const { handoverId, shift, next, note, remarks, reason, actor, now } = handover;
  await tx.query(
    `insert into duty_handover (district_id, handover_id, shift_id, next_shift_id, from_at, until_at, shift, next_shift,
       note, remarks, signed_out_at, signed_out_by, signed_out_name, signed_out_reason)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9::jsonb, $10, $11, $12, $13, $14)`,
    [
      ...[districtId, handoverId, shift.shiftId, next?.shiftId ?? null, note.from, note.until],
      ...[JSON.stringify(shift), next && JSON.stringify(next), JSON.stringify(note), remarks],
      ...[now, actor.accountId, actor.name, reason],
    ],
  );
}

/** Adds the second signature. @returns whether it was still missing. */
export async function signIn(
  tx: Queryable,
  districtId: string,
  handoverId: string,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update duty_handover set signed_in_at = $3, signed_in_by = $4, signed_in_name = $5
     where district_id = $1 and handover_id = $2 and signed_in_at is null returning 1 as one`,
    [districtId, handoverId, now, actor.accountId, actor.name],
  );
  return rows.length > 0;
}

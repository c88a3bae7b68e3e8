import type { Queryable } from "../store/database.ts";
import type { OrderWire, SuspensionWire } from "./order-schema.ts";

/** The most that one list holds. */
const MOST = 200;

type SuspensionRow = Pick<SuspensionWire, "suspensionId" | "works" | "reason" | "enteredBy"> & {
  fromAt: Date;
  toAt: Date;
  enteredAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string;
};

const withdrawnOf = (row: { withdrawnAt: Date | null; withdrawnBy: string }) =>
  row.withdrawnAt && { at: row.withdrawnAt.toISOString(), by: row.withdrawnBy };

/** Suspensions, the latest first. @param id  of one; null for all. */
export async function readSuspensions(
  tx: Queryable,
  districtId: string,
  id: string | null = null,
): Promise<SuspensionWire[]> {
  const rows = await tx.query<SuspensionRow>(
    `select suspension_id as "suspensionId", works, from_at as "fromAt", to_at as "toAt", reason,
       entered_at as "enteredAt", entered_by as "enteredBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
     from service_suspension where district_id = $1 and ($2::text is null or suspension_id = $2)
     order by from_at desc, suspension_id limit ${MOST}`,
    [districtId, id],
  );
  return rows.map((row) => ({
    ...{ suspensionId: row.suspensionId, works: row.works, reason: row.reason },
    ...{ fromAt: row.fromAt.toISOString(), toAt: row.toAt.toISOString() },
    ...{ enteredAt: row.enteredAt.toISOString(), enteredBy: row.enteredBy },
    withdrawn: withdrawnOf(row),
  }));
}

type OrderRow = Pick<
  OrderWire,
  "orderId" | "work" | "edgeIds" | "reason" | "complaintId" | "raisedBy"
> & { raisedAt: Date; dueAt: Date; withdrawnAt: Date | null; withdrawnBy: string };

type OrdersOf = {
  readonly orderId?: string | undefined;
  readonly complaintId?: string | undefined;
};

/** Orders, the latest first: one of them, those that answer a complaint, or all. */
export async function readOrders(
  tx: Queryable,
  districtId: string,
  { orderId, complaintId }: OrdersOf,
): Promise<OrderWire[]> {
  const rows = await tx.query<OrderRow>(
    `select order_id as "orderId", work, edge_ids as "edgeIds", raised_at as "raisedAt", due_at as "dueAt", reason,
       complaint_id as "complaintId", raised_by as "raisedBy", withdrawn_at as "withdrawnAt",
       withdrawn_by as "withdrawnBy"
     from service_order where district_id = $1 and ($2::text is null or order_id = $2)
       and ($3::text is null or complaint_id = $3)
     order by raised_at desc, order_id limit ${MOST}`,
    [districtId, orderId ?? null, complaintId ?? null],
  );
  return rows.map(({ raisedAt, dueAt, withdrawnAt, withdrawnBy, ...row }) => ({
    ...{ ...row, passId: `order:${row.orderId}` },
    ...{ raisedAt: raisedAt.toISOString(), dueAt: dueAt.toISOString() },
    withdrawn: withdrawnOf({ withdrawnAt, withdrawnBy }),
  }));
}

export const insertSuspension = (
  tx: Queryable,
  districtId: string,
  one: Pick<SuspensionWire, "suspensionId" | "works" | "fromAt" | "toAt" | "reason" | "enteredBy">,
) =>
  tx.query(
    `insert into service_suspension (district_id, suspension_id, works, from_at, to_at, reason, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[districtId, one.suspensionId, one.works, new Date(one.fromAt), new Date(one.toAt)],
      ...[one.reason, one.enteredBy],
    ],
  );

export const insertOrder = (
  tx: Queryable,
  districtId: string,
  one: Pick<OrderWire, "orderId" | "work" | "edgeIds" | "reason" | "complaintId" | "raisedBy"> & {
    readonly raisedAt: Date;
    readonly dueAt: Date;
  },
) =>
  tx.query(
    `insert into service_order (district_id, order_id, work, edge_ids, raised_at, due_at, reason, complaint_id, raised_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[districtId, one.orderId, one.work, one.edgeIds, one.raisedAt, one.dueAt],
      ...[one.reason, one.complaintId, one.raisedBy],
    ],
  );

const WITHDRAW = {
  suspension: `update service_suspension set withdrawn_at = now(), withdrawn_by = $3
    where district_id = $1 and suspension_id = $2 and withdrawn_at is null returning 1 as one`,
  order: `update service_order set withdrawn_at = now(), withdrawn_by = $3
    where district_id = $1 and order_id = $2 and withdrawn_at is null returning 1 as one`,
} as const;

/** @returns whether there was one that was not withdrawn yet. */
export async function withdraw(
  tx: Queryable,
  districtId: string,
  kind: keyof typeof WITHDRAW,
  id: string,
  by: string,
): Promise<boolean> {
  return (await tx.query(WITHDRAW[kind], [districtId, id, by])).length > 0;
}

/** Whether a complaint of the district is there. */
export async function hasComplaint(tx: Queryable, districtId: string, complaintId: string) {
  const rows = await tx.query(
    "select 1 from complaint where district_id = $1 and complaint_id = $2",
    [districtId, complaintId],
  );
  return rows.length > 0;
}

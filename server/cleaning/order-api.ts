import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Caller, callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { conflict, DomainError, failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { ServiceDays } from "./days.ts";
import {
  OrderDraft,
  OrdersAnswer,
  OrdersQuery,
  OrderWire,
  SuspensionDraft,
  SuspensionsAnswer,
  SuspensionWire,
} from "./order-schema.ts";
import {
  hasComplaint,
  insertOrder,
  insertSuspension,
  readOrders,
  readSuspensions,
  withdraw,
} from "./order-store.ts";
import { inKnown } from "./wire.ts";
import type { World } from "./world.ts";

const tags = ["cleaning"];
const reading = granted("district.read");
const editing = { permission: "cleaning.edit", within: "district" } as const;
const SUSPENSIONS = "/api/districts/{districtId}/cleaning/suspensions";
const ORDERS = "/api/districts/{districtId}/cleaning/orders";
const withdrawn = <T>(description: string, schema: T) => ({
  ...answers(description, schema),
  409: failure("It was withdrawn before"),
});

const getSuspensions = endpoint({
  ...{ access: reading, tags, method: "get", path: SUSPENSIONS },
  operationId: "getServiceSuspensions",
  summary: "When work was not due, as washing below 4 °C",
  request: { params: inDistrict },
  responses: answers("The suspensions", SuspensionsAnswer),
});
const postSuspension = endpoint({
  ...{ access: editing, tags, method: "post", path: SUSPENSIONS },
  operationId: "suspendService",
  summary: "Suspend work for a while: passes of which at least half falls into it are not due",
  request: { params: inDistrict, body: body(SuspensionDraft) },
  responses: { 201: { description: "The suspension", ...json(SuspensionWire) }, ...failures },
});
const endSuspension = endpoint({
  ...{ access: editing, tags, method: "post" },
  path: `${SUSPENSIONS}/{suspensionId}/withdraw` as const,
  operationId: "withdrawServiceSuspension",
  summary: "End a suspension now; one that has not begun never was",
  request: { params: inDistrict.extend({ suspensionId: z.string() }) },
  responses: withdrawn("The suspension", SuspensionWire),
});
const getOrders = endpoint({
  ...{ access: reading, tags, method: "get", path: ORDERS },
  operationId: "getServiceOrders",
  summary: "Dirty surfaces that are to be cleaned at once, beside what routes ask",
  request: { params: inDistrict, query: OrdersQuery },
  responses: answers("The orders", OrdersAnswer),
});
const postOrder = endpoint({
  ...{ access: editing, tags, method: "post", path: ORDERS },
  operationId: "orderService",
  summary: "Order a dirty surface to be cleaned at once",
  request: { params: inDistrict, body: body(OrderDraft) },
  responses: { 201: { description: "The order", ...json(OrderWire) }, ...failures },
});
const endOrder = endpoint({
  ...{ access: editing, tags, method: "post" },
  path: `${ORDERS}/{orderId}/withdraw` as const,
  operationId: "withdrawServiceOrder",
  summary: "Withdraw an order: it is no longer due",
  request: { params: inDistrict.extend({ orderId: z.string() }) },
  responses: withdrawn("The order", OrderWire),
});

const refused = (field: string, rule: string, remedy: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, rule }]);

type Desk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly world: World;
  readonly caller: Caller;
};

/** What is not due for a while, and what is due beside. */
export function orderApi({ database, days }: { database: Database; days: ServiceDays }) {
  const at = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: Desk) => Promise<T>) =>
    database.transaction(
      async (tx) => {
        const world = inKnown(await days.world(districtId, tx), districtId);
        return work({ tx, districtId, world, caller: callerOf(c) });
      },
      { districtId },
    );
  return createRouter()
    .openapi(getSuspensions, async (c) => {
      const { districtId } = c.req.valid("param");
      const answer = await at(c, districtId, async ({ tx, world }) => ({
        districtId,
        suspendedBelowCelsius: world.settings.suspendedBelowCelsius,
        suspensions: await readSuspensions(tx, districtId),
      }));
      return c.json(answer, 200);
    })
    .openapi(postSuspension, async (c) => {
      const draft = c.req.valid("json");
      const suspension = await at(c, c.req.valid("param").districtId, (desk) =>
        suspend(desk, draft),
      );
      return c.json(suspension, 201);
    })
    .openapi(endSuspension, async (c) => {
      const { districtId, suspensionId } = c.req.valid("param");
      const ended = await at(c, districtId, (desk) =>
        end(desk, "suspension", suspensionId, async () => {
          const [found] = await readSuspensions(desk.tx, districtId, suspensionId);
          return found;
        }),
      );
      return c.json(ended, 200);
    })
    .openapi(getOrders, async (c) => {
      const { districtId } = c.req.valid("param");
      const orders = await at(c, districtId, ({ tx }) =>
        readOrders(tx, districtId, c.req.valid("query")),
      );
      return c.json({ districtId, orders }, 200);
    })
    .openapi(postOrder, async (c) => {
      const draft = c.req.valid("json");
      const raised = await at(c, c.req.valid("param").districtId, (desk) => order(desk, draft));
      return c.json(raised, 201);
    })
    .openapi(endOrder, async (c) => {
      const { districtId, orderId } = c.req.valid("param");
      const ended = await at(c, districtId, (desk) =>
        end(desk, "order", orderId, async () => {
          const [found] = await readOrders(desk.tx, districtId, { orderId });
          return found;
        }),
      );
      return c.json(ended, 200);
    });
}

async function suspend(
  { tx, districtId, caller }: Desk,
  draft: SuspensionDraft,
): Promise<SuspensionWire> {
  if (Date.parse(draft.toAt) <= Date.parse(draft.fromAt))
    throw refused("toAt", "before-begin", "after `fromAt`");
  const suspensionId = randomUUID();
  await insertSuspension(tx, districtId, { ...draft, suspensionId, enteredBy: caller.name });
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "service_suspension.create", record: "service_suspension" },
    ...{ recordId: suspensionId, before: null, after: draft },
  });
  await recordChange(tx, districtId, "service_suspension", [suspensionId]);
  const [written] = await readSuspensions(tx, districtId, suspensionId);
  return written!; // it was just written
}

async function order({ tx, districtId, world, caller }: Desk, draft: OrderDraft) {
  const { edgeIds, streetIds, complaintId, reason, work } = draft;
  if (edgeIds.some((id) => !world.edgeById.has(id)))
    throw refused("edgeIds", "not-of-pass", "stretches of the network");
  if (streetIds.some((id) => !world.streetById.has(id)))
    throw refused("streetIds", "not-of-pass", "streets of the district");
  if (complaintId !== undefined && !(await hasComplaint(tx, districtId, complaintId)))
    throw refused("complaintId", "record-unknown", "a complaint of the district");
  const raisedAt = new Date();
  const dueAt = new Date(draft.dueAt);
  if (dueAt <= raisedAt) throw refused("dueAt", "not-ahead", "a time to come");
  const onStreets = streetIds.flatMap((id) =>
    world.streetById.get(id)!.edges.map((edge) => world.edges[edge]!.edgeId),
  );
  const all = [...new Set([...edgeIds, ...onStreets])];
  if (all.length === 0) throw refused("streetIds", "missing", "at least one stretch");
  const orderId = randomUUID();
  await insertOrder(tx, districtId, {
    ...{ orderId, work, edgeIds: all, reason, raisedAt, dueAt },
    ...{ complaintId: complaintId ?? null, raisedBy: caller.name },
  });
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "service_order.create", record: "service_order" },
    ...{ recordId: orderId, before: null },
    after: { work, sections: all.length, dueAt: draft.dueAt, reason, complaintId },
  });
  await recordChange(tx, districtId, "service_order", [orderId]);
  const [written] = await readOrders(tx, districtId, { orderId });
  return written!; // it was just written
}

async function end<T>(
  { tx, districtId, caller }: Desk,
  kind: "suspension" | "order",
  id: string,
  read: () => Promise<T | undefined>,
): Promise<T> {
  if (!(await read())) throw new DomainError("record-unknown", `No ${kind} ${id}`);
  if (!(await withdraw(tx, districtId, kind, id, caller.name)))
    throw conflict("entry-withdrawn", "It was withdrawn before");
  const record = `service_${kind}` as const;
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: `${record}.withdraw`, record, recordId: id },
    ...{ before: { isActive: true }, after: { isActive: false } },
  });
  await recordChange(tx, districtId, record, [id]);
  return (await read())!; // it was just there
}

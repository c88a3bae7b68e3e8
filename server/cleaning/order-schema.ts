import { z } from "@hono/zod-openapi";
import { instant, WorkName } from "./schema.ts";

const words = (most: number) => z.string().trim().min(1).max(most);
const withdrawn = z.object({ at: instant, by: z.string() }).nullable();

export const SuspensionDraft = z
  .strictObject({
    works: z.array(WorkName).min(1).max(5),
    fromAt: instant,
    toAt: instant,
    reason: words(200),
  })
  .openapi("ServiceSuspensionDraft");
export type SuspensionDraft = z.infer<typeof SuspensionDraft>;

export const SuspensionWire = z
  .object({
    suspensionId: z.string(),
    works: z.array(WorkName),
    fromAt: instant,
    toAt: instant,
    reason: z.string(),
    enteredAt: instant,
    enteredBy: z.string(),
    withdrawn: withdrawn.describe("From then on the work is due again"),
  })
  .openapi("ServiceSuspension");
export type SuspensionWire = z.infer<typeof SuspensionWire>;

export const SuspensionsAnswer = z
  .object({
    districtId: z.string(),
    suspendedBelowCelsius: z
      .number()
      .describe("Washing is suspended by hand below it; nothing here measures it"),
    suspensions: z.array(SuspensionWire).describe("The latest first"),
  })
  .openapi("ServiceSuspensions");

export const OrderDraft = z
  .strictObject({
    work: z.enum(["full_sweep", "fine_sweep", "wash"]),
    edgeIds: z.array(z.string().min(1)).max(2_000).default([]),
    streetIds: z.array(z.string().min(1)).max(200).default([]),
    dueAt: instant,
    reason: words(200),
    complaintId: z.string().min(1).max(200).optional(),
  })
  .refine(({ edgeIds, streetIds }) => edgeIds.length + streetIds.length > 0, {
    error: "at least one stretch or street",
    path: ["edgeIds"],
  })
  .openapi("ServiceOrderDraft");
export type OrderDraft = z.infer<typeof OrderDraft>;

export const OrderWire = z
  .object({
    orderId: z.string(),
    passId: z.string().describe("Names it when it is confirmed"),
    work: WorkName,
    edgeIds: z.array(z.string()),
    raisedAt: instant,
    dueAt: instant,
    reason: z.string(),
    complaintId: z.string().nullable(),
    raisedBy: z.string(),
    withdrawn,
  })
  .openapi("ServiceOrder");
export type OrderWire = z.infer<typeof OrderWire>;

export const OrdersQuery = z.object({
  complaintId: z.string().min(1).max(200).optional().describe("Those that answer it"),
});

export const OrdersAnswer = z
  .object({ districtId: z.string(), orders: z.array(OrderWire).describe("The latest first") })
  .openapi("ServiceOrders");
export type OrdersAnswer = z.infer<typeof OrdersAnswer>;

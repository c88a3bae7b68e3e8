import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { instant, WorkName } from "./schema.ts";

const words = (most: number) => z.string().trim().min(1).max(most);
const ids = z.array(z.string().min(1)).max(5_000);

export const EntryItem = z.object({
  subjectKind: z.enum(["edge", "facility"]),
  subjectId: z.string(),
  outcome: z.enum(["done", "could_not"]),
  reason: z.string().nullable(),
});

export const EntryWire = z
  .object({
    entryId: z.string(),
    kind: z.enum(["confirmed", "completed", "could_not"]).describe("班长确认, 补录完成, 未能作业"),
    routeId: z.string().nullable(),
    work: WorkName,
    day: Day,
    fromAt: instant,
    toAt: instant,
    reason: z.string().nullable(),
    note: z.string(),
    position: z.tuple([z.number(), z.number()]).nullable(),
    enteredAt: instant,
    enteredName: z.string(),
    withdrawn: z.object({ at: instant, reason: z.string().nullable() }).nullable(),
    items: z.array(EntryItem),
    photographs: z.number().int(),
  })
  .openapi("ServiceEntry");
export type EntryWire = z.infer<typeof EntryWire>;

export const EntryDraft = z
  .strictObject({
    kind: z.enum(["confirmed", "completed", "could_not"]),
    passId: z
      .string()
      .max(300)
      .optional()
      .describe("The pass it is of: then work, route and time are its own"),
    work: WorkName.optional(),
    fromAt: instant.optional().describe("Left out, when the pass begins"),
    toAt: instant.optional().describe("Left out, when the pass ends, or now where that is earlier"),
    streetIds: ids.min(1).optional().describe("Of the pass, these streets only: a section"),
    edgeIds: ids.min(1).optional().describe("Of the pass, these edges only"),
    facilityIds: ids.min(1).optional().describe("Of a round, these stops only"),
    exceptions: z
      .array(
        z.strictObject({
          edgeId: z.string().optional(),
          streetId: z.string().optional(),
          facilityId: z.string().optional(),
          reason: words(200),
        }),
      )
      .max(500)
      .default([])
      .describe("Of what is confirmed, what could not be done"),
    reason: words(200).optional().describe("Why it could not be done, or is entered afterwards"),
    note: z.string().trim().max(1_000).default(""),
    position: z
      .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
      .optional()
      .describe("[lng, lat] where it was entered"),
  })
  .openapi("ServiceEntryDraft");
export type EntryDraft = z.infer<typeof EntryDraft>;

export const WithdrawalDraft = z.strictObject({ reason: words(200) }).openapi("EntryWithdrawal");

export const EntriesQuery = z.object({
  from: Day,
  to: Day,
  routeId: z.string().optional(),
  work: WorkName.optional(),
});
export type EntriesQuery = z.infer<typeof EntriesQuery>;

/** The most entries one list holds. */
export const MOST_ENTRIES = 500;

export const EntriesAnswer = z
  .object({
    districtId: z.string(),
    entries: z.array(EntryWire).describe("The latest first"),
    isCut: z.boolean(),
  })
  .openapi("ServiceEntries");

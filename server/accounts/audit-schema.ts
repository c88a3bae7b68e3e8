import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";

const Fields = z.record(z.string(), z.unknown()).nullable();

/** One thing that was done. */
export const AuditEntry = z
  .object({
    entryId: z.string(),
    at: z.iso.datetime({ offset: true }),
    actorId: z.string().nullable().describe("null for a command or the server itself"),
    actorName: z.string(),
    via: z.enum(["session", "token", "command", "server"]),
    address: z.string().nullable(),
    action: z.string().describe("`<record>.<verb>`"),
    record: z.string().describe("The kind of record; `account` for what was done to an account"),
    recordId: z.string(),
    recordName: z
      .string()
      .nullable()
      .describe("What it is called today: a facility's name, an account's login name"),
    before: Fields.describe("The fields that changed, as they were; null for a new record"),
    after: Fields.describe(
      "As they became; null for one that is gone. Personal fields say `changed`",
    ),
  })
  .openapi("AuditEntry");
export type AuditEntry = z.infer<typeof AuditEntry>;

const filter = (what: string) =>
  z.string().min(1).max(200).optional().describe(`Only ${what}, as /audit/choices names them`);

/** Which entries. */
export const AuditQuery = z.object({
  from: Day.optional().describe("First local day"),
  to: Day.optional().describe("Last local day"),
  actor: filter("what this actor did"),
  action: filter("this action"),
  record: filter("records of this kind"),
  recordId: z.string().min(1).max(200).optional().describe("Only this record"),
  q: z.string().min(1).max(100).optional().describe("Text in names, ids, addresses and values"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional().describe("`next` of the page before"),
  format: z.enum(["csv", "xlsx"]).optional().describe("A file of all that is chosen instead"),
  lang: z.enum(["zh", "en"]).default("zh"),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** A page of entries. */
export const AuditPage = z
  .object({
    districtId: z.string(),
    total: z.number().int().describe("Of all pages"),
    entries: z.array(AuditEntry).describe("Newest first"),
    next: z.string().nullable(),
  })
  .openapi("AuditPage");

const Words = z.object({ zh: z.string(), en: z.string() }).nullable();
const Choice = z.object({ value: z.string(), title: Words, count: z.number().int() });

/** What the entries can be limited to. */
export const AuditChoices = z
  .object({
    actors: z.array(z.object({ value: z.string(), name: z.string(), count: z.number().int() })),
    actions: z.array(Choice),
    records: z.array(Choice),
  })
  .openapi("AuditChoices");

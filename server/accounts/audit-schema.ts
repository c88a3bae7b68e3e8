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
      .describe("What it is called today, or was last: a facility's name, a person's"),
    recordCode: z
      .string()
      .nullable()
      .describe(
        "What tells it from others of its name: a facility's code, an account's login name",
      ),
    subject: z
      .object({
        record: z.string(),
        id: z.string(),
        layerId: z.string().nullable().describe("The layer a facility is in; null once it is gone"),
      })
      .describe(
        "Whose entry it is: the facility of a photograph, the account of a role, else itself",
      ),
    before: Fields.describe(
      "The fields that changed, as they were, attributes among the others; null for a new record",
    ),
    after: Fields.describe(
      "As they became, with the reason or remark as `note`; null for one that is gone. Personal fields say `changed`",
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
  recordId: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Only this record, with its photographs or its roles"),
  q: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("Text in names, codes, ids, addresses and values"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional().describe("`next` of the page before"),
  format: z.enum(["csv", "xlsx"]).optional().describe("A file of all that is chosen instead"),
  lang: z.enum(["zh", "en"]).default("zh"),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** An area that entries name by its id. */
const NamedArea = z.object({ areaId: z.string(), name: z.string(), nameEn: z.string().nullable() });
export type NamedArea = z.infer<typeof NamedArea>;

/** A page of entries. */
export const AuditPage = z
  .object({
    districtId: z.string(),
    total: z.number().int().describe("Of all pages"),
    entries: z.array(AuditEntry).describe("Newest first"),
    areas: z.array(NamedArea).describe("The areas that the page's entries name"),
    next: z.string().nullable(),
  })
  .openapi("AuditPage");

const Title = z.object({ zh: z.string(), en: z.string() });
const Choice = z.object({ value: z.string(), title: Title.nullable(), count: z.number().int() });

/** What the entries can be limited to. */
export const AuditChoices = z
  .object({
    actors: z.array(z.object({ value: z.string(), name: z.string(), count: z.number().int() })),
    actions: z.array(Choice),
    records: z.array(Choice),
    fields: z
      .record(
        z.string(),
        z.object({ title: Title, values: z.record(z.string(), Title).optional() }),
      )
      .describe("What the fields of entries are called, and their coded values"),
  })
  .openapi("AuditChoices");

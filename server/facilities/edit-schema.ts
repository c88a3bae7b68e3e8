import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS, FACILITY_STATUSES } from "../../data/facility.ts";
import { Day } from "../http/day.ts";
import { Fault } from "../http/problem.ts";

/** One line of text: trimmed, without control characters. HTML in it is text like any other. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");
const named = (most: number) => line(most).min(1, "at least one character");
const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], {
    error: "longitude and latitude in degrees, WGS 84",
  })
  .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 });
const place = z.union([position, z.null()]).describe("[lng, lat], WGS 84; null: not known");
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const fields = {
  code: named(64).describe("Unique among the facilities of its kind"),
  name: named(200),
  nameEn: line(200).nullable(),
  address: line(300).nullable(),
  owner: line(200).nullable(),
  manager: line(200).nullable().describe("Empty: known to be nobody (无人管理); null: unknown"),
  openedOn: Day.nullable(),
  position: place,
  status: z.enum(FACILITY_STATUSES).exclude(["closed"]).describe("Closing is a step of its own"),
  attributes: z
    .record(z.string().max(64), scalar)
    .describe("What is recorded of its kind; null takes an attribute away"),
};

/** A new facility. */
export const FacilityDraft = z.strictObject({
  kind: z.enum(FACILITY_KINDS),
  code: fields.code,
  name: fields.name,
  position: fields.position.describe("[lng, lat], WGS 84; null: to be found on site"),
  nameEn: fields.nameEn.optional(),
  address: fields.address.optional(),
  owner: fields.owner.optional(),
  manager: fields.manager.optional(),
  openedOn: fields.openedOn.optional(),
  status: fields.status.optional(),
  attributes: fields.attributes.optional(),
});
export type FacilityDraft = z.infer<typeof FacilityDraft>;

/** What is to be different; what is left out stays. */
export const FacilityPatch = z.strictObject(fields).partial();
export type FacilityPatch = z.infer<typeof FacilityPatch>;

/** A record as it is typed so far. */
export const TypedFacility = z
  .strictObject({
    facilityId: z.string().max(200).nullable().describe("null: a new one"),
    kind: z.enum(FACILITY_KINDS),
    code: line(64).optional(),
    name: line(200).optional(),
    position: fields.position.optional(),
    attributes: fields.attributes.optional(),
  })
  .openapi("TypedFacility");
export type TypedFacility = z.infer<typeof TypedFacility>;

const Words = z.object({ zh: z.string(), en: z.string() });

/** What to think of before saving. */
export const RegisterCheck = z
  .object({
    faults: z.array(Fault).describe("What saving would refuse"),
    warnings: z
      .array(
        z.object({
          field: z.string(),
          words: Words,
          basis: z
            .object({
              standard: z.string(),
              clause: z.string(),
              edition: z.string(),
              confidence: z.string(),
              isLaw: z.boolean(),
            })
            .nullable()
            .describe("What it stands on; null: plain sense"),
          facilityId: z.string().nullable().describe("The other facility it is about"),
        }),
      )
      .describe("What saving allows all the same"),
    nextCode: z
      .string()
      .nullable()
      .describe("A free code that goes on from those of the kind; null: they follow no pattern"),
  })
  .openapi("RegisterCheck");
export type RegisterCheck = z.infer<typeof RegisterCheck>;

/** The fields of a form, from the same schemas that writes are checked with. */
export const FacilityForms = z
  .object({
    forms: z.array(
      z.object({
        kind: z.enum(FACILITY_KINDS),
        title: Words,
        fields: z.array(
          z.object({
            name: z.string(),
            title: Words,
            type: z.enum(["text", "integer", "number", "boolean", "choice", "day"]),
            isAttribute: z.boolean(),
            isRequired: z.boolean(),
            options: z.array(z.object({ value: z.string(), title: Words })).optional(),
            least: z.number().optional(),
            isLeastExcluded: z.boolean().optional(),
            most: z.number().optional(),
            maxLength: z.number().int().optional(),
          }),
        ),
      }),
    ),
  })
  .openapi("FacilityForms");
export type FacilityForms = z.infer<typeof FacilityForms>;

export const Closing = z.strictObject({ closedOn: Day, reason: named(500) });
export const Reopening = z.strictObject({ reason: named(500) });
export const Verification = z.strictObject({ note: line(500).optional() });

/** The record of a facility as one edits it. */
export const EditableFacility = z
  .object({
    facilityId: z.string(),
    kind: z.enum(FACILITY_KINDS),
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    address: z.string().nullable(),
    owner: z.string().nullable(),
    manager: z.string().nullable(),
    openedOn: z.string().nullable(),
    closedOn: z.string().nullable(),
    verifiedOn: z.string().nullable(),
    verifiedBy: z.string().nullable(),
    position: z.array(z.number()).length(2).nullable(),
    status: z.enum(FACILITY_STATUSES),
    attributes: z.record(z.string(), scalar),
    revision: z.number().int().describe("Counts up with every write; the ETag"),
    updatedAt: z.iso.datetime(),
  })
  .openapi("EditableFacility");
export type EditableFacility = z.infer<typeof EditableFacility>;

/** What was done to a record and its photographs, newest first. */
export const RecordHistory = z
  .object({
    entries: z.array(
      z.object({
        entryId: z.number().int(),
        at: z.iso.datetime(),
        actorName: z.string(),
        via: z.enum(["session", "token", "command", "server"]),
        action: z.string(),
        photographId: z
          .string()
          .nullable()
          .describe("The photograph it was done to; null: the record itself"),
        before: z.record(z.string(), z.unknown()).nullable(),
        after: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    total: z.number().int().describe("Entries there are; the newest 200 are given"),
  })
  .openapi("RecordHistory");

import { z } from "@hono/zod-openapi";
import { COMPLAINT_IMPORTANCES, COMPLAINT_STATES } from "../../data/complaint-life.ts";
import { CaseDraft } from "./case-schema.ts";

const typed = CaseDraft.shape;

/** What is typed so far of a complaint; in a body, so that no telephone number stands in an address or a log. */
export const NearQuery = z
  .strictObject({
    ...{ channel: typed.channel, category: typed.category.unwrap(), text: typed.text.unwrap() },
    ...{ position: typed.position.unwrap(), address: typed.address.unwrap() },
    ...{ streetId: typed.streetId.unwrap(), facilityId: typed.facilityId.unwrap() },
    telephone: z
      .string()
      .trim()
      .max(40, "at most 40 characters")
      .regex(/^[0-9+() \-－（）]*$/, "digits, spaces, + - and brackets")
      .describe("Digits by which the same caller is known; the number itself is kept nowhere"),
  })
  .partial()
  .openapi("NearQuery");
export type NearQuery = z.infer<typeof NearQuery>;

const named = z.object({ id: z.string(), name: z.string(), nameEn: z.string().nullable() });
const stars = z.number().int().nullable().describe("Stars in force today; null: no rating is");
const lastServiceAt = z.iso
  .datetime({ offset: true })
  .nullable()
  .describe("When it was last cleaned; null: no data yet, which does not say that nobody did");

const NearComplaint = z.object({
  complaintId: z.string(),
  number: z.string(),
  state: z.enum(COMPLAINT_STATES),
  isOpen: z.boolean(),
  category: z.string().nullable(),
  channel: z.string().nullable(),
  importance: z.enum(COMPLAINT_IMPORTANCES),
  text: z.string().describe("Masked"),
  address: z.string().nullable(),
  placeNote: z.string().nullable(),
  position: z
    .tuple([z.number(), z.number()])
    .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 })
    .nullable(),
  distanceMeters: z.number().nullable(),
  occurredOn: z.string().describe("Local day"),
  unit: named.nullable(),
  isSameCaller: z.boolean().describe("From the same telephone number; of whom is not said"),
});
export type NearComplaint = z.infer<typeof NearComplaint>;

/** What there is already where a complaint is being taken. */
export const NearAnswer = z
  .object({
    category: z.string().nullable(),
    radiusMeters: z.number().describe("How near counts as near for the category"),
    days: z.number().int().describe("How many days back count as recent for the category"),
    duplicates: z
      .array(
        NearComplaint.extend({
          score: z.number().describe("0 to 1, for the order"),
          daysApart: z.number().int(),
          reasons: z.array(
            z.enum(["place", "address", "street", "category", "reporter", "wording"]),
          ),
        }),
      )
      .describe("Likely the same matter, best first"),
    near: z.array(NearComplaint).describe("Open ones and recent ones around, the nearest first"),
    caller: z
      .object({
        count: z.number().int().describe("All complaints from this number that one may see"),
        complaints: z.array(NearComplaint).describe("The latest of them"),
      })
      .nullable()
      .describe("Null: no number, or too few digits"),
    area: named.nullable(),
    unit: named.nullable().describe("The unit that the rules give it to; null: none"),
    street: named
      .extend({
        distanceMeters: z.number().nullable(),
        isModel: z.boolean(),
        stars,
        lastServiceAt,
      })
      .nullable(),
    facilities: z.array(
      named.extend({
        kind: z.string(),
        code: z.string(),
        status: z.string(),
        distanceMeters: z.number().nullable(),
        stars,
        lastServiceAt,
      }),
    ),
  })
  .openapi("NearAnswer");
export type NearAnswer = z.infer<typeof NearAnswer>;

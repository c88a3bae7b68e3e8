import { z } from "@hono/zod-openapi";
import { isCategoryId } from "../../data/complaint-categories.ts";
import {
  COMPLAINT_IMPORTANCES,
  COMPLAINT_KINDS,
  COMPLAINT_MARKS,
  COMPLAINT_STATES,
  FEEDBACK_OUTCOMES,
  FEEDBACK_WAYS,
  SATISFACTIONS,
  STEP_FIELDS,
} from "../../data/complaint-life.ts";
import { COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS } from "../../data/standards.ts";
import { Day } from "../http/day.ts";

/** One line of text: trimmed, without control characters. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");
/** Text of several lines. */
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `at most ${most} characters`)
    .regex(/^[^\p{Cs}\0]*$/u, "text");
const said = (most: number) => words(most).min(1, "at least one character");
const id = z.string().min(1).max(200);
const somewhere = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], {
    error: "longitude and latitude in degrees, WGS 84",
  })
  .nullable()
  // of a tuple the contract's generator knows neither its items nor its null
  .openapi({ type: ["array", "null"], items: { type: "number" }, minItems: 2, maxItems: 2 })
  .describe("[lng, lat], WGS 84; null: to be fixed on site");
const oneOf = (known: readonly { readonly id: string }[], what: string) =>
  z.string().refine((given) => known.some((one) => one.id === given), {
    error: `the id of a ${what}, one of ${known.map((one) => one.id).join(", ")}`,
  });

/** Where a place was told by: 地图点选, 道路门牌, 小区店铺, 设施编号, 灯杆号, 地点不明. */
export const PLACE_KINDS = ["point", "street", "landmark", "facility", "pole", "unclear"] as const;

const Channel = oneOf(COMPLAINT_CHANNELS, "channel");
const Category = z
  .string()
  .max(100)
  .refine(isCategoryId, {
    error: `the id of a category, such as ${COMPLAINT_CATEGORIES[0]!.id}, or one of the district's own`,
  });

/** Who complained. */
const ReporterDraft = z.strictObject({
  name: line(100).optional(),
  telephone: line(40)
    .regex(/^[0-9+() \-－（）]*$/, "digits, spaces, + - and brackets")
    .optional(),
  contact: line(300).optional().describe("Another way to reach them"),
});
export type ReporterDraft = z.infer<typeof ReporterDraft>;

const place = {
  position: somewhere,
  placeKind: z.enum(PLACE_KINDS),
  address: line(300).nullable(),
  placeNote: line(100).nullable().describe("对面, 旁边: where beside it"),
  streetId: id.nullable(),
  facilityId: id.nullable(),
};

/** A complaint as it is taken down. */
export const CaseDraft = z
  .strictObject({
    channel: Channel,
    category: Category.nullable().default(null),
    importance: z.enum(COMPLAINT_IMPORTANCES).default("ordinary"),
    text: words(4000).default("").describe("What was said"),
    position: place.position.default(null),
    placeKind: place.placeKind.optional().describe("Left out: point, or unclear without a place"),
    address: place.address.default(null),
    placeNote: place.placeNote.default(null),
    streetId: place.streetId.default(null),
    facilityId: place.facilityId.default(null),
    occurredAt: z.iso.datetime({ offset: true }).optional().describe("Left out: now"),
    reporter: ReporterDraft.nullable().default(null),
    unitId: id
      .nullable()
      .optional()
      .describe("Left out: by the rules of the district; null: nobody yet"),
    duplicateOf: id.optional().describe("The complaint it says again: it is merged at once"),
    isConfidential: z.literal(true).optional().describe("Also where its category is not"),
  })
  .refine(({ text, category }) => text !== "" || category !== null, {
    path: ["text"],
    error: "say what it is about: words, a category, or both",
  })
  .openapi("CaseDraft");
export type CaseDraft = z.infer<typeof CaseDraft>;

/** What is to be different; what is left out stays. */
export const CasePatch = z
  .strictObject({
    category: Category.nullable(),
    importance: z.enum(COMPLAINT_IMPORTANCES),
    text: words(4000),
    ...place,
  })
  .partial()
  .openapi("CasePatch");
export type CasePatch = z.infer<typeof CasePatch>;

/** A step of its life; which fields it asks for is in `/complaint-life`. */
export const CaseStep = z
  .strictObject({
    action: z.string().regex(/^[a-z-]{1,40}$/),
    unitId: id.optional(),
    reason: said(1000).optional(),
    words: said(4000).optional(),
    minutes: said(4000).optional().describe("会议纪要: what was decided together"),
    to: line(200).min(1).optional().describe("Whom it is transferred to"),
    into: id.optional().describe("The complaint it is merged into"),
    days: z.number().int().min(1).max(365).optional(),
    mark: z.enum(COMPLAINT_MARKS).optional(),
    term: Day.optional().describe("Local day by which it is to be answered"),
    way: z.enum(FEEDBACK_WAYS).optional(),
    outcome: z.enum(FEEDBACK_OUTCOMES).optional(),
    isResolved: z.boolean().optional(),
    satisfaction: z.enum(SATISFACTIONS).optional(),
    isUpheld: z.boolean().optional().describe("The first opinion stands"),
  })
  .openapi("CaseStep");
export type CaseStep = z.infer<typeof CaseStep>;

const instant = z.iso.datetime({ offset: true });
const named = z.object({ id: z.string(), name: z.string(), nameEn: z.string().nullable() });

const Event = z.object({
  sequence: z.number().int(),
  action: z.string(),
  at: instant,
  actor: z.string(),
  unitId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).describe("What was said with it, masked"),
});

/** What every answer about a complaint begins with. */
export const caseHead = {
  complaintId: z.string(),
  number: z.string(),
  kind: z.enum(COMPLAINT_KINDS),
  state: z.enum(COMPLAINT_STATES),
  channel: z.string().nullable(),
  category: z.string().nullable(),
  importance: z.enum(COMPLAINT_IMPORTANCES),
};

/** A complaint with its life, as staff see it. */
export const CaseRecord = z
  .object({
    ...caseHead,
    text: z.string().describe("With telephone and id numbers masked"),
    position: somewhere,
    placeKind: z.enum(PLACE_KINDS),
    address: z.string().nullable(),
    placeNote: z.string().nullable(),
    street: named.nullable(),
    facility: named.nullable(),
    area: named.nullable().describe("The sub-district in which it lay on its day"),
    unit: named.nullable(),
    receivedAt: instant,
    occurredOn: z.string().describe("Local day"),
    dueStep: z.string().nullable().describe("What is due next"),
    dueFrom: instant.nullable(),
    dueAt: instant.nullable(),
    dueLastDay: z.string().nullable().describe("The local day that dueAt ends or lies in"),
    dueStatus: z.enum(["on-time", "soon", "late", "late-3"]).nullable(),
    isDueCalendarKnown: z
      .boolean()
      .describe("False where a day on the way was guessed to be worked or not"),
    settledAt: instant.nullable(),
    isConfidential: z.boolean(),
    hasReporter: z.boolean().describe("Somebody is known to have complained, and not yet erased"),
    hasContact: z.boolean().describe("They left a way to reach them"),
    duplicateOf: z.object({ complaintId: z.string(), number: z.string() }).nullable(),
    duplicates: z.array(z.object({ complaintId: z.string(), number: z.string() })),
    marks: z.array(
      z.object({
        mark: z.enum(COMPLAINT_MARKS),
        isNeeded: z.boolean(),
        how: z.enum(["missing", "done", "attempts", "no-contact", "waived"]),
        isWaiverAsked: z.boolean(),
      }),
    ),
    feedbackAttempts: z.number().int(),
    extensionAskedDays: z.number().int().nullable(),
    extendedDays: z.number().int(),
    supervisionTerm: z.string().nullable().describe("Local day by which supervision is answered"),
    supervision: z
      .object({
        number: z.string().nullable().describe("督办〔2026〕3号; null where it was issued without"),
        term: z.string().describe("Local day"),
        words: z.string().describe("Masked"),
        issuedBy: z.string(),
        issuedAt: instant,
      })
      .nullable()
      .describe("The one that waits for an answer"),
    isResolved: z.boolean().nullable(),
    satisfaction: z.enum(SATISFACTIONS).nullable(),
    reopened: z.number().int(),
    publicText: z.string().nullable(),
    events: z.array(Event),
    corrected: z
      .array(named)
      .describe("What streets and facilities are called that corrections name by id"),
    steps: z
      .array(
        z.object({
          action: z.string(),
          asks: z.array(z.enum(STEP_FIELDS)),
          may: z.array(z.enum(STEP_FIELDS)),
        }),
      )
      .describe("What whoever asks may do next"),
    mayCorrect: z.boolean(),
    mayPlace: z.boolean().describe("Whoever asks may say where it is, also where nothing else"),
    maySeeReporter: z.boolean(),
    revision: z.number().int(),
  })
  .openapi("CaseRecord");
export type CaseRecord = z.infer<typeof CaseRecord>;

/** Who complained, as somebody looks; every look is in the audit trail. */
export const CaseReporter = z
  .object({
    complaintId: z.string(),
    name: z.string().nullable(),
    telephone: z.string().nullable(),
    contact: z.string().nullable(),
    text: z.string().describe("What was said, unmasked"),
    erasedAt: instant.nullable(),
    others: z.number().int().describe("Other complaints of the same person"),
  })
  .openapi("CaseReporter");

const Words = z.object({ zh: z.string(), en: z.string() });
const titled = z.object({ id: z.string(), title: Words });

/** What complaints may be, in both languages. */
export const ComplaintLifeAnswer = z
  .object({
    states: z.array(titled.extend({ isOpen: z.boolean() })),
    marks: z.array(titled),
    importances: z.array(titled),
    kinds: z.array(
      titled.extend({ channels: z.array(z.string()), marks: z.array(z.enum(COMPLAINT_MARKS)) }),
    ),
    channels: z.array(titled),
    groups: z.array(
      titled.extend({
        isConfidential: z.boolean(),
        categories: z.array(
          titled.extend({
            codes: z.array(z.object({ standard: z.string(), kind: z.string(), code: z.string() })),
            isRetired: z
              .boolean()
              .describe("Not offered any more; complaints that have it keep it"),
            isOwn: z.boolean().describe("The district's own, and no preset"),
          }),
        ),
      }),
    ),
    actions: z.record(z.string(), Words),
    ways: z.array(titled),
    outcomes: z.array(titled),
    satisfactions: z.array(titled),
  })
  .openapi("ComplaintLife");

import { z } from "@hono/zod-openapi";
import { COMPLAINT_STATES } from "../../data/complaint-life.ts";
import { CaseDraft } from "./case-schema.ts";

const Words = z.object({ zh: z.string(), en: z.string() });
const instant = z.iso.datetime({ offset: true });
const position = z
  .tuple([z.number(), z.number()])
  .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 });

/** How many photographs a report may have, and how long its text may be. */
export const PUBLIC_LIMITS = { photographs: 3, textCharacters: 1000 } as const;

/** What citizens can report. */
export const PublicServices = z
  .object({
    groups: z.array(
      z.object({
        id: z.string(),
        title: Words,
        services: z.array(z.object({ code: z.string(), title: Words })),
      }),
    ),
    greatestPhotographs: z.number().int(),
    greatestTextCharacters: z.number().int(),
  })
  .openapi("PublicServices");

const { position: draftPosition, address, placeNote, reporter } = CaseDraft.shape;

/** A report as a citizen sends it. */
export const PublicReportDraft = z
  .strictObject({
    service: z.string().max(100).describe("The code of a service of the district"),
    text: z
      .string()
      .trim()
      .max(PUBLIC_LIMITS.textCharacters, `at most ${PUBLIC_LIMITS.textCharacters} characters`)
      .regex(/^[^\p{Cs}\0]*$/u, "text")
      .default(""),
    position: draftPosition,
    address,
    placeNote,
    reporter: reporter.describe("Who reports, if they say: kept apart, and seen by staff only"),
  })
  .refine(({ position, address }) => position !== null || address !== null, {
    path: ["position"],
    error: "say where: a position, or an address",
  })
  .refine(({ service, text }) => service !== "other" || text !== "", {
    path: ["text"],
    error: "say what it is about",
  })
  .openapi("PublicReportDraft");
export type PublicReportDraft = z.infer<typeof PublicReportDraft>;

/** What everybody may know of a complaint. */
const shown = {
  number: z.string(),
  service: z.object({ code: z.string(), title: Words }),
  state: z.enum(COMPLAINT_STATES),
  stateTitle: Words,
  isOpen: z.boolean(),
  receivedAt: instant,
};
const PublicPosition = position.nullable().describe("[lng, lat], rounded to the street");

export const PublicReport = z
  .object({
    ...shown,
    updatedAt: instant,
    settledAt: instant.nullable(),
    position: PublicPosition,
    text: z.string().nullable().describe("What staff released of its text"),
    own: z
      .object({
        steps: z.array(
          z.object({
            action: z.string(),
            title: Words,
            at: instant,
            words: z.string().nullable().describe("The answer, once staff released the text"),
          }),
        ),
        photographs: z.number().int(),
        mayAddPhotographs: z.boolean(),
      })
      .nullable()
      .describe("What only whoever reported it sees; null without its token"),
  })
  .openapi("PublicReport");

/** What a report becomes. */
export const TakenReport = z
  .object({
    number: z.string(),
    followToken: z.string().describe("Shown this once: with it, whoever reported follows it"),
  })
  .openapi("TakenReport");

/** Complaints near a place that a report may repeat, the nearest first. */
export const PublicNearby = z
  .object({
    service: z.string(),
    radiusMeters: z.number(),
    days: z.number().int(),
    complaints: z.array(
      z.object({
        ...shown,
        position,
        distanceMeters: z.number().describe("To its street, to ten meters"),
      }),
    ),
  })
  .openapi("PublicNearby");

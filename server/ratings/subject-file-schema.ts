import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { Title } from "./inspection-schema.ts";
import { RatingWire, Stars, SubjectWire } from "./subject-schema.ts";

const defect = z
  .object({
    itemId: z.string(),
    title: Title,
    lost: z.number(),
    of: z.number(),
    note: z.string(),
    inspectionId: z.string(),
    day: Day,
  })
  .openapi("RatingDefect");

const inspection = z.object({
  inspectionId: z.string(),
  inspectedAt: z.iso.datetime(),
  day: Day,
  level: z.string(),
  inspectorName: z.string(),
  rubricId: z.string(),
  rubricVersion: z.number().int(),
  score: z.number().nullable(),
  stars: Stars.describe("What this one alone would give, under its version"),
  vetoes: z.array(z.object({ vetoId: z.string(), title: Title })),
  deductions: z.array(
    z.object({
      itemId: z.string(),
      title: Title,
      lost: z.number(),
      of: z.number(),
      note: z.string(),
    }),
  ),
  distanceMeters: z.number().nullable(),
  reinspectionOf: z.string().nullable(),
  taskId: z.string().nullable(),
  isCorrected: z.boolean().describe("An appeal changed what it says"),
  isInWindow: z.boolean(),
  photographs: z.number().int(),
});

/** Everything the stars of one subject rest on. */
export const SubjectFile = z
  .object({
    districtId: z.string(),
    date: Day,
    subject: SubjectWire,
    complaintsDefinition: Title,
    nearMeters: z.number(),
    ratings: z.array(RatingWire).describe("The latest first"),
    inspections: z.array(inspection).describe("Those that count, the latest first"),
    breakdown: z
      .array(
        z.object({
          groupId: z.string(),
          title: Title,
          items: z.array(
            z.object({
              itemId: z.string(),
              title: Title,
              of: z.number(),
              mean: z.number().nullable().describe("Of the window; null: it never applied"),
              n: z.number().int(),
            }),
          ),
        }),
      )
      .describe("Mean points by item, by the version scored by on the day"),
    defects: z.array(defect).describe("Found wanting, and not found full since"),
    appeals: z.array(
      z.object({
        appealId: z.string(),
        inspectionId: z.string(),
        raisedAt: z.iso.datetime(),
        step: z.string().describe("How it stands"),
        stepAt: z.iso.datetime(),
      }),
    ),
    tasks: z.array(
      z.object({
        taskId: z.string(),
        dueOn: Day,
        reason: z.string(),
        state: z.enum(["open", "done", "dropped"]),
        inspectionId: z.string().nullable(),
      }),
    ),
    redFlags: z.array(z.object({ month: Day, rubricId: z.string() })),
    photographs: z.number().int(),
  })
  .openapi("RatingFile");
export type SubjectFile = z.infer<typeof SubjectFile>;

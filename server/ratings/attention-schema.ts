import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { Title } from "./inspection-schema.ts";
import { Stars, SubjectRef, SubjectWire } from "./subject-schema.ts";

/** Whose stars may be lost, and why. */
export const WarningsAnswer = z
  .object({
    districtId: z.string(),
    date: Day,
    rules: z.object({
      expiryDays: z.number(),
      openDefects: z.number(),
      complaints: z.number(),
      complaintsPerKm: z.number(),
      complaintDays: z.number(),
    }),
    counts: z.record(z.string(), z.number().int()).describe("Subjects by kind of warning"),
    subjects: z.array(SubjectWire).describe("With a star in force; most warnings first"),
  })
  .openapi("RatingWarnings");

export const ExpiriesQuery = z.object({
  from: Day.optional().describe("Left out: today"),
  to: Day.optional().describe("The last day; left out: a year on"),
  rubricId: z.string().max(40).optional(),
});

/** When stars end. */
export const ExpiriesAnswer = z
  .object({
    districtId: z.string(),
    from: Day,
    to: Day,
    months: z.array(z.object({ month: Day, n: z.number().int() })),
    days: z.array(
      z.object({
        day: Day.describe("The first day on which the star is gone, unless another is given"),
        subjects: z.array(SubjectRef.extend({ stars: Stars, ratingId: z.string() })),
      }),
    ),
    withoutEnd: z.number().int().describe("Stars in force that have no end"),
  })
  .openapi("RatingExpiries");

const meeting = SubjectWire.extend({
  starsOf: z
    .enum(["official", "trial"])
    .describe("Whether they are in force or only what inspections give"),
  meetingStars: Stars,
});

export const MeetingQuery = z.object({
  date: Day.optional(),
  rubricId: z.string().max(40).optional(),
});

/** Where many stars meet many complaints, and few meet few. */
export const MeetingAnswer = z
  .object({
    districtId: z.string(),
    date: Day,
    from: Day,
    to: Day,
    days: z.number().int(),
    nearMeters: z.number(),
    definition: Title,
    rules: z.object({
      many: z
        .object({ stars: Stars, complaints: z.number().int(), perKm: z.number() })
        .describe("At least both; of a street also the complaints a kilometre"),
      quiet: z
        .object({ stars: Stars, complaints: z.number().int(), perKm: z.number() })
        .describe("At most both; of a street the complaints a kilometre in place of their number"),
    }),
    many: z.array(meeting).describe("Many stars and many complaints; the most first"),
    quiet: z.array(meeting).describe("Few stars and few complaints; the fewest stars first"),
  })
  .openapi("RatingsAndComplaints");
export type MeetingAnswer = z.infer<typeof MeetingAnswer>;

import { z } from "@hono/zod-openapi";

/** As many as one complaint has at most, of each part. */
export const GREATEST_CASE_PHOTOGRAPHS = 12;

/** 处理前, 处理后, 会议纪要. */
export const PHOTOGRAPH_PARTS = ["before", "after", "minutes"] as const;
export type PhotographPart = (typeof PHOTOGRAPH_PARTS)[number];

export const NewCasePhotograph = z.object({
  caption: z
    .string()
    .trim()
    .max(200, "at most 200 characters")
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters")
    .optional()
    .describe("What it shows; one line of at most 200 characters"),
});

const CasePhotograph = z
  .object({
    photographId: z.string().describe("SHA-256 of the photograph as it is kept"),
    caption: z.string(),
    takenAt: z.iso
      .datetime()
      .nullable()
      .describe("By the camera's clock, where it wrote one that can be true"),
    addedAt: z.iso.datetime(),
    addedBy: z.string(),
    widthPixels: z.number().int(),
    heightPixels: z.number().int(),
  })
  .openapi("CasePhotograph");

export const CasePhotographs = z
  .object({
    complaintId: z.string(),
    before: z.array(CasePhotograph).describe("What it looked like; in the order they were added"),
    after: z.array(CasePhotograph).describe("What was done; in the order they were added"),
    minutes: z
      .array(CasePhotograph)
      .describe(
        "Pages of the minutes of the meeting that decided on it, as they were photographed",
      ),
    greatestCount: z.number().int().describe("As many as there may be, of each part"),
    mayAdd: z.boolean().describe("Whether one may add what it looked like and what was done"),
    mayAddMinutes: z
      .boolean()
      .describe(
        "Whether one may add minutes: leaders and the petition office, where a meeting can decide on it",
      ),
  })
  .openapi("CasePhotographs");

export const AddedCasePhotograph = z
  .object({
    photograph: CasePhotograph,
    isNew: z.boolean().describe("Whether the complaint did not have it yet"),
    positionHint: z
      .array(z.number())
      .nullable()
      .describe("[lng, lat], WGS 84: where the camera says it was. It is told here and not kept"),
  })
  .openapi("AddedCasePhotograph");

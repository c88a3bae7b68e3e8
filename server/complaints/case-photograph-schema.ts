import { z } from "@hono/zod-openapi";
import { addedPhotograph, KeptPhotograph } from "../http/photograph-contract.ts";

/** As many as one complaint has at most, of each part. */
export const GREATEST_CASE_PHOTOGRAPHS = 12;

/** 处理前, 处理后, 会议纪要. */
export const PHOTOGRAPH_PARTS = ["before", "after", "minutes"] as const;
export type PhotographPart = (typeof PHOTOGRAPH_PARTS)[number];

const CasePhotograph = KeptPhotograph.openapi("CasePhotograph");

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

export const AddedCasePhotograph = addedPhotograph(CasePhotograph, "complaint").openapi(
  "AddedCasePhotograph",
);

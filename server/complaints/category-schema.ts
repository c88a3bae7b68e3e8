import { z } from "@hono/zod-openapi";
import { DistrictCategories } from "../../data/complaint-categories.ts";

const Title = z.object({ zh: z.string(), en: z.string() });

/** A category as a district has it. */
export const CategoryAnswer = z.object({
  id: z.string(),
  title: Title,
  codes: z
    .array(z.object({ standard: z.string(), kind: z.string(), code: z.string() }))
    .describe("Codes of digital urban management (数字城管)"),
  isRetired: z.boolean().describe("Not offered any more; complaints that have it keep it"),
  isOwn: z.boolean().describe("The district's own, and no preset"),
});

const Group = z.object({
  id: z.string(),
  title: Title,
  isConfidential: z.boolean(),
  categories: z.array(CategoryAnswer),
});

/** A district's own categories, other titles, and those it uses no more. */
export const OwnCategories = DistrictCategories;

export const CategorySettings = z
  .object({
    districtId: z.string(),
    presets: z.array(Group),
    own: OwnCategories,
    groups: z.array(Group).describe("What holds by both"),
    used: z
      .record(z.string(), z.number().int())
      .describe(
        "How many complaints have one of the district's own; such a one can only be retired",
      ),
  })
  .openapi("ComplaintCategorySettings");

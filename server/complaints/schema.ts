import { z } from "@hono/zod-openapi";

/** What `/complaints/categories` answers. */
export const ComplaintCategories = z
  .object({
    districtId: z.string(),
    categories: z.array(
      z.object({
        category: z.string().nullable().describe("Code of the category; null is not known"),
        count: z.number().int().describe("Complaints of it, with and without a place"),
      }),
    ),
  })
  .openapi("ComplaintCategories");

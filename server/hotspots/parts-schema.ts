import { z } from "@hono/zod-openapi";

export const title = z.object({ zh: z.string(), en: z.string() });
export const days = z.object({ from: z.string(), to: z.string() });
export const count = z.number().int().nonnegative();
/** WGS 84, longitude first. */
export const lngLat = z
  .tuple([z.number(), z.number()])
  .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 });

/** Who or what has most complaints of a place. */
export const Named = z
  .object({ id: z.string(), name: z.string(), nameEn: z.string().nullable() })
  .nullable();

/** Which complaints of the register are meant. */
export const Listed = z.object({
  list: z.string().describe("The parameters of `/complaints` that mean its complaints"),
  isListExact: z
    .boolean()
    .describe(
      "false: they are too many for a link, and others in the same places and days are listed too",
    ),
});

/** How often a category occurs among the complaints of a place. */
export const CategoryCount = z.object({ value: z.string(), count, title });

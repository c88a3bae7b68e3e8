import { z } from "@hono/zod-openapi";

export const title = z.object({ zh: z.string(), en: z.string() });
export const days = z.object({ from: z.string(), to: z.string() });
export const count = z.number().int().nonnegative();
export const lngLat = z
  .tuple([z.number(), z.number()])
  .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 });

/** Who or what has most complaints of a place. */
export const Named = z
  .object({ id: z.string(), name: z.string(), nameEn: z.string().nullable() })
  .nullable();

/** How often a category occurs among the complaints of a place. */
export const CategoryCount = z.object({ value: z.string(), count, title });

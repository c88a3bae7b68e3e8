import { z } from "@hono/zod-openapi";

/** A day of the calendar. The year 0, which ISO 8601 has, is none: no database knows it. */
export const Day = z.iso
  .date({ error: "a day of the calendar as YYYY-MM-DD" })
  .refine((day) => day >= "0001-01-01", {
    error: "a day of the calendar, from 0001-01-01",
    params: { rule: "format" },
  });

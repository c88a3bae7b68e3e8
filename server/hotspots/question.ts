import { z } from "@hono/zod-openapi";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import { CaseFilterQuery } from "../complaints/case-list-schema.ts";
import { Day } from "../http/day.ts";

/** Which complaints count: the filters of the register, so that a figure and its list mean the same. */
const filters = CaseFilterQuery.pick({
  kind: true,
  channel: true,
  category: true,
  importance: true,
  unit: true,
  area: true,
  duplicate: true,
  weekday: true,
  hours: true,
}).shape;

const whole = (least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).optional();

/** How cells are made and what is asked of them. */
const cells = {
  resolution: whole(5, 12).describe("H3 resolution; left out: chosen by the area and the number"),
  rings: whole(1, 5).describe("Neighbours are the cells so many rings around"),
  meters: z.coerce
    .number()
    .gt(0)
    .max(10_000)
    .optional()
    .describe("Neighbours are the cells with their middle so near; instead of `rings`"),
  stepsBack: z
    .enum(["0", "1"])
    .optional()
    .describe(
      "Of histories: the neighbourhood of a step has the step before, too (1, the default), or not",
    ),
  level: z.coerce
    .number()
    .gt(0)
    .max(0.5)
    .optional()
    .describe("Share of false discoveries (Benjamini–Hochberg)"),
  minimum: whole(1, 100).describe("Fewest events of a neighbourhood that can be hot"),
};

/** What the analysis of a period is asked. */
export const HotspotQuery = z.object({
  ...filters,
  ...cells,
  from: Day.optional().describe("First local day of receipt; left out: 30 days up to `to`"),
  to: Day.optional().describe("Last local day; left out: today"),
  measure: z.enum(HOTSPOT_MEASURES).optional().describe("What is counted, and against what"),
});
export type HotspotQuery = z.infer<typeof HotspotQuery>;

/** What says how far a cell's neighbourhood reaches: left out of questions in which cells have none. */
export const NEIGHBOUR_FIELDS = { rings: true, meters: true, stepsBack: true } as const;

/** What the analysis of steps of time is asked. */
export const CubeQuery = HotspotQuery.omit({ from: true }).extend({
  step: z.enum(["day", "week"]).optional(),
  steps: whole(10, 400).describe("How many steps up to `to`"),
});
export type CubeQuery = z.infer<typeof CubeQuery>;

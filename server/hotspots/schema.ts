import { z } from "@hono/zod-openapi";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import { count, days, lngLat, Named, title } from "./parts-schema.ts";

/** What was asked, with everything that was chosen for the asker. */
export const Asked = z.object({
  measure: z.enum(HOTSPOT_MEASURES),
  title,
  unit: title,
  definition: title.describe("口径"),
  resolution: z.number().int().describe("H3"),
  isResolutionChosen: z.boolean().describe("By the area and the number of complaints"),
  cellSquareMeters: z.number().describe("Of the first cell of the study area; 0 without any"),
  rings: z.number().int().nullable().describe("Neighbours; null: told by `meters`"),
  meters: z.number().nullable(),
  farthestMeters: z.number().int().describe("No more than these can be asked with such cells"),
  stepsBack: z.number().int().describe("Steps before that a step's neighbourhood has, too"),
  level: z.number().describe("Share of false discoveries"),
  minimum: z.number().int(),
});

/** Cells as columns of equal length; those in which nothing happened and nothing is said are left out. */
export const CellColumns = z.object({
  cell: z.array(z.string()),
  complaints: z.array(count),
  events: z.array(count),
  neighbourhood: z.array(count).describe("Events of the cell and its neighbours: what is tested"),
  expected: z.array(z.number()).describe("Events expected there"),
  z: z.array(z.number().nullable()).describe("Getis-Ord Gi*"),
  p: z
    .array(z.number().nullable())
    .describe("Exact, two-sided, not corrected; null where nothing can be tested"),
  state: z.array(z.number().int()).describe("1 hot, -1 cold after correction, 0 neither"),
  pattern: z.array(z.string()).optional().describe("Emerging hot spot category"),
});

const Spot = z
  .object({
    spotId: z.string().describe("Its peak cell, which names it in links"),
    cells: z.array(z.string()),
    center: lngLat,
    areaSquareMeters: z.number(),
    observed: count.describe("Events"),
    expected: z.number(),
    excess: z.number().describe("observed − expected: what spots are ranked by"),
    z: z.number().nullable().describe("Of the peak cell"),
    p: z.number().nullable(),
    complaints: count,
    reporters: count,
    before: count.describe("Complaints in as many days before"),
    yearAgo: count.describe("Complaints on the same days last year"),
    pattern: z.string().describe("Emerging hot spot category of the peak cell"),
    street: Named,
    unit: Named,
    area: Named,
  })
  .openapi("Hotspot");

const total = z.object({
  complaints: count.describe("All that pass the filters"),
  withoutPosition: count.describe("Of them without a place: in no cell"),
  events: count.describe("What is counted, in all cells"),
});

/** What `/hotspots` answers. */
export const HotspotAnswer = z
  .object({
    districtId: z.string(),
    isDemo: z.boolean(),
    asked: Asked,
    period: days,
    before: days,
    yearAgo: days,
    steps: days.extend({ unit: z.enum(["day", "week"]), count: z.number().int() }),
    totals: z.object({ period: total, before: total, yearAgo: total }),
    /** Of all places reported before the period began, so that emptiness is not taken for quiet. */
    firstDay: z.string().nullable().describe("First local day of any complaint; null without any"),
    cells: CellColumns,
    tested: count.describe("Cells that were tested"),
    studied: count.describe("Cells of the study area"),
    hot: count,
    cold: count,
    hotUncorrected: count.describe(
      "Cells that a normal p < level without correction would call hot",
    ),
    spots: z.array(Spot).describe("Most excess first"),
    coldSpots: z.array(
      Spot.pick({
        spotId: true,
        cells: true,
        center: true,
        areaSquareMeters: true,
        observed: true,
        expected: true,
        excess: true,
      }),
    ),
    patterns: z.array(z.object({ pattern: z.string(), cells: count })),
    askedAt: z.string(),
  })
  .openapi("Hotspots");
export type HotspotAnswer = z.infer<typeof HotspotAnswer>;

/** What `/hotspots/frame` answers: the cells alone, for a slider that is being moved. */
export const FrameAnswer = z
  .object({
    districtId: z.string(),
    period: days,
    measure: z.enum(HOTSPOT_MEASURES),
    resolution: z.number().int(),
    total,
    cells: CellColumns.pick({ cell: true, complaints: true, events: true, state: true, z: true }),
  })
  .openapi("HotspotFrame");
export type FrameAnswer = z.infer<typeof FrameAnswer>;

/** What `/hotspots/cube` answers. */
export const CubeAnswer = z
  .object({
    districtId: z.string(),
    asked: Asked,
    steps: z.array(z.string()).describe("First local day of each step"),
    daysAStep: z.number().int(),
    cells: z.array(
      z.object({
        cell: z.string(),
        counts: z.array(count).describe("Events by step"),
        states: z.string().describe("By step: h hot, c cold, . neither"),
        pattern: z.string(),
        trend: z.number().describe("Mann-Kendall z of the cell's Gi*"),
        trendP: z.number(),
        slopePerStep: z
          .number()
          .nullable()
          .describe("Sen's slope of the counts; null where no pattern fits"),
      }),
    ),
    patterns: z.array(z.object({ pattern: z.string(), cells: count })),
    totals: z.array(count).describe("Events by step, in all cells"),
  })
  .openapi("HotspotCube");
export type CubeAnswer = z.infer<typeof CubeAnswer>;

import { z } from "zod";
import ratingTable from "./standards/ratings.json" with { type: "json" };
import { Basis } from "./standards.ts";

const count = (most: number) => z.number().int().min(0).max(most);
const stars = z.number().int().min(0).max(5);
const weight = z.number().min(0).max(100);
const perKm = z.number().min(0).max(10_000);

/** Every value stars are watched and awarded by, beside what rubrics say. */
export const RatingPresets = z.strictObject({
  positionMeters: count(5_000).describe("Entered farther from its subject, an inspection says so"),
  inspection: z.strictObject({
    oldestDays: count(365).min(1).describe("One may come in so long after it was made"),
    withdrawHours: count(720).describe("So long after it came in its inspector may take it back"),
    appealDays: count(365).describe("So many days after it came in one may appeal against it"),
  }),
  risk: z
    .strictObject({
      complaintDays: count(730).min(7),
      perComplaint: weight.describe("Points for each complaint of that period"),
      perLostPoint: weight.describe("Points for each point that the last score lacks to 100"),
      perDefect: weight.describe("Points for each item that the last inspection found wanting"),
      perDay: weight.describe("Points for each day since the last inspection, at most a year"),
    })
    .describe(
      "What makes an inspection seem needed; the plan says of each subject what made it so",
    ),
  warnings: z.strictObject({
    expiryDays: count(365).describe("So long before a rating ends"),
    openDefects: count(100).min(1).describe("So many items found wanting and not found mended"),
    complaints: count(1_000).min(1).describe("So many complaints in their period"),
    complaintsPerKm: perKm.describe("Of a street, so many a kilometre beside"),
    complaintDays: count(730).min(7),
  }),
  complaints: z
    .strictObject({
      days: count(1_100).min(7).describe("The period in which complaints are counted"),
      facilityMeters: count(1_000)
        .min(5)
        .describe("A complaint so near is of the facility, where none is named"),
      many: z.strictObject({
        stars: stars.describe("At least"),
        complaints: count(10_000).min(1),
        perKm: perKm.describe("Of a street, at least so many a kilometre beside"),
      }),
      quiet: z.strictObject({
        stars: stars.describe("At most"),
        complaints: count(10_000).describe("Of a facility"),
        perKm: perKm.describe("Of a street, a kilometre"),
      }),
    })
    .describe("Stars that do not agree with complaints"),
  redFlag: z
    .strictObject({
      leastInspections: count(50).min(1),
      leastScore: z.number().min(0).max(100),
      mostComplaints: count(1_000).nullable().describe("null: complaints do not matter"),
    })
    .describe(
      "流动红旗: who may be given it; of them the greatest mean score, then the fewest complaints, then the code",
    ),
  bases: z.array(z.strictObject({ of: z.string(), basis: Basis })),
});
export type RatingPresets = z.infer<typeof RatingPresets>;

/** What a district sets itself; a target only where it entered one. */
export const DistrictRatings = RatingPresets.omit({ bases: true })
  .partial()
  .extend({
    targets: z
      .array(
        z.strictObject({
          year: z.number().int().min(2000).max(2100),
          rubricId: z.string().min(1).max(40),
          created: count(10_000).min(1).describe("So many stars are to be created in the year"),
        }),
      )
      .max(100)
      .optional(),
  });
export type DistrictRatings = z.infer<typeof DistrictRatings>;

/** What holds until a district says otherwise; there is no target among it. */
export const RATINGS = RatingPresets.parse(ratingTable);

import { z } from "@hono/zod-openapi";
import { COMPLAINT_INTAKE } from "../../data/complaint-intake.ts";

const { spotMeters, facilityMeters } = COMPLAINT_INTAKE.surroundings;

const Other = z.object({
  complaintId: z.string(),
  number: z.string(),
  receivedAt: z.iso.datetime({ offset: true }),
  state: z.string(),
  category: z.string().nullable(),
  distanceMeters: z.number().nullable().describe("null where one of them has no place"),
});

/** What was there before a complaint. */
export const Surroundings = z
  .object({
    complaintId: z.string(),
    day: z.string().describe("The complaint's local day; what was in force then is told"),
    street: z
      .object({
        streetId: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        distanceMeters: z
          .number()
          .nullable()
          .describe("null: it was recorded; otherwise the nearest street, and how far it is"),
        stars: z.number().int().nullable().describe("null: no rating in force"),
        grades: z.array(
          z.object({
            grade: z.number().int().nullable().describe("1 to 4; null: none given"),
            lengthMeters: z.number(),
          }),
        ),
        routes: z.array(
          z.object({
            routeId: z.string(),
            code: z.string(),
            name: z.string(),
            kind: z.string(),
            team: z.string().nullable(),
            passes: z.number().describe("Passes due in each period"),
            period: z.enum(["day", "week", "month"]),
            shifts: z.array(z.object({ from: z.string(), to: z.string() })),
          }),
        ),
      })
      .nullable()
      .describe(`null: none was recorded and none lies within ${spotMeters} m`),
    lastService: z
      .object({ routeId: z.string(), at: z.iso.datetime({ offset: true }) })
      .nullable()
      .describe("null: what was cleaned in fact is not recorded yet"),
    facilities: z
      .array(
        z.object({
          facilityId: z.string(),
          kind: z.string(),
          code: z.string(),
          name: z.string(),
          nameEn: z.string().nullable(),
          status: z.string(),
          stars: z.number().int().nullable().describe("null: no rating in force"),
          distanceMeters: z.number(),
        }),
      )
      .describe(`The nearest of each kind within ${facilityMeters} m; none without a place`),
    spot: z
      .object({
        radiusMeters: z.number(),
        weeks: z.number().int(),
        total: z.number().int().describe("Complaints there before it, without confidential ones"),
        complaints: z.array(Other).describe("Those the caller may open, the latest first"),
      })
      .nullable()
      .describe("null: its place is unknown"),
    reporter: z
      .object({
        total: z.number().int().describe("Earlier complaints of the same person"),
        complaints: z
          .array(Other)
          .nullable()
          .describe("null: who complained is not for the caller to see"),
      })
      .nullable()
      .describe("null: nobody is known"),
  })
  .openapi("ComplaintSurroundings");
export type Surroundings = z.infer<typeof Surroundings>;

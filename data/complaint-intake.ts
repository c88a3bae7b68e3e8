import { z } from "zod";
import intakeTable from "./standards/complaint-intake.json" with { type: "json" };
import { Basis } from "./standards.ts";

const Intake = z.strictObject({
  numberPrefix: z.string().regex(/^[A-Z0-9-]{1,12}$/),
  numberDigits: z.number().int().min(3).max(8).describe("At least so many digits for the count"),
  reporterTermMonths: z
    .number()
    .int()
    .min(1)
    .max(600)
    .describe("Whoever complained is erased so long after their last complaint ended"),
  repetition: z
    .strictObject({
      radiusMeters: z.number().positive().max(1000),
      days: z.number().int().positive().max(366),
    })
    .describe("What counts as the same place again (重复投诉点位)"),
  surroundings: z
    .strictObject({
      spotMeters: z
        .number()
        .positive()
        .max(1000)
        .describe("How far from a place is the same spot, and its street, in a straight line"),
      weeks: z.number().int().positive().max(52).describe("How long before a complaint counts"),
      facilityMeters: z
        .number()
        .positive()
        .max(10_000)
        .describe("How far away a facility may be and still be told, in a straight line"),
      basis: Basis,
    })
    .describe("What a complaint is shown beside"),
  basis: Basis,
});

/** What a district sets itself (`district_setting`, key `complaintIntake`); what is left out is as the presets have it. */
export const DistrictIntake = Intake.pick({
  numberPrefix: true,
  numberDigits: true,
  reporterTermMonths: true,
}).partial();
export type DistrictIntake = z.infer<typeof DistrictIntake>;

/** How complaints are numbered, how long it is known who complained, and what is looked at around one. */
export const COMPLAINT_INTAKE = Intake.parse(intakeTable);

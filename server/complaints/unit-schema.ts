import { z } from "@hono/zod-openapi";

const name = z
  .string()
  .trim()
  .min(1, "at least one character")
  .max(80, "at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");

const Unit = z
  .object({
    unitId: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    isActive: z.boolean().describe("At work: complaints may be assigned to it"),
    openComplaints: z
      .number()
      .int()
      .describe("Complaints it still has to see to; confidential ones are not counted"),
  })
  .openapi("HandlingUnit");

/** The handling units of a district. */
export const Units = z
  .object({
    districtId: z.string(),
    units: z.array(Unit).describe("Those at work first, then by name"),
  })
  .openapi("HandlingUnits");
export type Units = z.infer<typeof Units>;

export const UnitDraft = z
  .strictObject({ name, nameEn: name.nullable().default(null) })
  .openapi("HandlingUnitDraft");
export type UnitDraft = z.infer<typeof UnitDraft>;

/** What is to be different; what is left out stays. */
export const UnitPatch = z
  .strictObject({
    name,
    nameEn: name.nullable(),
    isActive: z.boolean().describe("false: nothing new is assigned to it; what it has stays"),
  })
  .partial()
  .openapi("HandlingUnitPatch");
export type UnitPatch = z.infer<typeof UnitPatch>;

/** Accounts of a district, and the units whose complaints they see to. */
export const UnitMembers = z
  .object({
    districtId: z.string(),
    accounts: z
      .array(
        z.object({
          accountId: z.string(),
          displayName: z.string(),
          roles: z.array(z.string()),
          unitIds: z.array(z.string()),
        }),
      )
      .describe("Whoever has a role in the district, by name"),
  })
  .openapi("HandlingUnitMembers");
export type UnitMembers = z.infer<typeof UnitMembers>;

export const MembersChosen = z
  .strictObject({ accountIds: z.array(z.string().min(1).max(200)).max(500) })
  .openapi("HandlingUnitMembersChosen");

import { z } from "@hono/zod-openapi";

export const instant = z.iso.datetime({ offset: true });
export const count = z.number().int().nonnegative();
export const Title = z.object({ zh: z.string(), en: z.string() });
export const Position = z
  .tuple([z.number().describe("lng"), z.number().describe("lat")])
  .openapi("WallPosition");

export const WallCategory = z
  .object({ category: z.string(), title: Title })
  .openapi("WallCategory");
export const WallStreet = z
  .object({ streetId: z.string(), name: z.string(), nameEn: z.string().nullable() })
  .openapi("WallStreet");
export const WallUnit = z
  .object({ unitId: z.string(), name: z.string(), nameEn: z.string().nullable() })
  .openapi("WallUnit");
export const WallFacility = z
  .object({
    facilityId: z.string(),
    kind: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
  })
  .openapi("WallFacility");

export const category = WallCategory.nullable().describe(
  "null: none, or a word that the district's list does not have",
);
export const street = WallStreet.nullable();
export const unit = WallUnit.nullable();
export const complaintPosition = Position.nullable().describe(
  "The middle of the stretch of street it lies on; null without a street",
);

/** Who is on duty, as the roster has it. */
export const DutyNow = z
  .object({
    startsAt: instant,
    endsAt: instant,
    leader: z.string().nullable().describe("带班领导; null: nobody was entered"),
    officer: z.string().describe("Whose shift it is by the roster"),
    substitute: z.string().nullable(),
    isCovered: z.boolean().describe("The substitute is on duty instead of the officer"),
    onDuty: z.string().describe("Who sits at the telephone"),
  })
  .openapi("WallDuty");
export type DutyNow = z.infer<typeof DutyNow>;

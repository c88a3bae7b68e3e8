import { z } from "@hono/zod-openapi";

/** As many as one facility has at most: enough for each side, each room and each season. */
export const GREATEST_PHOTOGRAPHS = 50;

const caption = z
  .string()
  .trim()
  .max(200, "at most 200 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line, without control characters");

export const NewPhotograph = z.object({
  caption: caption.optional().describe("What it shows; one line of at most 200 characters"),
});
export const PhotographPatch = z.strictObject({ caption });

const FacilityPhotograph = z
  .object({
    photographId: z.string().describe("SHA-256 of the photograph as it is kept"),
    caption: z.string(),
    takenAt: z.iso
      .datetime()
      .nullable()
      .describe("By the camera's clock, where it wrote one that can be true"),
    addedAt: z.iso.datetime(),
    addedBy: z.string(),
    widthPixels: z.number().int(),
    heightPixels: z.number().int(),
  })
  .openapi("FacilityPhotograph");

export const FacilityPhotographs = z
  .object({
    facilityId: z.string(),
    photographs: z.array(FacilityPhotograph).describe("In the order they were added"),
    greatestCount: z.number().int().describe("As many as one facility has at most"),
  })
  .openapi("FacilityPhotographs");

export const AddedPhotograph = z
  .object({
    photograph: FacilityPhotograph,
    isNew: z.boolean().describe("Whether the facility did not have it yet"),
    positionHint: z
      .array(z.number())
      .nullable()
      .describe("[lng, lat], WGS 84: where the camera says it was. It is told here and not kept"),
  })
  .openapi("AddedPhotograph");

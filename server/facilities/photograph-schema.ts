import { z } from "@hono/zod-openapi";
import {
  addedPhotograph,
  Caption,
  KeptPhotograph,
  listedPhotographs,
} from "../http/photograph-contract.ts";

/** As many as one facility has at most: enough for each side, each room and each season. */
export const GREATEST_PHOTOGRAPHS = 50;

export const PhotographPatch = z.strictObject({ caption: Caption });

const FacilityPhotograph = KeptPhotograph.openapi("FacilityPhotograph");

export const FacilityPhotographs = z
  .object({
    facilityId: z.string(),
    ...listedPhotographs(FacilityPhotograph),
    greatestCount: z.number().int().describe("As many as one facility has at most"),
  })
  .openapi("FacilityPhotographs");

export const AddedPhotograph = addedPhotograph(FacilityPhotograph, "facility").openapi(
  "AddedPhotograph",
);

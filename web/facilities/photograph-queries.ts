import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { sendPhotographTo } from "../api/photograph.ts";
import type { components } from "../api/schema.gen.ts";
import { whileThere } from "./edit-leaving.ts";

export type Photograph = components["schemas"]["FacilityPhotograph"];
type Target = { readonly districtId: string; readonly facilityId: string };

/** The photographs of a facility, in the order they were added. */
export const photographsQuery = ({ districtId, facilityId }: Target) =>
  queryOptions({
    queryKey: ["facilities", "photographs", districtId, facilityId],
    queryFn: ({ signal }) =>
      whileThere(facilityId, () =>
        unwrap(
          api.GET("/api/districts/{districtId}/facilities/{facilityId}/photographs", {
            params: { path: { districtId, facilityId } },
            signal,
          }),
        ),
      ),
    retry: false, // of a place outside one's areas nothing is said
    meta: { kinds: ["photograph"] },
  });

/** Sends a photograph of a facility. @param hear  Gets the share that was sent, 0 to 1. @throws {ApiError} */
export const sendPhotograph = (
  { districtId, facilityId }: Target,
  file: File,
  hear: (share: number) => void,
) => sendPhotographTo(districtId, ["facilities", facilityId, "photographs"], file, hear);

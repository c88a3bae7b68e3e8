import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { type Problem, toApiError } from "../api/problem.ts";
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

/** Where a picture is shown from. */
export const photographUrl = (
  districtId: string,
  photographId: string,
  size: "full" | "thumbnail",
) => `/api/districts/${encodeURIComponent(districtId)}/photographs/${photographId}?size=${size}`;

/**
 * Sends a photograph; `fetch` does not tell how far it has come.
 *
 * @param hear  Gets the share that was sent, 0 to 1.
 * @throws {ApiError} what the server refuses.
 */
export function sendPhotograph(
  { districtId, facilityId }: Target,
  file: File,
  hear: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(
      "POST",
      `/api/districts/${encodeURIComponent(districtId)}/facilities/${encodeURIComponent(facilityId)}/photographs`,
    );
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => hear(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status < 300 ? resolve() : void toApiError(problemOf(request)).then(reject);
    request.onerror = () => void toApiError(problemOf(request)).then(reject);
    request.send(file);
  });
}

function problemOf({ responseText, status, statusText }: XMLHttpRequest): Problem {
  try {
    return JSON.parse(responseText) as Problem; // every failure leaves the server as a problem
  } catch {
    const title = `${status} ${statusText}`.trim();
    return { type: "about:blank", title, status, code: "unreachable" };
  }
}

import { type Problem, toApiError } from "./problem.ts";

/** Where a picture is shown from. */
export const photographUrl = (
  districtId: string,
  photographId: string,
  size: "full" | "thumbnail",
) => `/api/districts/${encodeURIComponent(districtId)}/photographs/${photographId}?size=${size}`;

/**
 * Sends a photograph; `fetch` does not tell how far it has come.
 *
 * @param path  what it is of, from below the district: each part is encoded here.
 * @param hear  Gets the share that was sent, 0 to 1.
 * @throws {ApiError} what the server refuses.
 */
export function sendPhotographTo(
  districtId: string,
  path: readonly string[],
  file: File,
  hear: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const below = [districtId, ...path].map(encodeURIComponent).join("/");
    request.open("POST", `/api/districts/${below}`);
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

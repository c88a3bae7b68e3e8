import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import type { components } from "../api/schema.gen.ts";
import type { InspectionDraft } from "./inspect-draft.ts";
import type { OwnPhotograph } from "./inspect-storage.ts";

export type Inspection = components["schemas"]["Inspection"];

const INSPECTIONS = "/api/districts/{districtId}/ratings/inspections";

/** Answers after which the same may be sent again as it is: signing in, waiting, or a server that was away. */
const LATER = [0, 401, 408, 429];

/** Whether nobody can say yet that it arrived or was refused. */
export const isInDoubt = (error: unknown) =>
  error instanceof ApiError &&
  (LATER.includes(error.problem.status) || error.problem.status >= 500);

/** Why a photograph was not taken; its inspection has arrived. */
export class PhotographRefused extends Error {
  readonly photographKey: string;
  constructor(photographKey: string, cause: ApiError) {
    super(cause.message, { cause });
    this.name = "PhotographRefused";
    this.photographKey = photographKey;
  }
}

/** Sends an inspection; one that is there already is no second one. @throws {ApiError} */
export const sendInspection = (districtId: string, body: InspectionDraft): Promise<Inspection> =>
  unwrap<Inspection>(api.POST(INSPECTIONS, { params: { path: { districtId } }, body }));

/** @throws {PhotographRefused} when the server does not take it; `ApiError` in doubt. */
export async function sendPhotograph(districtId: string, photograph: OwnPhotograph) {
  const { key, draftId, itemId, blob } = photograph;
  try {
    await unwrap(
      api.POST(`${INSPECTIONS}/{inspectionId}/photographs`, {
        params: {
          path: { districtId, inspectionId: draftId },
          query: itemId === null ? {} : { itemId },
        },
        headers: { "Content-Type": blob.type || "application/octet-stream" },
        // the contract's binary body is a text to the generator
        body: blob as unknown as string,
        bodySerializer: (sent: unknown) => sent as BodyInit,
      }),
    );
  } catch (error) {
    if (error instanceof ApiError && !isInDoubt(error)) throw new PhotographRefused(key, error);
    throw error;
  }
}

/** The inspection that the server keeps under an id that was used for another; null where it is something else. */
export function conflictOf(error: Error | undefined): Inspection | null {
  if (!(error instanceof ApiError) || error.problem.rule !== "inspection-conflict") return null;
  return (error.problem.current as Inspection | undefined) ?? null; // of the endpoint's own shape
}

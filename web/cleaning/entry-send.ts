import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import type { Entry, EntryDraft } from "./queries.ts";

const ENTRIES = "/api/districts/{districtId}/cleaning/entries";

/** Pauses before an answer that did not come is asked for again, by itself. */
const PAUSES_MILLISECONDS = [1000, 2000, 4000];

/** Nobody knows whether it arrived: no answer at all, or the server failed while answering. */
export const isInDoubt = (error: unknown) =>
  error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 500);

/**
 * Enters what was done, or could not be. The same key with the same words makes no second entry, so it is sent until
 * somebody answers.
 *
 * @throws {ApiError} what the server refuses; in doubt, once the pauses are over.
 */
export async function sendEntry(
  districtId: string,
  key: string,
  draft: EntryDraft,
  pauses: readonly number[] = PAUSES_MILLISECONDS,
): Promise<Entry> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await unwrap<Entry>(
        api.POST(ENTRIES, {
          params: { path: { districtId }, header: { "idempotency-key": key } },
          body: draft,
        }),
      );
    } catch (error) {
      const pause = pauses[attempt];
      if (!isInDoubt(error) || pause === undefined) throw error;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

/** Adds a photograph to one's own entry; one that is there already is no second one. @throws {ApiError} */
export const sendEntryPhotograph = (districtId: string, entryId: string, file: Blob) =>
  unwrap(
    api.POST(`${ENTRIES}/{entryId}/photographs`, {
      params: { path: { districtId, entryId } },
      headers: { "Content-Type": file.type || "application/octet-stream" },
      // the contract's binary body is a text to the generator
      body: file as unknown as string,
      bodySerializer: (sent: unknown) => sent as BodyInit,
    }),
  );

/** Takes an entry back: it stays to be read and says nothing any more. */
export const withdrawEntry = (districtId: string, entryId: string, reason: string) =>
  unwrap<Entry>(
    api.POST(`${ENTRIES}/{entryId}/withdraw`, {
      params: { path: { districtId, entryId } },
      body: { reason },
    }),
  );

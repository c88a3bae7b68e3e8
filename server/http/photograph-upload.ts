import type { Context } from "hono";
import { readBody } from "./body.ts";
import { callerOf } from "./caller.ts";
import type { ExifFacts } from "./exif.ts";
import { GREATEST_UPLOAD_BYTES, type Photograph, takePhotograph } from "./photograph.ts";
import { DomainError } from "./problem.ts";
import type { HttpEnv } from "./router.ts";

/** A photograph that was sent, and what its EXIF said. */
export type SentPhotograph = { readonly photograph: Photograph; readonly exif: ExifFacts };

/** Each upload on its way is held whole, so only so many are let in, and of one account only some. */
const GREATEST_UPLOADS = 8;
const GREATEST_UPLOADS_OF_ONE = 4;

const uploads: string[] = [];

/**
 * Lets an upload in, from before its body is read until it is stored.
 *
 * @param who  whose upload it is.
 * @throws {DomainError} `rate-limited` when too many are on their way.
 */
async function inUploadTurn<T>(who: string, work: () => Promise<T>): Promise<T> {
  const own = uploads.filter((one) => one === who).length;
  if (uploads.length >= GREATEST_UPLOADS || own >= GREATEST_UPLOADS_OF_ONE)
    throw new DomainError("rate-limited", "Too many photographs are being taken in", [], {
      more: { retryAfterSeconds: 5 },
    });
  uploads.push(who);
  try {
    return await work();
  } finally {
    uploads.splice(uploads.indexOf(who), 1);
  }
}

/**
 * Takes in the photograph that a request carries. Whoever asks has made sure that it may be added: the body may be of 20 MB.
 *
 * @param who  whose upload it is.
 * @param keep  stores it; what it asks before it does may have changed meanwhile.
 */
export const receivePhotograph = <T>(
  c: Context<HttpEnv>,
  who: string,
  keep: (sent: SentPhotograph) => Promise<T>,
): Promise<T> =>
  inUploadTurn(who, async () => {
    const sent = await readBody(c, { greatestBytes: GREATEST_UPLOAD_BYTES });
    return keep(await takePhotograph(sent));
  });

/** Takes in a photograph of somebody signed in, and answers as `photographTaken` says: 201 where the record had it not yet. */
export async function answerPhotograph<T extends { readonly isNew: boolean }>(
  c: Context<HttpEnv>,
  keep: (sent: SentPhotograph) => Promise<T>,
) {
  const added = await receivePhotograph(c, callerOf(c).accountId ?? "", keep);
  return added.isNew ? c.json(added, 201) : c.json(added, 200);
}

import { deviceDatabase } from "../ui/device-storage.ts";
import type { Posted } from "../ui/outbox.ts";
import type { EntryDraft } from "./queries.ts";

/** A confirmation that was given and of which nobody has said yet that it arrived; its key is the Idempotency-Key. */
export type Unsent = Posted & {
  readonly districtId: string;
  readonly draft: EntryDraft;
  readonly files: readonly Blob[];
  /** Once the words arrived: the photographs go to it. */
  readonly entryId: string | null;
};

/** Where confirmations are kept until they are sent. */
export const keptConfirmations = () =>
  deviceDatabase("huanwei.confirmations", 1, { unsent: "key" })<Unsent>("unsent");

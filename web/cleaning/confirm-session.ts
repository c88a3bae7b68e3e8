import { createOutbox } from "../ui/outbox.ts";
import { keptConfirmations, type Unsent } from "./confirm-storage.ts";
import { isInDoubt, sendEntry, sendEntryPhotograph } from "./entry-send.ts";

export const confirmations = createOutbox<Unsent, string>({
  storage: keptConfirmations(),
  isInDoubt,
  async send(unsent, keep, pauses) {
    const { key, districtId, draft, files } = unsent;
    const entryId = unsent.entryId ?? (await sendEntry(districtId, key, draft, pauses)).entryId;
    await keep({ ...unsent, entryId });
    for (const file of files) await sendEntryPhotograph(districtId, entryId, file);
    return entryId;
  },
});

export const { keepIn, forget, sendAll, use: useSending } = confirmations;

/** Keeps a confirmation, then sends it: it is not lost, whatever becomes of the page or the line. */
export const confirmSection = confirmations.post;

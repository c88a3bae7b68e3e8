import { createOutbox } from "../ui/outbox.ts";
import { ownId } from "../ui/own-id.ts";
import { type Draft, scoreSoFar, toInspection } from "./inspect-draft.ts";
import { dropDraft, dropPhotograph, readDrafts, saveDraft } from "./inspect-drafts.ts";
import { isInDoubt, sendInspection, sendPhotograph } from "./inspect-send.ts";
import { keptInspections, keptPhotographs, type UnsentInspection } from "./inspect-storage.ts";

/** What arrived: where its subject's page is, and how it scored. */
export type Arrived = {
  readonly subject: Draft["subject"];
  readonly score: number | null;
  readonly stars: number | null;
};

export const outbox = createOutbox<UnsentInspection, Arrived>({
  storage: keptInspections,
  isInDoubt,
  async send(unsent, keep) {
    const { draft } = unsent;
    const { districtId, draftId, subject } = draft;
    let stars: number | null = null;
    let { score } = unsent;
    if (!unsent.isEntered) {
      ({ score, stars } = await sendInspection(districtId, toInspection(draft)));
      await keep({ ...unsent, isEntered: true, score });
    }
    // each is dropped once it arrived; one that arrived without our hearing of it arrives again and changes nothing
    const photographs = (await keptPhotographs.all()).filter((one) => one.draftId === draftId);
    for (const photograph of photographs) {
      await sendPhotograph(districtId, photograph);
      await dropPhotograph(photograph.key);
    }
    return { subject, score, stars };
  },
});

export const { use: useUnsent, sendAll, keepIn } = outbox;

/** Signs a draft: from here on it is sent until somebody answers. @returns once it is kept. */
export async function submit(draft: Draft, title: string) {
  const inspectedAt = new Date().toISOString();
  const { draftId: key, accountId } = draft;
  const unsent: UnsentInspection = {
    ...{ key, accountId, title, givenAt: inspectedAt, draft: { ...draft, inspectedAt } },
    ...{ score: scoreSoFar(draft).score, isEntered: false },
  };
  // kept first: were the page closed now, it would be there as both, and the draft is dropped when it is read
  await outbox.keep(unsent);
  await dropDraft(key, false);
  void sendAll(accountId);
}

/** Gives up what was refused, with its photographs. */
export async function giveUp({ key, accountId }: UnsentInspection) {
  for (const one of await keptPhotographs.all())
    if (one.draftId === key) await dropPhotograph(one.key);
  await outbox.forget(accountId, key);
}

/** Makes what was refused a draft again, to be mended; under an id that the server has, it would be another's. */
export async function mend(unsent: UnsentInspection, isAnother: boolean): Promise<string> {
  const { key, accountId, draft } = unsent;
  const draftId = isAnother ? ownId() : key;
  if (isAnother)
    for (const one of await keptPhotographs.all())
      if (one.draftId === key) await keptPhotographs.put({ ...one, draftId });
  await outbox.forget(accountId, key);
  await saveDraft({ ...draft, draftId, inspectedAt: null, signature: null, isAffirmed: false });
  await readDrafts(accountId);
  return draftId;
}

/** Goes on without a photograph that was refused. */
export async function withoutPhotograph(
  { key, accountId }: UnsentInspection,
  photographKey: string,
) {
  await dropPhotograph(photographKey);
  outbox.retry(key);
  await sendAll(accountId);
}

import { sharedValue } from "../ui/shared-value.ts";
import type { Draft } from "./inspect-draft.ts";
import {
  keptDrafts,
  keptInspections,
  keptPhotographs,
  type OwnPhotograph,
} from "./inspect-storage.ts";

type Drafts = {
  /** null until they were read. */
  readonly drafts: readonly Draft[] | null;
  readonly photographs: readonly OwnPhotograph[];
  readonly isLasting: boolean;
};
const held = sharedValue<Drafts>({ drafts: null, photographs: [], isLasting: true });
const set = (change: Partial<Drafts>) => held.set({ ...held.now(), ...change });

export const useDrafts = held.use;

/** Reads what this device keeps of an account; what was signed meanwhile is no draft any more. */
export async function readDrafts(accountId: string) {
  const signed = new Set((await keptInspections.all()).map(({ key }) => key));
  const all = (await keptDrafts.all()).filter((one) => one.accountId === accountId);
  for (const { draftId } of all) if (signed.has(draftId)) await keptDrafts.drop(draftId);
  const drafts = all.filter(({ draftId }) => !signed.has(draftId));
  drafts.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  set({ drafts, photographs: await keptPhotographs.all() });
}

let writing: Promise<unknown> = Promise.resolve();

/** Shows a draft as it is now, and keeps it: each change is written before the next. */
export function saveDraft(changed: Draft) {
  const draft = { ...changed, changedAt: new Date().toISOString() };
  const drafts = held.now().drafts ?? [];
  const isThere = drafts.some(({ draftId }) => draftId === draft.draftId);
  set({
    drafts: isThere
      ? drafts.map((one) => (one.draftId === draft.draftId ? draft : one))
      : [draft, ...drafts],
  });
  writing = writing.then(async () => {
    // of changes that came while another was written, only the last is
    const latest = held.now().drafts?.find(({ draftId }) => draftId === draft.draftId);
    if (latest?.changedAt !== draft.changedAt || latest !== draft) return;
    if (!(await keptDrafts.put(draft))) set({ isLasting: false });
  });
  return writing;
}

/** Takes a draft away, and its photographs unless they go on with what became of it. */
export async function dropDraft(draftId: string, withPhotographs: boolean) {
  set({ drafts: held.now().drafts?.filter((one) => one.draftId !== draftId) ?? null });
  await writing;
  await keptDrafts.drop(draftId);
  if (!withPhotographs) return;
  for (const { key } of photographsOf(held.now().photographs, draftId)) await dropPhotograph(key);
}

export const photographsOf = (all: readonly OwnPhotograph[], draftId: string) =>
  all.filter((one) => one.draftId === draftId);

export async function addPhotograph(photograph: OwnPhotograph) {
  set({ photographs: [...held.now().photographs, photograph] });
  if (!(await keptPhotographs.put(photograph))) set({ isLasting: false });
}

export async function dropPhotograph(key: string) {
  set({ photographs: held.now().photographs.filter((one) => one.key !== key) });
  await keptPhotographs.drop(key);
}

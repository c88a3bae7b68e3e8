import { sharedValue } from "../ui/shared-value.ts";
import { deviceStorage, type Unsent, type UnsentStorage } from "./confirm-storage.ts";
import { isInDoubt, sendEntry, sendEntryPhotograph } from "./entry-send.ts";

/** Where the confirmations of this telephone stand. */
export type Sending = {
  readonly unsent: readonly Unsent[];
  readonly isSending: boolean;
  /** Why the server refused one, by its key: such a one is not sent again by itself. */
  readonly refused: Readonly<Record<string, string>>;
  /** The last that arrived. */
  readonly last: { readonly key: string; readonly entryId: string; readonly title: string } | null;
};

const NOTHING: Sending = { unsent: [], isSending: false, refused: {}, last: null };
const sending = sharedValue<Sending>(NOTHING);
let storage: UnsentStorage = deviceStorage();

/** For tests: another place to keep them, and nothing in it. */
export function keepIn(other: UnsentStorage) {
  storage = other;
  sending.set(NOTHING);
}

export const useSending = () => sending.use();
const set = (change: Partial<Sending>) => sending.set({ ...sending.now(), ...change });

async function read(accountId: string) {
  const all = await storage.all();
  set({ unsent: all.filter((one) => one.accountId === accountId) });
}

/** Keeps a confirmation, then sends it: it is not lost, whatever becomes of the page or the line. */
export async function confirmSection(unsent: Unsent) {
  await storage.put(unsent);
  await sendAll(unsent.accountId);
}

/** Gives up one that was refused. */
export async function forget(accountId: string, key: string) {
  await storage.drop(key);
  const { [key]: _, ...refused } = sending.now().refused;
  set({ refused });
  await read(accountId);
}

/**
 * Sends what is kept of an account, the oldest first, each until somebody answers. What nobody answers stays for the next
 * time; what was refused says why.
 *
 * @param pauses  before an answer that did not come is asked for again, in milliseconds.
 */
export async function sendAll(accountId: string, pauses?: readonly number[]) {
  if (sending.now().isSending) return;
  await read(accountId);
  set({ isSending: true });
  let isAnswered = true;
  try {
    for (const unsent of sending.now().unsent) {
      if (sending.now().refused[unsent.key] !== undefined) continue;
      isAnswered = await sendOne(unsent, pauses);
      if (!isAnswered) break; // nobody answers: the others wait too
    }
  } finally {
    set({ isSending: false });
    await read(accountId);
  }
  // one that was given while others were on their way
  const isNew = sending.now().unsent.some(({ key }) => !tried.has(key));
  if (isAnswered && isNew) await sendAll(accountId, pauses);
}

/** Those that were sent at least once in the life of this page. */
const tried = new Set<string>();

/** @returns whether somebody answered. */
async function sendOne(unsent: Unsent, pauses?: readonly number[]): Promise<boolean> {
  const { key, districtId, draft, files, title } = unsent;
  tried.add(key);
  try {
    const entryId = unsent.entryId ?? (await sendEntry(districtId, key, draft, pauses)).entryId;
    await storage.put({ ...unsent, entryId });
    for (const file of files) await sendEntryPhotograph(districtId, entryId, file);
    await storage.drop(key);
    set({
      unsent: sending.now().unsent.filter((one) => one.key !== key),
      last: { key, entryId, title },
    });
    return true;
  } catch (error) {
    if (isInDoubt(error)) return false;
    const why = error instanceof Error ? error.message : String(error);
    set({ refused: { ...sending.now().refused, [key]: why } });
    return true;
  }
}

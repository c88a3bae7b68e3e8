import { useEffect } from "react";
import type { Kept } from "./device-storage.ts";
import { sharedValue } from "./shared-value.ts";

/** Something that was said on this device and of which nobody has answered yet that it arrived. */
export type Posted = {
  /** One for each, through every retry and reload: the server knows it by this. */
  readonly key: string;
  /** Whose it is: somebody else on the same device does not send it. */
  readonly accountId: string;
  /** What it is of, for whoever reads the list. */
  readonly title: string;
  readonly givenAt: string;
};

/** Where the things of an outbox stand. */
export type Outbox<T, Sent> = {
  /** In the order they were given. */
  readonly unsent: readonly T[];
  readonly isSending: boolean;
  /** Why the server refused one, by its key: such a one is not sent again by itself while the page lives. */
  readonly refused: Readonly<Record<string, Error>>;
  /** The last that arrived, with what was answered. */
  readonly last: { readonly key: string; readonly title: string; readonly sent: Sent } | null;
  /** Whether all of it outlives the page. */
  readonly isLasting: boolean;
};

const inOrder = (a: Posted, b: Posted) =>
  a.givenAt === b.givenAt ? (a.key < b.key ? -1 : 1) : a.givenAt < b.givenAt ? -1 : 1;

/**
 * Keeps what was said until somebody answers, and sends it in order. Whatever becomes of the page or the line, nothing is
 * lost; sending again must change nothing.
 *
 * @param send  sends one; it may `keep` it anew with how far it came. What it throws is a doubt or a refusal.
 * @param isInDoubt  whether nobody knows if it arrived: then it stays for the next time, and those after it wait too.
 */
export function createOutbox<T extends Posted, Sent>(of: {
  readonly storage: Kept<T>;
  readonly send: (
    one: T,
    keep: (one: T) => Promise<unknown>,
    pauses?: readonly number[],
  ) => Promise<Sent>;
  readonly isInDoubt: (error: unknown) => boolean;
}) {
  const nothing: Outbox<T, Sent> = {
    ...{ unsent: [], isSending: false, refused: {}, last: null, isLasting: true },
  };
  const box = sharedValue(nothing);
  const set = (change: Partial<Outbox<T, Sent>>) => box.set({ ...box.now(), ...change });
  let { storage } = of;

  async function read(accountId: string): Promise<readonly T[]> {
    const unsent = (await storage.all()).filter((one) => one.accountId === accountId).sort(inOrder);
    set({ unsent });
    return unsent;
  }

  async function keep(one: T) {
    const isLasting = await storage.put(one);
    if (!isLasting) set({ isLasting });
  }

  /** @returns whether somebody answered. */
  async function sendOne(one: T, pauses?: readonly number[]): Promise<boolean> {
    try {
      const sent = await of.send(one, keep, pauses);
      await storage.drop(one.key);
      const { key, title } = one;
      set({ unsent: box.now().unsent.filter((other) => other.key !== key) });
      set({ last: { key, title, sent } });
      return true;
    } catch (error) {
      if (of.isInDoubt(error)) return false;
      const why = error instanceof Error ? error : new Error(String(error));
      set({ refused: { ...box.now().refused, [one.key]: why } });
      return true;
    }
  }

  /**
   * Sends what is kept of an account, the oldest first, and what is given meanwhile.
   *
   * @param pauses  before an answer that did not come is asked for again, in milliseconds.
   * @returns whether somebody answered; false while it is being sent already.
   */
  async function sendAll(accountId: string, pauses?: readonly number[]): Promise<boolean> {
    if (box.now().isSending) return false;
    set({ isSending: true });
    try {
      for (;;) {
        const { refused } = box.now();
        const next = (await read(accountId)).find(({ key }) => refused[key] === undefined);
        if (!next) return true;
        if (!(await sendOne(next, pauses))) return false; // nobody answers: the others wait too
      }
    } finally {
      set({ isSending: false });
      await read(accountId);
    }
  }

  /** Lets one that was refused be sent again. */
  function retry(key: string) {
    const { [key]: _, ...refused } = box.now().refused;
    set({ refused });
  }

  return {
    ...{ use: box.use, now: box.now, read, sendAll, retry },
    /** Keeps one without sending it yet. */
    async keep(one: T) {
      await keep(one);
      await read(one.accountId);
    },
    /** Keeps one, then sends it. */
    async post(one: T): Promise<boolean> {
      await keep(one);
      return sendAll(one.accountId);
    },
    /** Gives one up. */
    async forget(accountId: string, key: string) {
      await storage.drop(key);
      retry(key);
      await read(accountId);
    },
    /** For tests: another place to keep them, and nothing in it. */
    keepIn(other: Kept<T>) {
      storage = other;
      box.set(nothing);
    },
  };
}

/** Pauses before it is tried again, each time longer. */
const PAUSES_SECONDS = [5, 10, 20, 40, 60];

/**
 * Shows what is kept, and sends it again and again, with longer and longer pauses while nobody answers, and at once when the
 * line is back or the page is looked at again.
 */
export function useSendingAgain(
  { read, sendAll }: Pick<ReturnType<typeof createOutbox>, "read" | "sendAll">,
  accountId: string | null,
  isOnline: boolean,
) {
  useEffect(() => {
    if (accountId !== null) void read(accountId);
  }, [read, accountId]);
  useEffect(() => {
    if (accountId === null || !isOnline) return;
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async () => {
      clearTimeout(timer);
      const isAnswered = await sendAll(accountId);
      tries = isAnswered ? 0 : tries + 1;
      if (isOver) return;
      const seconds = PAUSES_SECONDS[Math.min(tries, PAUSES_SECONDS.length - 1)]!;
      timer = setTimeout(() => void go(), seconds * 1_000);
    };
    let isOver = false;
    const looked = () => {
      if (document.visibilityState === "visible") void go();
    };
    void go();
    document.addEventListener("visibilitychange", looked);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", looked);
    };
  }, [sendAll, accountId, isOnline]);
}

import type { EntryDraft } from "./queries.ts";

/** A confirmation that was given and of which nobody has said yet that it arrived. */
export type Unsent = {
  /** Idempotency-Key: one for each confirmation, through every retry and reload. */
  readonly key: string;
  /** Whose it is: somebody else on the same telephone does not send it. */
  readonly accountId: string;
  readonly districtId: string;
  /** What it is of, for whoever reads the list. */
  readonly title: string;
  readonly givenAt: string;
  readonly draft: EntryDraft;
  readonly files: readonly Blob[];
  /** Once the words arrived: the photographs go to it. */
  readonly entryId: string | null;
};

/** Where they are kept until they are sent: it outlives the page and the browser. */
export type UnsentStorage = {
  readonly all: () => Promise<Unsent[]>;
  readonly put: (unsent: Unsent) => Promise<void>;
  readonly drop: (key: string) => Promise<void>;
};

/** For a browser that keeps nothing: as long as the page lives. */
export function memoryStorage(): UnsentStorage {
  const kept = new Map<string, Unsent>();
  return {
    all: async () => [...kept.values()],
    put: async (unsent) => void kept.set(unsent.key, unsent),
    drop: async (key) => void kept.delete(key),
  };
}

const NAME = "huanwei.confirmations";
const STORE = "unsent";

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** What the browser keeps: photographs need more room than its plain storage has. */
export function deviceStorage(): UnsentStorage {
  if (typeof indexedDB === "undefined") return memoryStorage();
  const memory = memoryStorage();
  let opened: Promise<IDBDatabase> | null = null;
  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };
  const within = async <T, Otherwise>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
    otherwise: () => Promise<Otherwise>,
  ): Promise<T | Otherwise> => {
    try {
      return await asked(work((await open()).transaction(STORE, mode).objectStore(STORE)));
    } catch {
      return otherwise(); // a private window keeps nothing: then as long as the page lives
    }
  };
  return {
    all: async () => {
      // what is there was put there by this page
      const kept = await within(
        "readonly",
        (store) => store.getAll(),
        async () => [],
      );
      return [...kept, ...(await memory.all())];
    },
    put: (unsent) =>
      within(
        "readwrite",
        (store) => store.put(unsent),
        () => memory.put(unsent),
      ).then(() => {}),
    drop: async (key) => {
      await memory.drop(key);
      await within(
        "readwrite",
        (store) => store.delete(key),
        async () => {},
      );
    },
  };
}

/** Records of one kind that this device keeps: they outlive the page and the browser. */
export type Kept<T> = {
  readonly all: () => Promise<T[]>;
  readonly get: (key: string) => Promise<T | undefined>;
  /** @returns whether it outlives the page: a private window or a full disk keeps it only as long as that. */
  readonly put: (one: T) => Promise<boolean>;
  readonly drop: (key: string) => Promise<void>;
};

/** For a browser that keeps nothing: as long as the page lives. */
export function memoryStorage<T>(keyOf: (one: T) => string): Kept<T> {
  const kept = new Map<string, T>();
  return {
    all: async () => [...kept.values()],
    get: async (key) => kept.get(key),
    put: async (one) => {
      kept.set(keyOf(one), one);
      return false;
    },
    drop: async (key) => void kept.delete(key),
  };
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Until it is written, also should the page be closed now. */
const written = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });

/**
 * A database of this device: photographs need more room than its plain storage has.
 *
 * @param stores  with the property that tells each one's records apart. To add one, count `version` up.
 * @returns gives a store by its name; the type of its records is what this page put there.
 */
export function deviceDatabase<const Name extends string>(
  name: string,
  version: number,
  stores: Readonly<Record<Name, string>>,
) {
  let opened: Promise<IDBDatabase> | null = null;
  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        for (const [store, keyPath] of Object.entries<string>(stores))
          if (!request.result.objectStoreNames.contains(store))
            request.result.createObjectStore(store, { keyPath });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  return <T>(store: Name): Kept<T> => {
    const keyPath = stores[store];
    // what is kept has its key by the way it is stored
    const memory = memoryStorage<T>((one) => String((one as Record<string, unknown>)[keyPath]));
    if (typeof indexedDB === "undefined") return memory;
    const begin = async (mode: IDBTransactionMode) => (await open()).transaction(store, mode);
    return {
      async all() {
        const kept = await begin("readonly")
          .then((own): Promise<T[]> => asked(own.objectStore(store).getAll()))
          .catch(() => []);
        return [...kept, ...(await memory.all())];
      },
      async get(key) {
        const held = await memory.get(key);
        if (held !== undefined) return held;
        return begin("readonly")
          .then((own): Promise<T | undefined> => asked(own.objectStore(store).get(key)))
          .catch(() => undefined);
      },
      async put(one) {
        try {
          const own = await begin("readwrite");
          own.objectStore(store).put(one);
          await written(own);
          await memory.drop(String((one as Record<string, unknown>)[keyPath]));
          return true;
        } catch {
          return memory.put(one); // a private window keeps nothing
        }
      },
      async drop(key) {
        await memory.drop(key);
        try {
          const own = await begin("readwrite");
          own.objectStore(store).delete(key);
          await written(own);
        } catch {
          // what could not be kept is not there either
        }
      },
    };
  };
}

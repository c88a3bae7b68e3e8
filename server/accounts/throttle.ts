/** What is remembered of failures under one key. */
type Failures = { count: number; nextAt: number; forgetAt: number };

/** Failures that cost nothing: everybody mistypes. */
const FREE = 4;
const GREATEST_WAIT_SECONDS = 300;
const FORGET_SECONDS = 3600;
/** Keys remembered at most; the oldest are forgotten first. */
const GREATEST_KEYS = 20_000;

/**
 * Makes guessing slow: after a few failures each further one doubles the wait, to five minutes at most, so that nobody
 * is ever locked out for good. It is in memory: each process counts for itself.
 */
export function createThrottle(now: () => number = Date.now) {
  const byKey = new Map<string, Failures>();

  function known(key: string): Failures | undefined {
    const failures = byKey.get(key);
    if (failures && failures.forgetAt <= now()) byKey.delete(key);
    return byKey.get(key);
  }

  return {
    /** Seconds until the next try under any of the keys; 0 is now. */
    waitSeconds: (keys: readonly string[]) =>
      Math.max(0, ...keys.map((key) => Math.ceil(((known(key)?.nextAt ?? 0) - now()) / 1000))),
    /**
     * Counts a try before its outcome is known, so that tries side by side count too.
     *
     * @param free  Failures under this key that cost nothing.
     * @returns takes this try back, and no other: it was no failure.
     */
    begin(key: string, free = FREE): () => void {
      const before = known(key);
      const count = (before?.count ?? 0) + 1;
      const over = count - free;
      const wait = over > 0 ? Math.min(2 ** (over - 1), GREATEST_WAIT_SECONDS) : 0;
      const mine = { count, nextAt: now() + wait * 1000, forgetAt: now() + FORGET_SECONDS * 1000 };
      byKey.delete(key); // the newest stand last
      byKey.set(key, mine);
      for (const oldest of byKey.keys()) {
        if (byKey.size <= GREATEST_KEYS) break;
        byKey.delete(oldest);
      }
      return () => {
        const after = byKey.get(key);
        if (after !== mine) {
          if (after) after.count--; // others failed meanwhile: their wait stands
        } else if (before) byKey.set(key, before);
        else byKey.delete(key);
      };
    },
    /** Forgets the failures under a key: it was the right person. */
    forgive: (key: string) => byKey.delete(key),
    size: () => byKey.size,
  };
}
export type Throttle = ReturnType<typeof createThrottle>;

import { DomainError } from "../http/problem.ts";

/** So many at once, and so many again over so long a time. */
export type Allowance = { readonly count: number; readonly seconds: number };

/** Keys remembered at most; the oldest are forgotten first. */
const GREATEST_KEYS = 20_000;

/**
 * Lets in so many under each key and fills up again evenly. Unlike the throttle of signing in, it counts what
 * succeeds. It is in memory: each process counts for itself.
 */
export function createAllowance({ count, seconds }: Allowance, now: () => number = Date.now) {
  const perMillisecond = count / (seconds * 1000);
  const leftByKey = new Map<string, { left: number; at: number }>();
  return {
    /** @returns 0 when it is let in and counted; otherwise the seconds until the next is, and nothing is counted. */
    take(key: string): number {
      const at = now();
      const known = leftByKey.get(key);
      const left = known ? Math.min(count, known.left + (at - known.at) * perMillisecond) : count;
      if (left < 1) return Math.ceil((1 - left) / perMillisecond / 1000);
      leftByKey.delete(key); // the newest stand last
      leftByKey.set(key, { left: left - 1, at });
      for (const oldest of leftByKey.keys()) {
        if (leftByKey.size <= GREATEST_KEYS) break;
        leftByKey.delete(oldest);
      }
      return 0;
    },
  };
}

/**
 * What nobody who signed in may ask for how often. A telephone company may stand with thousands of people behind one
 * address, so one network is let in generously; the total bounds what can come in before somebody looks.
 */
const LIMITS = {
  report: { network: { count: 20, seconds: 600 }, total: { count: 600, seconds: 60 } },
  photograph: { network: { count: 60, seconds: 600 }, total: { count: 600, seconds: 60 } },
  look: { network: { count: 240, seconds: 60 }, total: { count: 12_000, seconds: 60 } },
} as const satisfies Record<string, { network: Allowance; total: Allowance }>;

/** Requests of one key of Open311. */
const OF_KEY: Allowance = { count: 120, seconds: 60 };

export type PublicLimits = ReturnType<typeof createPublicLimits>;

/** The limits of one process. */
export function createPublicLimits(now: () => number = Date.now) {
  const buckets = (kind: keyof typeof LIMITS) => ({
    network: createAllowance(LIMITS[kind].network, now),
    total: createAllowance(LIMITS[kind].total, now),
  });
  const byKind = {
    report: buckets("report"),
    photograph: buckets("photograph"),
    look: buckets("look"),
  };
  const keys = createAllowance(OF_KEY, now);
  const requireTaken = (seconds: number) => {
    if (seconds === 0) return;
    throw new DomainError("rate-limited", `Try again in ${seconds} s`, [], {
      more: { retryAfterSeconds: seconds },
    });
  };
  return {
    /**
     * @param network  Whose it is; null where a proxy hides it: then only the total counts.
     * @throws {DomainError} `rate-limited`.
     */
    require(kind: keyof typeof LIMITS, network: string | null) {
      if (network !== null) requireTaken(byKind[kind].network.take(network));
      requireTaken(byKind[kind].total.take("all"));
    },
    /** @throws {DomainError} `rate-limited`. */
    requireKey: (keyId: string) => requireTaken(keys.take(keyId)),
  };
}

import type { Row } from "./database.ts";

/** When something is due. Bytes are of the write-ahead log. */
export type UpkeepLimits = {
  readonly lookSeconds: number;
  readonly checkpointSeconds: number;
  readonly checkpointBytes: number;
  readonly vacuumSeconds: number;
  readonly vacuumBytes: number;
};

const LIMITS: UpkeepLimits = {
  lookSeconds: 30,
  checkpointSeconds: 180,
  checkpointBytes: 64 * 1024 * 1024,
  vacuumSeconds: 3_600,
  vacuumBytes: 32 * 1024 * 1024,
};

/**
 * Does what PostgreSQL's background processes would: the embedded engine has none, so without this its log would
 * grow and its statistics would age. Does nothing while nothing is written.
 *
 * @param run  runs one statement as owner, between other people's transactions.
 */
export function keepUp(
  run: (statement: string) => Promise<Row[]>,
  log: (message: string) => void,
  given: Partial<UpkeepLimits> = {},
): { stop(): void } {
  const limits = { ...LIMITS, ...given };
  let checkpoint = { bytes: 0, at: Date.now() };
  let vacuum = { bytes: 0, at: 0 };
  let isLooking = false;
  let isStopped = false;

  async function look() {
    const [row] = await run("select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes");
    const bytes = Number(row?.bytes);
    const now = Date.now();
    if (vacuum.at === 0) vacuum = { bytes, at: now };
    const written = bytes - checkpoint.bytes;
    if (
      written > limits.checkpointBytes ||
      (written > 0 && now - checkpoint.at > limits.checkpointSeconds * 1_000)
    ) {
      await run("checkpoint");
      // A checkpoint writes a little itself: count from after it, or idleness would never come.
      const [after] = await run("select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes");
      checkpoint = { bytes: Number(after?.bytes), at: now };
    }
    const isDue = now - vacuum.at > limits.vacuumSeconds * 1_000 && bytes > vacuum.bytes;
    if (isDue || bytes - vacuum.bytes > limits.vacuumBytes) {
      await run("vacuum (analyze)");
      vacuum = { bytes, at: now };
    }
  }

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error) => {
        if (!isStopped) log(`upkeep of the embedded database: ${error}`);
      })
      .finally(() => {
        isLooking = false;
      });
  }, limits.lookSeconds * 1_000);
  timer.unref();
  return {
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

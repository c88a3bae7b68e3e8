import type { Database } from "../store/database.ts";
import type { Heard } from "./intake.ts";
import { readStates } from "./vehicle-store.ts";

/** Where a vehicle is now, as open maps hear it. */
export type Moved = {
  readonly vehicleId: string;
  readonly at: string;
  readonly receivedAt: string;
  readonly position: readonly [lng: number, lat: number];
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly isWorking: boolean | null;
  readonly source: string;
};

type Hear = (moved: Moved) => void;

/** Where vehicles are, for whoever keeps a map open. */
export type Live = {
  /** Hears of each vehicle that moves until the returned function is called. */
  listen(districtId: string, hear: Hear): () => void;
  /** Tells of what was stored by this process. */
  tell(heard: Heard): void;
  close(): void;
};

/** What other processes took in is looked for so often while somebody listens. */
const POLL_MS = 1_000;
/** A row may become visible somewhat after the instant it carries. */
const SLACK_MS = 5_000;

/**
 * Positions do not go through the log of changes: they would drown it. This process tells its own at once; with several
 * processes on one PostgreSQL the others' are read from where the last positions are kept.
 */
export function createLive(database: Database): Live {
  const hearers = new Map<string, Set<Hear>>();
  const told = new Map<string, number>();
  let since = new Date(Date.now() - SLACK_MS);
  let isReading = false;

  const nameOf = (districtId: string, vehicleId: string) => `${districtId} ${vehicleId}`;

  function spread(districtId: string, moved: Moved) {
    const name = nameOf(districtId, moved.vehicleId);
    const atMs = Date.parse(moved.at);
    if (atMs <= (told.get(name) ?? Number.NEGATIVE_INFINITY)) return;
    told.set(name, atMs);
    for (const hear of hearers.get(districtId) ?? []) hear(moved);
  }

  async function poll() {
    if (isReading || hearers.size === 0) return;
    isReading = true;
    const begun = new Date();
    try {
      for (const districtId of hearers.keys()) {
        const states = await database.transaction((tx) => readStates(tx, districtId, since), {
          districtId,
        });
        for (const [vehicleId, last] of states)
          spread(districtId, {
            vehicleId,
            ...last,
            position: [last.position[0], last.position[1]],
          });
      }
      since = new Date(begun.getTime() - SLACK_MS);
    } catch {
      // the store is away for a moment: the next look reads the same again
    } finally {
      isReading = false;
    }
  }

  const timer = database.engine === "native" ? setInterval(() => void poll(), POLL_MS) : null;
  timer?.unref();

  return {
    listen(districtId, hear) {
      const known = hearers.get(districtId) ?? new Set<Hear>();
      hearers.set(districtId, known.add(hear));
      return () => {
        known.delete(hear);
        if (known.size === 0) hearers.delete(districtId);
      };
    },
    tell({ districtId, vehicleId, fixes, source }) {
      const last = fixes.at(-1);
      if (!last) return;
      spread(districtId, {
        vehicleId,
        at: new Date(last.atMs).toISOString(),
        receivedAt: new Date().toISOString(),
        position: [last.position[0], last.position[1]],
        ...{ speedKmh: last.speedKmh, headingDegrees: last.headingDegrees },
        ...{ isWorking: last.isWorking, source },
      });
    },
    close: () => {
      if (timer) clearInterval(timer);
    },
  };
}

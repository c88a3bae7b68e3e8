import type { Database } from "../store/database.ts";
import type { Fix, Intake, PositionSource, RejectReason, Taken } from "./fix.ts";
import { type HygieneLimits, NO_TRAIL, sifted, type Trail } from "./hygiene.ts";
import { makeDays, readLast, type VehicleBatch, writePositions } from "./position-store.ts";
import type { Terminals } from "./terminals.ts";

/** What became known of a vehicle, once it is in the store. */
export type Heard = {
  readonly districtId: string;
  readonly vehicleId: string;
  /** In order of time, those that were there already among them. */
  readonly fixes: readonly Fix[];
  readonly source: PositionSource;
};

/** A position came from a number that is none of ours, or is switched off. */
export class TerminalRefused extends Error {
  override readonly name = "TerminalRefused";
}

type Waiting = {
  readonly vehicleId: string;
  readonly fixes: readonly Fix[];
  readonly source: PositionSource;
  resolve(taken: Taken): void;
  reject(error: unknown): void;
};

/** What one vehicle or several have waiting in a district. */
type Line = { readonly waiting: Waiting[]; isFlushing: boolean };

/** So many positions are written in one transaction at most; a single batch may be larger. */
const FLUSH_POSITIONS = 4_000;

/**
 * Takes positions in from everywhere. What waits while a transaction runs goes into the next one together, so that thousands
 * of terminals that send one position each cost some transactions a second, and each is answered when its own is in the store.
 *
 * A vehicle has one batch in a transaction, so that what of it was stored can be told batch by batch.
 *
 * @param limitsOf  By what positions of a district are judged.
 * @param hear  Hears of what was stored, after its commit.
 */
export function createIntake({
  database,
  terminals,
  limitsOf,
  hear,
  now = Date.now,
}: {
  readonly database: Database;
  readonly terminals: Terminals;
  readonly limitsOf: (districtId: string) => Promise<HygieneLimits>;
  readonly hear: (heard: Heard) => void;
  readonly now?: () => number;
}): { readonly take: Intake; readonly takeFor: TakeFor } {
  const lines = new Map<string, Line>();
  const trails = new Map<string, Trail>();
  const days = new Set<number>();
  const nameOf = (districtId: string, vehicleId: string) => `${districtId} ${vehicleId}`;

  function lineOf(districtId: string): Line {
    const known = lines.get(districtId);
    if (known) return known;
    const line = { waiting: [], isFlushing: false };
    lines.set(districtId, line);
    return line;
  }

  /** The next batches: one a vehicle, up to the limit. */
  function next({ waiting }: Line): Waiting[] {
    const batch: Waiting[] = [];
    const vehicles = new Set<string>();
    let positions = 0;
    for (let i = 0; i < waiting.length; ) {
      const one = waiting[i]!;
      const isFull = batch.length > 0 && positions + one.fixes.length > FLUSH_POSITIONS;
      if (isFull) break;
      if (vehicles.has(one.vehicleId)) {
        i += 1;
        continue;
      }
      vehicles.add(one.vehicleId);
      positions += one.fixes.length;
      batch.push(one);
      waiting.splice(i, 1);
    }
    return batch;
  }

  async function flush(districtId: string, line: Line) {
    if (line.isFlushing) return;
    line.isFlushing = true;
    await Promise.resolve(); // whoever calls in the same turn is taken along
    try {
      while (line.waiting.length > 0) {
        const batch = next(line);
        try {
          await write(districtId, batch);
        } catch {
          // one of them may be at fault: a vehicle removed a moment ago; each by itself tells which
          for (const one of batch) await write(districtId, [one]).catch((e) => one.reject(e));
        }
      }
    } finally {
      line.isFlushing = false;
    }
  }

  async function write(districtId: string, batch: readonly Waiting[]) {
    const limits = await limitsOf(districtId);
    const nowMs = now();
    const done = await database.transaction(
      async (tx) => {
        const unknown = batch
          .map(({ vehicleId }) => vehicleId)
          .filter((id) => !trails.has(nameOf(districtId, id)));
        if (unknown.length > 0) {
          const last = await readLast(tx, districtId, unknown);
          for (const id of unknown)
            trails.set(nameOf(districtId, id), { ...NO_TRAIL, last: last.get(id) ?? null });
        }
        const sifts = batch.map(({ vehicleId, fixes }) => {
          const trail = trails.get(nameOf(districtId, vehicleId))!;
          const sift = sifted(fixes, trail, limits, nowMs);
          const { taken } = sift;
          const lastMs = trail.last?.atMs ?? Number.NEGATIVE_INFINITY;
          const late = taken.filter(({ atMs }) => atMs < lastMs);
          return { ...sift, once: withoutTwins(taken), late };
        });
        const made = await makeDays(
          tx,
          sifts.flatMap(({ once }) => once),
          days,
        );
        const batches: VehicleBatch[] = batch.map(({ vehicleId, source }, i) => {
          const { once, refused, late } = sifts[i]!;
          const [first, last] = [late[0], late.at(-1)];
          const range = first && last ? { fromMs: first.atMs, untilMs: last.atMs } : null;
          return { vehicleId, source, taken: once, refused, late: range };
        });
        const stored = await writePositions(tx, districtId, batches, new Date(nowMs));
        return { sifts, stored, made };
      },
      { districtId },
    );
    for (const day of done.made) days.add(day);
    for (const [i, one] of batch.entries()) {
      const { taken, refused, late, once, trail } = done.sifts[i]!;
      trails.set(nameOf(districtId, one.vehicleId), trail);
      const stored = done.stored[i]!;
      const isNew = stored > 0;
      if (isNew) hear({ districtId, vehicleId: one.vehicleId, fixes: once, source: one.source });
      one.resolve({
        stored,
        duplicates: taken.length - stored,
        late: isNew ? Math.min(late.length, stored) : 0,
        rejected: countsOf(refused.map(({ reason }) => reason)),
      });
    }
  }

  const takeFor: TakeFor = (districtId, vehicleId, fixes, source) =>
    new Promise<Taken>((resolve, reject) => {
      const line = lineOf(districtId);
      line.waiting.push({ vehicleId, fixes, source, resolve, reject });
      void flush(districtId, line);
    });

  return {
    takeFor,
    async take(terminalId, fixes, source) {
      const terminal = await terminals.find(terminalId);
      if (!terminal?.isEnabled)
        throw new TerminalRefused(`${terminalId} is no terminal that may send`);
      terminals.seen(terminalId);
      return takeFor(terminal.districtId, terminal.vehicleId, fixes, source);
    },
  };
}

/** The same for a vehicle that somebody named, whether or not it has a terminal: files. */
export type TakeFor = (
  districtId: string,
  vehicleId: string,
  fixes: readonly Fix[],
  source: PositionSource,
) => Promise<Taken>;

/** Of several of the same instant the first: an instant has one position. */
function withoutTwins(fixes: readonly Fix[]): Fix[] {
  return fixes.filter(({ atMs }, i) => i === 0 || atMs !== fixes[i - 1]!.atMs);
}

function countsOf(reasons: readonly RejectReason[]): Partial<Record<RejectReason, number>> {
  const counts: Partial<Record<RejectReason, number>> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

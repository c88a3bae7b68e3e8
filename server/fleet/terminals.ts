import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { followChanges } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { WorkingSignal } from "./jt808-location.ts";

/** What a key begins with, so that one that leaked is found by whoever scans for secrets. */
const KEY_PREFIX = "hwpos_";
const HINT_CHARACTERS = 4;
const CODE_BYTES = 9;
/** A terminal is written as seen at most so often. */
const SEEN_MS = 60_000;
/** What is known is read again at the latest after so long. */
const KNOWN_MS = 60_000;

/** A device on a vehicle. */
export type Terminal = {
  readonly terminalId: string;
  readonly districtId: string;
  readonly vehicleId: string;
  readonly plate: string;
  /** Neither it is switched off nor its vehicle retired. */
  readonly isEnabled: boolean;
  readonly workingSignal: WorkingSignal | null;
};

type Row = Terminal & { keySha256: Uint8Array | null; codeSha256: Uint8Array | null };

type VehicleRow = {
  readonly vehicleId: string;
  readonly plate: string;
  readonly isRetired: boolean;
};

const sha256 = (secret: string) => createHash("sha256").update(secret).digest();
const isSame = (secret: string, known: Uint8Array | null) =>
  known !== null && timingSafeEqual(sha256(secret), known);

/** Which terminals there are and what they prove themselves with. Nothing here makes one. */
export type Terminals = {
  /** null when there is none of this number: then nothing may be taken. */
  find(terminalId: string): Promise<Terminal | null>;
  /** Whose key this is; null when it is none that holds. */
  byKey(key: string): Promise<Terminal | null>;
  /** A new authentication code of JT/T 808; the one before holds no longer. */
  issueCode(terminalId: string): Promise<string>;
  checkCode(terminalId: string, code: string): Promise<boolean>;
  /** Writes down, now and then, that a terminal was heard. */
  seen(terminalId: string): void;
  /** Hears, until the returned function is called, that some may have changed, in whichever process. */
  onChanged(hear: () => void): () => void;
  close(): Promise<void>;
};

const READ = `
  select t.terminal_id as "terminalId", t.district_id as "districtId", t.vehicle_id as "vehicleId",
    t.is_enabled as "isEnabled", t.working_signal as "workingSignal", t.key_sha256 as "keySha256", t.code_sha256 as "codeSha256"
  from terminal t`;

/** Holds all terminals in memory: they are asked for with every message. */
export function createTerminals(database: Database): Terminals {
  let known: Promise<Map<string, Row>> | null = null;
  let readAt = 0;
  const seenAt = new Map<string, number>();
  const forget = () => {
    known = null;
  };
  const hearers = new Set<() => void>();
  let following: Promise<() => Promise<void>> | null = null;
  /** Begins with the first that asks; where that fails, what is known is read again now and then all the same. */
  const follow = (): Promise<unknown> => {
    following ??= followChanges(database, null, null, ({ kind }) => {
      if (kind !== "vehicle" && kind !== "district") return;
      forget();
      for (const hear of hearers) hear();
    });
    return following.catch(() => {
      following = null;
    });
  };

  async function readAll(): Promise<Map<string, Row>> {
    const rows = await database.query<Omit<Row, "plate">>(READ);
    const vehicleByName = new Map<string, VehicleRow>();
    for (const districtId of new Set(rows.map((row) => row.districtId))) {
      const vehicles = await database.transaction(
        (tx) =>
          tx.query<VehicleRow>(
            `select vehicle_id as "vehicleId", plate, status = 'retired' as "isRetired" from vehicle where district_id = $1`,
            [districtId],
          ),
        { districtId },
      );
      for (const vehicle of vehicles)
        vehicleByName.set(`${districtId} ${vehicle.vehicleId}`, vehicle);
    }
    return new Map(
      rows.map((row) => {
        const vehicle = vehicleByName.get(`${row.districtId} ${row.vehicleId}`);
        const isEnabled = row.isEnabled && vehicle?.isRetired === false;
        return [row.terminalId, { ...row, plate: vehicle?.plate ?? row.terminalId, isEnabled }];
      }),
    );
  }

  function all(): Promise<Map<string, Row>> {
    if (known && performance.now() - readAt < KNOWN_MS) return known;
    readAt = performance.now();
    const reading = follow().then(readAll); // what changes after it was read is heard
    known = reading;
    reading.catch(() => {
      if (known === reading) known = null; // whoever asked hears of it; the next one tries again
    });
    return reading;
  }

  return {
    find: async (terminalId) => (await all()).get(terminalId) ?? null,
    async byKey(key) {
      if (!key.startsWith(KEY_PREFIX)) return null;
      const terminalId = Buffer.from(key.slice(KEY_PREFIX.length).split(".")[0]!, "base64url");
      const row = (await all()).get(terminalId.toString());
      return row?.isEnabled && isSame(key, row.keySha256) ? row : null;
    },
    async issueCode(terminalId) {
      const code = randomBytes(CODE_BYTES).toString("base64url");
      const hash = sha256(code);
      await database.query(
        "update terminal set code_sha256 = $2, registered_at = now() where terminal_id = $1",
        [terminalId, hash],
      );
      const row = (await all()).get(terminalId);
      if (row) row.codeSha256 = hash;
      return code;
    },
    async checkCode(terminalId, code) {
      const row = (await all()).get(terminalId);
      if (!row?.isEnabled) return false;
      if (isSame(code, row.codeSha256)) return true;
      forget(); // another process may have registered it
      return isSame(code, (await all()).get(terminalId)?.codeSha256 ?? null);
    },
    seen(terminalId) {
      const now = Date.now();
      if (now - (seenAt.get(terminalId) ?? 0) < SEEN_MS) return;
      seenAt.set(terminalId, now);
      database
        .query("update terminal set last_seen_at = now() where terminal_id = $1", [terminalId])
        .catch(() => {}); // it says when a terminal was last heard, to the minute: the next one writes it
    },
    onChanged(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    close: async () => (await following?.catch(() => null))?.(),
  };
}

/**
 * Gives a terminal a new key; the one before holds no longer.
 *
 * @returns the key, this once: it carries the terminal's number, so that one look finds whose it is.
 */
export async function issueKey(tx: Queryable, terminalId: string): Promise<string> {
  const number = Buffer.from(terminalId).toString("base64url");
  const key = `${KEY_PREFIX}${number}.${randomBytes(24).toString("base64url")}`;
  await tx.query("update terminal set key_sha256 = $2, key_hint = $3 where terminal_id = $1", [
    terminalId,
    sha256(key),
    key.slice(-HINT_CHARACTERS),
  ]);
  return key;
}

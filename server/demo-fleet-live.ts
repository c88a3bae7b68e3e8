import { setTimeout as pause } from "node:timers/promises";
import type { DemoEntry } from "../data/demo/confirmations.ts";
import type { DemoFixes } from "../data/demo/fixes.ts";
import { DEMO_DISTRICT_ID } from "../data/demo/generate.ts";
import type { DemoTerminal, DemoVehicle } from "../data/demo/records.ts";
import { withFleetDays } from "./demo-fleet-aside.ts";
import { dayAt, readFleetDemo, writeEntries } from "./demo-fleet-fill.ts";
import { isOn, unlessUnsaid, WORKING_ITEM } from "./demo-fleet-tables.ts";
import { createTerminal, ServerRefused, type Terminal } from "./fleet/jt808-client.ts";
import { encodeExtra, type Location, STATUS } from "./fleet/jt808-location.ts";
import { issueKey } from "./fleet/terminals.ts";
import { recordChange } from "./store/changes.ts";
import type { Database } from "./store/database.ts";

const TICK_MS = 1_000;
const ENTRIES_MS = 60_000;
const RETRY_MS = 15_000;
/** What comes next is worked out so long before it begins. */
const SOON_MS = 120_000;
/** So much of what is to come is worked out at once. */
const AHEAD_MS = 4 * 3_600_000;
/** A terminal with a memory keeps no more than this while the server is away. */
const MEMORY_MS = 12 * 3_600_000;
/** With nothing to send for so long a terminal hangs up. */
const IDLE_MS = 5 * 60_000;
const MOST_AT_ONCE = 500;
const KNOT_KMH = 1.852;

/** Where vehicles send to: the public interfaces of the server, from outside. */
export type Doors = {
  /** An HTTP request to the server. */
  readonly request: (path: string, init: RequestInit) => Promise<Response>;
  /** Null where no terminals are listened to: then all send over HTTP. */
  readonly jt808: { readonly host: string; readonly port: number } | null;
};

type Live = {
  readonly database: Database;
  readonly doors: Doors;
  readonly vehicles: readonly DemoVehicle[];
  readonly closing: AbortSignal;
};

/** One position as it is to be sent. */
type Due = {
  readonly knownMs: number;
  readonly atMs: number;
  readonly lng: number;
  readonly lat: number;
  readonly speedKmh: number;
  readonly headingDegrees: number | null;
  readonly isWorking: boolean | null;
};

/** What carries a vehicle's positions to the server; resolves once they are in the store. */
type Sender = {
  send(due: readonly Due[]): Promise<void>;
  rest(): void;
};

type OnTheRoad = {
  readonly sender: Sender;
  readonly waiting: Due[];
  isSending: boolean;
  sentMs: number;
  /** Not before this, after something went wrong. */
  retryMs: number;
  isRefused: boolean;
};

/**
 * Drives the demonstration's vehicles in real time: each sends its positions when their time has come, as its terminal would, and
 * keeps what was not acknowledged. What comes late by plan comes late, in one batch. After a time in which the server was away,
 * terminals with a memory (those of the edition of 2019) send what they kept; of the others there is a gap.
 *
 * @param log  hears of what went wrong; the next second tries again.
 * @returns when the server closes.
 */
export async function runFleetLive(live: Live, log: (error: unknown) => void): Promise<void> {
  const { database, closing } = live;
  const startMs = Date.now();
  const road = await roadOf(live, startMs);
  const since = await readSince(live, startMs);
  const said: DemoEntry[] = [];
  let plannedMs = startMs;
  let entriesMs = startMs;
  const plan = async (fromMs: number, toMs: number, isFirst: boolean) => {
    const { due, entries } = await planned(live, fromMs, toMs);
    for (const [vehicleId, all] of due) {
      const afterMs = isFirst ? (since.get(vehicleId) ?? startMs) : fromMs;
      road.get(vehicleId)?.waiting.push(...all.filter(({ knownMs }) => knownMs > afterMs));
    }
    said.push(...entries.filter(({ enteredAt }) => !isFirst || enteredAt.getTime() > startMs));
    plannedMs = toMs;
  };
  let isFirst = true;
  while (!closing.aborted) {
    const nowMs = Date.now();
    try {
      if (nowMs > plannedMs - SOON_MS) {
        const fromMs = isFirst ? Math.min(startMs, ...since.values()) : plannedMs;
        await plan(fromMs, Math.max(plannedMs, nowMs) + AHEAD_MS, isFirst);
        isFirst = false;
      }
      if (nowMs > entriesMs + ENTRIES_MS) {
        entriesMs = nowMs;
        const due = said.filter(({ enteredAt }) => enteredAt.getTime() <= nowMs);
        await writeEntries(database, due, new Date(nowMs));
        said.splice(0, said.length, ...said.filter((one) => !due.includes(one)));
      }
    } catch (error) {
      if (!closing.aborted) log(error);
      await pause(RETRY_MS, undefined, { signal: closing, ref: false }).catch(() => {});
    }
    for (const one of road.values()) void move(one, nowMs, closing, log);
    await pause(TICK_MS, undefined, { signal: closing, ref: false }).catch(() => {});
  }
  for (const { sender } of road.values()) sender.rest();
}

async function roadOf(live: Live, startMs: number): Promise<Map<string, OnTheRoad>> {
  const keys = await issueKeys(live);
  return new Map(
    live.vehicles.flatMap((vehicle): [string, OnTheRoad][] => {
      if (!vehicle.terminal) return [];
      const sender = senderOf(vehicle, vehicle.terminal, live.doors, keys);
      const still = { isSending: false, sentMs: startMs, retryMs: 0, isRefused: false };
      return [[vehicle.vehicleId, { sender, waiting: [], ...still }]];
    }),
  );
}

/** Sends what is due of one vehicle, unless what it sent before is still on its way. */
async function move(
  one: OnTheRoad,
  nowMs: number,
  closing: AbortSignal,
  log: (error: unknown) => void,
) {
  if (one.isSending || one.isRefused || nowMs < one.retryMs) return;
  const until = one.waiting.findIndex(({ knownMs }) => knownMs > nowMs);
  const count = Math.min(until < 0 ? one.waiting.length : until, MOST_AT_ONCE);
  if (count === 0) {
    if (nowMs - one.sentMs > IDLE_MS) one.sender.rest();
    return;
  }
  one.isSending = true;
  try {
    await one.sender.send(one.waiting.slice(0, count));
    one.waiting.splice(0, count);
    one.sentMs = nowMs;
  } catch (error) {
    if (error instanceof ServerRefused)
      one.isRefused = true; // its terminal was taken away or switched off
    else if (!closing.aborted) log(error);
    one.retryMs = nowMs + RETRY_MS;
  } finally {
    one.isSending = false;
  }
}

/** Of terminals with a memory, since when nothing of them has come. */
async function readSince(
  { database, vehicles }: Live,
  nowMs: number,
): Promise<Map<string, number>> {
  const rows = await database.transaction(
    (tx) =>
      tx.query<{ vehicleId: string; at: Date }>(
        `select vehicle_id as "vehicleId", at from vehicle_state where district_id = $1`,
        [DEMO_DISTRICT_ID],
      ),
    { districtId: DEMO_DISTRICT_ID },
  );
  const remembers = new Set(
    vehicles
      .filter(({ terminal }) => terminal?.protocol === "jt808-2019")
      .map(({ vehicleId }) => vehicleId),
  );
  return new Map(
    rows
      .filter(({ vehicleId }) => remembers.has(vehicleId))
      .map(({ vehicleId, at }) => [vehicleId, Math.max(at.getTime(), nowMs - MEMORY_MS)]),
  );
}

/** What each vehicle has to send within some time, in the order in which it is sent, and what is said in it. */
async function planned({ database, closing }: Live, fromMs: number, toMs: number) {
  const demo = await database.transaction(readFleetDemo, { districtId: DEMO_DISTRICT_ID });
  const due = new Map<string, Due[]>();
  const entries: DemoEntry[] = [];
  if (!demo) return { due, entries };
  const [first, last] = [dayAt(demo, new Date(fromMs)) - 1, dayAt(demo, new Date(toMs))];
  await withFleetDays(demo.anchor, closing, async (days) => {
    for (let day = first; day <= last; day++) {
      const told = await days.day({ day, afterMs: fromMs, untilMs: toMs, positions: "all" });
      for (const { vehicleId, fixes } of told.vehicles)
        if (fixes) due.set(vehicleId, [...(due.get(vehicleId) ?? []), ...duesOf(fixes)]);
      entries.push(...told.entries);
    }
  });
  for (const all of due.values()) all.sort((a, b) => a.knownMs - b.knownMs || a.atMs - b.atMs);
  return { due, entries };
}

const duesOf = (fixes: DemoFixes): Due[] =>
  Array.from(fixes.atMs, (atMs, i) => ({
    ...{ atMs, knownMs: fixes.receivedMs[i]!, lng: fixes.lngs[i]!, lat: fixes.lats[i]! },
    ...{ speedKmh: fixes.speeds[i]!, headingDegrees: unlessUnsaid(fixes.headings[i]!) },
    isWorking: isOn(fixes.working[i]!),
  }));

const isByJt808 = ({ protocol }: DemoTerminal, { jt808 }: Doors) =>
  jt808 !== null && protocol.startsWith("jt808");

/** New keys for the terminals that send over HTTP; nobody else has them. */
async function issueKeys({ database, doors, vehicles }: Live): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  await database.transaction(
    async (tx) => {
      for (const { terminal } of vehicles) {
        if (!terminal || isByJt808(terminal, doors)) continue;
        keys.set(terminal.terminalId, await issueKey(tx, terminal.terminalId));
      }
      await recordChange(tx, DEMO_DISTRICT_ID, "vehicle", []);
    },
    { districtId: DEMO_DISTRICT_ID },
  );
  return keys;
}

function senderOf(
  { plate }: DemoVehicle,
  terminal: DemoTerminal,
  doors: Doors,
  keys: ReadonlyMap<string, string>,
): Sender {
  if (isByJt808(terminal, doors)) return byJt808(plate, terminal, doors.jt808!);
  const key = keys.get(terminal.terminalId)!;
  return terminal.protocol === "osmand" ? byOsmand(key, doors) : byHttp(key, doors);
}

function byJt808(
  plate: string,
  { terminalId, protocol, saysWorking }: DemoTerminal,
  { host, port }: { readonly host: string; readonly port: number },
): Sender {
  let line: Terminal | null = null;
  let code: string | null = null;
  const edition = protocol === "jt808-2019" ? "2019" : "2013";
  return {
    async send(due) {
      line ??= createTerminal({
        ...{ host, port, terminalNumber: terminalId, edition, plate },
        ...(code !== null && { code }),
      });
      await line.send(due.map((one) => locationOf(one, saysWorking)));
    },
    rest() {
      code = line?.code() ?? code;
      line?.close();
      line = null;
    },
  };
}

function locationOf(
  { atMs, lng, lat, speedKmh, headingDegrees, isWorking }: Due,
  saysWorking: boolean,
): Location {
  return {
    ...{ alarms: 0, status: STATUS.isIgnitionOn | STATUS.isFixed, position: [lng, lat] },
    ...{ altitudeMeters: 60, speedKmh, headingDegrees: headingDegrees ?? 0, atMs },
    extras: saysWorking ? encodeExtra(WORKING_ITEM, Buffer.of(Number(isWorking))) : Buffer.alloc(0),
  };
}

function byHttp(key: string, { request }: Doors): Sender {
  return {
    async send(due) {
      const positions = due.map(({ atMs, knownMs: _, ...rest }) => ({ at: atMs, ...rest }));
      const answer = await request("/api/positions", {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ positions }),
      });
      await acknowledged(answer);
    },
    rest: () => {},
  };
}

function byOsmand(key: string, { request }: Doors): Sender {
  return {
    async send(due) {
      for (const { atMs, lng, lat, speedKmh, headingDegrees } of due) {
        const said = new URLSearchParams({
          ...{ id: key, lat: String(lat), lon: String(lng), timestamp: String(atMs) },
          speed: String(speedKmh / KNOT_KMH),
          ...(headingDegrees === null ? {} : { bearing: String(headingDegrees) }),
        });
        await acknowledged(await request(`/api/positions/osmand?${said}`, { method: "GET" }));
      }
    },
    rest: () => {},
  };
}

/** @throws {ServerRefused} when asking again would not help. */
async function acknowledged(answer: Response) {
  await answer.arrayBuffer(); // so that the connection is free again
  if (answer.ok) return;
  if (answer.status === 401 || answer.status === 403)
    throw new ServerRefused(`positions were refused with ${answer.status}`);
  throw new Error(`positions were answered with ${answer.status}`);
}

import { loadavg } from "node:os";
import { createFleet, keepDays } from "../../server/fleet/fleet.ts";
import { ensureTemplate, openTestDatabase } from "../worlds/database.ts";
import { fixAt } from "../worlds/fleet.ts";
import { servedApp } from "../worlds/served.ts";
import { signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";
import type { BenchResult } from "./run.ts";

const VEHICLES = 200;
/** Positions a vehicle in one batch, as an HTTP batch or a 0x0704 has them. */
const BATCH = 50;
const ROUNDS = 12;
const DAY = { vehicles: 45, everySeconds: 10, hours: 24 };
const SENT = 40;

const quantile = (all: readonly number[], share: number) => {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
const whole = (value: number) => Math.round(value).toLocaleString("en");

/** How fast positions come in, how soon a day of the fleet is open, and how soon a position is on the open stream. */
export async function benchPositions(): Promise<BenchResult> {
  await ensureTemplate();
  const { database, drop } = await openTestDatabase();
  await writeSmallDistrict(database);
  await database.transaction(
    async (tx) => {
      const ids = Array.from({ length: VEHICLES }, (_, n) => `v${n}`);
      await tx.query(
        "insert into vehicle (district_id, vehicle_id, plate, kind) select 'north', n, n, 'sweeper' from unnest($1::text[]) as n",
        [ids],
      );
      await tx.query(
        "insert into terminal (terminal_id, district_id, vehicle_id, created_by) select n, 'north', n, 'bench' from unnest($1::text[]) as n",
        [ids],
      );
    },
    { asOwner: true },
  );
  await keepDays(database, 90, new Date());
  const fleet = createFleet({ database, retentionDays: 90 });
  try {
    const taking = await rateOf(fleet.take);
    const single = await ratePlain(database);
    const { rows, milliseconds, bytes } = await replayOf(database, fleet.take);
    const seen = await streamOf(database);
    return {
      report: `### positions
${database.engine}, two cores, load ${loadavg()[0]!.toFixed(1)}. Batches of ${BATCH} from ${VEHICLES} terminals at once, each acknowledged when it is stored; the plain insert is the same rows by one statement a
transaction of 5,000, without hygiene, states or acknowledgement.

| what | figure |
|---|---|
| positions in, acknowledged | ${whole(taking)} /s |
| the same rows, plain insert | ${whole(single)} /s (ours is ${(taking / single).toFixed(2)} of it) |
| one day of ${DAY.vehicles} vehicles every ${DAY.everySeconds} s, ${whole(rows)} positions: question to last byte, first and second time | ${milliseconds.map(whole).join(", ")} ms (${(bytes / 1e6).toFixed(1)} MB of JSON) |
| position sent over HTTP → on an open stream, ${seen.length} times | p50 ${whole(quantile(seen, 0.5))}, p95 ${whole(quantile(seen, 0.95))}, most ${whole(Math.max(...seen))} ms |`,
    };
  } finally {
    await fleet.close();
    await drop();
  }
}

type Take = ReturnType<typeof createFleet>["take"];

async function rateOf(take: Take): Promise<number> {
  const beginning = Date.now() - 3_600_000;
  const begun = performance.now();
  let acknowledged = 0;
  await Promise.all(
    Array.from({ length: VEHICLES }, async (_, n) => {
      for (let round = 0; round < ROUNDS; round++) {
        const fixes = Array.from({ length: BATCH }, (_, i) => {
          const second = round * BATCH + i;
          return fixAt(beginning + second * 1_000, [25 + second * 1e-4, 60.002], {
            speedKmh: 9,
            headingDegrees: 90,
          });
        });
        const { stored } = await take(`v${n}`, fixes, "http");
        acknowledged += stored;
      }
    }),
  );
  if (acknowledged !== VEHICLES * ROUNDS * BATCH) throw new Error(`${acknowledged} acknowledged`);
  return (acknowledged / (performance.now() - begun)) * 1_000;
}

type Database = Awaited<ReturnType<typeof openTestDatabase>>["database"];

async function ratePlain(database: Database): Promise<number> {
  const rows = 5_000;
  const rounds = 12;
  const beginning = Date.now() - 7_200_000;
  const begun = performance.now();
  for (let round = 0; round < rounds; round++) {
    await database.transaction(
      (tx) =>
        tx.query(
          `insert into position (district_id, vehicle_id, at, lng, lat, speed_kmh, heading_degrees, is_working, source, received_at)
           select 'north', 'p' || $1::text, to_timestamp(at / 1000.0), 25, 60, 9, 90, null, 'http', now() from unnest($2::float8[]) as r (at)`,
          [String(round), Array.from({ length: rows }, (_, i) => beginning + i * 100)],
        ),
      { districtId: "north" },
    );
  }
  return ((rows * rounds) / (performance.now() - begun)) * 1_000;
}

async function replayOf(database: Database, take: Take) {
  const { vehicles, everySeconds, hours } = DAY;
  const from = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 86_400_000;
  const points = (hours * 3_600) / everySeconds;
  await Promise.all(
    Array.from({ length: vehicles }, async (_, n) => {
      for (let first = 0; first < points; first += 2_000) {
        const fixes = Array.from({ length: Math.min(2_000, points - first) }, (_, i) => {
          const at = first + i;
          return fixAt(from + at * everySeconds * 1_000, [25 + (at % 500) * 1e-4, 60.002], {
            speedKmh: 9,
          });
        });
        await take(`v${n}`, fixes, "file");
      }
    }),
  );
  const served = servedApp(database);
  const viewer = await signedIn(database, "north", "viewer");
  const milliseconds: number[] = [];
  let bytes = 0;
  let rows = 0;
  for (let time = 0; time < 2; time++) {
    const begun = performance.now();
    const [start, end] = [new Date(from).toISOString(), new Date(from + 86_400_000).toISOString()];
    const answer = await served.app.request(
      `/api/districts/north/fleet/tracks?from=${start}&to=${end}`,
      viewer,
    );
    const text = await answer.text();
    milliseconds.push(performance.now() - begun);
    bytes = text.length;
    rows = JSON.parse(text).points;
  }
  await served.close();
  return { rows, milliseconds, bytes };
}

async function streamOf(database: Database): Promise<number[]> {
  const served = servedApp(database);
  const dispatcher = await signedIn(database, "north", "dispatcher");
  const stream = await served.app.request("/api/districts/north/fleet/live", dispatcher);
  const reader = stream.body!.getReader();
  const seenAt = new Map<string, number>();
  const reading = (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const [at] of decoder.decode(value).matchAll(/"at":"[^"]+"/g))
        seenAt.set(at, performance.now());
    }
  })();
  const took: number[] = [];
  for (let i = 0; i < SENT; i++) {
    const at = new Date(Date.now() + 60_000 + i).toISOString();
    const begun = performance.now();
    await served.app.request("/api/districts/north/positions", {
      method: "POST",
      headers: { ...dispatcher.headers, "Content-Type": "application/json" },
      body: JSON.stringify({ positions: [{ terminalId: `v${i}`, at, lng: 25.01, lat: 60.002 }] }),
    });
    while (!seenAt.has(`"at":"${at}"`)) await new Promise((resolve) => setTimeout(resolve, 5));
    took.push(performance.now() - begun);
  }
  await reader.cancel();
  await reading.catch(() => {});
  await served.close();
  return took;
}

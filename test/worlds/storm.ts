import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { openEmbedded } from "../../server/store/embedded.ts";
import { openDatabase } from "../../server/store/open.ts";
import { embeddedTestOptions } from "./database.ts";
import { signedIn } from "./signed-in.ts";
import { writeSmallDistrict } from "./small-district.ts";

/** How hard the server is pressed, and how often it is killed meanwhile. */
export type Storm = {
  readonly officers: number;
  readonly citizens: number;
  readonly seconds: number;
  readonly kills: number;
};

/** What was promised to whoever sent something: the number, by the key it was sent under. */
type Promised = Map<string, Set<string>>;

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/**
 * Officers and citizens who send complaints to a server that is killed (SIGKILL) again and again, each until the answer
 * has come: the same key until then, as their pages do.
 *
 * @returns the numbers promised by key, and the register as it is after the last start.
 */
export async function storm({ officers, citizens, seconds, kills }: Storm) {
  const { dataDir, cookies } = await prepare(officers);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const path = `${origin}/api/districts/north`;
  const promised: Promised = new Map();
  let refused = 0;
  let isOver = false;
  let sent = 0;

  const start = () =>
    spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
      env: {
        ...process.env,
        ...{
          DATABASE_URL: "",
          PORT: String(port),
          JT808_PORT: "0",
          DATA_DIR: dataDir,
          LOG_LEVEL: "silent",
        },
        ...{ DEMO: "off", TRUST_PROXY: "loopback" },
      },
      stdio: "ignore",
    });
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );

  /** Sends one complaint until it is acknowledged. */
  async function deliver(url: string, headers: Record<string, string>, body: object) {
    const key = `storm-${++sent}-${"k".repeat(8)}`;
    const numbers = new Set<string>();
    promised.set(key, numbers);
    for (;;) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json", "Idempotency-Key": key },
        body: JSON.stringify(body),
      }).catch(() => null);
      const told = answer?.ok ? await answer.json().catch(() => null) : null;
      if (told?.number) {
        numbers.add(told.number);
        return;
      }
      if (answer && answer.status >= 400 && ![429, 500, 503].includes(answer.status))
        throw new Error(`${answer.status} ${await answer.text()}`);
      if (answer?.status === 429) refused++;
      await later(answer?.status === 429 ? 1000 : 200);
    }
  }

  async function officer(cookie: Record<string, string>) {
    while (!isOver)
      await deliver(`${path}/complaints`, cookie, {
        ...{ channel: "telephone", category: "road-dirty", text: "路面有泥" },
        position: [25.003, 60.004],
      });
  }

  async function citizen(i: number) {
    const from = { "X-Forwarded-For": `203.0.113.${i % 250}`, "Sec-Fetch-Site": "same-origin" };
    while (!isOver) {
      const report = { service: "road-dirty", text: "门口有垃圾", position: [25.004, 60.004] };
      await deliver(`${path}/public-reports`, from, { ...report, address: null });
      await later(5_000); // nobody reports without a pause
    }
  }

  let server: ChildProcess = start();
  try {
    while (!(await isReady())) await later(100);
    const people = [
      ...cookies.map(officer),
      ...Array.from({ length: citizens }, (_, i) => citizen(i)),
    ];
    for (let kill = 0; kill < kills; kill++) {
      await later((seconds * 1000) / (kills + 1));
      server.kill("SIGKILL");
      server = start();
    }
    await later((seconds * 1000) / (kills + 1));
    isOver = true;
    await Promise.all(people);
    server.kill("SIGKILL");
    return { promised, refused, register: await readRegister(dataDir) };
  } finally {
    server.kill("SIGKILL");
    await later(1_000);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A store with the small district without complaints, and the cookies of its duty officers. */
async function prepare(officers: number) {
  const { dataDir, ...place } = await embeddedTestOptions();
  const database = await openEmbedded(place);
  try {
    await writeSmallDistrict(database);
    await database.transaction(
      (tx) => tx.query("delete from complaint where district_id = 'north'"),
      { districtId: "north", asOwner: true },
    );
    const people: Record<string, string>[] = [];
    for (let i = 0; i < officers; i++)
      people.push((await signedIn(database, "north", "duty_officer")).headers);
    return { dataDir, cookies: people };
  } finally {
    await database.close();
  }
}

async function readRegister(dataDir: string) {
  const database = await openDatabase({ dataDir, log: () => {} });
  try {
    return await database.transaction(
      async (tx) => ({
        numbers: (
          await tx.query<{ number: string }>(
            "select number from complaint where district_id = 'north' order by number",
          )
        ).map(({ number }) => number),
        counts: await tx.query<{ day: string; count: number }>(
          "select day, count from complaint_counter where district_id = 'north' order by day",
        ),
        /** Complaints whose events are not all there, or that have none. */
        torn: await tx.query(
          `select c.number from complaint c left join complaint_event e using (district_id, complaint_id)
           where c.district_id = 'north' group by c.number, c.events
           having count(e.sequence) <> c.events or count(e.sequence) = 0`,
        ),
      }),
      { districtId: "north" },
    );
  } finally {
    await database.close();
  }
}

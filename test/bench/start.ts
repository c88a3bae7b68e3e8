import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchResult } from "./run.ts";

const FIRST_ANSWER_LIMIT_SECONDS = 180;
const SETTLE_SECONDS = 60;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

/** The process and everything it started, by id. */
function family(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => parentOf(id) === pid);
  return [pid, ...children.flatMap(family)];
}

function parentOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
  } catch {
    return null; // it ended meanwhile
  }
}

/** Proportional set size, in mebibytes: shared pages are counted once. */
function pssMebibytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1024;
}

async function startOnce(dataDir: string) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn("npm", ["start"], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      DATA_DIR: dataDir,
      DEMO_LIVE: "off",
      PORT: String(port),
    },
    stdio: "ignore",
  });
  for (;;) {
    const isReady = await fetch(`http://127.0.0.1:${port}/api/districts`).then(
      (answer) => answer.ok,
      () => false,
    );
    const seconds = (performance.now() - begun) / 1000;
    if (isReady) return { child, seconds };
    if (seconds > FIRST_ANSWER_LIMIT_SECONDS) throw new Error("the server did not answer");
    await sleep(50);
  }
}

async function stop(pid: number) {
  const members = family(pid);
  for (const member of members.reverse()) {
    if (existsSync(`/proc/${member}`)) process.kill(member, "SIGTERM");
  }
  while (members.some((member) => existsSync(`/proc/${member}`))) await sleep(50);
}

/**
 * What a newcomer waits for: `npm start` to the first answer of `/api/districts`, first (bundle and database made) and
 * again, and the memory of server and database child a minute after the first answer.
 */
async function measureStart() {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-start-"));
  rmSync("dist", { recursive: true, force: true });
  try {
    const first = await startOnce(dataDir);
    await sleep(SETTLE_SECONDS * 1000);
    const servers = family(first.child.pid ?? 0).filter((pid) =>
      /(main|start-command)\.ts|embedded-child/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8")),
    );
    const memory = servers.reduce((sum, pid) => sum + pssMebibytes(pid), 0);
    await stop(first.child.pid ?? 0);
    const warm = await startOnce(dataDir);
    await stop(warm.child.pid ?? 0);
    return { firstSeconds: first.seconds, warmSeconds: warm.seconds, pssMebibytes: memory };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** `npm start` on the demonstration district, embedded. */
export async function benchStart(): Promise<BenchResult> {
  const { firstSeconds, warmSeconds, pssMebibytes: pss } = await measureStart();
  return {
    report: `## Start

\`npm start\` to the first answer of \`/api/districts\`, embedded database, demonstration district. First: web bundle built,
database made, demonstration written. Memory is the proportional set size of server and database child, ${SETTLE_SECONDS} s after the
first answer.

| | measured | target |
|---|---|---|
| first start | ${firstSeconds.toFixed(1)} s | ≤ 60 s |
| warm start | ${warmSeconds.toFixed(1)} s | ≤ 6 s |
| memory | ${Math.round(pss)} MiB | ≤ 1024 MiB |`,
  };
}

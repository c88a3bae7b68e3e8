import { spawn } from "node:child_process";
import { cpSync, lstatSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

type Settings = Record<string, string>;

/** A store with the demonstration in it, and what its first start printed: the first administrator's password. */
export type LoadedStore = { readonly dataDir: string; readonly said: string };

/**
 * The production server on a free port, over a store of its own, with the demonstration loaded.
 *
 * @param settings  more settings; a function where they depend on the server's own address.
 * @param loaded    the store to begin with a copy of; without it the server makes its own, as a first start does.
 */
export async function startServer(
  settings: Settings | ((origin: string) => Promise<Settings>) = {},
  loaded: LoadedStore | undefined = undefined,
) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const environment = typeof settings === "function" ? await settings(origin) : settings;
  const dataDir = mkdtempSync(join(tmpdir(), "journey-"));
  const said: string[] = [];
  if (loaded) {
    const filter = (path: string) => !lstatSync(path).isSocket(); // the lock, held by nobody any more
    cpSync(loaded.dataDir, dataDir, { recursive: true, filter });
    said.push(loaded.said);
  }
  const launch = () =>
    spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
      env: {
        ...process.env,
        DATABASE_URL: "",
        PORT: String(port),
        DATA_DIR: dataDir,
        DEMO_ANCHOR: "2026-03-02",
        DEMO_LIVE: "off",
        ...(loaded ? { DEMO: "off" } : {}), // all of it is there
        JT808_PORT: "0",
        LOG_LEVEL: "warn",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  let child = launch();
  async function ready() {
    child.stdout.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const until = Date.now() + 300_000;
    for (;;) {
      const isReady = await fetch(`${origin}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isReady) return;
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`The server did not become ready:\n${said.join("")}`);
      await new Promise((done) => setTimeout(done, 200));
    }
  }
  const end = (signal: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    const exited = new Promise<number | null>((done) => child.once("exit", done));
    child.kill(signal);
    return exited;
  };
  await ready();
  return {
    origin,
    dataDir,
    pid: child.pid ?? 0,
    said,
    /** Ends it, by itself or killed, and keeps its store and its address. @returns how to start it again. */
    async away(signal?: "SIGTERM" | "SIGKILL"): Promise<() => Promise<void>> {
      await end(signal);
      return () => {
        child = launch();
        return ready();
      };
    },
    /** @returns the code it ended with; its store is removed unless it is to be kept. */
    async stop({ keep = false } = {}): Promise<number | null> {
      const code = await end();
      if (code !== 0) console.error(`The server ended with ${code}:\n${said.join("")}`);
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

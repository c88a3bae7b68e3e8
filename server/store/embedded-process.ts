import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DatabaseError } from "./database.ts";
import type { ChildSettings, FromChild, ToChild } from "./embedded-child.ts";

/** The supervised child that has the embedded database open. */
export type EmbeddedProcess = {
  /**
   * Starts it when it does not run.
   *
   * @returns the number of this start; whatever a session remembers is lost between two of them.
   * @throws {DatabaseError} 55006 when another process has the folder, 58000 when it does not start.
   */
  start(): Promise<number>;
  /**
   * Runs one request in the session of one start.
   *
   * @throws {DatabaseError} 57014 when it took too long and the child was ended, 08006 when the child is gone.
   */
  send(start: number, request: Uint8Array, timeoutSeconds: number): Promise<Uint8Array>;
  stop(): Promise<void>;
};

type Running = { readonly child: ChildProcess; readonly start: number; readonly readyAt: number };
type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void };

const START_TIMEOUT_SECONDS = 180;
const STOP_TIMEOUT_SECONDS = 20;

/** Node flags that let the child run the same TypeScript as we do, with a stack PostgreSQL can recurse in. */
function nodeFlags(): string[] {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const stack = process.platform === "win32" ? [] : ["--stack-size=3000"]; // KiB, of the usual 8192 there
  return [...stack, "--import", tsx];
}

/** Supervises the child: it is started again after a crash or a runaway statement. */
export function superviseEmbedded(
  settings: ChildSettings,
  log: (message: string) => void,
): EmbeddedProcess {
  let starts = 0;
  let running: Promise<Running> | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let isStopping = false;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function launch(): Promise<Running> {
    const start = ++starts;
    const child = fork(
      fileURLToPath(new URL("./embedded-child.ts", import.meta.url)),
      [JSON.stringify(settings)],
      { serialization: "advanced", execArgv: nodeFlags(), stdio: ["ignore", 2, 2, "ipc"] },
    );
    let readyAt = 0;
    return new Promise((resolve, reject) => {
      let reason = new DatabaseError("The embedded database did not start", "58000");
      const timer = setTimeout(() => child.kill("SIGKILL"), START_TIMEOUT_SECONDS * 1_000);
      child.on("error", reject);
      child.on("message", (message: FromChild) => {
        if (message.type === "log") log(message.message);
        if (message.type === "reply") waiting.get(message.id)?.resolve(message.bytes);
        if (message.type === "failed") {
          reason = new DatabaseError(message.message, message.isHeld ? "55006" : "58000");
        }
        if (message.type === "ready") {
          clearTimeout(timer);
          readyAt = Date.now();
          resolve({ child, start, readyAt });
        }
      });
      child.on("exit", (code, signal) => {
        clearTimeout(timer);
        reject(reason);
        for (const { reject } of waiting.values()) {
          reject(new DatabaseError("The embedded database ended", "08006"));
        }
        waiting.clear();
        running = null;
        if (isStopping || readyAt === 0) return;
        log(`the embedded database ended (${signal ?? code}); starting it again`);
        // One that dies at once is started by the next query only, so that this cannot spin.
        if (Date.now() - readyAt > 1_000) begin().catch((error) => log(String(error)));
      });
    });
  }

  function begin(): Promise<Running> {
    if (isStopping) throw new DatabaseError("The database is closed", "08003");
    running ??= launch().catch((error) => {
      running = null;
      throw error;
    });
    return running;
  }

  async function exchange(start: number, request: Uint8Array, timeoutSeconds: number) {
    const current = await running;
    if (current?.start !== start) {
      throw new DatabaseError("The embedded database was started again meanwhile", "08006");
    }
    const id = ++lastId;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      current.child.kill("SIGKILL");
    }, timeoutSeconds * 1_000);
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        const message: ToChild = { type: "run", id, request };
        current.child.send(message, (error) => {
          if (error) reject(new DatabaseError("The embedded database is gone", "08006"));
        });
      });
    } catch (error) {
      if (!isLate) throw error;
      throw new DatabaseError(`The statement ran longer than ${timeoutSeconds} s`, "57014");
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  }

  return {
    start: async () => (await begin()).start,
    send: (start, request, timeoutSeconds) => {
      const reply = turn.then(() => exchange(start, request, timeoutSeconds));
      turn = reply.catch(() => {});
      return reply;
    },
    stop: async () => {
      isStopping = true;
      const current = await running?.catch(() => null);
      if (!current) return;
      await turn;
      const ended = new Promise((resolve) => current.child.once("exit", resolve));
      const timer = setTimeout(() => current.child.kill("SIGKILL"), STOP_TIMEOUT_SECONDS * 1_000);
      const message: ToChild = { type: "close" };
      current.child.send(message, () => {}); // it may have gone by itself
      await ended;
      clearTimeout(timer);
    },
  };
}

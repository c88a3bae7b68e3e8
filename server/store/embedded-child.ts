import { mkdirSync } from "node:fs";
import { type Engine, type EngineSettings, openEngine } from "./embedded-engine.ts";
import { FolderHeldError, lockFolder, type Program } from "./lock.ts";

/** How the child is started: as JSON in its first argument. */
export type ChildSettings = EngineSettings & {
  readonly program: Program;
  /** How long a child whose program has died may finish its statement before we end it. */
  readonly orphanWaitSeconds: number;
};

export type ToChild =
  | { readonly type: "run"; readonly id: number; readonly request: Uint8Array }
  | { readonly type: "close" };

export type FromChild =
  | { readonly type: "log"; readonly message: string }
  | { readonly type: "ready" }
  | { readonly type: "failed"; readonly isHeld: boolean; readonly message: string }
  | { readonly type: "reply"; readonly id: number; readonly bytes: Uint8Array };

const say = (message: FromChild) =>
  new Promise<void>((resolve) => {
    if (!process.send) return resolve();
    process.send(message, () => resolve());
  });
const log = (message: string) => void say({ type: "log", message });

async function fail(error: unknown): Promise<never> {
  const message = error instanceof Error ? error.message : String(error);
  await say({ type: "failed", isHeld: error instanceof FolderHeldError, message });
  process.exit(1);
}

async function leave(engine: Engine): Promise<never> {
  await engine.close().catch(() => {}); // the write-ahead log has everything that was acknowledged
  process.exit(0);
}

async function main() {
  // A signal to the whole group is for the program; we go when it closes the channel.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  // The program that started us wrote this argument.
  const settings = JSON.parse(process.argv[2] ?? "{}") as ChildSettings;
  process.on("disconnect", () => process.exit(0)); // until the engine is open there is nothing to close

  const { orphanWaitSeconds } = settings;
  await lockFolder(settings.folder, settings.program, { orphanWaitSeconds, log });
  mkdirSync(settings.cacheFolder, { recursive: true });
  const engine = await openEngine(settings, log, (error) => {
    process.stderr.write(`embedded database: ${error instanceof Error ? error.stack : error}\n`);
    process.exit(70); // its memory cannot be trusted any more; a new process recovers from the log
  });

  process.removeAllListeners("disconnect");
  process.on("disconnect", () => void leave(engine));
  let queue = Promise.resolve();
  process.on("message", (message: ToChild) => {
    queue = queue.then(async () => {
      if (message.type === "close") return leave(engine);
      await say({ type: "reply", id: message.id, bytes: await engine.run(message.request) });
    });
    queue.catch(fail);
  });
  await say({ type: "ready" });
  if (!process.connected) await leave(engine);
}

main().catch(fail);

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Said } from "../store/writer.ts";

/** A running `test/store/writer.ts`, and what it has said so far. */
export type Program = {
  readonly child: ChildProcess;
  readonly said: Said[];
  /** Resolves with the first message that `test` accepts. */
  until(test: (said: Said) => boolean): Promise<Said>;
  kill(): Promise<void>;
};

/** Starts it in a process of its own, so that it can be killed. */
export function startWriter(options: object, what: string): Program {
  const path = fileURLToPath(new URL("../store/writer.ts", import.meta.url));
  const child = fork(path, [JSON.stringify(options), what], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  child.on("message", (message: Said) => {
    said.push(message);
    for (const look of waiting) look();
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    child,
    said,
    until: (test) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = said.find(test);
          if (found) resolve(found);
        };
        waiting.add(look);
        look();
        ended.then(() => reject(new Error(`it ended after ${JSON.stringify(said.at(-1))}`)));
      }),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

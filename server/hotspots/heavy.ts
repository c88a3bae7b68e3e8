import type { Worker } from "node:worker_threads";
import { DomainError } from "../http/problem.ts";
import { startThread } from "../http/thread.ts";
import type { HeavyWork } from "./heavy-work.ts";

/** One analysis for the thread. */
export type HeavyTask = { id: number; name: keyof HeavyWork; question: unknown };
export type HeavyReply = { id: number } & (
  | { answer: unknown }
  | { failure: string; isRange: boolean }
);

/** Analyses that may wait for their turn. */
const GREATEST_QUEUE = 24;

/** Works in one thread beside the server's, started with the first task. */
export function createHeavy() {
  let worker: Worker | null = null;
  let next = 0;
  const waiting = new Map<
    number,
    { resolve: (answer: unknown) => void; reject: (error: Error) => void }
  >();

  function start(): Worker {
    const started = startThread(new URL("heavy-worker.ts", import.meta.url));
    const end = (error: Error) => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("message", (reply: HeavyReply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) started.unref();
      if ("answer" in reply) asked?.resolve(reply.answer);
      else asked?.reject(reply.isRange ? new RangeError(reply.failure) : new Error(reply.failure));
    });
    started.on("error", end);
    started.on("exit", (code) => end(new Error(`the thread of analyses ended with ${code}`)));
    return started;
  }

  return {
    /**
     * Runs an analysis beside everything else.
     *
     * @throws {DomainError} `rate-limited` when too many wait already.
     */
    run<Name extends keyof HeavyWork>(
      name: Name,
      question: Parameters<HeavyWork[Name]>[0],
    ): Promise<ReturnType<HeavyWork[Name]>> {
      if (waiting.size >= GREATEST_QUEUE)
        throw new DomainError("rate-limited", "Too many analyses wait already", [], {
          more: { retryAfterSeconds: 5 },
        });
      worker ??= start();
      worker.ref();
      const id = next++;
      const thread = worker;
      return new Promise((resolve, reject) => {
        // the thread answers with what the work of this name gives
        waiting.set(id, {
          resolve: (answer) => resolve(answer as ReturnType<HeavyWork[Name]>),
          reject,
        });
        thread.postMessage({ id, name, question } satisfies HeavyTask);
      });
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}
export type Heavy = ReturnType<typeof createHeavy>;

import type { Worker } from "node:worker_threads";
import { startThread } from "../http/thread.ts";
import type { Settled, Task } from "./matching-work.ts";

type Reply = { readonly id: number; readonly answer?: Settled; readonly failure?: string };
type Asked = { resolve(answer: Settled): void; reject(error: Error): void };

/** Matching in a thread of its own: a late day of a vehicle is half a second in which the server answers others. */
export type MatchingThread = {
  /** @throws {Error} when the thread has ended: then its networks and courses are gone. */
  run(task: Task): Promise<Settled>;
  close(): Promise<void>;
};

/** Starts with the first task, and anew after it has ended. */
export function createMatchingThread(): MatchingThread {
  let worker: Worker | null = null;
  let next = 0;
  const asked = new Map<number, Asked>();

  function start(): Worker {
    const started = startThread(new URL("matching-worker.ts", import.meta.url));
    const end = (error: Error) => {
      if (worker === started) worker = null;
      for (const { reject } of asked.values()) reject(error);
      asked.clear();
    };
    started.on("message", ({ id, answer, failure }: Reply) => {
      const one = asked.get(id);
      asked.delete(id);
      if (asked.size === 0) started.unref();
      if (answer) one?.resolve(answer);
      else one?.reject(new Error(failure));
    });
    started.on("error", end);
    started.on("exit", (code) => end(new Error(`the thread of matching ended with ${code}`)));
    return started;
  }

  return {
    run(task) {
      worker ??= start();
      worker.ref();
      const id = next++;
      const thread = worker;
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve, reject });
        thread.postMessage({ id, task });
      });
    },
    close: async () => void (await worker?.terminate()),
  };
}

import { parentPort, Worker, workerData } from "node:worker_threads";
import { laterCases } from "../data/demo/generate.ts";
import type { DemoCase } from "../data/demo/records.ts";

type Asked = { readonly anchor: Date; readonly fromDay: number; readonly endDay: number };

/** `laterCases`, on a thread of its own: laying out the town takes seconds in which the server would answer nobody. */
export function laterCasesAside(asked: Asked): Promise<DemoCase[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: asked });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

// on that thread
if (parentPort) parentPort.postMessage(laterCases(workerData));

import { parentPort } from "node:worker_threads";
import { createMatchingWork, type Task } from "./matching-work.ts";

const work = createMatchingWork();

parentPort!.on("message", ({ id, task }: { id: number; task: Task }) => {
  try {
    parentPort!.postMessage({ id, answer: work(task) });
  } catch (error) {
    parentPort!.postMessage({ id, failure: error instanceof Error ? error.stack : String(error) });
  }
});

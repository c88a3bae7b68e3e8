import { parentPort } from "node:worker_threads";
import type { ThreadSays } from "./jobs.ts";
import { type SitingTask, type Told, workOut } from "./work.ts";

/** What is told more often than this nobody reads. */
const QUIET_MILLISECONDS = 100;

const say = (says: ThreadSays) => parentPort!.postMessage(says);

parentPort!.once("message", async (task: SitingTask) => {
  let [stage, at] = ["", 0];
  const tell = (told: Told) => {
    const now = performance.now();
    if (told.stage === stage && now - at < QUIET_MILLISECONDS) return;
    [stage, at] = [told.stage, now];
    say({ told });
  };
  try {
    say({ result: await workOut(task, tell) });
  } catch (error) {
    const isError = error instanceof Error;
    say({ failure: isError ? error.message : String(error), name: isError ? error.name : "Error" });
  }
});

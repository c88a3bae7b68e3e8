import { parentPort } from "node:worker_threads";
import type { HeavyReply, HeavyTask } from "./heavy.ts";
import { HEAVY } from "./heavy-work.ts";

parentPort!.on("message", ({ id, name, question }: HeavyTask) => {
  try {
    const work = HEAVY[name] as (asked: unknown) => unknown; // `heavy.ts` pairs names with questions
    parentPort!.postMessage({ id, answer: work(question) } satisfies HeavyReply);
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    parentPort!.postMessage({
      id,
      failure,
      isRange: error instanceof RangeError,
    } satisfies HeavyReply);
  }
});

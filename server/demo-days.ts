import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { DemoCase } from "../data/demo/records.ts";
import type { Asked } from "./demo-days-child.ts";

/**
 * `laterCases`, in a process of its own: laying out the town takes seconds in which the server would answer nobody.
 *
 * @throws {Error} when that process ends without an answer.
 */
export async function laterCasesAside(asked: Asked, closing?: AbortSignal): Promise<DemoCase[]> {
  const child = fork(fileURLToPath(new URL("./demo-days-child.ts", import.meta.url)), [], {
    serialization: "advanced",
    stdio: ["ignore", 2, 2, "ipc"],
    ...(closing ? { signal: closing } : {}),
  });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`The days of the demonstration were not laid out: exit code ${code}`);
  });
  child.send(asked);
  const [cases] = await Promise.race([once(child, "message"), failed]);
  failed.catch(() => {}); // it ends once it has answered
  return cases;
}

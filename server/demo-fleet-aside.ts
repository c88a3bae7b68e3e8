import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FleetDay, FleetDayAsked } from "../data/demo/fleet-day.ts";
import type { DemoVehicle } from "../data/demo/records.ts";

/** What one may ask of a demonstration's vehicles, one thing after the other. */
export type FleetDays = {
  readonly vehicles: readonly DemoVehicle[];
  day(asked: FleetDayAsked): Promise<FleetDay>;
};

/** What laying out the town leaves behind is cleared away sooner. */
const SMALL = ["--max-old-space-size=224", "--max-semi-space-size=4"];

/**
 * Works with the days of the vehicles, which another process works out: that takes seconds in which the server would answer
 * nobody, and memory that is given back at the end.
 *
 * @throws {Error} when that process ends before; whatever `work` throws.
 */
export async function withFleetDays<T>(
  anchor: Date,
  closing: AbortSignal,
  work: (days: FleetDays) => Promise<T>,
): Promise<T> {
  const child = fork(fileURLToPath(new URL("./demo-fleet-child.ts", import.meta.url)), [], {
    ...{ serialization: "advanced", stdio: ["ignore", 2, 2, "ipc"], signal: closing },
    execArgv: ["--import", import.meta.resolve("tsx"), ...SMALL], // whatever loads this process
  });
  const failed = Promise.race([
    once(child, "exit").then(([code]) => `exit code ${code}`),
    once(child, "error").then(([error]) => String(error)),
  ]).then((reason) => {
    throw new Error(`The days of the vehicles were not worked out: ${reason}`);
  });
  failed.catch(() => {}); // whoever asks hears of it
  const asked = async (message: object) => {
    child.send(message);
    const [answer] = await Promise.race([once(child, "message"), failed]);
    return answer;
  };
  try {
    const vehicles = await asked({ anchor });
    return await work({ vehicles, day: asked });
  } finally {
    if (child.connected) child.disconnect();
  }
}

import { setTimeout as pause } from "node:timers/promises";
import { DEMO_DISTRICT_ID } from "../data/demo/generate.ts";
import { type FleetDays, withFleetDays } from "./demo-fleet-aside.ts";
import { createFleetFill, hasHistory, readFleetDemo } from "./demo-fleet-fill.ts";
import { type Doors, runFleetLive } from "./demo-fleet-live.ts";
import type { Database } from "./store/database.ts";

/** Whoever opens the map first has the machine to themselves. */
const HISTORY_WAITS_MS = 45_000;

type FleetDemo = {
  readonly database: Database;
  readonly doors: Doors;
  /** Whether vehicles go on driving while the server runs. */
  readonly isLive: boolean;
  readonly retentionDays: number;
  readonly closing: AbortSignal;
  /** Hears how far it has come. */
  readonly tell: (sentence: string) => void;
};

/**
 * Lets the demonstration's vehicles drive: what they did since the last start is written first, then they go on in real time,
 * and the days before are written beside that. Where there is no demonstration, nothing.
 *
 * @param log  hears of what went wrong.
 */
export async function runFleetDemo(
  { database, doors, isLive, retentionDays, closing, tell }: FleetDemo,
  log: (error: unknown) => void,
): Promise<void> {
  const demo = await database.transaction(readFleetDemo, { districtId: DEMO_DISTRICT_ID });
  if (!demo || closing.aborted) return;
  let driving: Promise<void> | null = null;
  const filling = (days: FleetDays) =>
    createFleetFill({ database, days, closing, tell, retentionDays });
  try {
    const vehicles = await withFleetDays(demo.anchor, closing, async (days) => {
      const fill = filling(days);
      await fill.recent(new Date());
      if (isLive && !closing.aborted) await fill.goLive(new Date());
      return days.vehicles;
    });
    if (isLive && !closing.aborted) {
      driving = runFleetLive({ database, doors, vehicles, closing }, log);
      driving.catch(log);
    }
    if (isLive)
      await pause(HISTORY_WAITS_MS, undefined, { signal: closing, ref: false }).catch(() => {});
    const written = closing.aborted
      ? null
      : await database.transaction(readFleetDemo, { districtId: DEMO_DISTRICT_ID });
    if (written && !hasHistory(written, new Date(), retentionDays))
      await withFleetDays(demo.anchor, closing, (days) => filling(days).history(new Date()));
  } catch (error) {
    if (!closing.aborted) log(error);
  }
  await driving;
}

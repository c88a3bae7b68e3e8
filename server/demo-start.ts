import { existsSync } from "node:fs";
import { join } from "node:path";
import { anchorOf, CLEARED, loadDemo } from "./demo.ts";
import { keepRoster } from "./demo-duty.ts";
import { fillDemo } from "./demo-fill.ts";
import type { Environment } from "./env.ts";
import type { Database } from "./store/database.ts";

type DemoSettings = Pick<Environment, "demo" | "dataDir" | "demoAnchor">;

/**
 * What a start does about the demonstration: an empty store gets it, unless the operator said no or has cleared it
 * before; one that is there gets the days since the last start.
 */
export async function startDemo(
  database: Database,
  settings: DemoSettings,
  log: (line: string) => void,
) {
  if (settings.demo === "off") return;
  await loadWhereEmpty(database, settings, log);
  await fillDemo(database, { log });
  await keepRoster(database, new Date());
}

async function loadWhereEmpty(
  database: Database,
  { demo, dataDir, demoAnchor }: DemoSettings,
  log: (line: string) => void,
) {
  const isCleared = existsSync(join(dataDir, CLEARED));
  if (demo === "auto" && (database.engine === "native" || isCleared)) return;
  const [district] = await database.query("select 1 from district limit 1");
  if (district) return;
  await loadDemo(database, { log, ...(demoAnchor ? { anchor: anchorOf(demoAnchor) } : {}) });
}

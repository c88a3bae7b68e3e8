import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { CommandError, runCommand, tell } from "./command.ts";
import { anchorOf, CLEARED, clearDemo, loadDemo } from "./demo.ts";
import { readEnvironment } from "./env.ts";
import type { Database } from "./store/database.ts";
import { openDatabase } from "./store/open.ts";

const USAGE = `Usage: npm run demo                                   writes the demonstration district
       npm run demo -- --clear [--yes] [--district NAME]   removes it; with a name, starts a district of your own`;

type Order = { readonly isClear: boolean; readonly isSure: boolean; readonly name: string | null };

function parseOrder(): Order {
  try {
    const { values } = parseArgs({
      options: {
        clear: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        district: { type: "string" },
      },
    });
    if (!values.clear && (values.yes || values.district !== undefined)) throw new Error(USAGE);
    if (values.district?.trim() === "") throw new Error("--district needs a name");
    return { isClear: values.clear, isSure: values.yes, name: values.district?.trim() ?? null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError(2, message.startsWith("Usage") ? message : `${message}\n${USAGE}`);
  }
}

async function confirm(isSure: boolean) {
  if (isSure) return;
  const question = "Remove the demonstration district with everything in it? [y/N] ";
  if (!process.stdin.isTTY) throw new CommandError(2, `${question}Say so with --yes.`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const reply = await lines.question(question).finally(() => lines.close());
  if (!/^(y|yes|是)$/i.test(reply.trim())) throw new CommandError(2, "Nothing was changed.");
}

async function clear(database: Database, dataDir: string, { isSure, name }: Order) {
  await confirm(isSure);
  const report = await clearDemo(database, { name, log: tell });
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    join(dataDir, CLEARED),
    "npm start leaves this store empty; npm run demo fills it.\n",
  );
  return report;
}

async function write(database: Database, anchor: string | null) {
  const known = await database.query("select 1 from district where is_demo");
  if (known.length > 0) {
    throw new CommandError(
      2,
      "The demonstration district is there already: npm run demo -- --clear removes it.",
    );
  }
  return loadDemo(database, { ...(anchor ? { anchor: anchorOf(anchor) } : {}), log: tell });
}

/** `npm run demo`: fills the store with the demonstration district, or empties it of that. */
await runCommand(async () => {
  const order = parseOrder();
  const { databaseUrl, databaseAdminUrl, dataDir, demoAnchor } = readEnvironment();
  const database = await openDatabase({
    databaseUrl: databaseUrl ?? undefined,
    adminUrl: databaseAdminUrl ?? undefined,
    dataDir,
    log: tell,
  });
  try {
    return order.isClear
      ? await clear(database, dataDir, order)
      : await write(database, demoAnchor);
  } finally {
    await database.close();
  }
});

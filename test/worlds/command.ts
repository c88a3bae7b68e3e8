import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Where a command finds the store. */
export type Where = { readonly dataDir: string; readonly databaseUrl?: string | null | undefined };

/** Runs a command as `npm run -s` does. @returns how it ended and what it printed. */
export async function runCommand(command: string, args: readonly string[], where: Where) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", `server/${command}-command.ts`, ...args],
    {
      env: { ...process.env, DATA_DIR: where.dataDir, DATABASE_URL: where.databaseUrl ?? "" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await ended, answer: JSON.parse(out), err };
}

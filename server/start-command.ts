import { spawnSync } from "node:child_process";

/**
 * `npm start`: builds the web application where its sources have changed, then serves from this very process, so that
 * a signal to what was started reaches the server.
 */
const { status } = spawnSync(process.execPath, ["--import", "tsx", "server/build-command.ts"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);
await import("./main.ts");

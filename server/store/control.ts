import { chmodSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { type BackupReport, writeBackup } from "./backup.ts";
import type { Database } from "./database.ts";

/** What travels over the socket: one line of JSON each way. */
type Request = { readonly backup: string };
type Answer = { readonly report: BackupReport } | { readonly failure: string };

const socketPath = (folder: string) =>
  process.platform === "win32"
    ? `\\\\.\\pipe\\huanwei-control-${folder.replaceAll(/[^A-Za-z0-9]/g, "-")}`
    : join(folder, "control.sock");

/**
 * Lets `npm run backup` be answered by the program that has the embedded folder open, as nobody else can open it.
 * Only the user who runs the program can connect.
 *
 * @param folder  locked by us, so a socket that is left there is nobody's.
 */
export async function serveBackups(
  folder: string,
  database: Database,
  log: (message: string) => void,
): Promise<{ close(): Promise<void> }> {
  const path = socketPath(folder);
  if (process.platform !== "win32") rmSync(path, { force: true });
  async function answerTo(line: string): Promise<Answer> {
    try {
      const { backup } = JSON.parse(line) as Request; // written by `requestBackup`, by the same user
      log(`writing a backup to ${backup}`);
      return { report: await writeBackup(database, backup) };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  }
  const server = createServer((socket) => {
    socket.on("error", () => {}); // who asked has gone; the backup is written all the same
    createInterface(socket).once("line", async (line) => {
      socket.end(JSON.stringify(await answerTo(line)));
    });
  });
  await new Promise<void>((resolve) => {
    server.on("error", (error) => {
      log(`backups while running are not possible here: ${error.message}`);
      resolve();
    });
    server.listen({ path }, () => {
      if (process.platform !== "win32") chmodSync(path, 0o600);
      resolve();
    });
  });
  server.unref();
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/**
 * Asks the program that has the folder open for a backup.
 *
 * @param file  absolute; that program writes it.
 * @returns null when no program answers.
 * @throws {Error} with what went wrong over there.
 */
export async function requestBackup(folder: string, file: string): Promise<BackupReport | null> {
  const socket = connect({ path: socketPath(folder) });
  const isConnected = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  if (!isConnected) return null;
  const request: Request = { backup: file };
  socket.write(`${JSON.stringify(request)}\n`);
  const answer = JSON.parse(await text(socket)) as Answer; // written by `serveBackups`
  if ("failure" in answer) throw new Error(answer.failure);
  return answer.report;
}

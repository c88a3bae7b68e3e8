import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The program on whose behalf a folder is held. */
export type Program = {
  /** What messages to others call it, e.g. `main.ts`. */
  readonly name: string;
  readonly pid: number;
  /** As it says itself: once it has died, its child has another parent. */
  readonly startedTicks: string | null;
};

/** Who has a folder open. A process is named by its id and its start, because ids are used again. */
export type Holder = {
  readonly pid: number;
  /** Start of the process in the kernel's ticks since boot; null where /proc is missing. */
  readonly startedTicks: string | null;
  readonly parentPid: number;
  readonly parentStartedTicks: string | null;
  /** What was started, e.g. `main.ts`. */
  readonly program: string;
  readonly sinceUtc: string;
};

/** The folder is open in another process that is alive. */
export class FolderHeldError extends Error {
  readonly holder: Holder | null;

  constructor(folder: string, holder: Holder | null) {
    const who = holder
      ? `process ${holder.parentPid} (${holder.program}, since ${holder.sinceUtc})`
      : "another process";
    super(`The database in ${folder} is open in ${who}; stop it first, or wait until it ends.`);
    this.name = "FolderHeldError";
    this.holder = holder;
  }
}

/** When a process started, or null when it does not run (or this system has no /proc). */
export function startedTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name may hold spaces
    return fields[0] === "Z" ? null : (fields[19] ?? null); // a zombie holds nothing
  } catch {
    return null;
  }
}

function isAlive(pid: number, ticks: string | null): boolean {
  if (ticks !== null) return startedTicks(pid) === ticks;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The process that says it holds the folder, if it lives. The lock itself is the bound socket. */
export function readHolder(folder: string): Holder | null {
  try {
    // Our own file, written by `lockFolder`.
    const holder = JSON.parse(readFileSync(join(folder, "holder.json"), "utf8")) as Holder;
    return isAlive(holder.pid, holder.startedTicks) ? holder : null;
  } catch {
    return null;
  }
}

/** The server when the name was free, null when somebody has it. */
function bind(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(null) : reject(error),
    );
    server.listen({ path }, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.on("connect", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("close", () => socket.destroy());
  });
}

async function bindFile(path: string): Promise<Server | null> {
  if (Buffer.byteLength(path) > 100) return createServer(); // longer than a socket's name may be
  const server = await bind(path);
  if (server || (await answers(path))) return server;
  rmSync(path, { force: true }); // left by a process that ended: nobody listens
  return bind(path);
}

/**
 * Two names, both let go by the kernel when the process ends, however it ends. The first is made from the
 * folder's device and inode and needs no file (Linux, Windows); the second is a socket in the folder, which
 * also holds between containers that share the folder.
 */
async function bindNames(folder: string): Promise<boolean> {
  const { dev, ino } = statSync(folder);
  const name = `huanwei-atlas-${dev}-${ino}`;
  const path = { linux: `\0${name}`, win32: `\\\\.\\pipe\\${name}` }[process.platform as string];
  const first = path ? await bind(path) : createServer();
  if (!first) return false;
  const second = process.platform === "win32" ? first : await bindFile(join(folder, "lock.sock"));
  if (!second) first.close();
  return second !== null;
}

/**
 * Takes a folder for this process until it ends; the kernel lets go of it, never a clock.
 *
 * A holder whose parent has died is an orphan that finishes a long statement: it is waited for, then ended,
 * after its id and its start time have been checked.
 *
 * @param program  who started us.
 * @param orphanWaitSeconds  how long an orphan may go on.
 * @throws {FolderHeldError} when a living program has it open.
 */
export async function lockFolder(
  folder: string,
  program: Program,
  { orphanWaitSeconds, log }: { orphanWaitSeconds: number; log: (message: string) => void },
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let unknownSince = Date.now();
  let orphanSince: number | null = null;
  while (!(await bindNames(folder))) {
    const holder = readHolder(folder);
    if (holder && isAlive(holder.parentPid, holder.parentStartedTicks)) {
      throw new FolderHeldError(folder, holder);
    }
    if (!holder && Date.now() - unknownSince > 2_000) throw new FolderHeldError(folder, null);
    if (holder) {
      unknownSince = Date.now();
      if (orphanSince === null) log(`waiting for process ${holder.pid}, whose program has ended`);
      orphanSince ??= Date.now();
      if (Date.now() - orphanSince > orphanWaitSeconds * 1_000) endOrphan(holder, log);
    }
    await pause(100);
  }
  const holder: Holder = {
    pid: process.pid,
    startedTicks: startedTicks(process.pid),
    parentPid: program.pid,
    parentStartedTicks: program.startedTicks,
    program: program.name,
    sinceUtc: new Date().toISOString(),
  };
  writeFileSync(join(folder, "holder.json"), `${JSON.stringify(holder)}\n`);
}

function endOrphan(holder: Holder, log: (message: string) => void) {
  if (holder.startedTicks === null || startedTicks(holder.pid) !== holder.startedTicks) return;
  log(`ending process ${holder.pid}, whose program has ended`);
  try {
    process.kill(holder.pid, "SIGKILL");
  } catch {
    // it has just ended by itself
  }
}

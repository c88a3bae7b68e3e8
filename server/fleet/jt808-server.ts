import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Logger } from "../http/logging.ts";
import type { Intake } from "./fix.ts";
import { type Connection, createConnection } from "./jt808-connection.ts";
import { createJt808Counters, type Jt808Counters, type Refusal } from "./jt808-counters.ts";
import { JT808_LIMITS, type Jt808Limits } from "./jt808-limits.ts";
import type { Jt808Directory, SessionParts } from "./jt808-session.ts";

const BACKLOG = 4096; // a whole fleet comes back at once after a restart
const TICK_MILLISECONDS = 1000;
const LINES_PER_MINUTE = 60; // of the log, or a stranger could fill the disk

/** A running server of JT/T 808. */
export type Jt808Server = {
  readonly port: number;
  readonly counters: Jt808Counters;
  /** Takes nobody any more, answers what was read, and closes. */
  close(): Promise<void>;
};

export type Jt808Options = {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly log: Logger;
  readonly directory: Jt808Directory;
  /** Resolves when all is stored: only then is a position acknowledged. May be called for many terminals at once. */
  readonly intake: Intake;
  readonly limits?: Partial<Jt808Limits>;
  /** Where to count; made where not given. */
  readonly metrics?: Jt808Counters;
};

/**
 * Listens for terminals of JT/T 808 over TCP, editions 2013 and 2019.
 *
 * The connection of a terminal that may send no more is closed as soon as the directory tells that terminals have changed.
 *
 * The wire is in the clear, as the standard has it: it belongs into a network of its own (docs/positions.md).
 *
 * @throws {Error} when the address is taken, or not ours.
 */
export async function startJt808(options: Jt808Options): Promise<Jt808Server> {
  const limits = { ...JT808_LIMITS, ...options.limits };
  const counters = options.metrics ?? createJt808Counters();
  const connections = new Map<Socket, Connection>();
  const perAddress = new Map<string, number>();
  const byTerminal = new Map<string, Connection>();
  let lines = 0;
  let minuteBeganMs = Date.now();

  const parts: SessionParts = {
    directory: options.directory,
    intake: options.intake,
    limits,
    counters,
    budget: { bytes: 0 },
    note(what, terminalNumber) {
      if (lines++ < LINES_PER_MINUTE) options.log.info({ terminalNumber }, `JT/T 808: ${what}`);
    },
  };

  function onAuthenticated(terminalNumber: string, connection: Connection) {
    const before = byTerminal.get(terminalNumber);
    byTerminal.set(terminalNumber, connection);
    if (before && before !== connection) before.drop("replaced"); // a terminal whose line broke comes again before we know
  }

  function accept(socket: Socket) {
    const address = socket.remoteAddress ?? "";
    const beside = perAddress.get(address) ?? 0;
    const isFull = connections.size >= limits.connections;
    if (isFull || beside >= limits.connectionsPerAddress) {
      counters.refused[isFull ? "server-full" : "address-full"]++;
      socket.on("error", () => {});
      socket.destroy();
      return;
    }
    perAddress.set(address, beside + 1);
    const connection = createConnection(socket, parts, onAuthenticated);
    connections.set(socket, connection);
    counters.connections++;
    counters.connectionsTaken++;
    const terminalOf = connection.terminalNumber;
    socket.prependListener("close", () => {
      const terminalNumber = terminalOf();
      if (terminalNumber !== null && byTerminal.get(terminalNumber) === connection)
        byTerminal.delete(terminalNumber);
      connections.delete(socket);
      counters.connections--;
      const left = perAddress.get(address)! - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
  }

  const server = createServer({ keepAlive: true, keepAliveInitialDelay: 60_000 }, accept);
  server.listen({ host: options.host, port: options.port, backlog: BACKLOG });
  await once(server, "listening");
  server.on("error", (error) => options.log.error(error, "JT/T 808: the server failed")); // such as no more file descriptors

  const stopHearing = options.directory.onChanged?.(() => {
    for (const connection of byTerminal.values()) void connection.review();
  });

  const shortest = Math.min(limits.silentMilliseconds, limits.unauthenticatedMilliseconds);
  const ticking = setInterval(
    () => {
      const nowMs = Date.now();
      for (const connection of connections.values()) connection.tick(nowMs);
      if (nowMs - minuteBeganMs < 60_000) return;
      if (lines > LINES_PER_MINUTE)
        options.log.info(
          { lines: lines - LINES_PER_MINUTE },
          "JT/T 808: more happened than is told",
        );
      lines = 0;
      minuteBeganMs = nowMs;
    },
    Math.min(TICK_MILLISECONDS, shortest / 4),
  );

  const drop = (reason: Refusal) => {
    for (const connection of connections.values()) connection.drop(reason);
  };

  return {
    port: (server.address() as { port: number }).port, // it listens on TCP
    counters,
    async close() {
      stopHearing?.();
      const closed = once(server, "close");
      server.close();
      for (const connection of connections.values()) connection.end();
      const hurry = setTimeout(() => drop("disconnected"), limits.closeMilliseconds);
      await closed;
      clearTimeout(hurry);
      clearInterval(ticking);
    },
  };
}

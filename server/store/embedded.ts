import { basename } from "node:path";
import type { Database, Queryable, Row, TransactionOptions } from "./database.ts";
import { superviseEmbedded } from "./embedded-process.ts";
import { keepUp, type UpkeepLimits } from "./embedded-upkeep.ts";
import { hearing } from "./hearing.ts";
import { startedTicks } from "./lock.ts";
import { beginOf, refuseInsideTransaction, runTransaction, type Session } from "./transaction.ts";
import { parseReply, toRequest } from "./wire.ts";

export type EmbeddedOptions = {
  /** Holds the database and its lock. */
  readonly folder: string;
  /** Keeps what can be made again; by default the folder itself. */
  readonly cacheFolder?: string;
  /** A closed folder to copy instead of making a new database. */
  readonly templateFolder?: string | null;
  readonly log?: (message: string) => void;
  /** After how long a statement of the server is ended. The owner's may take ten times as long. */
  readonly statementSeconds?: number;
  readonly idleTransactionSeconds?: number;
  /** How long a child whose program has died may finish its statement before we end it. */
  readonly orphanWaitSeconds?: number;
  readonly upkeep?: Partial<UpkeepLimits>;
};

/**
 * PostgreSQL with PostGIS in a child process, on a folder of this machine.
 *
 * One session serves everybody in turn. A statement that runs too long, or a crash, costs a restart of the
 * child; what was acknowledged is on the disk.
 *
 * @throws {DatabaseError} 55006 when another process has the folder open; the message names it.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  const { folder, log = () => {}, statementSeconds = 60, idleTransactionSeconds } = options;
  const child = superviseEmbedded(
    {
      folder,
      cacheFolder: options.cacheFolder ?? folder,
      templateFolder: options.templateFolder ?? null,
      program: {
        name: basename(process.argv[1] ?? "node"),
        pid: process.pid,
        startedTicks: startedTicks(process.pid),
      },
      orphanWaitSeconds: options.orphanWaitSeconds ?? 10,
    },
    log,
  );
  const hearers = hearing();
  let turn: Promise<unknown> = Promise.resolve();
  let listeningStart = 0;
  let serverStart = 0;
  let isClosed = false;

  /** The one session, for one caller at a time. */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }

  function sessionOf(start: number, seconds: number): Session {
    return {
      run: async (sql, values) => {
        const reply = parseReply(await child.send(start, toRequest(sql, values), seconds));
        for (const { channel, payload } of reply.notifications) hearers.tell(channel, payload);
        return reply;
      },
    };
  }

  /** The session of the child that runs now, with what a restart made it forget. */
  async function session(asOwner: boolean): Promise<Session> {
    const start = await child.start();
    const session = sessionOf(start, asOwner ? statementSeconds * 10 : statementSeconds);
    if (listeningStart !== start) {
      for (const channel of hearers.channels()) await session.run(`listen "${channel}"`);
      if (listeningStart > 0) hearers.wakeAll(); // something may have been said meanwhile
      listeningStart = start;
    }
    if (!asOwner && serverStart !== start) {
      await session.run("set role huanwei_server");
      serverStart = start;
    }
    return session;
  }

  const upkeep = keepUp(
    (statement) =>
      exclusively(async () => {
        const owner = await session(true);
        await owner.run("reset role");
        serverStart = 0;
        return (await owner.run(statement)).rows;
      }),
    log,
    options.upkeep,
  );

  await child.start();
  return {
    engine: "embedded",
    // The caller names the columns its statement returns; nothing at run time can.
    query: async <R extends Row>(sql: string, values?: readonly unknown[]) => {
      refuseInsideTransaction();
      return exclusively(async () => (await (await session(false)).run(sql, values)).rows as R[]);
    },
    transaction: async <T>(work: (tx: Queryable) => Promise<T>, how: TransactionOptions = {}) => {
      refuseInsideTransaction();
      const begin = how.asOwner ? `${beginOf(how)}; set local role none` : beginOf(how);
      return exclusively(async () =>
        runTransaction(await session(how.asOwner ?? false), begin, work, idleTransactionSeconds),
      );
    },
    listen: async (channel, hear) => {
      if (hearers.add(channel, hear)) {
        await exclusively(async () => (await session(true)).run(`listen "${channel}"`));
      }
      return async () => {
        // a page may leave while the store closes: then nothing listens any more
        if (!hearers.remove(channel, hear) || isClosed) return;
        await exclusively(async () => (await session(true)).run(`unlisten "${channel}"`));
      };
    },
    close: async () => {
      isClosed = true;
      upkeep.stop();
      await turn;
      await child.stop();
    },
  };
}

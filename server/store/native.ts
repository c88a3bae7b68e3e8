import pg from "pg";
import type { Database, Queryable, Row, TransactionOptions } from "./database.ts";
import { hearing } from "./hearing.ts";
import { beginOf, refuseInsideTransaction, runTransaction, type Session } from "./transaction.ts";
import { readerOf, toWire } from "./values.ts";
import { toDatabaseError } from "./wire.ts";

export type NativeOptions = {
  readonly databaseUrl: string;
  /** The owner's address; the server's by default. */
  readonly adminUrl?: string | undefined;
  readonly log?: (message: string) => void;
  readonly statementSeconds?: number;
  readonly idleTransactionSeconds?: number;
};

/** A native database also lets its server user take the server's role, once migrations have made it. */
export type NativeDatabase = Database & { admitServer(): Promise<void> };

const LISTEN_RETRY_SECONDS = [0.2, 1, 2, 5, 10];

const driver = (connectionString: string) => ({
  connectionString,
  keepAlive: true,
  connectionTimeoutMillis: 10_000,
  application_name: "huanwei-atlas",
  types: { getTypeParser: readerOf },
});

const settingsOf = (seconds: number) =>
  `set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'iso_8601';
   set bytea_output = 'hex'; set statement_timeout = '${seconds}s'`;

function sessionOf(client: pg.ClientBase): Session {
  return {
    run: async (sql, values) => {
      try {
        const result: pg.QueryResult | pg.QueryResult[] = await client.query(
          sql,
          values?.length ? values.map(toWire) : undefined,
        );
        // Several statements in one text give one result each; the last one counts.
        return Array.isArray(result) ? result.at(-1) : result;
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
  };
}

/** Connections of one user that have run `setup` before anybody uses them. */
function poolOf(connectionString: string, max: number, setup: string) {
  const pool = new pg.Pool({ ...driver(connectionString), max, idleTimeoutMillis: 60_000 });
  const ready = new WeakSet<pg.ClientBase>();
  pool.on("error", () => {}); // an idle connection was closed; the pool makes another

  async function use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error) => {
      throw toDatabaseError(error);
    });
    let isBroken = true;
    try {
      const session = sessionOf(client);
      if (!ready.has(client)) {
        // A connection closed between two statements says so here, and would end the program unheard.
        client.on("error", () => {});
        await session.run(setup);
        ready.add(client);
      }
      const result = await work(session);
      isBroken = false;
      return result;
    } catch (error) {
      const code = toDatabaseError(error);
      isBroken =
        "code" in code && typeof code.code === "string" && /^(08|57P|25P03)/.test(code.code);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }
  return { use, end: () => pool.end() };
}

/** PostgreSQL ≥ 15 with PostGIS ≥ 3.3 over the network. Connects when first used. */
export function openNative(options: NativeOptions): NativeDatabase {
  const { databaseUrl, adminUrl = databaseUrl, log = () => {} } = options;
  const { statementSeconds = 60, idleTransactionSeconds } = options;
  const server = poolOf(
    databaseUrl,
    10,
    `${settingsOf(statementSeconds)}; set role huanwei_server`,
  );
  const owner = poolOf(adminUrl, 3, settingsOf(statementSeconds * 10));
  const listener = listenerOf(databaseUrl, log);

  return {
    engine: "native",
    // The caller names the columns its statement returns; nothing at run time can.
    query: async <R extends Row>(sql: string, values?: readonly unknown[]) => {
      refuseInsideTransaction();
      return server.use(async (session) => (await session.run(sql, values)).rows as R[]);
    },
    transaction: async <T>(work: (tx: Queryable) => Promise<T>, how: TransactionOptions = {}) => {
      refuseInsideTransaction();
      return (how.asOwner ? owner : server).use((session) =>
        runTransaction(session, beginOf(how), work, idleTransactionSeconds),
      );
    },
    listen: listener.listen,
    close: async () => {
      await Promise.all([server.end(), owner.end(), listener.end()]);
    },
    admitServer: async () => {
      const user = await readUser(databaseUrl);
      await owner.use(async (session) => {
        const member = "select pg_has_role($1, 'huanwei_server', 'member') as is_member";
        const { rows } = await session.run(member, [user]);
        if (!rows[0]?.is_member) {
          await session.run(`grant huanwei_server to ${pg.escapeIdentifier(user)}`);
        }
      });
    },
  };
}

async function readUser(databaseUrl: string): Promise<string> {
  const client = new pg.Client(driver(databaseUrl));
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>("select session_user::text as name");
    return rows[0]!.name;
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await client.end();
  }
}

/** Listens on a connection of its own and connects again when it is lost. */
function listenerOf(databaseUrl: string, log: (message: string) => void) {
  const hearers = hearing();
  let client: pg.Client | null = null;
  let connecting: Promise<pg.Client> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isEnded = false;

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client(driver(databaseUrl));
    next.on("notification", ({ channel, payload }) => hearers.tell(channel, payload ?? ""));
    next.on("error", () => {}); // "end" follows
    next.on("end", () => {
      if (client !== next) return;
      client = null;
      if (!isEnded) reconnect(0);
    });
    try {
      await next.connect();
      for (const channel of hearers.channels()) await next.query(`listen "${channel}"`);
    } catch (error) {
      await next.end().catch(() => {});
      throw toDatabaseError(error);
    }
    client = next;
    return next;
  }

  function reconnect(attempt: number) {
    if (attempt === 0) log("the connection for notifications was lost; connecting again");
    const seconds = LISTEN_RETRY_SECONDS[Math.min(attempt, LISTEN_RETRY_SECONDS.length - 1)]!;
    retry = setTimeout(
      () => connect().then(hearers.wakeAll, () => isEnded || reconnect(attempt + 1)),
      seconds * 1_000,
    );
  }

  async function run(sql: string) {
    connecting ??= connect();
    try {
      await connecting;
    } catch (error) {
      connecting = null; // the next call tries again
      throw error;
    }
    await client?.query(sql); // while it is being made anew, that listens to every channel
  }

  return {
    listen: async (channel: string, hear: (payload: string) => void) => {
      if (hearers.add(channel, hear)) await run(`listen "${channel}"`);
      return async () => {
        if (hearers.remove(channel, hear) && !isEnded) await run(`unlisten "${channel}"`);
      };
    },
    end: async () => {
      isEnded = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

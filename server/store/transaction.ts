import { AsyncLocalStorage } from "node:async_hooks";
import { DatabaseError, type Queryable, type Row, type TransactionOptions } from "./database.ts";

/** One session of PostgreSQL that belongs to us for the time of a transaction. */
export type Session = {
  run(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly command: string }>;
};

/** How long a transaction may do nothing before it is rolled back: others may be waiting for it. */
export const IDLE_TRANSACTION_SECONDS = 60;

const running = new AsyncLocalStorage<{ isOpen: boolean }>();

/** @throws {Error} inside a transaction: the embedded engine has one session and would wait for itself. */
export function refuseInsideTransaction() {
  if (!running.getStore()?.isOpen) return;
  throw new Error("Inside a transaction, query through its `tx`, not through the database");
}

/** The statement that begins a transaction as asked for. */
export function beginOf(options: TransactionOptions): string {
  const mode = options.readOnlySnapshot ? " isolation level repeatable read, read only" : "";
  const district = options.districtId?.replaceAll("'", "''");
  return `begin${mode}${district === undefined ? "" : `; set local huanwei.district = '${district}'`}`;
}

/**
 * Runs work between `begin` and `commit`, the same way on every engine.
 *
 * @throws {DatabaseError} 25P03 when the work does nothing for too long, 25P02 when it hid an error and
 *   PostgreSQL therefore rolled back.
 */
export async function runTransaction<T>(
  session: Session,
  begin: string,
  work: (tx: Queryable) => Promise<T>,
  idleSeconds = IDLE_TRANSACTION_SECONDS,
): Promise<T> {
  await session.run(begin);
  const state = { isOpen: true };
  let inFlight = 0;
  let timer: NodeJS.Timeout | undefined;
  let expire = (_error: Error) => {};
  const idled = new Promise<never>((_, reject) => {
    expire = reject;
  });
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () =>
        expire(
          new DatabaseError(`Nothing happened for ${idleSeconds} s in a transaction`, "25P03"),
        ),
      idleSeconds * 1_000,
    );
  };
  const tx: Queryable = {
    // The caller names the columns its statement returns; nothing at run time can.
    query: async <R extends Row>(sql: string, values?: readonly unknown[]) => {
      if (!state.isOpen) throw new DatabaseError("The transaction is over", "25P01");
      inFlight++;
      clearTimeout(timer);
      try {
        return (await session.run(sql, values)).rows as R[];
      } finally {
        inFlight--;
        if (inFlight === 0 && state.isOpen) watch();
      }
    },
  };

  try {
    watch();
    const result = await Promise.race([running.run(state, () => work(tx)), idled]);
    state.isOpen = false;
    clearTimeout(timer);
    const { command } = await session.run("commit");
    if (command === "COMMIT") return result;
    throw new DatabaseError("A statement had failed, so the transaction was rolled back", "25P02");
  } catch (error) {
    if (state.isOpen) {
      state.isOpen = false;
      clearTimeout(timer);
      await session.run("rollback").catch(() => {}); // a lost session has rolled back by itself
    }
    throw error;
  }
}

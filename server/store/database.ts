/** One row as the driver returns it; `query` narrows it to the columns a statement names. */
export type Row = Record<string, unknown>;

/** Where a statement can run: a database, or a transaction of one. */
export type Queryable = {
  /**
   * Runs one statement with `$1…` parameters.
   *
   * The same values come back from every engine: `bigint` and `numeric` as `number` when they are safe
   * integers (an unsafe one is a RangeError), `date` as `"YYYY-MM-DD"`, `timestamptz` as `Date`, `json` parsed, arrays as
   * arrays, `bytea` as `Uint8Array`, anything of PostGIS as the text PostgreSQL prints.
   *
   * @param values  One per `$n`. Arrays become PostgreSQL arrays; an object for a jsonb column is passed as
   *   `JSON.stringify(…)` with a `::jsonb` cast in the statement.
   * @throws {DatabaseError} when the statement fails; `code` is the SQLSTATE.
   */
  query<R extends Row = Row>(sql: string, values?: readonly unknown[]): Promise<R[]>;
};

/** How a transaction runs. */
export type TransactionOptions = {
  /** Row-level security holds the transaction to this district. */
  districtId?: string;
  /** Runs as the owner, past row-level security: migrations, backup, restore, new districts. */
  asOwner?: boolean;
  /** One snapshot for everything read, and no writes. */
  readOnlySnapshot?: boolean;
};

/** The seam to PostgreSQL: two engines, one behaviour, proven by the same tests over both (test/store). */
export type Database = Queryable & {
  readonly engine: "native" | "embedded";
  /**
   * All or nothing. Keep it short and without other I/O: the embedded engine has one session, so everybody waits.
   *
   * @returns what `work` returns, once the commit is acknowledged.
   * @throws whatever `work` throws, after a rollback.
   */
  transaction<T>(work: (tx: Queryable) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * Hears notifications of a channel until the returned function is called. Delivery is a wake-up, not a
   * promise: whoever listens also polls (see `changes.ts`).
   */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

/** A statement that PostgreSQL refused. */
export class DatabaseError extends Error {
  /** SQLSTATE, five characters, e.g. `23505` for a duplicate key; `08006` when the connection was lost. */
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DatabaseError";
    this.code = code;
  }
}

import { afterAll, beforeAll } from "vitest";
import { DatabaseError, type Row } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";

/** Work that an owner of the store does. */
export const owner = { asOwner: true };

/** The SQLSTATE that a statement fails with. */
export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error) => (error instanceof DatabaseError ? error.code : `not a DatabaseError: ${error}`),
  );
export const later = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A store of either engine with a table of notes and a tally, which waits for nobody longer than seconds. */
export function conforming() {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase({ idleTransactionSeconds: 2, statementSeconds: 5 });
    await test.database.transaction(
      (tx) =>
        tx.query(`
        create table note (id integer primary key, body text);
        create table tally (total bigint not null);
        insert into tally values (0);
        grant all on note, tally to huanwei_server;`),
      owner,
    );
  });
  afterAll(() => test?.drop());
  const query = <R extends Row>(sql: string, values?: readonly unknown[]) =>
    test.database.query<R>(sql, values);
  return {
    /** Once the file's tests run. */
    get test() {
      return test;
    },
    query,
    countOf: async (table: string) =>
      (await query(`select count(*)::int as n from ${table}`))[0]?.n,
  };
}

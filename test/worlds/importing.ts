import { afterAll, beforeAll } from "vitest";
import { readCsv } from "../../server/imports/csv.ts";
import { readTarget } from "../../server/imports/district.ts";
import { type PreparedImport, prepareTable, type TableOptions } from "../../server/imports/plan.ts";
import { runImport } from "../../server/imports/run.ts";
import { undoImport } from "../../server/imports/undo.ts";
import type { Row } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";

/** A file of toilets that says nothing else of itself. */
export const OPTIONS: TableOptions = {
  fileName: "t.csv",
  format: "csv",
  kind: "toilet",
  crs: null,
  map: {},
  source: "file",
  timeZone: "Asia/Shanghai",
  level: null,
};

/** Rows of a CSV file, of toilets unless told otherwise, ready to be written. */
export const prepare = (text: string, options: Partial<TableOptions> = {}) =>
  prepareTable(readCsv(Buffer.from(text), {}), { ...OPTIONS, ...options });

/** Two toilets as a file has them. */
export const HEADER = "编号,名称,地址,开放时间,经度,纬度\n";
export const A = "A,冶金公厕,解放大道,06:00-22:00,112.57,26.89\n";
export const B = "B,平湖公厕,蔡伦大道,00:00-24:00,112.58,26.90\n";

/** An empty store that is imported into. Call it at the top of a test file. */
export function importing() {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.drop());

  const targetOf = (name: string) =>
    readTarget(test.database, name, { timeZone: null, id: null, isDemoAllowed: false });
  const read = <R extends Row>(districtId: string, sql: string, values: unknown[] = []) =>
    test.database.transaction((tx) => tx.query<R>(sql, values), { districtId });

  return {
    database: () => test.database,
    targetOf,
    read,
    countOf: async (districtId: string, table: string) =>
      (await read<{ n: number }>(districtId, `select count(*) as n from ${table}`))[0]!.n,
    async run(district: string, prepared: PreparedImport, isLenient = false) {
      const options = { fileName: "t", bytes: new Uint8Array(1), options: {}, isLenient };
      return runImport(test.database, await targetOf(district), prepared, options);
    },
    undo: (districtId: string, importId: string) =>
      test.database.transaction((tx) => undoImport(tx, districtId, importId), {
        ...{ districtId, asOwner: true },
      }),
  };
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { readBytes, readTable } from "../../server/imports/read.ts";
import type { ReadOptions } from "../../server/imports/source.ts";

/** A folder that files are read from as an import would. Call it at the top of a test file. */
export function importFiles() {
  const folder = mkdtempSync(join(tmpdir(), "huanwei-formats-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    /** Writes a file and reads it as an import would. */
    async readAs(name: string, content: Uint8Array | string, options: ReadOptions = {}) {
      const path = join(folder, name);
      writeFileSync(path, content);
      const { bytes, format } = readBytes(path);
      if (format === "osm-pbf") throw new Error("not a file of rows");
      return readTable(path, { bytes, format }, options);
    },
  };
}

export const cellsOf = (table: Awaited<ReturnType<typeof readTable>>) =>
  table.rows.map(({ cells }) => cells);

/** 公厕 and 冶金 in GBK, which no encoder of the platform writes. */
export const GBK = { 公厕: [0xb9, 0xab, 0xb2, 0xde], 冶金: [0xd2, 0xb1, 0xbd, 0xf0] };

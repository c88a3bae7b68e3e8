import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoReport, loadDemo } from "../../server/demo.ts";
import type { Database } from "../../server/store/database.ts";
import { openTestDatabase } from "../worlds/database.ts";

let database: Database;
let drop: () => Promise<void>;
let report: DemoReport;
let seconds = 0;

beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
  const start = performance.now();
  report = await loadDemo(database, { anchor: new Date("2026-03-01T16:00:00Z"), log: (m) => console.log(((performance.now() - start) | 0), m) });
  seconds = (performance.now() - start) / 1000;
  console.log(seconds, report);
});
afterAll(() => drop());

describe("loadDemo", () => {
  it("x", () => { expect(report.rows.complaint).toBe(30000); });
});

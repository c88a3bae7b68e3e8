import { rmSync } from "node:fs";
import type { CaseListQuestion } from "../../server/complaints/case-index.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { insertRows } from "../../server/demo-tables.ts";
import { toEwkbHex } from "../../server/geo/ewkb.ts";
import { dateOf } from "../../server/store/column.ts";
import type { Database } from "../../server/store/database.ts";
import { openEmbedded } from "../../server/store/embedded.ts";
import { embeddedTestOptions, openTestDatabase } from "../worlds/database.ts";
import { servedApp } from "../worlds/served.ts";
import { signedIn } from "../worlds/signed-in.ts";
import { AREAS, benchCases, CASES, UNITS } from "./complaints-data.ts";
import { filterQuestions, searchQuestions } from "./complaints-questions.ts";

const DISTRICT = "bench";
const SEED = 2026;

const share = (numbers: readonly number[], part: number) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(part * numbers.length) - 1]!;

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** How each column of the table is read from a complaint of the bench. */
const COLUMNS: Readonly<Record<string, readonly [type: string, of: (row: CaseRow) => unknown]>> = {
  complaint_id: ["text", ({ id }) => id],
  number: ["text", ({ number }) => number],
  kind: ["text", ({ kind }) => kind],
  channel: ["text", ({ channel }) => channel],
  category: ["text", ({ category }) => category],
  state: ["text", ({ state }) => state],
  text: ["text", ({ text }) => text],
  address: ["text", ({ address }) => address],
  area_id: ["text", ({ areaId }) => areaId],
  unit_id: ["text", ({ unitId }) => unitId],
  reporter_id: ["text", ({ reporterId }) => reporterId],
  place_kind: ["text", ({ placeKind }) => placeKind],
  occurred_on: ["date", ({ receivedDay }) => dateOf(receivedDay)],
  received_at: ["timestamptz", ({ receivedAt }) => iso(receivedAt)],
  due_step: ["text", ({ dueStep }) => dueStep],
  due_from: ["timestamptz", ({ dueAt, receivedAt }) => iso(dueAt === null ? null : receivedAt)],
  due_at: ["timestamptz", ({ dueAt }) => iso(dueAt)],
  settle_by: ["timestamptz", ({ settleBy }) => iso(settleBy)],
  settled_at: ["timestamptz", ({ settledAt }) => iso(settledAt)],
  responded_at: ["timestamptz", ({ respondedAt }) => iso(respondedAt)],
  reopened: ["smallint", ({ reopened }) => reopened],
  is_resolved: ["boolean", ({ isResolved }) => isResolved],
  satisfaction: ["text", ({ satisfaction }) => satisfaction],
  position: [
    "geometry",
    ({ position }) =>
      position && toEwkbHex({ type: "Point", coordinates: [position[0], position[1]] }),
  ],
};

async function write(database: Database) {
  const owner = { asOwner: true };
  await database.transaction(async (tx) => {
    await tx.query("insert into district (district_id, name) values ($1, '测量区')", [DISTRICT]);
    for (const area of AREAS)
      await tx.query(
        `insert into area (district_id, area_id, level, code, name, valid_from, boundary)
         values ($1, $2, 'subdistrict', $2, $2, '2000-01-01',
           st_multi(st_geomfromtext('POLYGON((112 26,113 26,113 27,112 27,112 26))', 4326)))`,
        [DISTRICT, area],
      );
    for (const unit of UNITS)
      await tx.query("insert into unit (district_id, unit_id, name) values ($1, $2, $2)", [
        ...[DISTRICT, unit],
      ]);
  }, owner);
  for (const rows of benchCases(CASES, SEED)) {
    const columns = Object.entries(COLUMNS).map(([name, [type, of]]) => ({
      ...{ name, type },
      values: rows.map(of),
    }));
    await database.transaction((tx) => insertRows(tx, DISTRICT, "complaint", columns), owner);
  }
  await database.query("analyze complaint");
}

/** A question as its link asks it. */
function linkOf({ filters, sort, direction }: CaseListQuestion): string {
  const link = new URLSearchParams({ sort, direction });
  const names: Readonly<Record<string, string>> = {
    ...{ unitId: "unit", areaId: "area", isResolved: "resolved", isOpen: "open", text: "q" },
    ...{ isReopened: "reopened", hasPosition: "located", isDuplicate: "duplicate" },
    ...{ hasDuplicates: "repeated", isSupervised: "supervised", streetId: "street" },
    ...{ facilityId: "facility", reporterId: "reporter", receivedFrom: "from", receivedTo: "to" },
  };
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined) continue;
    const key = names[name] ?? name;
    if (name === "near") {
      const { position, radiusMeters } = filters.near!;
      link.set(key, [...position, radiusMeters].join(","));
    } else if (typeof value === "number") link.set(key, dateOf(value));
    else if (Array.isArray(value)) link.set(key, value.map((one) => one ?? "none").join(","));
    else link.set(key, String(value));
  }
  return link.toString();
}

async function asked(
  app: ReturnType<typeof servedApp>["app"],
  headers: HeadersInit,
  some: readonly CaseListQuestion[],
) {
  const took: number[] = [];
  for (const question of some) {
    const began = performance.now();
    const answer = await app.request(`/api/districts/${DISTRICT}/complaints?${linkOf(question)}`, {
      headers,
    });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} for ${linkOf(question)}`);
    took.push(performance.now() - began);
  }
  return took;
}

async function measured(database: Database, name: string): Promise<string> {
  await write(database);
  const served = servedApp(database);
  try {
    const { headers } = await signedIn(database, DISTRICT, "manager");
    const began = performance.now();
    await asked(served.app, headers, filterQuestions(1, SEED));
    const loading = (performance.now() - began) / 1000;
    const filters = await asked(served.app, headers, filterQuestions(200, SEED));
    const searches = await asked(served.app, headers, searchQuestions(100, SEED));
    const cells = [filters, searches].flatMap((took) =>
      [share(took, 0.5), share(took, 0.95), Math.max(...took)].map((one) => one.toFixed(0)),
    );
    return `| ${name} | ${loading.toFixed(1)} | ${cells.join(" | ")} |`;
  } finally {
    await served.close();
  }
}

/** The list as the server answers it over a store of a million complaints: who asks, counts, and the page read by key. */
export async function throughServer(): Promise<string> {
  const { dataDir, ...place } = await embeddedTestOptions();
  const embedded = await openEmbedded(place);
  const rows: string[] = [];
  try {
    rows.push(await measured(embedded, "embedded"));
  } finally {
    await embedded.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const world = await openTestDatabase();
  try {
    if (world.database.engine === "native") rows.push(await measured(world.database, "PostgreSQL"));
  } finally {
    await world.drop();
  }
  return `Through the server, on the clock in milliseconds, from the request to the last byte of the answer: who asks, what has changed since, the counts of every
facet, and the page of 50 read by key${rows.length < 2 ? " (PostgreSQL is measured where DATABASE_URL is set)" : ""}:

| engine | first answer, s (the register is loaded) | 200 filters p50 | p95 | greatest | 100 searches p50 | p95 | greatest |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}`;
}

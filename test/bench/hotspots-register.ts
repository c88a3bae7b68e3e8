import { loadavg } from "node:os";
import { gridDisk, latLngToCell } from "h3-js";
import { randomOf } from "../../data/demo/random.ts";
import { caseIndex } from "../../server/complaints/case-index.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { insertRows } from "../../server/demo-tables.ts";
import { toEwkbHex } from "../../server/geo/ewkb.ts";
import { countPeriod, countSteps } from "../../server/hotspots/counting.ts";
import { emergingOf } from "../../server/hotspots/cube.ts";
import { fieldOf } from "../../server/hotspots/field.ts";
import { codesIn } from "../../server/hotspots/material.ts";
import { type Study, studyOf } from "../../server/hotspots/study.ts";
import { dateOf, dayOf } from "../../server/store/column.ts";
import type { Database, Queryable } from "../../server/store/database.ts";
import { openTestDatabase } from "../worlds/database.ts";
import { servedApp } from "../worlds/served.ts";
import { signedIn } from "../worlds/signed-in.ts";
import { benchCases, CASES, NOW, OPEN_STATES } from "./complaints-data.ts";
import type { BenchResult } from "./run.ts";

const [RESOLUTION, WEEKS, DRAWN_DAYS] = [10, 156, 3650];
const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;
/** 40 rings around the middle: 1 + 3 · 40 · 41 cells. */
const CELLS = gridDisk(latLngToCell(26.9, 112.57, RESOLUTION), 40);
const TODAY = Math.floor((NOW + CHINA) / DAY);
const SPAN = { from: TODAY - 7 * WEEKS + 1, to: TODAY };
const MONTH = { from: TODAY - 29, to: TODAY };
const SETTINGS = { level: 0.05, minimum: 5 };
const CATEGORIES = ["bin-overflow", "road-dirty", "toilet-dirty"];
const THROUGH = 100_000;
const DISTRICT = "bench";

/** The complaints of the register's bench, in the cells and weeks of this one; a few cells have many times their share. */
function* placedCases(count: number): Generator<CaseRow[]> {
  const random = randomOf(7, "bench/hotspots-register");
  const positions = CELLS.map((cell) => centerOf(cell));
  for (const rows of benchCases(count, 2026))
    yield rows.map((row) => {
      const back = ((NOW - row.receivedAt) * 7 * WEEKS) / DRAWN_DAYS;
      const uniform = random.next();
      const cell = Math.floor((random.chance(0.3) ? uniform ** 3 : uniform) * CELLS.length);
      const receivedAt = Math.max(NOW - back, (SPAN.from + 0.5) * DAY);
      const receivedDay = Math.floor((receivedAt + CHINA) / DAY);
      return { ...row, receivedAt, receivedDay, position: row.position && positions[cell]! };
    });
}

function centerOf(cell: string): [number, number] {
  const sources = { streets: [], residents: [], complained: [cell] };
  const { lngs, lats } = studyOf(RESOLUTION, sources, { holds: null, mostCells: 1 })!;
  return [lngs[0]!, lats[0]!];
}

type Time = { readonly wall: number; readonly processor: number };

/** The median of some rounds after one that warms up, by wall and by processor time. */
async function timed(rounds: number, work: () => unknown): Promise<Time> {
  const times: Time[] = [];
  for (let round = 0; round <= rounds; round++) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    times.push({ wall: performance.now() - began, processor: (user + system) / 1000 });
  }
  const median = (values: number[]) => values.slice(1).sort((a, b) => a - b)[rounds >> 1]!;
  return {
    wall: median(times.map(({ wall }) => wall)),
    processor: median(times.map(({ processor }) => processor)),
  };
}

const row = (name: string, { wall, processor }: Time, more = "") =>
  `| ${name} | ${wall.toFixed(0)} | ${processor.toFixed(0)} | ${more} |`;

/** What is counted with the register loaded, and nothing kept but which cell each complaint lies in. */
async function inMemory(study: Study) {
  const index = caseIndex({ openStates: OPEN_STATES });
  await index.load(placedCases(CASES));
  const all = index.chosen({ filters: {}, now: NOW }).rows;
  const began = performance.now();
  index.placeCells(RESOLUTION, all);
  const placing = performance.now() - began;
  const neighbours = study.neighbours(1);
  const countedOf = (span: { from: number; to: number }, category?: readonly string[]) => {
    const filters = {
      ...{ receivedFrom: span.from, receivedTo: span.to },
      ...(category ? { category } : {}),
    };
    const { rows, columns } = index.chosen({ filters, now: NOW });
    return { rows, columns, codes: codesIn(study, index, rows), now: NOW };
  };
  const steps = { lastDay: SPAN.to, daysAStep: 7, stepCount: WEEKS };
  const period = (category?: readonly string[]) => {
    const counts = countPeriod(countedOf(MONTH, category), study, "count", MONTH);
    return fieldOf({ ...counts, totals: undefined, neighbours, ...SETTINGS });
  };
  const cube = (category?: readonly string[]) =>
    countSteps(countedOf(SPAN, category), study, "count", steps);
  const emerging = (category?: readonly string[]) =>
    emergingOf({ ...cube(category), neighbours, ...SETTINGS });
  return {
    placing,
    cube,
    ...{ placed: countPeriod(countedOf(SPAN), study, "count", SPAN).withoutPosition },
    times: {
      period: await timed(9, () => period()),
      counted: await timed(9, () => cube()),
      emerging: await timed(9, () => emerging()),
      filtered: await timed(9, () => emerging(CATEGORIES)),
      reporters: await timed(3, () => countSteps(countedOf(SPAN), study, "reporters", steps)),
    },
  };
}

/** The same counts by SQL, the cell being a column: grouped by the database, and read into the same array. */
async function inDatabase(database: Queryable, study: Study) {
  await database.query("create temporary table placed (cell int, received_on int, category text)");
  for (const rows of placedCases(CASES)) {
    const placed = rows.filter(({ position, isConfidential }) => position && !isConfidential);
    await database.query(
      "insert into placed select * from unnest($1::int[], $2::int[], $3::text[])",
      [
        placed.map(({ position }) =>
          study.codeOf(latLngToCell(position![1], position![0], RESOLUTION)),
        ),
        placed.map(({ receivedDay }) => receivedDay),
        placed.map(({ category }) => category),
      ],
    );
  }
  await database.query("create index on placed (received_on)");
  await database.query("analyze placed");
  const count = async (category: readonly string[] | null) => {
    const counts = new Float64Array(study.cells.length * WEEKS);
    const rows = await database.query<{ cell: number; week: number; n: number }>(
      `select cell, (received_on - $1) / 7 as week, count(*)::int as n from placed
       where received_on between $1 and $2 and ($3::text[] is null or category = any ($3)) group by 1, 2`,
      [SPAN.from, SPAN.to, category],
    );
    for (const { cell, week, n } of rows) counts[cell * WEEKS + week] = n;
    return counts;
  };
  return {
    count,
    all: await timed(3, () => count(null)),
    filtered: await timed(3, () => count(CATEGORIES)),
  };
}

/** From the request to the last byte, over a store of 100,000 complaints. */
async function throughServer(database: Database) {
  await database.transaction(
    (tx) => tx.query("insert into district (district_id, name) values ($1, '测量区')", [DISTRICT]),
    { asOwner: true },
  );
  for (const rows of placedCases(THROUGH))
    await database.transaction(
      (tx) =>
        insertRows(tx, DISTRICT, "complaint", [
          { name: "complaint_id", type: "text", values: rows.map(({ id }) => id) },
          { name: "number", type: "text", values: rows.map(({ id }) => id) },
          { name: "category", type: "text", values: rows.map(({ category }) => category) },
          { name: "reporter_id", type: "text", values: rows.map(({ reporterId }) => reporterId) },
          {
            ...{ name: "occurred_on", type: "date" },
            values: rows.map(({ receivedDay }) => dateOf(receivedDay)),
          },
          {
            ...{ name: "received_at", type: "timestamptz" },
            values: rows.map(({ receivedAt }) => new Date(receivedAt).toISOString()),
          },
          {
            ...{ name: "position", type: "geometry" },
            values: rows.map(
              ({ position }) =>
                position && toEwkbHex({ type: "Point", coordinates: [...position] }),
            ),
          },
        ]),
      { asOwner: true },
    );
  const served = servedApp(database);
  try {
    const { headers } = await signedIn(database, DISTRICT, "manager");
    const asked = async (path: string) => {
      const answer = await served.app.request(
        `/api/districts/${DISTRICT}/hotspots${path}resolution=${RESOLUTION}`,
        { headers },
      );
      const { length } = await answer.text();
      if (answer.status !== 200) throw new Error(`${answer.status} for ${path}`);
      return length;
    };
    const slid = async (rounds: number) => {
      const took: number[] = [];
      for (let i = 0; i < rounds; i++) {
        const to = dateOf(TODAY - 7 * (i % 100));
        const from = dateOf(dayOf(to) - 29);
        const began = performance.now();
        await asked(`/frame?from=${from}&to=${to}&`);
        took.push(performance.now() - began);
      }
      return took.sort((a, b) => a - b);
    };
    const began = performance.now();
    await asked(`/frame?to=${dateOf(TODAY)}&`);
    const first = performance.now() - began;
    const frames = await slid(100);
    const to = `to=${dateOf(TODAY)}&`;
    return {
      first,
      frames,
      analysis: await timed(5, () => asked(`?${to}`)),
      cube: await timed(5, () => asked(`/cube?${to}steps=${WEEKS}&`)),
    };
  } finally {
    await served.close();
  }
}

/** Measures hot spots from the register on: a million complaints in memory, the same in SQL, and answers over HTTP. */
export const benchHotspotsRegister = async (): Promise<BenchResult> => {
  const sources = { streets: [], residents: [], complained: CELLS };
  const study = studyOf(RESOLUTION, sources, { holds: null, mostCells: 20_000 })!;
  const memory = await inMemory(study);
  const world = await openTestDatabase({ statementSeconds: 600, idleTransactionSeconds: 600 });
  try {
    // one transaction, because a temporary table is one connection's
    const sql = await world.database.transaction(
      async (tx) => {
        const its = await inDatabase(tx, study);
        for (const category of [undefined, CATEGORIES]) {
          const [own, other] = [memory.cube(category).counts, await its.count(category ?? null)];
          const wrong = own.findIndex((n, i) => n !== other[i]);
          if (wrong >= 0) throw new Error(`${own[wrong]} and ${other[wrong]} at ${wrong}`);
        }
        return its;
      },
      { asOwner: true },
    );
    const { times } = memory;
    const http = await throughServer(world.database);
    const ratio = (a: Time, b: Time) => `${(b.wall / a.wall).toFixed(1)} times as long`;
    const engine = world.database.engine === "native" ? "PostgreSQL" : "embedded database";
    const at = (part: number) => http.frames[Math.ceil(part * http.frames.length) - 1]!.toFixed(0);
    const report = `
## Hotspots from the register

${CASES.toLocaleString("en")} complaints, seeded, of which ${memory.placed.toLocaleString("en")} have no place, in ${CELLS.length.toLocaleString("en")} H3 cells of resolution ${RESOLUTION} and ${WEEKS} weeks. The clock starts with the register loaded and
no counts kept; which cell a complaint lies in is part of the register (worked out when first asked for, in ${(memory.placing / 1000).toFixed(1)} s). Milliseconds, median of the
rounds after one to warm up.

| | wall ms | processor ms | |
|---|---|---|---|
${row("30 days: filter, count, Gi*, exact p, correction", times.period)}
${row(`${CELLS.length.toLocaleString("en")} × ${WEEKS}: filter and count`, times.counted)}
${row("the same in SQL, grouped by cell and week", sql.all, `${engine}: ${ratio(times.counted, sql.all)}`)}
${row("with Gi*, exact p, correction, trends, categories", times.emerging)}
${row("the same of three categories of complaint", times.filtered)}
${row("filter and count of those three in SQL", sql.filtered, engine)}
${row("filter and count of distinct reporters", times.reporters)}

Both ways give the same counts in every cell and week. SQL has the cell as a column and an index of the day; its processor time is that of this process.

Over HTTP, ${THROUGH.toLocaleString("en")} complaints, ${engine}, from the request to the last byte: the first frame (the register is loaded) ${(http.first / 1000).toFixed(1)} s; a slider over 100 frames of 30 days
p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, greatest ${at(1)} ms; the whole analysis of 30 days with 52 weeks ${http.analysis.wall.toFixed(0)} ms; the cube of ${WEEKS} weeks ${http.cube.wall.toFixed(0)} ms.

Targets: filter, Gi* and correction ≤ 200 ms, categories ≤ 500 ms. Load average when it ended: ${loadavg()[0]!.toFixed(1)} (near 0 is a machine to itself).
`;
    return { report };
  } finally {
    await world.drop();
  }
};

import { loadavg } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  type CaseIndex,
  type CaseListQuestion,
  caseIndex,
} from "../../server/complaints/case-index.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { benchCases, CASES, NOW, OPEN_STATES } from "./complaints-data.ts";
import { throughServer } from "./complaints-database.ts";
import { filterQuestions, searchQuestions } from "./complaints-questions.ts";
import { scannedList } from "./complaints-scan.ts";
import type { BenchResult } from "./run.ts";

const SEED = 2026;
/** Runs of each question; the middle one counts, so that what else the machine does disturbs less. */
const ROUNDS = 5;
/** Questions of each sort that are answered by a scan too: it takes a second each. */
const SCANNED = 12;

const ms = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);

/** Processor time of this process, which what else the machine does hardly changes, and time on the clock. */
function timed<T>(work: () => T): [milliseconds: number, answer: T, clockMilliseconds: number] {
  const [began, used] = [performance.now(), process.cpuUsage()];
  const answer = work();
  const { user, system } = process.cpuUsage(used);
  return [(user + system) / 1000, answer, performance.now() - began];
}

const share = (numbers: readonly number[], part: number) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(part * numbers.length) - 1]!;
function middle(work: () => unknown) {
  const runs = Array.from({ length: ROUNDS }, () => timed(work));
  return {
    processor: share(
      runs.map(([milliseconds]) => milliseconds),
      0.5,
    ),
    clock: share(
      runs.map(([, , clockMilliseconds]) => clockMilliseconds),
      0.5,
    ),
  };
}

/** Memory in use once what is no longer needed is gone. */
async function memoryBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50)); // what buffers held is given back a moment later
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function loadedIndex() {
  const before = await memoryBytes();
  const index = caseIndex({ openStates: OPEN_STATES });
  let drawing = 0;
  function* chunks() {
    const drawn = benchCases(CASES, SEED);
    for (;;) {
      const [took, { done, value }] = timed(() => drawn.next());
      drawing += took;
      if (done) return;
      yield value;
    }
  }
  const used = process.cpuUsage();
  await index.load(chunks());
  const { user, system } = process.cpuUsage(used);
  const loadMilliseconds = (user + system) / 1000 - drawing;
  return { index, loadMilliseconds, memory: (await memoryBytes()) - before };
}

/** Answers questions, and some of them by a scan: both have to say the same. */
function answered(
  index: CaseIndex,
  questions: readonly CaseListQuestion[],
  rows: readonly CaseRow[],
) {
  const times = questions.map((question) => middle(() => index.list(question)));
  const took = times.map(({ processor }) => processor);
  const clock = times.map((time) => time.clock);
  const totals = questions.map((question) => index.list(question).total);
  const isScanned = (question: CaseListQuestion) => question.sort === "received";
  const scanned = questions.flatMap((question, i) => (isScanned(question) ? [i] : []));
  const step = Math.max(1, Math.floor(scanned.length / SCANNED));
  const ratios = scanned
    .filter((_, i) => i % step === 0)
    .map((i) => {
      const question = questions[i]!;
      const [milliseconds, scan] = timed(() => scannedList(rows, question));
      const list = index.list(question);
      const counts = Object.entries(list.counts).map(([facet, counted]) => [
        facet,
        Object.fromEntries(
          counted.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]),
        ),
      ]);
      const sorted = (some: object) => JSON.stringify(Object.entries(some).sort());
      for (const [facet, counted] of counts as [string, object][]) {
        const other = Object.fromEntries(scan.counts[facet] ?? []);
        if (sorted(counted) !== sorted(other))
          throw new Error(`${facet} of ${JSON.stringify(question.filters)} differ`);
      }
      if (scan.total !== list.total || scan.ids.join() !== list.ids.join())
        throw new Error(`the lists of ${JSON.stringify(question.filters)} differ`);
      return milliseconds / took[i]!;
    });
  return { took, clock, totals, ratios };
}

const row = (name: string, { took, clock, totals, ratios }: ReturnType<typeof answered>) =>
  `| ${name} | ${took.length} | ${share(totals, 0.5).toLocaleString("en-US")} | ${ms(share(took, 0.5))} | ${ms(share(took, 0.95))} | ${ms(Math.max(...took))} | ${ms(share(clock, 0.5))} | ${ms(share(clock, 0.95))} | **${share(ratios, 0.5).toFixed(0)} ×** (${Math.min(...ratios).toFixed(0)}–${Math.max(...ratios).toFixed(0)} ×, ${ratios.length} of them) |`;

/** How long changes take: new cases, changed ones, and many at once. */
function changes(index: CaseIndex) {
  const rows = [...benchCases(1000, SEED + 1)].flat().map((a) => ({ ...a, id: `new-${a.id}` }));
  const each = (some: readonly CaseRow[]) => some.map((a) => timed(() => index.upsert([a]))[0]);
  const added = each(rows);
  const settled = rows.map((a) => ({ ...a, state: "settled", settledAt: a.settledAt ?? NOW }));
  const changed = each(settled);
  const atOnce = timed(() => index.upsert(rows.map((a) => ({ ...a, id: `${a.id}-2` }))))[0];
  const gone = rows.flatMap(({ id }) => [id, `${id}-2`]);
  const removed = timed(() => index.remove(gone))[0];
  return `A new complaint is in the list after ${share(added, 0.5).toFixed(2)} ms (p50; greatest ${ms(Math.max(...added))}), a change after ${share(changed, 0.5).toFixed(2)} ms (greatest ${ms(Math.max(...changed))}); 1,000 new ones at once after ${ms(atOnce)} ms, 2,000 removed after ${ms(removed)} ms.`;
}

/** The list in memory, against a scan of objects. */
async function fromMemory(): Promise<string> {
  const { index, loadMilliseconds, memory } = await loadedIndex();
  const bytes = index.bytes();
  const rows = [...benchCases(CASES, SEED)].flat();
  const filters = answered(index, filterQuestions(200, SEED), rows);
  const searches = answered(index, searchQuestions(100, SEED), rows);
  const everything = filterQuestions(1, SEED)[0]!;
  const weeks = middle(() => index.list({ ...everything, histogram: "week" })).processor;
  const repetition = { radiusMeters: 50, days: 84 };
  const [compared] = timed(() => index.comparison(everything, "area", repetition));
  return `From memory, one thread: total, page of 50, and counts of ${Object.keys(index.list(everything).counts).length} facets with all other filters applied, milliseconds of
processor time, and on the clock (middle of ${ROUNDS} runs of each question). The ratio is to a scan of an array of objects that gives the same answer, equal in every count:

| | questions | median total | p50 | p95 | greatest | clock p50 | clock p95 | the scan takes |
|---|---|---|---|---|---|---|---|---|
${row("none to four filters", filters)}
${row("text search, some with a filter", searches)}

Without a filter and with counts by week ${ms(weeks)} ms; comparison by area with repeated places ${ms(compared)} ms.
${changes(index)}
Loading takes ${(loadMilliseconds / 1000).toFixed(1)} s of processor time, in steps that let other work through. Memory ${megabytes(memory)} MB: columns ${megabytes(bytes.columns)}, orders ${megabytes(bytes.orders)}, texts
${megabytes(bytes.text)}, pairs of characters ${megabytes(bytes.pairs)}.`;
}

/** Lists, counts and search over a million complaints. */
export async function benchComplaints(): Promise<BenchResult> {
  const load = loadavg()[0]!;
  const sections = [await fromMemory(), await throughServer()];
  return {
    report: `## Complaints

${CASES.toLocaleString("en-US")} complaints of ten years, seeded, in Chinese: texts of about 30 characters, 14 categories, 16 areas, 24 units, 900 streets.

${sections.join("\n\n")}

Targets: any filter ≤ 50 ms p95 on PostgreSQL, ≤ 200 ms embedded, text search ≤ 100 ms, counts included. Load average when it began: ${load.toFixed(1)} (near 0 is a machine to itself).`,
  };
}

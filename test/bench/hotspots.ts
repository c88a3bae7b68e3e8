import { loadavg } from "node:os";
import { randomOf } from "../../data/demo/random.ts";
import { spaceTimeClusters } from "../../server/hotspots/clusters.ts";
import { emergingOf } from "../../server/hotspots/cube.ts";
import { discoveries } from "../../server/hotspots/false-discovery.ts";
import { fieldOf } from "../../server/hotspots/field.ts";
import { mannKendallZ } from "../../server/hotspots/mann-kendall.ts";
import { bandNeighbours } from "../../server/hotspots/neighbours.ts";
import { permutationScan } from "../../server/hotspots/scan.ts";
import { normalTwoSided } from "../../server/hotspots/tails.ts";
import { honeycomb, poissonDraw } from "../worlds/counts.ts";
import type { BenchResult } from "./run.ts";

const [COLUMNS, ROWS, WEEKS, EVENTS] = [100, 50, 156, 1_000_000];
const CELLS = COLUMNS * ROWS;
const LEVEL = 0.05;
const FIELDS = 1000;

type Time = { readonly wall: number; readonly processor: number };

/** The median of some rounds after one that warms up, by wall and by processor time. */
function timed(rounds: number, work: () => unknown): Time {
  const times = Array.from({ length: rounds + 1 }, () => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(used);
    return { wall: performance.now() - began, processor: (user + system) / 1000 };
  }).slice(1);
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[rounds >> 1]!;
  return {
    wall: median(times.map(({ wall }) => wall)),
    processor: median(times.map(({ processor }) => processor)),
  };
}

/** A million events over 5,000 cells and three years of weeks, some cells with many times what others have. */
function eventsOf() {
  const random = randomOf(1, "bench/hotspots");
  const cellOf = new Uint16Array(EVENTS);
  const weekOf = new Uint16Array(EVENTS);
  for (let i = 0; i < EVENTS; i++) {
    const uniform = random.next();
    cellOf[i] = Math.floor((random.chance(0.3) ? uniform ** 3 : uniform) * CELLS);
    weekOf[i] = random.whole(0, WEEKS - 1);
  }
  return { cellOf, weekOf };
}

function cubeRows(): string[] {
  const { xs, ys } = honeycomb(COLUMNS, ROWS, 100);
  const { cellOf, weekOf } = eventsOf();
  const neighbours = bandNeighbours(xs, ys, 110);
  const exposures = new Float64Array(CELLS).fill(1);
  const random = randomOf(2, "bench/hotspots");
  const residents = exposures.map(() => random.whole(20, 600));
  const bin = () => {
    const counts = new Float64Array(CELLS * WEEKS);
    for (let i = 0; i < EVENTS; i++) counts[cellOf[i]! * WEEKS + weekOf[i]!]!++;
    return counts;
  };
  const fixed = { stepCount: WEEKS, neighbours, level: LEVEL, minimum: 3 };
  const field = () => {
    const events = new Float64Array(CELLS);
    for (let i = 0; i < EVENTS; i++) if (weekOf[i]! >= WEEKS - 5) events[cellOf[i]!]!++;
    return fieldOf({ events, exposures, neighbours, level: LEVEL, minimum: 3 });
  };
  const counts = bin();
  const { z, p } = emergingOf({ ...fixed, counts, exposures });
  return [
    row("binning 1,000,000 events", timed(9, bin)),
    row("one period: binning, Gi*, exact p, correction", timed(9, field)),
    row(
      "cube: binning, Gi*, exact p, correction, trends, categories",
      timed(9, () => emergingOf({ ...fixed, counts: bin(), exposures })),
    ),
    row(
      "the same for each resident, every cell with its own share",
      timed(9, () => emergingOf({ ...fixed, counts: bin(), exposures: residents })),
    ),
    row(
      "of it: trends of 5,000 series",
      timed(9, () => mannKendallZ(z, WEEKS)),
    ),
    row(
      "of it: correction of 780,000 tests",
      timed(9, () => discoveries(p, LEVEL)),
    ),
  ];
}

function clusterRow(): string {
  const random = randomOf(3, "bench/hotspots");
  const count = 100_000;
  const [xs, ys, days] = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]; // three were made
  for (let i = 0; i < count; i++) {
    const place = random.chance(0.4) ? random.whole(0, 400) : -1;
    xs[i] = place < 0 ? random.between(0, 10_000) : ((place * 7919) % 10_000) + random.spread(60);
    ys[i] =
      place < 0 ? random.between(0, 10_000) : ((place * 104_729) % 10_000) + random.spread(60);
    days[i] = random.whole(0, 1095);
  }
  const reach = { epsMeters: 100, epsDays: 7, minPoints: 5 };
  const clusters = timed(5, () => spaceTimeClusters({ xs, ys, days, ...reach }));
  return row("ST-DBSCAN, 100,000 points, 100 m, 7 days, 5 points", clusters);
}

function scanRow(): string {
  const random = randomOf(4, "bench/hotspots");
  const { xs, ys } = honeycomb(32, 25, 100);
  const cellOf = Uint16Array.from({ length: 3000 }, () =>
    Math.floor((random.chance(0.5) ? random.next() : random.next() ** 2) * 800),
  );
  const dayOf = Uint16Array.from({ length: 3000 }, () => random.whole(0, 89));
  const limits = { maxRadiusMeters: 500, maxDays: 14, permutations: 999, seed: 1 };
  const scan = timed(3, () => permutationScan({ cellOf, dayOf, days: 90, xs, ys, ...limits }));
  return row("alarm: 3,000 cases, 800 cells, 500 m, 14 days, 999 permutations", scan);
}

const row = (what: string, { wall, processor }: Time) =>
  `| ${what} | ${wall.toFixed(0)} | ${processor.toFixed(0)} |`;

const share = (part: number) => `${((100 * part) / FIELDS).toFixed(1)} %`;

/** How often a field of nothing but chance shows a hot or cold spot, by three ways of testing. */
function noiseRow(mean: number): string {
  const random = randomOf(5, `bench/hotspots/${mean}`);
  const { xs, ys } = honeycomb(15, 15, 100);
  const neighbours = bandNeighbours(xs, ys, 120);
  const exposures = new Float64Array(xs.length).fill(1);
  let [exact, corrected, plain, hot] = [0, 0, 0, 0];
  for (let k = 0; k < FIELDS; k++) {
    const events = xs.map(() => poissonDraw(random, mean));
    const field = fieldOf({ events, exposures, neighbours, level: LEVEL, minimum: 1 });
    if (field.state.some((one) => one !== 0)) exact++;
    if (field.state.some((one) => one === 1)) hot++;
    const normal = field.z.map(normalTwoSided);
    if (discoveries(normal, LEVEL).count > 0) corrected++;
    if (normal.some((p) => p < LEVEL)) plain++;
  }
  return `| ${mean} | ${share(exact)} | ${share(hot)} | ${share(corrected)} | ${share(plain)} |`;
}

/** Measures the statistics of hot spots by themselves, on seeded worlds. */
export const benchHotspots = async (): Promise<BenchResult> => {
  const limit = LEVEL + 2 * Math.sqrt((LEVEL * (1 - LEVEL)) / FIELDS);
  const report = `
## Hotspots

${CELLS.toLocaleString("en")} cells in a honeycomb of 100 m, ${WEEKS} weeks, ${EVENTS.toLocaleString("en")} events, seeded; one thread, no cube cached. Milliseconds, median of the rounds after
one to warm up; processor time also holds on a machine that others use.

| | wall ms | processor ms |
|---|---|---|
${[...cubeRows(), clusterRow(), scanRow()].join("\n")}

Pure noise: ${FIELDS.toLocaleString("en")} Poisson fields of 225 cells for each mean, level ${LEVEL}; the share of fields in which anything is declared. What is declared goes by the
exact p with correction; the other columns are why.

| mean a cell | exact p, corrected: hot or cold | hot | normal p, corrected | normal p, not corrected |
|---|---|---|---|---|
${[0.1, 0.5, 2, 10].map(noiseRow).join("\n")}

Targets: binning, Gi* and correction ≤ 200 ms, categories ≤ 500 ms, ST-DBSCAN ≤ 1 s, noise ≤ ${(100 * limit).toFixed(1)} % (level and 2 standard errors). Load average when it ended: ${loadavg()[0]!.toFixed(1)} (near 0 is a machine to itself).
`;
  return { report };
};

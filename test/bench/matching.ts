import { loadavg } from "node:os";
import { matcherOn } from "../../server/fleet/match.ts";
import type { MatchNetwork } from "../../server/fleet/match-network.ts";
import { onlineOn } from "../../server/fleet/online.ts";
import { missingCity, readPorto, readShenzhen } from "../worlds/cities.ts";
import {
  type Drive,
  drivesOn,
  fixesOf,
  type Noise,
  type Score,
  scoreOf,
} from "../worlds/drives.ts";
import { seededRandom } from "../worlds/layer.ts";
import type { BenchResult } from "./run.ts";

const DRIVES = 110;
const LEAST_METERS = 3500;
const SAMPLINGS = [1, 10, 30, 60];
const NOISES: readonly Noise[] = [0, 30].flatMap((fadeSeconds) =>
  [5, 10, 20].map((sigmaMeters) => ({ sigmaMeters, fadeSeconds })),
);

type City = { readonly name: string; readonly network: MatchNetwork; readonly drives: Drive[] };

function cityOf(name: string, network: MatchNetwork, seed: number): City {
  const next = drivesOn(network, seededRandom(seed));
  return { name, network, drives: Array.from({ length: DRIVES }, () => next(LEAST_METERS)) };
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}`;

/** Precision and recall of all drives together. */
function accuracy({ network, drives }: City, noise: Noise, everySeconds: number): string {
  const random = seededRandom(noise.sigmaMeters * 100 + everySeconds);
  const match = matcherOn(network);
  const total = { driven: 0, found: 0, both: 0 };
  for (const drive of drives) {
    const fixes = fixesOf(drive, everySeconds, noise, random);
    const score: Score = scoreOf(drive, match(fixes).passages, network);
    for (const key of ["driven", "found", "both"] as const) total[key] += score[key];
  }
  const [precision, recall] = [percent(total.both, total.found), percent(total.both, total.driven)];
  const isAsked = noise.sigmaMeters <= 10 && everySeconds <= 10;
  return isAsked ? `**${precision} / ${recall}**` : `${precision} / ${recall}`;
}

/** Processor time in seconds. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function speedRow({ name, network, drives }: City): string {
  const random = seededRandom(5);
  const traces = drives.map((drive) =>
    fixesOf(drive, 10, { sigmaMeters: 8, fadeSeconds: 10 }, random),
  );
  const points = traces.reduce((sum, fixes) => sum + fixes.length, 0);
  const rate = (seconds: number) => Math.round(points / seconds / 100) * 100;
  const match = matcherOn(network);
  const all = () => {
    for (const fixes of traces) match(fixes);
  };
  const cold = rate(secondsOf(all));
  const warm = Math.max(...[1, 2, 3, 4].map(() => rate(secondsOf(all))));
  const begin = onlineOn(network);
  const online = rate(
    secondsOf(() => {
      for (const fixes of traces) {
        const vehicle = begin();
        for (const fix of fixes) vehicle.push([fix]);
      }
    }),
  );
  const nearest = Math.max(
    ...[1, 2, 3].map(() =>
      rate(
        secondsOf(() => {
          for (const fixes of traces)
            for (const { position } of fixes) network.streets.nearestEdge(position, 70);
        }),
      ),
    ),
  );
  const figures = [points, cold, warm, online, nearest].map((figure) =>
    figure.toLocaleString("en"),
  );
  return `| ${name} | ${figures.join(" | ")} | ${(nearest / warm).toFixed(1)} × |`;
}

/** How much of what is driven is found, on seeded drives over two cities, and how fast. */
export async function benchMatching(): Promise<BenchResult> {
  const missing = missingCity();
  if (missing) return { skipped: `${missing} is missing` };
  const load = loadavg()[0]!;
  const cities = [cityOf("Porto", readPorto(), 7), cityOf("Shenzhen", readShenzhen().network, 8)];
  const speeds = cities.map(speedRow);
  const rows = cities.flatMap((city) =>
    NOISES.map((noise) => {
      const cells = SAMPLINGS.map((every) => accuracy(city, noise, every));
      const kind = noise.fadeSeconds === 0 ? "independent" : `fading over ${noise.fadeSeconds} s`;
      return `| ${city.name} | ${noise.sigmaMeters} m ${kind} | ${cells.join(" | ")} |`;
    }),
  );
  const sizes = cities.map(
    ({ name, network }) => `${name} (${network.streets.edges.length.toLocaleString("en")} edges)`,
  );
  return {
    report: `## Matching to streets

${DRIVES} seeded drives of ${LEAST_METERS / 1000} km or more in each of ${sizes.join(" and ")}: quickest ways between arcs at random, a speed for each street that varies, slower at corners, stops of
3–53 s. Noise is normal to the east and to the north, independent or fading. Precision / recall by length in %, all drives together, each direction of a street by itself: only what
was driven in the direction that was found counts. Settings are the presets, the noise is not told.

| city | noise | 1 s | 10 s | 30 s | 60 s |
|---|---|---|---|---|---|
${rows.join("\n")}

Target: 95 / 95 where bold.

Points a second of processor time on one core, sampled each 10 s: with nothing searched before, with the ways kept (best of 4), and one by one as they come. Beside them: only the nearest street of
each fix, and how many times as fast that is.

| city | points | at first | with ways kept | online | nearest street | ratio |
|---|---|---|---|---|---|---|
${speeds.join("\n")}

Target: 15,000 points a second. Load average when it began: ${load.toFixed(1)} (near 0 is a machine to itself).
`,
  };
}

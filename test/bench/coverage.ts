import { loadavg } from "node:os";
import pg from "pg";
import { type Labels, nearestTwo } from "../../server/coverage/labels.ts";
import { findNearest, nearestOf } from "../../server/coverage/nearest.ts";
import type { TravelNetwork } from "../../server/coverage/network.ts";
import {
  differenceOf,
  SNAP_SITE_METERS,
  type Study,
  studyOf,
} from "../../server/coverage/study.ts";
import { SNAP_PEOPLE_METERS, snapAll } from "../../server/coverage/world.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { seededRandom } from "../worlds/layer.ts";
import {
  type Driven,
  drivingDistance,
  fillPgrouting,
  fillSites,
  type HowDriven,
  lacksPgrouting,
} from "./coverage-pgrouting.ts";
import {
  anywhere,
  benchDemand,
  benchNetwork,
  benchSites,
  benchStreets,
  placeAtNode,
} from "./coverage-town.ts";
import type { BenchResult } from "./run.ts";

const [SITES, DEMANDS, MOVES, WARMING] = [60, 10_000, 300, 50];
const CAPACITY = 8000;
/** Every so many moves the labels are compared with ones made from the beginning. */
const CHECK_EVERY = 10;
/** Farther than any way in the town. */
const FARTHEST_MILLIMETERS = 50_000_000;
const RADII_METERS = [300, 1000];
const ROUNDS = 15;

/** The milliseconds below which a share of some times lies. */
const quantile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1]!;

const cells = (times: readonly number[]) =>
  [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(2)).join(" | ");

/** Within some 100 m, as a hand that drags goes. */
const nearby = ([lng, lat]: LngLat, random: () => number): LngLat => [
  lng + 0.002 * (random() - 0.5),
  lat + 0.0018 * (random() - 0.5),
];

/** Milliseconds of each of many moves of one site, as the server answers a trial. */
function timedMoves(study: Study, random: () => number, isFar: boolean): number[] {
  const times: number[] = [];
  for (let move = 0; move < WARMING + MOVES; move++) {
    const site = Math.floor(SITES * random());
    const to = isFar ? anywhere(random) : nearby(study.sites[site]!.position, random);
    const begun = performance.now();
    study.tryOut(site, to, (after) => differenceOf(study.measured, after));
    if (move >= WARMING) times.push(performance.now() - begun);
  }
  return times;
}

/** The labels alone as sites move for good: from what was there, and from the beginning. They must be the same. */
function timedLabels(network: TravelNetwork, study: Study, random: () => number) {
  const labels = nearestTwo(network, study.labels.sites, FARTHEST_MILLIMETERS);
  const [incremental, scratch]: [number[], number[]] = [[], []];
  for (let move = 0; move < WARMING + MOVES; move++) {
    const place = network.snap(anywhere(random), SNAP_SITE_METERS);
    if (typeof place === "string") continue;
    const begun = performance.now();
    labels.set(Math.floor(SITES * random()), place);
    if (move >= WARMING) incremental.push(performance.now() - begun);
    if (move % CHECK_EVERY > 0) continue;
    const again = performance.now();
    const anew = nearestTwo(network, labels.sites, FARTHEST_MILLIMETERS);
    if (move >= WARMING) scratch.push(performance.now() - again);
    if (!isSame(labels, anew)) throw new Error(`after move ${move} the labels are others`);
  }
  return { incremental, scratch };
}

const isSame = (a: Labels, b: Labels) =>
  (["firstSites", "firstWays", "secondSites", "secondWays"] as const).every((column) =>
    (a[column] as ArrayLike<number> & { every: Float64Array["every"] }).every(
      (value, node) => value === b[column][node],
    ),
  );

function moveRows(random: () => number): string[] {
  const drawn = benchStreets(random);
  const demand = benchDemand(random, DEMANDS);
  const rows: string[] = [];
  for (const profile of ["walk", "vehicle"] as const) {
    const network = benchNetwork(drawn, profile);
    const snapped = snapAll(network, demand.centers, SNAP_PEOPLE_METERS);
    const sites = benchSites(random, SITES, CAPACITY);
    const of = { network, demand, snapped, sites };
    for (const radiusMeters of RADII_METERS)
      for (const hasCapacity of [false, true])
        for (const isFar of [false, true]) {
          const study = studyOf({ ...of, radiusMeters, hasCapacity });
          const times = timedMoves(study, random, isFar);
          const what = `${profile === "walk" ? "on foot" : "by vehicle"}, ${radiusMeters} m, ${isFar ? "to anywhere" : "100 m on"}${hasCapacity ? ", capacities" : ""}`;
          rows.push(`| ${what} | ${cells(times)} |`);
        }
    const study = studyOf({ ...of, radiusMeters: RADII_METERS[0]!, hasCapacity: false });
    const { incremental, scratch } = timedLabels(network, study, random);
    const how = profile === "walk" ? "on foot" : "by vehicle";
    rows.push(
      `| of it: labels of nodes from what was there, to anywhere, ${how} | ${cells(incremental)} |`,
    );
    rows.push(`| the same from the beginning, ${how} | ${cells(scratch)} |`);
    const near = nearestOf(DEMANDS);
    const times = Array.from({ length: ROUNDS }, () => {
      const begun = performance.now();
      findNearest(network, study.labels, snapped.places, FARTHEST_MILLIMETERS, near);
      return performance.now() - begun;
    });
    rows.push(
      `| of it: the two nearest sites of ${DEMANDS.toLocaleString("en")} demands, ${how} | ${cells(times)} |`,
    );
  }
  return rows;
}

/** Milliseconds of labels within a radius, from the beginning; median. */
function timedScratch(work: () => Labels): { labels: Labels; milliseconds: number } {
  const times: number[] = [];
  let labels = work();
  for (let round = 0; round < 40 * ROUNDS; round++) {
    const begun = performance.now();
    labels = work();
    times.push(performance.now() - begun);
  }
  return { labels, milliseconds: quantile(times.slice(times.length >> 1), 0.5) };
}

/** Nodes of which one side has another way, by more than a millimetre, or none. */
function differing(labels: Labels, { ways }: Driven): number {
  let count = 0;
  for (const [node, way] of labels.firstWays.entries()) {
    const other = ways.get(node) ?? Number.POSITIVE_INFINITY;
    if (way !== other && !(Math.abs(way - other) <= 1)) count++;
  }
  return count;
}

const HOW: readonly HowDriven[] = [
  { edges: "all", isEquicost: false },
  { edges: "near", isEquicost: false },
  { edges: "all", isEquicost: true },
  { edges: "near", isEquicost: true },
];

async function comparedRows(client: pg.Client, random: () => number): Promise<string[]> {
  const network = benchNetwork(benchStreets(random), "walk");
  const sites = new Map<number, NonNullable<ReturnType<typeof placeAtNode>>>();
  while (sites.size < SITES) {
    const node = Math.floor(network.streets.nodeIds.length * random());
    const place = placeAtNode(network, node);
    if (place) sites.set(node, place);
  }
  const nodes = [...sites.keys()].sort((a, b) => a - b);
  const places = nodes.map((node) => sites.get(node)!);
  await fillPgrouting(client, network);
  await fillSites(
    client,
    nodes.map((node) => ({ node, position: sites.get(node)!.position })),
  );
  const rows: string[] = [];
  for (const radiusMeters of RADII_METERS) {
    const limit = radiusMeters * 1000;
    const { labels, milliseconds } = timedScratch(() => nearestTwo(network, places, limit));
    for (const how of HOW) {
      const driven = await drivingDistance(client, limit, how, ROUNDS);
      const differs = differing(labels, driven);
      if (!how.isEquicost && differs > 0)
        throw new Error(`${differs} nodes within ${radiusMeters} m are others by pgRouting`);
      const read = how.edges === "all" ? "all" : "by index, near sites";
      const told = how.isEquicost ? "`equicost`" : "the least of each node";
      rows.push(
        `| ${radiusMeters} | ${labels.firstWays.filter(Number.isFinite).length.toLocaleString("en")} | ${read}; ${told} | ${milliseconds.toFixed(3)} | ${driven.milliseconds.toFixed(1)} | **${Math.round(driven.milliseconds / milliseconds)} ×** | ${differs} |`,
      );
    }
  }
  return rows;
}

async function withPgrouting<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const name = `huanwei_bench_${process.pid}`;
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const address = new URL(url);
    address.pathname = `/${name}`;
    const client = new pg.Client(address.href);
    await client.connect();
    return await work(client).finally(() => client.end());
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** How soon a moved site is answered, and coverage from the beginning against pgRouting. */
export async function benchCoverage(): Promise<BenchResult> {
  const url = process.env.BENCH_DATABASE_URL ?? process.env.DATABASE_URL;
  if (!url)
    return { skipped: "no PostgreSQL to compare with: set BENCH_DATABASE_URL or DATABASE_URL" };
  const reason = await lacksPgrouting(url);
  if (reason) return { skipped: reason };
  const loadBefore = loadavg()[0]!;
  const edges = benchStreets(seededRandom(6)).length;
  const moved = moveRows(seededRandom(6));
  return withPgrouting(url, async (client) => {
    const compared = await comparedRows(client, seededRandom(6));
    const { rows } = await client.query(
      "select current_setting('server_version') as version, pgr_version() as pgrouting",
    );
    return {
      report: `## Coverage

A grid of ${edges.toLocaleString("en")} edges of about 150 m, crossings moved, links missing, some one-way, seeded; ${SITES} sites, ${DEMANDS.toLocaleString("en")} demands, one thread. One site moves: labels of nodes, the two
nearest sites of every demand, shares of room where sites have capacities, and what differs. ${MOVES} moves after ${WARMING} that warm, in milliseconds; every ${CHECK_EVERY}th
time labels were compared with ones from the beginning and were the same in every digit.

| one site moves | p50 ms | p95 ms | most ms |
|---|---|---|---|
${moved.join("\n")}

From the beginning within a radius: which nodes are within it of the nearest of ${SITES} sites at nodes, and how far. Ours tells the second nearest site too. \`pgr_drivingDistance\`
of pgRouting ${rows[0].pgrouting} on PostgreSQL ${String(rows[0].version).split(" ")[0]}, all sites at once, undirected, reads edges anew each time, all of them or those an index finds near sites; its rows are
counted in the database and not sent. Medians, the network in memory on our side and the table in the buffers on the other. Node by node, the least of each site's
search is the same as ours (else this bench fails); what \`equicost\` says is not always the nearest: the last column counts nodes that it has farther, or leaves out.

| radius m | nodes within | pgRouting | ours ms | pgRouting ms | ratio | nodes other |
|---|---|---|---|---|---|---|
${compared.join("\n")}

Targets: one site moved ≤ 10 ms, ≥ 50 × pgRouting. Load average when it began: ${loadBefore.toFixed(1)} (near 0 is a machine to itself).`,
    };
  });
}

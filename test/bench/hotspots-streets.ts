import Flatbush from "flatbush";
import { columnsOf, insertRows } from "../../server/demo-tables.ts";
import { bboxAround } from "../../server/geo/bbox.ts";
import { toEwkbHex } from "../../server/geo/ewkb.ts";
import { lengthMeters, nearestOnLine } from "../../server/geo/measure.ts";
import type { DrawnEdge } from "../../server/geo/network.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { createStreetUnits } from "../../server/hotspots/street-store.ts";
import { assignUnits, type Street, streetUnits } from "../../server/hotspots/street-units.ts";
import { openTestDatabase } from "../worlds/database.ts";
import { seededRandom } from "../worlds/layer.ts";
import type { BenchResult } from "./run.ts";

const EDGES = 20_000;
const COMPLAINTS = 100_000;
const WITHIN_METERS = 50;
const PER_DEGREE = 1e7;
const ROUNDS = 5;
/** Crossings along each side; those of a grid of so many have a little more than 20,000 edges. */
const SIDE = 101;
/** About 150 m at 30°N. */
const [STEP_LNG, STEP_LAT] = [0.00156, 0.00135];

/** A grid of bent streets, some 15 × 15 km, crossings moved a little. */
function grid(random: () => number): DrawnEdge<Street>[] {
  const moved = () => 0.4 * (random() - 0.5);
  const crossings = Array.from(
    { length: SIDE * SIDE },
    (_, node): LngLat => [
      112.3 + STEP_LNG * ((node % SIDE) + moved()),
      30 + STEP_LAT * (Math.floor(node / SIDE) + moved()),
    ],
  );
  const drawn: DrawnEdge<Street>[] = [];
  const join = (fromNode: number, toNode: number) => {
    const [a, b] = [crossings[fromNode]!, crossings[toNode]!];
    const bend = (part: number): LngLat => [
      a[0] + part * (b[0] - a[0]) + 0.05 * STEP_LNG * moved(),
      a[1] + part * (b[1] - a[1]) + 0.05 * STEP_LAT * moved(),
    ];
    const path = [a, bend(0.25), bend(0.5), bend(0.75), b];
    const named = { streetId: null, name: null, nameEn: null, grade: 2, class: "branch" };
    const id = `e${String(drawn.length).padStart(5, "0")}`;
    drawn.push({
      edge: { id, fromNode, toNode, lengthMeters: lengthMeters(path), ...named },
      path,
    });
  };
  for (const node of crossings.keys()) {
    if (node % SIDE < SIDE - 1) join(node, node + 1);
    if (node + SIDE < crossings.length) join(node, node + SIDE);
  }
  return drawn.slice(0, EDGES);
}

/** Three of four stand along a street, the others anywhere. */
function complaintsOf(drawn: readonly DrawnEdge<Street>[], random: () => number) {
  const [lngs, lats] = [new Int32Array(COMPLAINTS), new Int32Array(COMPLAINTS)];
  for (let i = 0; i < COMPLAINTS; i++) {
    const { path } = drawn[Math.floor(random() * drawn.length)]!;
    const [a, b] = [path[1]!, path[2]!];
    const spread = i % 4 === 0 ? 0.0014 : 0.0002;
    lngs[i] = PER_DEGREE * (a[0]! + random() * (b[0]! - a[0]!) + spread * (random() - 0.5));
    lats[i] = PER_DEGREE * (a[1]! + random() * (b[1]! - a[1]!) + spread * (random() - 0.5));
  }
  return { lngs, lats, perDegree: PER_DEGREE };
}

/** The edge nearest to each, by boxes of whole edges and lines of positions, as the register's imports find it. */
function byBoxes(drawn: readonly DrawnEdge<Street>[]) {
  const tree = new Flatbush(drawn.length);
  for (const { path } of drawn) {
    const [lngs, lats] = [path.map(([lng]) => lng!), path.map(([, lat]) => lat!)];
    tree.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
  }
  tree.finish();
  return (at: LngLat) => {
    let [best, least] = [-1, WITHIN_METERS];
    for (const edge of tree.search(...bboxAround(at, WITHIN_METERS)).sort((a, b) => a - b)) {
      const { distanceMeters } = nearestOnLine(at, drawn[edge]!.path)!;
      if (distanceMeters > least || (distanceMeters === least && best >= 0)) continue;
      [best, least] = [edge, distanceMeters];
    }
    return best;
  };
}

/** The least milliseconds of some rounds, and what the last one gave. */
function timed<T>(work: () => T): { milliseconds: number; value: T } {
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let round = 0; ; round++) {
    const start = performance.now();
    const value = work();
    milliseconds = Math.min(milliseconds, performance.now() - start);
    if (round === ROUNDS - 1) return { milliseconds, value };
  }
}

/** Milliseconds of the first asking, which reads all streets, and of one after it. */
async function fromDatabase(drawn: readonly DrawnEdge<Street>[]) {
  const { database, drop } = await openTestDatabase();
  await database.transaction(
    async (tx) => {
      await tx.query("insert into district (district_id, name) values ('bench', '测量区')");
      const columns = columnsOf(drawn, {
        edge_id: ["text", ({ edge }) => edge.id],
        from_node: ["bigint", ({ edge }) => edge.fromNode],
        to_node: ["bigint", ({ edge }) => edge.toNode],
        class: ["text", ({ edge }) => edge.class],
        length_meters: ["float8", ({ edge }) => edge.lengthMeters],
        path: [
          "geometry",
          ({ path }) => toEwkbHex({ type: "LineString", coordinates: path.map((at) => [...at]) }),
        ],
      });
      await insertRows(tx, "bench", "street_edge", columns);
    },
    { asOwner: true },
  );
  const streets = createStreetUnits(database);
  const ask = async () => {
    const start = performance.now();
    await streets.get("bench");
    return performance.now() - start;
  };
  const figures = { engine: database.engine, first: await ask(), next: await ask() };
  await drop();
  return figures;
}

const whole = (value: number) => Math.round(value).toLocaleString("en");

/** Streets cut into stretches, and complaints put on them. */
export async function benchHotspotsStreets(): Promise<BenchResult> {
  const random = seededRandom(5);
  const drawn = grid(random);
  const complaints = complaintsOf(drawn, random);
  const rows = Uint32Array.from({ length: COMPLAINTS }, (_, row) => row);
  const built = timed(() => streetUnits(drawn));
  const units = built.value;
  const neighbours = timed(() => units.neighboursWithin());
  const assigned = timed(() => assignUnits(units, complaints, rows, WITHIN_METERS));
  const plain = timed(() => {
    const edgeOf = byBoxes(drawn);
    return Int32Array.from(rows, (row) =>
      edgeOf([complaints.lngs[row]! / PER_DEGREE, complaints.lats[row]! / PER_DEGREE]),
    );
  });
  const edges = assigned.value.map((unit) => (unit < 0 ? -1 : units.edges[unit]!));
  const differing = edges.reduce((sum, edge, i) => sum + (edge === plain.value[i] ? 0 : 1), 0);
  const placed = assigned.value.reduce((sum, unit) => sum + (unit < 0 ? 0 : 1), 0);
  const { engine, first, next } = await fromDatabase(drawn);
  return {
    report: `
## Hotspots along streets

A grid of ${whole(drawn.length)} bent edges of about 150 m, seeded, cut into ${whole(units.count)} stretches of at most 100 m; ${whole(COMPLAINTS)} complaints,
of which ${whole(placed)} are within ${WITHIN_METERS} m of a street. Milliseconds, the best of ${ROUNDS} rounds; the plain way has boxes of whole edges and
measures their lines, and builds its index each time; it puts ${whole(differing)} on another edge.

| | ms |
|---|---|
| graph, index and stretches from edges in memory | ${whole(built.milliseconds)} |
| ${whole(neighbours.value.items.length)} neighbours within 100 m along streets | ${whole(neighbours.milliseconds)} |
| complaints put on stretches | **${whole(assigned.milliseconds)}** |
| the same in the plain way, edges only | ${whole(plain.milliseconds)} |
| first asking, read from the database (${engine}) | ${whole(first)} |
| asking again, nothing changed | ${next.toFixed(1)} |

Target: complaints put on stretches well under 2,000 ms.
`,
  };
}

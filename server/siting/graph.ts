import { linksOf } from "../geo/network.ts";
import { reachOver } from "../geo/reach.ts";
import type { Demand } from "./problem.ts";

/** A file that cannot be worked with; the message names line, field and remedy. */
export class SitingFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SitingFileError";
  }
}

/** A graph as OR-Library writes it: vertices from 1, edges both ways. */
export type VertexGraph = {
  readonly vertexCount: number;
  /** Sites that line 1 asks for. */
  readonly count: number;
  /** 0-based ends and the length of each edge; no edge twice. */
  readonly edges: readonly (readonly [a: number, b: number, cost: number])[];
};

const FIRST = `line 1 is "n m p": vertices, edges, and sites to choose, such as "100 200 5"`;

/**
 * The graph in a text of OR-Library's uncapacitated p-median files.
 *
 * An edge that is listed again replaces the earlier one, as the file's own notes say; one from a vertex to itself leads
 * nowhere. Blank lines count for nothing.
 *
 * @param file  What to call it in a message.
 * @throws {SitingFileError} naming the line, what stands there and what should.
 * @see Beasley, "A note on solving large p-median problems", European Journal of Operational Research 21, 1985, pp. 270–273.
 */
export function parseGraph(text: string, file: string): VertexGraph {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ number: i + 1, fields: line.split(/[\s,;]+/).filter((f) => f !== "") }))
    .filter(({ fields }) => fields.length > 0);
  const [first, ...rest] = lines;
  const fail = (line: number, what: string, remedy: string): never => {
    throw new SitingFileError(`${file}, line ${line}: ${what}; ${remedy}.`);
  };
  if (!first) return fail(1, "the file is empty", FIRST);
  if (first.fields.length !== 3)
    fail(first.number, `${first.fields.length} fields stand there, not 3`, FIRST);
  const [vertexCount, edgeCount, count] = first.fields.map(Number) as [number, number, number];
  const heads = { n: vertexCount, m: edgeCount, p: count };
  for (const [name, value] of Object.entries(heads))
    if (!Number.isInteger(value) || value < (name === "m" ? 0 : 1))
      fail(first.number, `${name} is "${first.fields["nmp".indexOf(name)]}"`, FIRST);
  if (vertexCount > MOST_VERTICES)
    fail(first.number, `n is ${vertexCount}`, `at most ${MOST_VERTICES} vertices can be worked on`);
  if (rest.length !== edgeCount) {
    const last = lines.at(-1)!.number;
    fail(
      last,
      `there are ${rest.length} edges, and line ${first.number} says m is ${edgeCount}`,
      "write one edge a line, or correct m",
    );
  }
  const edges = new Map<number, readonly [number, number, number]>();
  for (const { number, fields } of rest) {
    if (fields.length !== 3)
      fail(number, `${fields.length} fields stand there, not 3`, `an edge is "vertex vertex cost"`);
    const [a, b, cost] = fields.map(Number) as [number, number, number];
    for (const [name, vertex, i] of [
      ["first vertex", a, 0] as const,
      ["second vertex", b, 1] as const,
    ])
      if (!Number.isInteger(vertex) || vertex < 1 || vertex > vertexCount)
        fail(number, `the ${name} is "${fields[i]}"`, `vertices are 1 to ${vertexCount}`);
    if (!(cost >= 0 && cost < Number.POSITIVE_INFINITY))
      fail(number, `the cost is "${fields[2]}"`, "a cost is a number of 0 or more");
    if (a === b) continue;
    const [low, high] = a < b ? [a - 1, b - 1] : [b - 1, a - 1];
    edges.set(low * vertexCount + high, [low, high, cost]);
  }
  return { vertexCount, count, edges: [...edges.values()] };
}

/** Every pair of vertices is a distance to keep: 5,000 are 300 MB. */
const MOST_VERTICES = 5000;

/**
 * How far each vertex is from each other along the edges, each weighing 1 and each a candidate.
 *
 * Dijkstra from every vertex: O(n (n + m) log n). A vertex that cannot be come to from another is not in its row.
 */
export function graphDemand({ vertexCount: n, edges }: VertexGraph): Demand {
  const links = linksOf(
    n,
    Uint32Array.from(edges, ([a]) => a),
    Uint32Array.from(edges, ([, b]) => b),
  );
  const costs = Float64Array.from(edges, ([, , cost]) => cost);
  const reach = reachOver(links, costs);
  const rowStarts = new Int32Array(n + 1);
  const sites: Int32Array[] = [];
  const meters: Float64Array[] = [];
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const reached: number[] = [];
    reach([i], Number.POSITIVE_INFINITY, (vertex, cost) => {
      reached.push(vertex);
      distances[vertex] = cost;
    });
    const row = Int32Array.from(reached).sort();
    sites.push(row);
    meters.push(Float64Array.from(row, (j) => distances[j]!));
    rowStarts[i + 1] = rowStarts[i]! + row.length;
  }
  const flatSites = new Int32Array(rowStarts[n]!);
  const flatMeters = new Float64Array(rowStarts[n]!);
  for (let i = 0; i < n; i++) {
    flatSites.set(sites[i]!, rowStarts[i]!);
    flatMeters.set(meters[i]!, rowStarts[i]!);
  }
  const weights = new Float64Array(n).fill(1);
  return { weights, siteCount: n, starts: rowStarts, sites: flatSites, meters: flatMeters };
}

import { areaOf, between, distance, meeting, nearestOn, type Point } from "./plane.ts";

/** A line with what it is; lines may cross, touch and overshoot as they like. */
export type Line<T> = { readonly points: readonly Point[]; readonly tag: T };

/** A piece of a line between two junctions; `points` begins and ends at their positions. */
export type PlanarEdge<T> = {
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  readonly tag: T;
};

export type Planar<T> = {
  readonly nodes: readonly Point[];
  readonly edges: readonly PlanarEdge<T>[];
};

const GRID = 90; // meters; about the length of a block's side, so that a segment meets few cells
const keyOf = (column: number, row: number) => (column + 4096) * 8192 + row + 4096;

type Segment = { line: number; index: number; a: Point; b: Point };
type Cut = { at: number; node: number };

/**
 * A network in which lines meet only at shared nodes.
 *
 * Crossings become junctions, ends within `snapMeters` of another line are joined to it, and junctions closer than
 * that become one. Pieces shorter than `snapMeters` vanish. Two pieces between the same junctions are kept only when
 * their lengths differ by a quarter.
 *
 * @param lines  Earlier lines win where two run together.
 */
export function planarOf<T>(lines: readonly Line<T>[], snapMeters = 5): Planar<T> {
  const segments: Segment[] = [];
  lines.forEach(({ points }, line) => {
    for (let index = 0; index + 1 < points.length; index++) {
      segments.push({ line, index, a: points[index]!, b: points[index + 1]! });
    }
  });
  const grid = segmentGrid(segments);
  const nodes: Point[] = [];
  const nodeAt = nodeMerger(nodes, snapMeters);
  const cuts: Cut[][] = lines.map(() => []);

  // Ends first: they are where streets were meant to meet, so they win the junction's position.
  lines.forEach(({ points }, line) => {
    for (const end of [0, points.length - 1]) {
      const target = nearestSegment(points[end]!, segments, grid, snapMeters, line);
      if (target === null) {
        cuts[line]!.push({ at: end, node: nodeAt(points[end]!) });
        continue;
      }
      const { segment, share } = target;
      const node = nodeAt(between(segment.a, segment.b, share));
      cuts[line]!.push({ at: end, node });
      cuts[segment.line]!.push({ at: segment.index + share, node });
    }
  });
  for (const [one, other] of grid.pairs()) {
    const [s, t] = [segments[one]!, segments[other]!];
    if (s.line === t.line && Math.abs(s.index - t.index) < 2) continue;
    const shares = meeting(s.a, s.b, t.a, t.b);
    if (shares === null) continue;
    const node = nodeAt(between(s.a, s.b, shares[0]));
    cuts[s.line]!.push({ at: s.index + shares[0], node });
    cuts[t.line]!.push({ at: t.index + shares[1], node });
  }
  return { nodes, edges: piecesOf(lines, cuts, nodes, snapMeters) };
}

function piecesOf<T>(
  lines: readonly Line<T>[],
  cuts: readonly Cut[][],
  nodes: readonly Point[],
  snapMeters: number,
): PlanarEdge<T>[] {
  const edges: PlanarEdge<T>[] = [];
  const lengths = new Map<string, number[]>();
  lines.forEach(({ points, tag }, line) => {
    const sorted = [...cuts[line]!].sort((p, q) => p.at - q.at || p.node - q.node);
    for (let k = 0; k + 1 < sorted.length; k++) {
      const [start, end] = [sorted[k]!, sorted[k + 1]!];
      if (start.node === end.node && end.at - start.at < 3) continue;
      const path: Point[] = [nodes[start.node]!];
      for (let i = Math.floor(start.at) + 1; i < end.at; i++) {
        const farFromEnds =
          distance(points[i]!, nodes[start.node]!) > snapMeters &&
          distance(points[i]!, nodes[end.node]!) > snapMeters;
        if (farFromEnds) path.push(points[i]!);
      }
      path.push(nodes[end.node]!);
      let meters = 0;
      for (let i = 1; i < path.length; i++) meters += distance(path[i - 1]!, path[i]!);
      if (start.node === end.node && meters < 4 * snapMeters) continue;
      const key = `${Math.min(start.node, end.node)}-${Math.max(start.node, end.node)}`;
      const known = lengths.get(key) ?? [];
      if (known.some((other) => Math.abs(other - meters) < 0.25 * Math.max(other, meters)))
        continue;
      lengths.set(key, [...known, meters]);
      edges.push({ from: start.node, to: end.node, points: path, tag });
    }
  });
  return edges;
}

/** Finds or makes the node within reach of a point. */
function nodeMerger(nodes: Point[], reachMeters: number) {
  const cells = new Map<number, number[]>();
  return (point: Point): number => {
    const column = Math.floor(point[0] / reachMeters);
    const row = Math.floor(point[1] / reachMeters);
    const key = (c: number, r: number) => (c + 32768) * 65536 + r + 32768;
    for (let c = column - 1; c <= column + 1; c++) {
      for (let r = row - 1; r <= row + 1; r++) {
        for (const node of cells.get(key(c, r)) ?? []) {
          if (distance(nodes[node]!, point) <= reachMeters) return node;
        }
      }
    }
    nodes.push(point);
    const own = key(column, row);
    cells.set(own, [...(cells.get(own) ?? []), nodes.length - 1]);
    return nodes.length - 1;
  };
}

function segmentGrid(segments: readonly Segment[]) {
  const cells = new Map<number, number[]>();
  segments.forEach(({ a, b }, index) => {
    const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    for (let c = Math.floor(west / GRID); c <= Math.floor(east / GRID); c++) {
      for (let r = Math.floor(south / GRID); r <= Math.floor(north / GRID); r++) {
        const key = keyOf(c, r);
        const cell = cells.get(key);
        if (cell) cell.push(index);
        else cells.set(key, [index]);
      }
    }
  });
  return {
    near(point: Point, reachMeters: number): number[] {
      const found: number[] = [];
      for (
        let c = Math.floor((point[0] - reachMeters) / GRID);
        c <= Math.floor((point[0] + reachMeters) / GRID);
        c++
      ) {
        for (
          let r = Math.floor((point[1] - reachMeters) / GRID);
          r <= Math.floor((point[1] + reachMeters) / GRID);
          r++
        ) {
          found.push(...(cells.get(keyOf(c, r)) ?? []));
        }
      }
      return found;
    },
    /** Pairs that may meet; a pair can come more than once, and cutting twice in one place does no harm. */
    *pairs(): Generator<readonly [number, number]> {
      for (const members of cells.values()) {
        for (let i = 0; i < members.length; i++) {
          for (let j = i + 1; j < members.length; j++) yield [members[i]!, members[j]!];
        }
      }
    },
  };
}

function nearestSegment(
  point: Point,
  segments: readonly Segment[],
  grid: ReturnType<typeof segmentGrid>,
  reachMeters: number,
  exceptLine: number,
) {
  let best: { segment: Segment; share: number; meters: number } | null = null;
  for (const index of grid.near(point, reachMeters)) {
    const segment = segments[index]!;
    if (segment.line === exceptLine) continue;
    const { share, meters } = nearestOn(point, segment.a, segment.b);
    if (meters <= reachMeters && (best === null || meters < best.meters))
      best = { segment, share, meters };
  }
  return best;
}

/** A face of a planar network: the edges around it, counter-clockwise, and the ring they make (not closed). */
export type Face<T> = {
  readonly ring: readonly Point[];
  /** For each side of the ring, the edge it belongs to. */
  readonly sides: readonly PlanarEdge<T>[];
  /** Half-edges around: the edge's index, and whether it runs against its own direction. */
  readonly around: readonly { readonly edge: number; readonly isReversed: boolean }[];
};

/** Monotone in the angle of a direction, without trigonometry: 0 … 4. */
function pseudoAngle(a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const share = dx / (Math.abs(dx) + Math.abs(dy) || 1);
  return dy >= 0 ? 1 - share : 3 + share;
}

/** The blocks that the lines of a network enclose. Dead ends are ignored; the outside is left out. */
export function facesOf<T>({ nodes, edges }: Planar<T>): Face<T>[] {
  const isKept = withoutDeadEnds(nodes.length, edges);
  const outgoing: { half: number; angle: number }[][] = nodes.map(() => []);
  edges.forEach(({ from, to, points }, edge) => {
    if (!isKept[edge]) return;
    outgoing[from]!.push({ half: edge * 2, angle: pseudoAngle(points[0]!, points[1]!) });
    outgoing[to]!.push({ half: edge * 2 + 1, angle: pseudoAngle(points.at(-1)!, points.at(-2)!) });
  });
  const turn = new Map<number, number>(); // arriving half-edge → the next one around the face on its left
  for (const spokes of outgoing) {
    spokes.sort((p, q) => p.angle - q.angle || p.half - q.half);
    spokes.forEach(({ half }, i) => {
      turn.set(half ^ 1, spokes[(i + spokes.length - 1) % spokes.length]!.half);
    });
  }
  const faces: Face<T>[] = [];
  const seen = new Set<number>();
  for (const start of turn.keys()) {
    if (seen.has(start)) continue;
    const ring: Point[] = [];
    const sides: PlanarEdge<T>[] = [];
    const around: { edge: number; isReversed: boolean }[] = [];
    for (let half = start; !seen.has(half); half = turn.get(half)!) {
      seen.add(half);
      const edge = edges[half >> 1]!;
      const isReversed = (half & 1) === 1;
      around.push({ edge: half >> 1, isReversed });
      const path = isReversed ? [...edge.points].reverse() : edge.points;
      for (let i = 0; i + 1 < path.length; i++) {
        ring.push(path[i]!);
        sides.push(edge);
      }
    }
    if (areaOf(ring) > 1) faces.push({ ring, sides, around });
  }
  return faces;
}

function withoutDeadEnds<T>(nodeCount: number, edges: readonly PlanarEdge<T>[]): boolean[] {
  const degree = new Array<number>(nodeCount).fill(0);
  const kept = edges.map(() => true);
  for (const { from, to } of edges) {
    degree[from]! += 1;
    degree[to]! += 1;
  }
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    edges.forEach(({ from, to }, i) => {
      if (!kept[i] || (degree[from]! > 1 && degree[to]! > 1)) return;
      kept[i] = false;
      degree[from]! -= 1;
      degree[to]! -= 1;
      isChanged = true;
    });
  }
  return kept;
}

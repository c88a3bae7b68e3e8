import type { Position } from "geojson";

/** Mean radius of the earth that lengths are measured on. @see IUGG 1980, R₁. */
const EARTH_RADIUS_METERS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * How long a line is over the ground, on a sphere of 6,371,008.8 m.
 *
 * @param path  `[lng, lat]` in degrees; 0 for fewer than two.
 */
export function lengthMeters(path: readonly Position[]) {
  let sum = 0;
  for (let i = 1; i < path.length; i++) {
    const [aLng, aLat] = [path[i - 1]![0]! * RADIANS, path[i - 1]![1]! * RADIANS];
    const [bLng, bLat] = [path[i]![0]! * RADIANS, path[i]![1]! * RADIANS];
    const h =
      Math.sin((bLat - aLat) / 2) ** 2 +
      Math.cos(aLat) * Math.cos(bLat) * Math.sin((bLng - aLng) / 2) ** 2;
    sum += 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(h));
  }
  return sum;
}

/** A line of the network as its source draws it: nodes in order, each with its place. */
export type NetworkLine = {
  readonly key: string;
  readonly nodes: readonly { readonly id: number; readonly position: Position }[];
};

/** A line between two junctions. */
export type NetworkEdge = {
  readonly line: number;
  /** The line's key with both nodes, so that an edge keeps its key when another part of the line is split. */
  readonly key: string;
  readonly fromNode: number;
  readonly toNode: number;
  readonly path: Position[];
};

/**
 * The edges of a street network: every line split where it meets another, or itself, in a node.
 *
 * Lines that cross without a common node do not meet: that is a bridge or a tunnel.
 *
 * @param lines  in any order; those with fewer than two places are ignored.
 * @returns edges in the order of the lines; their lengths add up to those of the lines.
 */
export function networkOf(lines: readonly NetworkLine[]): NetworkEdge[] {
  const visits = new Map<number, number>();
  for (const { nodes } of lines) {
    nodes.forEach(({ id }, i) => {
      const isEnd = i === 0 || i === nodes.length - 1;
      visits.set(id, (visits.get(id) ?? 0) + (isEnd ? 2 : 1)); // an end is always a junction
    });
  }
  return lines.flatMap((line, index) => edgesOf(line, index, (id) => visits.get(id)! > 1));
}

function edgesOf({ key, nodes }: NetworkLine, line: number, isJunction: (id: number) => boolean) {
  const edges: NetworkEdge[] = [];
  const taken = new Map<string, number>();
  let start = 0;
  for (let i = 1; i < nodes.length; i++) {
    if (!isJunction(nodes[i]!.id)) continue;
    const part = nodes.slice(start, i + 1);
    start = i;
    const path = part
      .map(({ position }) => position)
      .filter((at, k, all) => k === 0 || at[0] !== all[k - 1]![0] || at[1] !== all[k - 1]![1]);
    if (path.length < 2) continue; // the same place twice is no street
    const [fromNode, toNode] = [part[0]!.id, part.at(-1)!.id];
    const name = `${key}/${fromNode}-${toNode}`;
    const again = taken.get(name) ?? 0;
    taken.set(name, again + 1);
    edges.push({ line, key: again ? `${name}#${again}` : name, fromNode, toNode, path });
  }
  return edges;
}

import type { Face, Planar } from "./planar.ts";
import { areaOf, densified, isInside, lengthOf, toLngLat } from "./plane.ts";
import type { LngLat, Ring } from "./records.ts";

/** Polygons of a district cut by one planar network: neighbours share every vertex of their border. */
export type Dissolver = {
  /** Faces on the other side of each face's edges, with the meters shared. */
  readonly neighbours: readonly ReadonlyMap<number, number>[];
  /** The union of some faces, as MultiPolygon coordinates. */
  boundaryOf(faces: ReadonlySet<number>): Ring[][];
};

type Half = { edge: number; isReversed: boolean; start: number; end: number };

/** Prepares a network's faces for being joined into areas. */
export function dissolverOf<T>({ edges }: Planar<T>, faces: readonly Face<T>[]): Dissolver {
  const onLeft = new Int32Array(edges.length * 2).fill(-1); // face to the left of each half-edge
  faces.forEach(({ around }, face) => {
    for (const { edge, isReversed } of around) onLeft[edge * 2 + (isReversed ? 1 : 0)] = face;
  });
  const neighbours = faces.map(({ around }) => {
    const shared = new Map<number, number>();
    for (const { edge, isReversed } of around) {
      const other = onLeft[edge * 2 + (isReversed ? 0 : 1)]!;
      if (other >= 0) shared.set(other, (shared.get(other) ?? 0) + lengthOf(edges[edge]!.points));
    }
    return shared;
  });
  const paths = edges.map(({ points }) => densified(points, 60));
  const positions = paths.map((path) => path.map(toLngLat));

  function boundaryOf(members: ReadonlySet<number>): Ring[][] {
    const halves = new Map<number, Half[]>();
    for (const face of [...members].sort((p, q) => p - q)) {
      for (const { edge, isReversed } of faces[face]!.around) {
        if (members.has(onLeft[edge * 2 + (isReversed ? 0 : 1)]!)) continue;
        const { from, to } = edges[edge]!;
        const half = {
          edge,
          isReversed,
          start: isReversed ? to : from,
          end: isReversed ? from : to,
        };
        halves.set(half.start, [...(halves.get(half.start) ?? []), half]);
      }
    }
    const rings = loopsOf(halves).map((loop) => {
      const ring = joined(
        loop.map(({ edge, isReversed }) => oriented(positions[edge]!, isReversed)),
      );
      const flat = joined(loop.map(({ edge, isReversed }) => oriented(paths[edge]!, isReversed)));
      return { ring, flat, area: areaOf(flat) };
    });
    const outers = rings.filter(({ area }) => area > 0);
    const polygons = outers.map(({ ring }) => [closed(ring)]);
    for (const hole of rings.filter(({ area }) => area < 0)) {
      const probe = hole.flat[0]!;
      const home = outers.findIndex(
        ({ flat }) => isInside(probe, flat) || flat.some((p) => p === probe),
      );
      if (home >= 0) polygons[home]!.push(closed(hole.ring));
    }
    return polygons;
  }
  return { neighbours, boundaryOf };
}

const oriented = <T>(path: readonly T[], isReversed: boolean) =>
  isReversed ? [...path].reverse() : path;
const joined = <T>(paths: readonly (readonly T[])[]): T[] =>
  paths.flatMap((path) => path.slice(0, -1));
const closed = (ring: readonly LngLat[]): Ring => [...ring, ring[0]!];

/** Chains half-edges into rings that pass no node twice, so that areas touching in a point stay valid. */
function loopsOf(halves: Map<number, Half[]>): Half[][] {
  const loops: Half[][] = [];
  for (const start of halves.keys()) {
    while ((halves.get(start)?.length ?? 0) > 0) {
      const trail: Half[] = [];
      const seenAt = new Map<number, number>([[start, 0]]);
      for (let node = start; ; ) {
        const half = halves.get(node)?.pop();
        if (!half) break;
        trail.push(half);
        node = half.end;
        const since = seenAt.get(node);
        if (since === undefined) {
          seenAt.set(node, trail.length);
          continue;
        }
        const loop = trail.splice(since);
        for (const { end } of loop.slice(0, -1)) seenAt.delete(end);
        loops.push(loop);
        if (trail.length === 0) break;
      }
    }
  }
  return loops;
}

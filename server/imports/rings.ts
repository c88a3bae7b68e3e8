import type { MultiPolygon, Position } from "geojson";

/** A piece of a boundary: the nodes it runs along, first to last. */
export type Piece = { readonly refs: readonly number[]; readonly role: string };

/** Twice the signed area of a closed ring, in square degrees; positive runs counter-clockwise. */
const doubleArea = (ring: readonly Position[]) => {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!;
  }
  return sum;
};

/** Whether a position lies inside a ring (crossing number). */
function isInside([x, y]: Position, ring: readonly Position[]) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    if (ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!)
      inside = !inside;
  }
  return inside;
}

/**
 * Which rings pieces form when they are joined end to end.
 *
 * @returns null when a piece is left over, which means that the boundary is not whole.
 */
export function ringsOf(pieces: readonly (readonly number[])[]): number[][] | null {
  const rings: number[][] = [];
  const open = new Map<number, Set<readonly number[]>>();
  const link = (piece: readonly number[], isPresent: boolean) => {
    for (const end of [piece[0]!, piece.at(-1)!]) {
      const pieces = open.get(end) ?? new Set();
      open.set(end, pieces);
      if (isPresent) pieces.add(piece);
      else pieces.delete(piece);
    }
  };
  for (const piece of pieces) {
    if (piece.length >= 4 && piece[0] === piece.at(-1)) rings.push([...piece]);
    else if (piece.length >= 2) link(piece, true);
  }
  for (const piece of pieces) {
    if (!open.get(piece[0]!)?.has(piece)) continue;
    link(piece, false);
    const ring = [...piece];
    while (ring[0] !== ring.at(-1)) {
      const end = ring.at(-1)!;
      const next = open.get(end)?.values().next().value;
      if (!next) return null;
      link(next, false);
      ring.push(...(next[0] === end ? next.slice(1) : next.slice(0, -1).reverse()));
    }
    if (ring.length >= 4) rings.push(ring);
  }
  return rings;
}

/**
 * The multipolygon that the members of an OSM relation describe.
 *
 * @param pieces  the member ways, with role `inner` for holes and anything else for shells.
 * @param positionOf  null for a node outside the extract.
 * @returns null when a boundary is not whole in this extract.
 * @see OpenStreetMap wiki, Relation:multipolygon.
 */
export function multipolygonOf(
  pieces: readonly Piece[],
  positionOf: (ref: number) => Position | null,
): MultiPolygon | null {
  const isHole = (piece: Piece) => piece.role === "inner";
  const shells = ringsOf(pieces.filter((piece) => !isHole(piece)).map(({ refs }) => refs));
  const holes = ringsOf(pieces.filter(isHole).map(({ refs }) => refs));
  if (!shells || !holes || shells.length === 0) return null;
  const placed = [...shells, ...holes].map((ring) => ring.map(positionOf));
  if (placed.some((ring) => ring.some((position) => position === null))) return null;
  const rings = placed.map((ring) => ring.filter((position) => position !== null));
  const polygons = rings
    .slice(0, shells.length)
    .sort((a, b) => Math.abs(doubleArea(a)) - Math.abs(doubleArea(b)))
    .map((shell) => [oriented(shell, true)]);
  for (const hole of rings.slice(shells.length)) {
    const owner = polygons.find(([shell]) => isInside(middleOf(hole), shell!));
    owner?.push(oriented(hole, false));
  }
  return { type: "MultiPolygon", coordinates: polygons };
}

/** A point on the first side of a ring: never a corner, which a shell may share with its hole. */
const middleOf = (ring: readonly Position[]): Position => [
  (ring[0]![0]! + ring[1]![0]!) / 2,
  (ring[0]![1]! + ring[1]![1]!) / 2,
];

/** A ring in the direction RFC 7946 asks for: shells counter-clockwise, holes clockwise. */
export const oriented = (ring: readonly Position[], isShell: boolean): Position[] =>
  doubleArea(ring) > 0 === isShell ? [...ring] : [...ring].reverse();

/**
 * The centre of gravity of a closed ring; the mean of its corners when it has no area.
 *
 * @param ring  at least one position, the last equal to the first.
 */
export function centroidOf(ring: readonly Position[]): Position {
  const [originX, originY] = ring[0]!;
  let [area, x, y] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = [ring[i - 1]![0]! - originX!, ring[i - 1]![1]! - originY!];
    const [bx, by] = [ring[i]![0]! - originX!, ring[i]![1]! - originY!];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (Math.abs(area) < 1e-18) return [originX!, originY!];
  return [originX! + x / (3 * area), originY! + y / (3 * area)];
}

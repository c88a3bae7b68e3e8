import { boundsOf, isInside, meeting, type Point, toLngLat } from "./plane.ts";
import type { DemoGround } from "./records.ts";

/** Buildings are looked up by squares of so many degrees, about 100 m. */
const SQUARE_DEGREES = 0.001;

/** Whether a ring of the plan has no building on it. */
export type IsUnbuilt = (ring: readonly Point[]) => boolean;

/** By the buildings of the ground, whose corners are positions on the earth. */
export function unbuiltOn(ground: readonly DemoGround[]): IsUnbuilt {
  const buildings = new Map<string, Point[][]>();
  for (const { kind, shape } of ground) {
    if (kind !== "building" || shape.type !== "Polygon") continue;
    const outline = shape.coordinates[0]!.slice(1).map(([lng, lat]): Point => [lng!, lat!]);
    for (const square of squaresOf(outline)) {
      const there = buildings.get(square) ?? [];
      there.push(outline);
      buildings.set(square, there);
    }
  }
  return (ring) => {
    const outline = ring.map((point): Point => toLngLat(point));
    return squaresOf(outline).every((square) =>
      (buildings.get(square) ?? []).every((building) => areApart(building, outline)),
    );
  };
}

/** The squares that the box around a ring touches. */
function squaresOf(ring: readonly Point[]): string[] {
  const [west, south, east, north] = boundsOf(ring).map((degrees) =>
    Math.floor(degrees / SQUARE_DEGREES),
  ) as [number, number, number, number]; // a box has four sides
  const squares: string[] = [];
  for (let x = west; x <= east; x++) for (let y = south; y <= north; y++) squares.push(`${x} ${y}`);
  return squares;
}

/** Whether two rings neither cross nor lie in each other. */
function areApart(a: readonly Point[], b: readonly Point[]): boolean {
  if (isInside(a[0]!, b) || isInside(b[0]!, a)) return false;
  return a.every((p, i) =>
    b.every((q, k) => !meeting(p, a[(i + 1) % a.length]!, q, b[(k + 1) % b.length]!)),
  );
}

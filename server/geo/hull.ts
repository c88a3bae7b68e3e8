type Point = readonly [x: number, y: number];

/**
 * The corners of the smallest convex shape around points of a plane.
 *
 * @returns Counter-clockwise, without the first one again; points on its edges are no corners. One or two points where all lie on one
 *   place or one line, none of none.
 * @see Andrew, "Another efficient algorithm for convex hulls in two dimensions", Information Processing Letters 9(5), 1979.
 */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const apart = sorted.filter(
    ([x, y], i) => i === 0 || x !== sorted[i - 1]![0] || y !== sorted[i - 1]![1],
  );
  if (apart.length < 2) return apart;
  const half = (line: readonly Point[]) => {
    const corners: Point[] = [];
    for (const point of line) {
      while (corners.length >= 2 && turn(corners.at(-2)!, corners.at(-1)!, point) <= 0)
        corners.pop();
      corners.push(point);
    }
    return corners.slice(0, -1);
  };
  return [...half(apart), ...half(apart.toReversed())];
}

/** More than 0 where one turns left at b on the way from a to c. */
const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

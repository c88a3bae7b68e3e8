/**
 * How much each vertex of a line matters: the square of the tolerance at which Douglas–Peucker would leave it out.
 *
 * Worked out once, so that a tile of any zoom keeps the vertices with importance > tolerance² and two tiles that
 * show the same line agree at their common edge. A vertex is never more important than the ones that split the line
 * before it, so every choice of tolerance gives exactly the line Douglas–Peucker gives.
 *
 * @param coordinates  x0, y0, x1, y1… of all lines.
 * @param first  Vertex where the line begins. @param end  Vertex after its last.
 * @param importance  One per vertex, filled from `first` to `end`; the ends are infinite. A ring's farthest vertex
 *   from its start is infinite too, so that a ring keeps an extent.
 * @see Douglas & Peucker, "Algorithms for the reduction of the number of points…", Cartographica 10, 1973, 112–122.
 */
export function markImportance(
  coordinates: ArrayLike<number>,
  first: number,
  end: number,
  importance: Float32Array,
): void {
  if (end <= first) return;
  const last = end - 1;
  importance[first] = Number.POSITIVE_INFINITY;
  importance[last] = Number.POSITIVE_INFINITY;
  const pending: [from: number, to: number, limit: number][] = [
    [first, last, Number.POSITIVE_INFINITY],
  ];
  for (let span = pending.pop(); span; span = pending.pop()) {
    const [from, to, limit] = span;
    if (to - from < 2) continue;
    let farthest = from + 1;
    let greatest = -1;
    for (let i = from + 1; i < to; i++) {
      const squared = squaredDistanceToSegment(coordinates, i, from, to);
      if (squared <= greatest) continue;
      greatest = squared;
      farthest = i;
    }
    const isRing =
      from === first &&
      to === last &&
      coordinates[2 * from] === coordinates[2 * to] &&
      coordinates[2 * from + 1] === coordinates[2 * to + 1];
    const mattering = isRing ? Number.POSITIVE_INFINITY : Math.min(greatest, limit);
    importance[farthest] = mattering;
    pending.push([from, farthest, mattering], [farthest, to, mattering]);
  }
}

function squaredDistanceToSegment(
  coordinates: ArrayLike<number>,
  point: number,
  from: number,
  to: number,
): number {
  const ax = coordinates[2 * from]!;
  const ay = coordinates[2 * from + 1]!;
  const dx = coordinates[2 * to]! - ax;
  const dy = coordinates[2 * to + 1]! - ay;
  const px = coordinates[2 * point]! - ax;
  const py = coordinates[2 * point + 1]! - ay;
  const lengthSquared = dx * dx + dy * dy;
  const along =
    lengthSquared === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / lengthSquared, 0), 1);
  return (px - along * dx) ** 2 + (py - along * dy) ** 2;
}

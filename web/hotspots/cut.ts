type Position = [lng: number, lat: number];

/**
 * The part of a convex ring that lies on one side of a straight line.
 *
 * @param ring  Closed, [lng, lat].
 * @param side  How far a corner is on the side that is kept; 0 is on the line, less than 0 beyond it.
 * @returns Closed; null when nothing is left.
 * @see Sutherland & Hodgman, "Reentrant Polygon Clipping", Communications of the ACM 17(1), 1974.
 */
export function cutRing(
  ring: readonly Position[],
  side: (corner: Position) => number,
): Position[] | null {
  const kept: Position[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1]!, ring[i]!];
    const [a, b] = [side(from), side(to)];
    if (a >= 0) kept.push(from);
    if (a >= 0 !== b >= 0) {
      const part = a / (a - b);
      kept.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    }
  }
  return kept.length < 3 ? null : [...kept, kept[0]!];
}

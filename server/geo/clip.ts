/** A square to cut to: both axes from `min` to `max`. */
export type ClipSquare = { readonly min: number; readonly max: number };

/**
 * Which parts of a line lie inside a square.
 *
 * @param line  x0, y0, x1, y1…
 * @returns The pieces in order, each x0, y0, x1, y1…; none when the line passes by. A line along the edge is inside.
 * @see Liang & Barsky, "A new concept and method for line clipping", ACM Transactions on Graphics 3, 1984, 1–22.
 */
export function clippedLine(line: readonly number[], { min, max }: ClipSquare): number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const ax = line[i]!;
    const ay = line[i + 1]!;
    const bx = line[i + 2]!;
    const by = line[i + 3]!;
    const dx = bx - ax;
    const dy = by - ay;
    let enter = 0;
    let leave = 1;
    let isInside = true;
    for (let edge = 0; edge < 4 && isInside; edge++) {
      const toward = edge < 2 ? (edge === 0 ? -dx : dx) : edge === 2 ? -dy : dy;
      const room = edge === 0 ? ax - min : edge === 1 ? max - ax : edge === 2 ? ay - min : max - ay;
      if (toward === 0) isInside = room >= 0;
      else if (toward < 0) enter = Math.max(enter, room / toward);
      else leave = Math.min(leave, room / toward);
    }
    if (!isInside || enter > leave) {
      if (piece.length > 0) pieces.push(piece);
      piece = [];
      continue;
    }
    if (enter > 0 && piece.length > 0) {
      pieces.push(piece);
      piece = [];
    }
    if (piece.length === 0) piece.push(ax + enter * dx, ay + enter * dy);
    piece.push(leave === 1 ? bx : ax + leave * dx, leave === 1 ? by : ay + leave * dy);
    if (leave < 1) {
      pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

/**
 * The part of an area that lies inside a square.
 *
 * A ring that leaves and enters again comes back as one ring that runs along the edge, as tiles do it.
 *
 * @param ring  x0, y0, x1, y1…, its first vertex repeated at the end or not.
 * @returns A ring without the repetition; fewer than three vertices when nothing is inside.
 * @see Sutherland & Hodgman, "Reentrant polygon clipping", Communications of the ACM 17, 1974, 32–42.
 */
export function clippedRing(ring: readonly number[], { min, max }: ClipSquare): number[] {
  const isRepeated =
    ring.length > 2 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1];
  let current: readonly number[] = isRepeated ? ring.slice(0, -2) : ring;
  for (let edge = 0; edge < 4; edge++) {
    const axis = edge >> 1;
    const limit = edge % 2 === 0 ? min : max;
    const sign = edge % 2 === 0 ? 1 : -1;
    const kept: number[] = [];
    for (let i = 0; i < current.length; i += 2) {
      const previous = i === 0 ? current.length - 2 : i - 2;
      const here = sign * (current[i + axis]! - limit);
      const before = sign * (current[previous + axis]! - limit);
      if (here >= 0 !== before >= 0) {
        const share = before / (before - here);
        const crossing =
          current[previous + 1 - axis]! +
          share * (current[i + 1 - axis]! - current[previous + 1 - axis]!);
        if (axis === 0) kept.push(limit, crossing);
        else kept.push(crossing, limit);
      }
      if (here >= 0) kept.push(current[i]!, current[i + 1]!);
    }
    current = kept;
  }
  return current as number[]; // assigned from `kept` four times
}

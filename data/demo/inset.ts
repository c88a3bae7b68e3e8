import type { Block } from "./blocks.ts";
import { areaOf, between, direction, distance, leftOf, meeting, type Point } from "./plane.ts";

/**
 * What is left of a block when the streets around it have taken their width, and a margin.
 *
 * @returns An empty ring when nothing is.
 */
export function insetOf({ ring, half }: Block, marginMeters: number): Point[] {
  const inner: Point[] = [];
  for (let i = 0; i < ring.length; i++) {
    const before = (i + ring.length - 1) % ring.length;
    const [a, b, c] = [ring[before]!, ring[i]!, ring[(i + 1) % ring.length]!];
    const [p, q] = [distance(a, b), distance(b, c)];
    const m = leftOf([(b[0] - a[0]) / p, (b[1] - a[1]) / p]);
    const n = leftOf([(c[0] - b[0]) / q, (c[1] - b[1]) / q]);
    const [dm, dn] = [half[before]! + marginMeters, half[i]! + marginMeters];
    const cross = m[0] * n[1] - m[1] * n[0];
    if (Math.abs(cross) < 0.17) {
      const width = Math.max(dm, dn);
      inner.push([b[0] + ((m[0] + n[0]) / 2) * width, b[1] + ((m[1] + n[1]) / 2) * width]);
      continue;
    }
    // Meets both shifted sides: solve m·x = dm, n·x = dn.
    const x = (dm * n[1] - dn * m[1]) / cross;
    const y = (dn * m[0] - dm * n[0]) / cross;
    const reach = Math.sqrt(x * x + y * y);
    const cap = Math.min(1, (3 * Math.max(dm, dn)) / (reach || 1));
    inner.push([b[0] + x * cap, b[1] + y * cap]);
  }
  return areaOf(inner) > 40 && areaOf(inner) < areaOf(ring) ? inner : [];
}

/**
 * A ring whose sides no longer cross or run back on themselves: where a short side was turned over by an inset, the
 * smaller of the two loops goes.
 *
 * @returns An empty ring when it cannot be untangled.
 */
export function untangled(ring: readonly Point[]): Point[] {
  let left = [...ring];
  for (let cut = 0; cut < ring.length; cut++) {
    const crossing = crossingOf(left);
    if (!crossing) {
      const blunt = left.filter(
        (corner, i) => !isSpike(corner, left.at(i - 1)!, left[i + 1] ?? left[0]!),
      );
      if (blunt.length === left.length) return left;
      left = blunt;
      continue;
    }
    const { point, first, second } = crossing;
    const loops = [
      [point, ...left.slice(first + 1, second + 1)],
      [point, ...left.slice(second + 1), ...left.slice(0, first + 1)],
    ];
    left = loops.reduce((a, b) => (areaOf(b) > areaOf(a) ? b : a)); // a turned loop counts below nothing
  }
  return [];
}

/** Whether a ring turns back at a corner, within some 14 degrees. */
function isSpike(corner: Point, before: Point, after: Point): boolean {
  const [ax, ay] = direction(before, corner);
  const [bx, by] = direction(corner, after);
  return ax * bx + ay * by < -0.97;
}

/** The first two sides of a ring that meet elsewhere than in their corner. */
function crossingOf(ring: readonly Point[]) {
  for (let first = 0; first < ring.length; first++)
    for (let second = first + 2; second < ring.length; second++) {
      if (first === 0 && second === ring.length - 1) continue; // neighbours meet in their corner
      const [a, b] = [ring[first]!, ring[first + 1]!];
      const shares = meeting(a, b, ring[second]!, ring[(second + 1) % ring.length]!);
      if (shares) return { point: between(a, b, shares[0]), first, second };
    }
  return null;
}

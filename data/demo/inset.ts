import type { Block } from "./blocks.ts";
import { areaOf, distance, leftOf, type Point } from "./plane.ts";

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

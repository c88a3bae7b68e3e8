/** How often the p that can still count are halved by counting before they are sorted. */
const ROUNDS = 12;

/**
 * Which of many tests may be called discoveries, so that of those called at most a share `level` is chance on average.
 *
 * Benjamini–Hochberg: with p in order, the greatest k with p₍ₖ₎ ≤ k·level/m decides, and every p up to p₍ₖ₎ counts.
 * m is the number of tests, those of NaN left out: they were not made.
 *
 * @param p  Two-sided or one-sided, 0 … 1, NaN where there was no test; empty is allowed.
 * @param level  Between 0 and 1.
 * @returns `threshold` is p₍ₖ₎, or 0 without any; `count` is k. Nothing but the p that can still count is sorted.
 * @throws {RangeError} when the level is not between 0 and 1.
 * @see Benjamini & Hochberg, "Controlling the false discovery rate", JRSS B 57(1), 1995, pp. 289–300.
 */
export function discoveries(
  p: Float64Array | Float32Array,
  level: number,
): { isDiscovery: Uint8Array; threshold: number; count: number } {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level is between 0 and 1, got ${level}`);
  let tests = 0;
  let small = 0;
  const rest = new Float64Array(p.length);
  for (let i = 0; i < p.length; i++) {
    const value = p[i]!;
    if (!Number.isNaN(value)) tests++;
    if (value <= level) rest[small++] = value;
  }
  const count = discoveryCount(rest.subarray(0, small), level, tests);
  const isDiscovery = new Uint8Array(p.length);
  const limit = (level * count) / tests;
  let threshold = 0;
  for (let i = 0; i < p.length; i++) {
    if (count === 0 || !(p[i]! <= limit)) continue;
    isDiscovery[i] = 1;
    if (p[i]! > threshold) threshold = p[i]!;
  }
  return { isDiscovery, threshold, count };
}

/**
 * The greatest k with #{p ≤ k·level/m} = k.
 *
 * Where k of them are left, at most k can be discovered, so that only those up to k·level/m can be: this shrinks until nothing
 * changes, which is the answer, mostly within a few rounds; else the few that are left are sorted.
 */
function discoveryCount(rest: Float64Array, level: number, tests: number): number {
  let kept = rest.length;
  for (let round = 0; round < ROUNDS; round++) {
    const limit = (level * kept) / tests;
    let next = 0;
    for (let i = 0; i < kept; i++) if (rest[i]! <= limit) rest[next++] = rest[i]!;
    if (next === kept) return kept;
    kept = next;
  }
  const sorted = rest.subarray(0, kept).sort();
  while (kept > 0 && !(sorted[kept - 1]! <= (level * kept) / tests)) kept--;
  return kept;
}

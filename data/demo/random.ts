/** A seeded source of numbers: the same on every machine and in every engine (integer arithmetic only). */
export type Random = {
  /** Uniform in [0, 1), with 32 bits. */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** A whole number in [low, high], both included. */
  whole(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A new array in random order. */
  shuffled<T>(items: readonly T[]): T[];
  /** Roughly normal with this deviation, never further than three deviations from 0. */
  spread(deviation: number): number;
};

/**
 * A stream of its own for each purpose, so that one more draw in one place changes nothing elsewhere.
 *
 * sfc32 by Chris Doty-Humphrey (PractRand 0.95), seeded by FNV-1a of the purpose and the seed.
 */
export function randomOf(seed: number, purpose: string): Random {
  let a = hashOf(`${purpose}/a/${seed}`);
  let b = hashOf(`${purpose}/b/${seed}`);
  let c = hashOf(`${purpose}/c/${seed}`);
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();

  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    pick: (items) => items[whole(0, items.length - 1)]!,
    shuffled: (items) => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = whole(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    // The mean of three uniforms has deviation 1/6 of its range.
    spread: (deviation) => ((next() + next() + next()) / 3 - 0.5) * 6 * deviation,
  };
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash | 0;
}

/**
 * Draws an index with probability proportional to its weight.
 *
 * @param weights  Non-negative, at least one above 0.
 * @returns A function of one uniform number in [0, 1). O(log n) a draw.
 */
export function weightedIndex(weights: readonly number[]): (uniform: number) => number {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    upTo[i] = sum;
  }
  return (uniform) => {
    const target = uniform * sum;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

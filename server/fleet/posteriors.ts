import type { Layer } from "./viterbi.ts";

/** How likely each pair of candidates is that a step may go between, by rows of the first; adds up to 1. */
export type StepPosterior = Float64Array;

/**
 * How likely each step of a chain is to have gone from which candidate to which, given every fix of the chain.
 *
 * @param layers  a chain, each linked to the one before it.
 * @returns of each layer but the first, in order; null where no way leads to it.
 * @see Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77, 1989, pp. 257–286, forward–backward.
 */
export function posteriorsOf(layers: readonly Layer[]): (StepPosterior | null)[] {
  const count = layers.length;
  const likelihoods = layers.map((layer) => likelihoodsOf(layer.candidates.costs));
  const ways = layers.map(({ costs }, k) => (k > 0 && costs ? likelihoodsOf(costs) : null));
  const forward: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const [here, way] = [likelihoods[k]!.slice(), ways[k]!];
    if (way && k > 0) {
      const before = forward[k - 1]!;
      for (let j = 0; j < here.length; j++) {
        let sum = 0;
        for (let i = 0; i < before.length; i++) sum += before[i]! * way[i * here.length + j]!;
        here[j]! *= sum;
      }
    }
    forward.push(normalized(here));
  }
  const steps: (StepPosterior | null)[] = [];
  let onward = new Float64Array(layers[count - 1]!.candidates.count).fill(1);
  for (let k = count - 1; k > 0; k--) {
    const [before, way, here] = [forward[k - 1]!, ways[k]!, likelihoods[k]!];
    const columns = here.length;
    const earlier = new Float64Array(before.length).fill(way ? 0 : 1);
    const pairs = way && new Float64Array(way.length);
    if (way && pairs)
      for (let i = 0; i < before.length; i++) {
        if (before[i] === 0) continue;
        for (let j = 0; j < columns; j++) {
          const rest = way[i * columns + j]! * here[j]! * onward[j]!;
          earlier[i]! += rest;
          pairs[i * columns + j] = before[i]! * rest;
        }
      }
    steps.push(pairs && normalized(pairs));
    onward = normalized(earlier);
  }
  return steps.reverse();
}

const HOPELESS = 40;

/** e to the minus cost, the greatest 1. */
function likelihoodsOf(costs: Float64Array): Float64Array {
  let least = Number.POSITIVE_INFINITY;
  for (const cost of costs) if (cost < least) least = cost;
  const found = new Float64Array(costs.length);
  // what is far less likely than the best is as good as impossible
  for (let i = 0; i < found.length; i++)
    if (costs[i]! - least < HOPELESS) found[i] = Math.exp(least - costs[i]!);
  return found;
}

function normalized(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  let sum = 0;
  for (const value of values) sum += value;
  if (sum > 0) for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return values;
}

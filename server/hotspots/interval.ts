import { poissonTails } from "./tails.ts";

/** Where something lies with the confidence asked for. */
export type Interval = { readonly low: number; readonly high: number };

/** Halvings after which a double moves no more. */
const ROUNDS = 100;

/** Where an increasing function passes 0. */
function root(low: number, high: number, rise: (x: number) => number): number {
  let [below, above] = [low, high];
  for (let round = 0; round < ROUNDS && above - below > 0; round++) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (rise(middle) < 0) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

/**
 * Between which means a count is not surprising, exactly: the means at which so many or more, or so few or fewer, have half of
 * what is left of the confidence.
 *
 * @param x  Whole, 0 or more. @param confidence  Between 0 and 1.
 * @see Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936, pp. 437–442.
 */
export function poissonInterval(x: number, confidence = 0.95): Interval {
  const half = (1 - confidence) / 2;
  const far = x + 20 + 10 * Math.sqrt(x);
  return {
    low: x === 0 ? 0 : root(0, x, (mean) => poissonTails(x, mean).upper - half),
    high: root(x, far, (mean) => half - poissonTails(x, mean).lower),
  };
}

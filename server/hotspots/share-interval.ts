import { binomialTails } from "./tails.ts";

/** Halving so often leaves no digit of a number between 0 and 1 undecided. */
const HALVINGS = 60;

/** The chance at which a condition that holds for small chances only stops to hold. */
function turn(holdsAt: (chance: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (holdsAt(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Between which chances a share may come about: the exact interval, which holds the true chance at least as often as it says.
 *
 * @param count  Whole, 0 … of. @param of  Whole, 0 or more; of nothing, anything may be.
 * @param confidence  Between 0 and 1.
 * @throws {RangeError} when the count is no part of the whole.
 * @see Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26,
 *   1934, pp. 404–413.
 */
export function shareInterval(
  count: number,
  of: number,
  confidence = 0.95,
): { low: number; high: number } {
  if (!(count >= 0 && count <= of) || !Number.isInteger(count) || !Number.isInteger(of))
    throw new RangeError(`${count} of ${of} is no share`);
  const tail = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : turn((chance) => binomialTails(count, of, chance).upper < tail),
    high: count === of ? 1 : turn((chance) => binomialTails(count, of, chance).lower > tail),
  };
}

const [FIRST_MS, MOST_MS] = [1_000, 20_000];

/**
 * How long to wait before the server is asked again: twice as long after each failure, and never as long as another
 * screen waits, so that all walls do not knock at once when it returns.
 *
 * @param failures  In a row, from 1.
 * @param chance  From 0 up to 1.
 */
export const waitAfter = (failures: number, chance: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** (Math.max(1, failures) - 1)) * (0.5 + chance / 2);

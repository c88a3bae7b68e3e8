import type { RubricContent } from "../rubric.ts";
import { itemsOf, type Mark } from "../rubric-score.ts";
import type { Random } from "./random.ts";

/** How much of the points an inspection that gives so many stars loses, by the presets' thresholds. */
const LOST: readonly (readonly [least: number, most: number])[] = [
  [0.42, 0.5],
  [0.31, 0.39],
  [0.21, 0.29],
  [0.11, 0.19],
  [0.055, 0.095],
  [0, 0.04],
];

/**
 * What is found where so many stars are earned. Points are whole, and items that are needed for the stars have theirs.
 *
 * @param stars  null: without any fault.
 * @param absent  Items of which there is none.
 */
export function marksOf(
  rubric: RubricContent,
  stars: number | null,
  absent: readonly string[],
  random: Random,
): Mark[] {
  const items = itemsOf(rubric).filter(({ itemId }) => !absent.includes(itemId));
  const total = items.reduce((sum, { points }) => sum + points, 0);
  const [least, most] = stars === null ? [0, 0] : LOST[stars]!;
  const lost = new Map<string, number>();
  const needs = (neededFrom: number | null) => neededFrom !== null && neededFrom <= (stars ?? 5);
  const open = random.shuffled(items.filter(({ neededFrom }) => !needs(neededFrom)));
  const [low, high] = [Math.ceil(least * total), Math.floor(most * total)];
  let left = random.whole(low, Math.max(low, high));
  // bad places are bad at many things: a few points of each, then more
  for (let round = 0; left > 0 && round < 8; round += 1)
    for (const { itemId, points } of open) {
      const before = lost.get(itemId) ?? 0;
      const more = Math.min(left, points - before, random.whole(round === 0 ? 0 : 1, 3));
      if (more > 0) lost.set(itemId, before + more);
      left -= more;
    }
  return itemsOf(rubric).map(({ itemId, points }) =>
    absent.includes(itemId)
      ? { itemId, points: null }
      : lost.has(itemId)
        ? { itemId, points: points - lost.get(itemId)!, note: "不达标" }
        : { itemId, points },
  );
}

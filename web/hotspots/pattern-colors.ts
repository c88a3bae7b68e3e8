import type { Palette } from "../map/palette.ts";

/** Which step of the ramp a category has: what grows is strong, what has passed is weak. */
const STRENGTH: Readonly<Record<string, 0 | 1 | 2>> = {
  new: 2,
  intensifying: 2,
  consecutive: 2,
  persistent: 1,
  oscillating: 1,
  sporadic: 1,
  diminishing: 0,
  historical: 0,
};

/** The colour of an emerging hot spot category; the list beside the map tells apart what shares one. */
export function patternColor(pattern: string, colors: Palette): string {
  const cut = pattern.lastIndexOf("-");
  const strength = STRENGTH[pattern.slice(0, cut)];
  if (strength === undefined) return colors.byChance;
  return (pattern.endsWith("-hot") ? colors.hot : colors.cold)[strength]!;
}

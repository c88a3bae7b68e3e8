/** Letters and signs, a number at the end: GC001, 公厕-12. More digits than these count nothing. */
const NUMBERED = /^(.*?)(\d{1,9})$/;

/**
 * Which code a new facility would have, going on from those there are: after GC001 to GC033 comes GC034.
 *
 * The beginning most codes share is gone on with, and its greatest number; gaps are not filled, because a number that is
 * free today may stand on a plate outside or in last year's file.
 *
 * @param codes  Of one kind, in any order; those without a number at the end are left out.
 * @returns As wide as the code with the greatest number; null where no code ends in a number.
 */
export function nextCode(codes: readonly string[]): string | null {
  const families = new Map<string, { count: number; greatest: number; width: number }>();
  for (const code of codes) {
    const [, beginning, digits] = NUMBERED.exec(code) ?? [];
    if (beginning === undefined || digits === undefined) continue;
    const family = families.get(beginning) ?? { count: 0, greatest: -1, width: 0 };
    const number = Number(digits);
    const isGreater = number > family.greatest;
    families.set(beginning, {
      count: family.count + 1,
      greatest: isGreater ? number : family.greatest,
      width: isGreater ? digits.length : family.width,
    });
  }
  let best: { beginning: string; count: number; greatest: number; width: number } | null = null;
  for (const [beginning, family] of families)
    if (!best || family.count > best.count) best = { beginning, ...family };
  return best && best.beginning + String(best.greatest + 1).padStart(best.width, "0");
}

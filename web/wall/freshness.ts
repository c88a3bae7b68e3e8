/** How old what a panel shows is. */
export type Age = {
  readonly unit: "seconds" | "minutes" | "hours" | "days";
  readonly count: number;
};

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/**
 * An age as one says it: whole units, never more than has passed. Below ten seconds it is told in steps of five: a number
 * that changes each second is looked at for nothing.
 */
export function ageOf(milliseconds: number): Age {
  const passed = Math.max(0, milliseconds);
  if (passed < MINUTE) return { unit: "seconds", count: Math.floor(passed / 5000) * 5 };
  if (passed < HOUR) return { unit: "minutes", count: Math.floor(passed / MINUTE) };
  if (passed < 2 * DAY) return { unit: "hours", count: Math.floor(passed / HOUR) };
  return { unit: "days", count: Math.floor(passed / DAY) };
}

/** Whether data can still be relied on: by how often it comes. */
export type Freshness = "fresh" | "old" | "dead" | "unknown";

/**
 * @param asOfMs  When it was known last; null is never.
 * @param everyMs  How often it comes when all is well: after three times that it is old, after ten times dead.
 */
export function freshnessOf(asOfMs: number | null, nowMs: number, everyMs: number): Freshness {
  if (asOfMs === null) return "unknown";
  const passed = nowMs - asOfMs;
  if (passed > 10 * everyMs) return "dead";
  return passed > 3 * everyMs ? "old" : "fresh";
}

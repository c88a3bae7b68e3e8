/** The kinds of hot spot by their history, in the order in which they are tried. */
export const KINDS = [
  "new",
  "consecutive",
  "historical",
  "oscillating",
  "sporadic",
  "intensifying",
  "diminishing",
  "persistent",
] as const;

export type PatternKind = (typeof KINDS)[number];

/** What the history of a place can be called: 17 ways. An index into this list is what is kept of a cell. */
export const PATTERNS = [
  "new-hot",
  "consecutive-hot",
  "intensifying-hot",
  "persistent-hot",
  "diminishing-hot",
  "sporadic-hot",
  "oscillating-hot",
  "historical-hot",
  "new-cold",
  "consecutive-cold",
  "intensifying-cold",
  "persistent-cold",
  "diminishing-cold",
  "sporadic-cold",
  "oscillating-cold",
  "historical-cold",
  "none",
] as const;

export type Pattern = (typeof PATTERNS)[number];

/** Fewer steps tell no history. */
export const FEWEST_STEPS = 10;

/** A trend counts when it is this unlikely by chance, two-sided. */
export const TREND_LEVEL = 0.05;

/**
 * What the history of a place is called: new, intensifying, sporadic…, hot or cold, or none.
 *
 * For each kind in the order of `KINDS` hot is tried, then its mirror image cold; the first that fits is the answer. "At least 90 %"
 * is counted in whole steps: 9 of 10 are.
 *
 * @param states  One for each step in order of time: 1 significantly hot, -1 significantly cold, 0 neither. At least 10.
 * @param trend  Of the z of the place: 1 significantly up, -1 significantly down, 0 neither.
 * @throws {RangeError} with fewer than 10 steps.
 * @see ArcGIS Pro, "How Emerging Hot Spot Analysis works"; order and shares as in docs/hotspots.md.
 */
export function patternOf(states: ArrayLike<number>, trend: -1 | 0 | 1): Pattern {
  if (states.length < FEWEST_STEPS)
    throw new RangeError(`at least ${FEWEST_STEPS} steps tell a history, got ${states.length}`);
  const hot = historyOf(states, 1);
  const cold = historyOf(states, -1);
  for (const kind of KINDS) {
    if (fits(kind, hot, cold.count > 0, trend)) return `${kind}-hot`;
    if (fits(kind, cold, hot.count > 0, -trend)) return `${kind}-cold`;
  }
  return "none";
}

/** Kind and temperature of a pattern; both null of none. */
export function partsOf(pattern: Pattern) {
  if (pattern === "none") return { kind: null, temperature: null };
  const at = pattern.lastIndexOf("-");
  // Every pattern but none is `${PatternKind}-hot` or `-cold`.
  return {
    kind: pattern.slice(0, at) as PatternKind,
    temperature: pattern.slice(at + 1) as "hot" | "cold",
  };
}

type History = {
  readonly count: number;
  /** Length of the run at the end; 0 when the last step is not of it. */
  readonly run: number;
  /** At least 90 % of the steps. */
  readonly isMost: boolean;
};

function historyOf(states: ArrayLike<number>, sign: 1 | -1): History {
  const n = states.length;
  let count = 0;
  for (let i = 0; i < n; i++) if (states[i] === sign) count++;
  let run = 0;
  while (run < n && states[n - 1 - run] === sign) run++;
  return { count, run, isMost: 10 * count >= 9 * n };
}

/** @param hasOpposite  Whether some step is significant the other way. @param trend  1: ever more so. */
function fits(kind: PatternKind, its: History, hasOpposite: boolean, trend: number): boolean {
  const isLast = its.run > 0;
  switch (kind) {
    case "new":
      return its.run === 1 && its.count === 1;
    case "consecutive":
      return its.run >= 2 && its.count === its.run && !its.isMost;
    case "historical":
      return !isLast && its.isMost;
    case "oscillating":
      return isLast && hasOpposite && !its.isMost;
    case "sporadic":
      return isLast && its.count > its.run && !hasOpposite && !its.isMost;
    case "intensifying":
      return isLast && its.isMost && trend > 0;
    case "diminishing":
      return isLast && its.isMost && trend < 0;
    case "persistent":
      return its.isMost && trend === 0;
  }
}

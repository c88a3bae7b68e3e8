import { spaceTimeClusters, suggestedEps } from "./clusters.ts";
import { type CubeQuestion, emergingOf } from "./cube.ts";
import { permutationScan } from "./scan.ts";

/** What the steps of time say of each cell, without what only the thread can do. */
function histories(question: CubeQuestion) {
  const { states, pattern, trendZ, trendP } = emergingOf(question);
  return { states, pattern, trendZ, trendP };
}

/** Analyses that take long enough to keep others waiting: they run in a thread of their own. */
export const HEAVY = { histories, spaceTimeClusters, suggestedEps, permutationScan } as const;
export type HeavyWork = typeof HEAVY;

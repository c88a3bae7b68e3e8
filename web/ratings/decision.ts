import type { Subject } from "./queries.ts";

export const DECISION_KINDS = ["creation", "review", "lowering", "removal"] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

const downFrom = (most: number) => Array.from({ length: Math.max(0, most) }, (_, at) => most - at);

/**
 * What may be decided of a subject, and with how many stars, the most first: never more than what enough inspections support
 * under an approved rubric, and nothing at all under one that is only proposed.
 *
 * @returns never empty: what cannot be decided now is there without a choice.
 */
export function decisionsOf({
  rating,
  trial,
}: Pick<Subject, "rating" | "trial">): ReadonlyMap<DecisionKind, readonly number[]> {
  const holds = rating?.stars ?? 0;
  const isApproved = trial?.isApproved === true;
  const isSupported = isApproved && !trial.isSmall && trial.vetoes.length === 0;
  const most = isSupported ? (trial.stars ?? 0) : 0;
  if (holds === 0) return new Map([["creation", downFrom(most)]]);
  const lower = downFrom(Math.min(most, holds - 1));
  return new Map<DecisionKind, readonly number[]>([
    ...(most > 0 ? [["review", downFrom(most)] as const] : []),
    ...(lower.length > 0 ? [["lowering", lower] as const] : []),
    ["removal", isApproved ? [0] : []],
  ]);
}

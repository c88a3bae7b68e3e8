import type { ComplaintImportance } from "../../data/complaint-life.ts";
import { type DeadlineStatus, statusOf, type turningPoints } from "./deadlines.ts";

/** Why the system proposes supervision. */
export const PROPOSAL_REASONS = ["late-3", "urgent-late", "reopened", "late"] as const;
export type ProposalReason = (typeof PROPOSAL_REASONS)[number];

/** A complaint that is open and not under supervision. */
export type Supervisable = {
  readonly importance: ComplaintImportance;
  readonly reopened: number;
  readonly dueFrom: Date | null;
  readonly dueAt: Date | null;
};

/** So often reopened, a complaint wants somebody above the unit. */
const REOPENINGS = 2;

/** What each reason weighs: powers of two, so that a graver one outweighs all that are lighter. */
const WEIGHTS: Record<ProposalReason, number> = {
  "late-3": 8,
  "urgent-late": 4,
  reopened: 2,
  late: 1,
};

/**
 * Whether and why a complaint should be put under supervision.
 *
 * @returns the reasons, gravest first, none where there is no cause; `rank` orders several: the reasons first, and of equal
 *   ones how much of the term has passed since it began (1 when it ended).
 */
export function proposalOf(
  { importance, reopened, dueFrom, dueAt }: Supervisable,
  thresholds: Parameters<typeof turningPoints>[1],
  now: Date,
): { reasons: ProposalReason[]; rank: number; status: DeadlineStatus | null } {
  const status = dueFrom && dueAt ? statusOf(now, { startedAt: dueFrom, dueAt }, thresholds) : null;
  const isLate = status === "late" || status === "late-3";
  const holds: Record<ProposalReason, boolean> = {
    "late-3": status === "late-3",
    "urgent-late": isLate && importance === "urgent",
    reopened: reopened >= REOPENINGS,
    late: isLate,
  };
  const reasons = PROPOSAL_REASONS.filter((reason) => holds[reason]);
  const weight = reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0);
  return { reasons, rank: weight + 1 - 1 / (1 + passed(dueFrom, dueAt, now)), status };
}

/** How many times the term has passed since it began. */
function passed(from: Date | null, at: Date | null, now: Date): number {
  if (!from || !at) return 0;
  const length = Math.max(1, at.getTime() - from.getTime());
  return Math.max(0, (now.getTime() - from.getTime()) / length);
}

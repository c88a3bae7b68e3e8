import type { AppealStep } from "../../data/rubric.ts";

/** After these nothing follows. */
const NEXT: Readonly<Record<AppealStep, readonly AppealStep[]>> = {
  raised: ["accepted", "rejected", "withdrawn"],
  accepted: ["reinspection", "corrected", "voided", "rejected", "withdrawn"],
  reinspection: ["corrected", "voided", "rejected", "withdrawn"],
  corrected: [],
  voided: [],
  rejected: [],
  withdrawn: [],
};

/**
 * What may follow in an appeal.
 *
 * @param isLooked  whether a re-inspection that was ordered was made or dropped: before that, nothing is decided.
 */
export function nextSteps(state: AppealStep, isLooked: boolean): readonly AppealStep[] {
  const next = NEXT[state];
  return state === "reinspection" && !isLooked ? next.filter((step) => step === "withdrawn") : next;
}

/** Whether it is over. */
export const isClosed = (state: AppealStep) => NEXT[state].length === 0;

import { TARGET_STATES, type TargetState } from "../../data/construction.ts";
import { FACILITY_KINDS, type FacilityStatus } from "../../data/facility.ts";
import type { Target, TargetsAnswer } from "./scenario-target-schema.ts";

/**
 * How far a target is: what the register says of the facility it has become, where that says something.
 *
 * @param stated  as somebody set it. @param status  of the linked facility; null where there is none.
 */
export function stateOf(stated: TargetState, status: FacilityStatus | null): TargetState {
  if (status === "open" || status === "repair") return "done";
  if (status === "building") return "building";
  return stated; // one that is planned is not begun, and why one was closed is not known
}

/** Whether the day of a target is past and it is not there. */
export const isLate = (state: TargetState, plannedFor: string | null, today: string) =>
  plannedFor !== null && plannedFor < today && state !== "done" && state !== "dropped";

/** How far targets are, by kind. */
export function progressOf(
  targets: readonly Pick<Target, "kind" | "state" | "isLate" | "costYuan">[],
): TargetsAnswer["progress"] {
  return FACILITY_KINDS.flatMap((kind) => {
    const ofKind = targets.filter((target) => target.kind === kind);
    if (ofKind.length === 0) return [];
    const kept = ofKind.filter(({ state }) => state !== "dropped");
    const costs = kept.flatMap(({ costYuan }) => (costYuan === null ? [] : [costYuan]));
    const [planned, approved, building, done, dropped] = TARGET_STATES.map(
      (each) => ofKind.filter(({ state }) => state === each).length,
    ) as [number, number, number, number, number]; // one a state
    return [
      {
        ...{ kind, all: kept.length, planned, approved, building, done, dropped },
        late: ofKind.filter((target) => target.isLate).length,
        costYuan: costs.reduce((sum, cost) => sum + cost, 0),
        costKnown: costs.length,
      },
    ];
  });
}

import type { FacilityDraft, Patch } from "./edit-queries.ts";

/** Something that is done to a facility's record. */
export type Write =
  | { readonly act: "edit"; readonly patch: Patch }
  | { readonly act: "close"; readonly closedOn: string; readonly reason: string }
  | { readonly act: "reopen"; readonly reason: string; readonly status: string }
  | { readonly act: "verify"; readonly note: string }
  | { readonly act: "create"; readonly draft: FacilityDraft }
  | { readonly act: "unverify" | "remove" | "restore" };

/** Which record, and what it is called on screen. */
export type Subject = {
  readonly districtId: string;
  readonly facilityId: string;
  readonly layerId: string;
  readonly name: string;
};

/** A write that was made here, and what takes it back. */
export type Step = {
  readonly subject: Subject;
  readonly there: Write;
  readonly back: Write;
  /** Revisions the write led from and to; null is not there. */
  readonly from: number | null;
  readonly to: number | null;
};

/**
 * Where a record is: its revision, and the one whose state it is in. Undoing makes a new revision with the state of an
 * older one, and only a chain without a gap may be followed further back.
 */
type Seat = { readonly revision: number | null; readonly standsFor: number | null };

/** What was written in this tab, in its order, and what of it was taken back. */
export type Stack = {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
  readonly seats: Readonly<Record<string, Seat>>;
};

export const EMPTY_STACK: Stack = { done: [], undone: [], seats: {} };

/** Steps one can go back. */
const GREATEST_DEPTH = 100;

/** The stack after a write that led from one revision to another. What was taken back can no longer be done again. */
export function withStep(stack: Stack, step: Step): Stack {
  const { facilityId } = step.subject;
  const seat = stack.seats[facilityId];
  const from = seat && seat.revision === step.from ? seat.standsFor : step.from;
  return {
    done: [...stack.done, { ...step, from }].slice(-GREATEST_DEPTH),
    undone: [],
    seats: { ...stack.seats, [facilityId]: { revision: step.to, standsFor: step.to } },
  };
}

/** The write that goes a step back or forth. */
export type Move = {
  readonly step: Step;
  readonly write: Write;
  /** The revision it is for; null where the record is not there. */
  readonly revision: number | null;
  /** Whether somebody else wrote between this step and where the record is now, as far as this tab knows. */
  readonly isBroken: boolean;
};

/** The step one would take back; null where there is none. */
export const undoOf = (stack: Stack): Move | null => moveOf(stack, stack.done.at(-1), "undo");

/** The step one would do again; null where there is none. */
export const redoOf = (stack: Stack): Move | null => moveOf(stack, stack.undone.at(-1), "redo");

function moveOf(stack: Stack, step: Step | undefined, way: "undo" | "redo"): Move | null {
  if (!step) return null;
  const seat = stack.seats[step.subject.facilityId];
  const needed = way === "undo" ? step.to : step.from;
  return {
    step,
    write: way === "undo" ? step.back : againOf(step.there),
    revision: seat?.revision ?? null,
    isBroken: seat?.standsFor !== needed,
  };
}

/** What was entered and taken back is put back with its number. */
const againOf = (write: Write): Write => (write.act === "create" ? { act: "restore" } : write);

/** The stack after the step was taken back; `revision` is where that led, null where the record is gone. */
export function afterUndo(stack: Stack, revision: number | null): Stack {
  const step = stack.done.at(-1);
  if (!step) return stack;
  return {
    done: stack.done.slice(0, -1),
    undone: [...stack.undone, step],
    seats: { ...stack.seats, [step.subject.facilityId]: { revision, standsFor: step.from } },
  };
}

/** The stack after the step was done again. */
export function afterRedo(stack: Stack, revision: number | null): Stack {
  const step = stack.undone.at(-1);
  if (!step) return stack;
  return {
    done: [...stack.done, step],
    undone: stack.undone.slice(0, -1),
    seats: { ...stack.seats, [step.subject.facilityId]: { revision, standsFor: step.to } },
  };
}

/** The stack without a step that can no longer be taken. */
export const without = (stack: Stack, step: Step): Stack => ({
  ...stack,
  done: stack.done.filter((each) => each !== step),
  undone: stack.undone.filter((each) => each !== step),
});

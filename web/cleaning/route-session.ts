import { sharedValue } from "../ui/shared-value.ts";
import { type Draft, type Editing, edited, redone, undone } from "./route-draft.ts";

/** What the panel and the map show of a route that is being written: of the page, and gone when it is loaded anew. */
const session = sharedValue<Editing | null>(null);
/** The place of a course that is pointed at in the list, for the map. */
const pointed = sharedValue<{ readonly first: number; readonly last: number } | null>(null);
/** Why the last click led nowhere. */
const trouble = sharedValue<string | null>(null);

export const useEditing = session.use;
export const editingNow = session.now;
export const usePointedRun = pointed.use;
export const pointRun = pointed.set;
export const useTrouble = trouble.use;
export const setTrouble = trouble.set;

/** Begins, or with null ends, writing a route. */
export function setEditing(editing: Editing | null) {
  session.set(editing);
  trouble.set(null);
}

const change = (next: (editing: Editing) => Editing) => {
  const now = session.now();
  if (now) session.set(next(now));
  trouble.set(null);
};

/** Changes the draft. @param typedIn  the field that is typed into. */
export const edit = (part: Partial<Draft>, typedIn?: keyof Draft) =>
  change((editing) => edited(editing, part, typedIn ?? null));
export const undo = () => change(undone);
export const redo = () => change(redone);
/** Where streets are put in from now on; null: at the end. */
export const insertBefore = (insertAt: number | null) =>
  change((editing) => ({ ...editing, insertAt }));

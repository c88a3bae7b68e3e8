import { goingOf, withEdges } from "./route-draft.ts";
import { askPath, type PathQuestion } from "./route-queries.ts";
import { edit, editingNow, insertBefore, setTrouble } from "./route-session.ts";

let turn = 0;

/**
 * A street was pressed: one of the course is taken out, another is put in along the network.
 *
 * @param isWhole  the whole street instead of the stretch.
 */
export async function pressedEdge(
  districtId: string,
  { id, streetId }: { readonly id: string; readonly streetId: string | null },
  isWhole: boolean,
) {
  const editing = editingNow();
  if (!editing) return;
  const { draft } = editing;
  if (!isWhole && draft.edgeIds.includes(id)) {
    const last = draft.edgeIds.lastIndexOf(id);
    return edit({ edgeIds: draft.edgeIds.filter((_, place) => place !== last) });
  }
  await putIn(districtId, isWhole && streetId !== null ? { streetId } : { edgeId: id });
}

/** Puts what is named into the course where streets go in now, and on to what comes after it. */
export async function putIn(districtId: string, click: PathQuestion["through"][number]) {
  const editing = editingNow();
  if (!editing) return;
  const asked = ++turn;
  const { draft, insertAt } = editing;
  const at = insertAt ?? draft.edgeIds.length;
  const next = draft.edgeIds[at];
  try {
    const { edgeIds } = await askPath(districtId, {
      going: goingOf(draft),
      after: draft.edgeIds.slice(0, at),
      through: next === undefined ? [click] : [click, { edgeId: next }],
    });
    // a later press, or a step back meanwhile, is what counts
    if (asked !== turn || editingNow()?.draft.edgeIds !== draft.edgeIds) return;
    const added = next === undefined ? edgeIds : edgeIds.slice(0, -1);
    edit({ edgeIds: withEdges(draft.edgeIds, insertAt, added) });
    if (insertAt !== null) insertBefore(insertAt + added.length);
  } catch (error) {
    if (asked === turn) setTrouble(error instanceof Error ? error.message : String(error));
  }
}

/** A stop was pressed: put at the end of the round, or taken out of it. */
export function pressedStop(id: string) {
  const stopIds = editingNow()?.draft.stopIds;
  if (!stopIds) return;
  edit({ stopIds: stopIds.includes(id) ? stopIds.filter((one) => one !== id) : [...stopIds, id] });
}

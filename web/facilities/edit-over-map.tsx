import { useCallback, useEffect } from "react";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { CreateFacility } from "./edit-create.tsx";
import { MoveRecord } from "./edit-move.tsx";
import { PickedPin } from "./edit-place.tsx";
import { useEditSession } from "./edit-session.ts";
import { editWords } from "./edit-words.ts";
import "./edit-toast.css";

const SECONDS = 12;

/** Over the map: a facility that is entered, one that is moved, and what was just done. */
export function EditOverMap() {
  const { moving, move, picking, isCreating, create, said } = useEditSession();
  const { view, change } = useView();
  const goneId = said && "goneId" in said ? said.goneId : null;
  const isGone = goneId !== null && view.selection?.id === goneId;
  useEffect(() => {
    if (isGone) change({ selection: null });
  }, [isGone, change]);
  const end = useCallback(() => move(null), [move]);
  const endCreating = useCallback(() => create(false), [create]);
  return (
    <>
      {isCreating && <CreateFacility onClose={endCreating} />}
      {moving && <MoveRecord key={moving.subject.facilityId} {...moving} onClose={end} />}
      {picking && <PickedPin picking={picking} />}
      <EditToast />
    </>
  );
}

/** What was just done, with the way back; Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y go along all that was done in this tab. */
function EditToast() {
  const say = useWords(editWords);
  const { said, stack, isBusy, undo, redo, hush } = useEditSession();
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
      if (
        event.defaultPrevented ||
        isTyping(event.target) ||
        document.querySelector("dialog[open]")
      )
        return; // a text field takes back its own typing
      event.preventDefault();
      void (key === "y" || event.shiftKey ? redo() : undo());
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [undo, redo]);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(hush, SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [said, hush]);
  if (!said) return null;
  const isWarning = said.is === "changed" || said.is === "failed";
  return (
    <div className="edit-toast" role={isWarning ? "alert" : "status"} data-print="hide">
      <span>
        {said.is === "failed"
          ? said.why
          : said.is === "changed"
            ? say.undoBroken(said.name, said.by ?? "")
            : say.didIt(said.is, said.act, said.name)}
      </span>
      {(said.is === "done" || said.is === "redone") && stack.done.length > 0 && (
        <button type="button" disabled={isBusy} onClick={() => void undo()}>
          {say.undo} <kbd>Ctrl Z</kbd>
        </button>
      )}
      {said.is === "undone" && stack.undone.length > 0 && (
        <button type="button" disabled={isBusy} onClick={() => void redo()}>
          {say.redo}
        </button>
      )}
      <IconButton icon="close" label={say.dismiss} tip="above" onPress={hush} />
    </div>
  );
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "range"].includes(target.type)));

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { useLeaveAsking } from "../ui/settings.tsx";
import { knownOf } from "./route-course.ts";
import { changedFields, type Editing } from "./route-draft.ts";
import { RouteForm } from "./route-form.tsx";
import { RouteLoad } from "./route-load.tsx";
import { RouteOrder } from "./route-order.tsx";
import { networkQuery } from "./route-queries.ts";
import { RouteSave } from "./route-save.tsx";
import { edit, redo, setEditing, undo, useTrouble } from "./route-session.ts";
import { RouteStops } from "./route-stops.tsx";
import { RouteTool } from "./route-tool.tsx";
import { routeWords } from "./route-words.ts";

/** A route that is written: its course on the map and in the list, what it says, and from when. */
export function RouteEditor({ editing }: { editing: Editing }) {
  const say = useWords(routeWords);
  const { districtId } = useView().view.district;
  const network = useQuery(networkQuery(districtId));
  const trouble = useTrouble();
  const [isAsked, setAsked] = useState(false);
  const { of, draft } = editing;
  const isChanged = changedFields(editing).length > 0;
  useLeaveAsking(isChanged);
  useStepKeys();
  const leave = () => (isChanged ? setAsked(true) : setEditing(null));
  return (
    <Panel title={of ? say.editing(of.code) : say.adding} onClose={leave}>
      <Tools editing={editing} />
      <p className="rt-hint">{draft.work === "collection" ? say.howToStops : say.howTo}</p>
      {trouble && (
        <p className="rt-trouble" role="alert">
          {trouble}
        </p>
      )}
      {draft.work === "collection" && <RouteStops draft={draft} />}
      <Answer to={{ ...network, isFetching: false }}>
        {(known) => (
          <>
            <RouteLoad editing={editing} known={knownOf(known)} />
            <RouteOrder editing={editing} known={knownOf(known)} />
          </>
        )}
      </Answer>
      <RouteForm editing={editing} />
      <RouteSave editing={editing} onDiscard={leave} />
      {isAsked && (
        <Dialog
          title={say.discard}
          onClose={() => setAsked(false)}
          buttons={
            <>
              <Button isQuiet onPress={() => setAsked(false)}>
                {say.cancel}
              </Button>
              <button
                type="button"
                className="button button-danger"
                onClick={() => setEditing(null)}
              >
                {say.discard}
              </button>
            </>
          }
        >
          <p>{say.discardAsk}</p>
        </Dialog>
      )}
    </Panel>
  );
}

function Tools({ editing }: { editing: Editing }) {
  const say = useWords(routeWords);
  const { past, future, draft } = editing;
  const isEmpty = draft.edgeIds.length === 0;
  return (
    <div className="rt-tools">
      <RouteTool sign="undo" label={say.undo} isDisabled={past.length === 0} onPress={undo} />
      <RouteTool sign="redo" label={say.redo} isDisabled={future.length === 0} onPress={redo} />
      <Button
        isQuiet
        isDisabled={isEmpty}
        onPress={() => edit({ edgeIds: draft.edgeIds.toReversed() })}
      >
        {say.reverse}
      </Button>
      <Button isQuiet isDisabled={isEmpty} onPress={() => edit({ edgeIds: [] })}>
        {say.clear}
      </Button>
    </div>
  );
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y go along the steps, before anything else of the page hears them. */
function useStepKeys() {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, []);
}

/** Whether somebody types, where the field takes back its own letters. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !["checkbox", "radio"].includes(target.type));

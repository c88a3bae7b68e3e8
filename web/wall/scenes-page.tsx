import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useLeaveAsking } from "../ui/settings.tsx";
import { LinkTo as To } from "../ui/to.tsx";
import { scenesQuery, type WallScenes } from "./queries.ts";
import { SceneCard } from "./scene-card.tsx";
import {
  begun,
  copied,
  type Editing,
  edited,
  isEdited,
  moved,
  nowOf,
  replaced,
  reset,
  toDrafts,
  undone,
} from "./scenes-draft.ts";
import { scenesWords } from "./scenes-words.ts";
import "./scenes.css";

/** The scenes of the wall, in the order they take turns; changed by who may. */
export function ScenesPage() {
  const { districtId } = useView().view.district;
  // somebody may be typing: it is not asked again by itself
  const scenes = useQuery({ ...scenesQuery(districtId), refetchInterval: false as const });
  return (
    <div className="wsc-page">
      <Answer to={{ ...scenes, isFetching: false }}>
        {(known) => <Scenes key={districtId} known={known} />}
      </Answer>
    </div>
  );
}

function Scenes({ known }: { known: WallScenes }) {
  const say = useWords(scenesWords);
  const mayEdit = useMay("displays.manage")?.isWhole === true;
  const [editing, setEditing] = useState<Editing>(() => begun(known));
  const save = useSaving(known.districtId, (saved) => setEditing(begun(saved)));
  const scenes = nowOf(editing);
  const change = (next: typeof scenes) => {
    save.reset();
    setEditing((now) => edited(now, next));
  };
  useLeaveAsking(isEdited(editing));
  const isNoneActive = !scenes.some(({ isActive }) => isActive);
  const isWrong = isNoneActive || scenes.some(({ title }) => !title.zh.trim() || !title.en.trim());
  return (
    <>
      <header className="wsc-head">
        <p>
          {say.intro} <small>{say.revision(editing.revision)}</small>
        </p>
        <nav>
          <To page="/wall" className="button button-main">
            {say.open}
          </To>
          <To page="/wall/alarms" className="button">
            {say.alarms}
          </To>
          <To page="/wall/settings" className="button">
            {say.settings}
          </To>
        </nav>
      </header>
      {!mayEdit && <p className="wsc-note">{say.readOnly}</p>}
      <ol className="wsc-list">
        {scenes.map((scene, at) => (
          <SceneCard
            key={scene.sceneId}
            {...{ scene, mayEdit }}
            isFirst={at === 0}
            isLast={at === scenes.length - 1}
            onChange={(part) => change(replaced(scenes, at, part))}
            onMove={(by) => change(moved(scenes, at, by))}
            onCopy={() => change(copied(scenes, at))}
            onDelete={() => change(scenes.toSpliced(at, 1))}
          />
        ))}
      </ol>
      {mayEdit && (
        <footer className="wsc-foot">
          <p role={save.error ? "alert" : "status"}>
            {save.error ? (
              <Refusal error={save.error} />
            ) : isNoneActive ? (
              say.noneActive
            ) : isEdited(editing) ? (
              say.changed(editing.steps.length - 1)
            ) : (
              save.isSuccess && say.saved
            )}
          </p>
          <Button isQuiet onPress={() => change(reset(known, scenes))}>
            <span title={say.resetNote}>{say.reset}</span>
          </Button>
          <Button
            isQuiet
            icon="history"
            isDisabled={!isEdited(editing)}
            onPress={() => setEditing(undone)}
          >
            {say.undo}
          </Button>
          <Button
            isQuiet
            isDisabled={!isEdited(editing) && !save.error}
            onPress={() => {
              save.reset();
              setEditing(begun(known));
            }}
          >
            {say.discard}
          </Button>
          <button
            type="button"
            className="button button-main"
            disabled={!isEdited(editing) || isWrong || save.isPending}
            onClick={() => save.mutate(editing)}
          >
            {say.save}
          </button>
        </footer>
      )}
    </>
  );
}

function Refusal({ error }: { error: Error }) {
  const say = useWords(scenesWords);
  const isStale = error instanceof ApiError && error.problem.code === "stale";
  return isStale ? say.stale : error.message;
}

function useSaving(districtId: string, onSaved: (saved: WallScenes) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (editing: Editing) =>
      unwrap(
        api.PUT("/api/districts/{districtId}/wall/scenes", {
          params: {
            path: { districtId },
            header: { "if-match": `"${editing.revision}"` },
          },
          body: { scenes: toDrafts(nowOf(editing)) },
        }),
      ),
    onSuccess: (saved) => {
      client.setQueryData(scenesQuery(districtId).queryKey, saved as WallScenes); // the same contract
      onSaved(saved as WallScenes);
    },
    // whoever was first is there for whoever discards
    onError: () => client.invalidateQueries(scenesQuery(districtId)),
  });
}

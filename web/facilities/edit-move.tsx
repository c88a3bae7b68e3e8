import { useEffect, useState } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { distanceMeters, type LngLat } from "../map/geometry.ts";
import { nudged, usePin } from "../map/pin.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { EditFailure } from "./edit-foot.tsx";
import type { EditableFacility } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import type { Subject } from "./edit-stack.ts";
import { editWords } from "./edit-words.ts";
import { toLngLat } from "./queries.ts";
import { cameraForMoving } from "./show-place.ts";
import { StepBar, useKeysFirst } from "./step-bar.tsx";
import { useUnsaved } from "./unsaved.ts";

/** Moves a record on the map: by dragging, by a click, or meter by meter with the arrow keys. */
export function MoveRecord(props: {
  record: EditableFacility;
  subject: Subject;
  onClose: () => void;
}) {
  const { record, subject, onClose } = props;
  const say = useWords(editWords);
  const atlas = useAtlas();
  const { write, isBusy, isWriting } = useEditSession();
  const [from] = useState(() => toLngLat(record.position));
  const [place, setPlace] = useState<LngLat | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [revision] = useState(record.revision);
  const at = place ?? from;
  useUnsaved(() => place !== null);
  useNear(from);
  usePin({ at, label: say.marker, hasFocus: true, onPlace: setPlace });

  async function save() {
    if (!place) return onClose();
    if (isWriting()) return;
    setFailure(null);
    try {
      await write(
        subject,
        { act: "edit", patch: { position: [...place] } },
        { act: "edit", patch: { position: from && [...from] } },
        revision,
      );
      onClose();
    } catch (error) {
      setFailure(error);
    }
  }
  const leave = () => {
    if (place === null || confirm(say.leaveAsk)) onClose();
  };
  const nudge = (event: KeyboardEvent) => {
    const center = atlas?.map.getCenter();
    const next = nudged(at ?? [center?.lng ?? 0, center?.lat ?? 0], event);
    if (next) setPlace(next);
  };
  useKeysFirst({
    Escape: leave,
    Enter: () => void save(),
    ArrowUp: nudge,
    ArrowDown: nudge,
    ArrowLeft: nudge,
    ArrowRight: nudge,
  });

  const hasKeys = matchMedia("(hover: hover)").matches;
  const far = from && place ? say.moved(distanceMeters(from, place).toFixed(1)) : null;
  const where = place && `${place[0].toFixed(6)}, ${place[1].toFixed(6)}`;
  return (
    <StepBar
      title={[`${from ? say.move : say.place} · ${record.name}`, far].filter(Boolean).join(" · ")}
      hint={[where ?? (from ? say.moveHint : say.placeHint), hasKeys ? say.moveKeys : null]
        .filter(Boolean)
        .join(" · ")}
      problem={failure === null ? null : <EditFailure error={failure} />}
    >
      <button
        className="button edit-save"
        type="button"
        disabled={!place || isBusy}
        onClick={() => void save()}
      >
        {from ? say.moveHere : say.placeHere}
      </button>
      <Button isQuiet onPress={leave}>
        {say.cancel}
      </Button>
    </StepBar>
  );
}

/** Comes near enough to see a meter; a place that is not known yet is looked for as one likes. */
function useNear(from: LngLat | null) {
  const { view, change } = useView();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when moving begins
  useEffect(() => {
    const near = from && cameraForMoving(from, view.camera);
    if (near) change({ camera: near });
  }, []);
}

import { Marker } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useAtlas } from "../map/atlas-context.ts";
import { distanceMeters, type LngLat } from "../map/geometry.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useUnsaved } from "./edit-open-form.tsx";
import type { EditableFacility } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import type { Subject } from "./edit-stack.ts";
import { editWords } from "./edit-words.ts";
import { holdClicks } from "./hold-clicks.ts";
import { StepBar, useKeysFirst } from "./step-bar.tsx";

const METERS_PER_DEGREE = 111_195;
/** Places are kept to a centimeter or so: more digits are noise of the screen. */
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Moves a record on the map: by dragging, by a click, or meter by meter with the arrow keys. */
export function MoveRecord(props: {
  record: EditableFacility;
  subject: Subject;
  onClose: () => void;
}) {
  const { record, subject, onClose } = props;
  const say = useWords(editWords);
  const atlas = useAtlas();
  const { write, isBusy } = useEditSession();
  const [lng, lat] = record.position ?? [];
  const [from] = useState<LngLat | null>(
    lng === undefined || lat === undefined ? null : [lng, lat],
  );
  const [place, setPlace] = useState<LngLat | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [revision] = useState(record.revision);
  const marker = useRef<Marker | null>(null);
  useUnsaved(place !== null);

  useEffect(() => {
    if (!atlas) return;
    const { map } = atlas;
    const center = map.getCenter();
    const held = new Marker({ draggable: true, color: "#d9480f" })
      .setLngLat(from ? [from[0], from[1]] : center)
      .addTo(map);
    held.getElement().setAttribute("aria-label", say.marker);
    held.getElement().tabIndex = 0;
    held.getElement().focus(); // keys are the marker's, and no button's
    const heard = () => {
      const at = held.getLngLat();
      setPlace([rounded(at.lng), rounded(at.lat)]);
    };
    held.on("drag", heard);
    const release = holdClicks(map.getContainer(), (event) => {
      if (event.target instanceof Element && event.target.closest(".maplibregl-marker")) return;
      const box = map.getContainer().getBoundingClientRect();
      held.setLngLat(map.unproject([event.clientX - box.left, event.clientY - box.top]));
      heard();
    });
    marker.current = held;
    return () => {
      release();
      held.remove();
      marker.current = null;
    };
  }, [atlas, from, say.marker]);

  function nudge(east: number, north: number) {
    const held = marker.current;
    if (!held) return;
    const at = held.getLngLat();
    const next: LngLat = [
      rounded(at.lng + east / (METERS_PER_DEGREE * Math.cos((at.lat * Math.PI) / 180))),
      rounded(at.lat + north / METERS_PER_DEGREE),
    ];
    held.setLngLat([next[0], next[1]]);
    setPlace(next);
  }
  async function save() {
    if (!place) return onClose();
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
      setFailure(error instanceof ApiError ? error.message : say.failed);
    }
  }
  useKeysFirst({
    Escape: onClose,
    Enter: () => void save(),
    ArrowUp: () => nudge(0, 1),
    ArrowDown: () => nudge(0, -1),
    ArrowLeft: () => nudge(-1, 0),
    ArrowRight: () => nudge(1, 0),
  });

  const where = place && `${place[0].toFixed(6)}, ${place[1].toFixed(6)}`;
  const far = from && place ? ` · ${say.moved(distanceMeters(from, place).toFixed(1))}` : "";
  return (
    <StepBar
      title={`${say.move} · ${record.name}`}
      hint={where ? where + far : say.moveHint}
      problem={failure}
    >
      <button
        className="button edit-save"
        type="button"
        disabled={!place || isBusy}
        onClick={() => void save()}
      >
        {say.moveHere}
      </button>
      <Button isQuiet onPress={onClose}>
        {say.cancel}
      </Button>
    </StepBar>
  );
}

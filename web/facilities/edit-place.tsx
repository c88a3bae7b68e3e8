import { useEffect, useRef, useState } from "react";
import type { LngLat } from "../map/geometry.ts";
import { usePin } from "../map/pin.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import type { Value } from "./edit-form.ts";
import { type Picking, useEditSession } from "./edit-session.ts";
import { editWords } from "./edit-words.ts";
import { toLngLat } from "./queries.ts";

/** A position among the values of a form as a place; null where there is none, or none yet. */
export const placeIn = (position: Value | undefined): LngLat | null =>
  Array.isArray(position) ? toLngLat(position) : null;

/** Sets the place of a form on the map: a click or a drag, for as long as the button is pressed. */
export function PickPlace(props: { place: LngLat | null; onPlace: (place: LngLat) => void }) {
  const say = useWords(editWords);
  const [isPicking, setPicking] = useState(false);
  return (
    <div className="edit-pick">
      <Button icon="pin" isPressed={isPicking} onPress={() => setPicking(!isPicking)}>
        {say.pickOnMap}
      </Button>
      {isPicking && <small role="status">{say.picking}</small>}
      {isPicking && <Picked {...props} />}
    </div>
  );
}

/** Lends the place to the map, which is another part of the page. */
function Picked(props: { place: LngLat | null; onPlace: (place: LngLat) => void }) {
  const { pick } = useEditSession();
  const latest = useRef(props.onPlace);
  latest.current = props.onPlace;
  const [lng, lat] = props.place ?? [null, null];
  useEffect(() => {
    const place: LngLat | null = lng === null || lat === null ? null : [lng, lat];
    pick({ place, onPlace: (next) => latest.current(next) });
  }, [pick, lng, lat]);
  useEffect(() => () => pick(null), [pick]);
  return null;
}

/** The pin of the form that is open, on the map. */
export function PickedPin({ picking }: { picking: Picking }) {
  const say = useWords(editWords);
  usePin({ at: picking.place, label: say.marker, hasFocus: false, onPlace: picking.onPlace });
  return null;
}

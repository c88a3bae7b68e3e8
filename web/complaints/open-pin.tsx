import { useEffect, useRef } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { usePin } from "../map/pin.ts";
import { useWords } from "../ui/language.ts";
import { setOpenPlace, useOpenPlace } from "./open-place.ts";
import { openWords } from "./open-words.ts";

/** From here a tap is told from the next house. */
const NEAR_ZOOM = 16;

/** The pin of the report that is being written, on the map; a tap or a drag sets it. */
export function OpenPin() {
  const { isAsked } = useOpenPlace();
  return isAsked ? <Pin /> : null;
}

function Pin() {
  const say = useWords(openWords);
  const atlas = useAtlas();
  const { at, moves } = useOpenPlace();
  usePin({
    at,
    label: say.pin,
    hasFocus: false,
    // from far away a tap is a guess: the map comes nearer, and the pin is set again or dragged
    onPlace: (place) =>
      setOpenPlace({ at: place }, atlas !== null && atlas.map.getZoom() < NEAR_ZOOM),
  });
  const latest = useRef(at);
  latest.current = at;
  useEffect(() => {
    if (moves > 0 && latest.current) atlas?.goTo(latest.current, NEAR_ZOOM + 1);
  }, [atlas, moves]);
  return null;
}

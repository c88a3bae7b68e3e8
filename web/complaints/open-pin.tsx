import { Marker } from "maplibre-gl";
import { useEffect, useRef } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { useWords } from "../ui/language.ts";
import { setOpenPlace, useOpenPlace } from "./open-place.ts";
import { openWords } from "./open-words.ts";

/** Places are kept to a centimeter or so: more digits are noise of the screen. */
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

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
  const marker = useRef<Marker | null>(null);
  useEffect(() => {
    if (!atlas) return;
    const container = atlas.map.getContainer();
    // before the map's own listeners, so that no record is selected
    const heard = (event: MouseEvent) => {
      event.stopPropagation();
      if (event.type !== "click") return;
      if (event.target instanceof Element && event.target.closest(".maplibregl-marker")) return;
      const box = container.getBoundingClientRect();
      const { lng, lat } = atlas.map.unproject([event.clientX - box.left, event.clientY - box.top]);
      // from far away a tap is a guess: the map comes nearer, and the pin is set again or dragged
      setOpenPlace({ at: [rounded(lng), rounded(lat)] }, atlas.map.getZoom() < NEAR_ZOOM);
    };
    for (const type of ["click", "dblclick"] as const)
      container.addEventListener(type, heard, true);
    return () => {
      for (const type of ["click", "dblclick"] as const)
        container.removeEventListener(type, heard, true);
    };
  }, [atlas]);
  useEffect(() => {
    if (!atlas || !at) return;
    if (!marker.current) {
      const made = new Marker({ draggable: true, color: "#d9480f" });
      made.on("dragend", () => {
        const { lng, lat } = made.getLngLat();
        setOpenPlace({ at: [rounded(lng), rounded(lat)] });
      });
      marker.current = made;
      made.setLngLat([at[0], at[1]]).addTo(atlas.map);
      made.getElement().setAttribute("aria-label", say.pin);
    }
    marker.current.setLngLat([at[0], at[1]]);
  }, [atlas, at, say]);
  useEffect(() => {
    if (at === null) {
      marker.current?.remove();
      marker.current = null;
    }
  }, [at]);
  useEffect(
    () => () => {
      marker.current?.remove();
      marker.current = null;
    },
    [],
  );
  const latest = useRef(at);
  latest.current = at;
  useEffect(() => {
    if (moves > 0 && latest.current) atlas?.goTo(latest.current, 17);
  }, [atlas, moves]);
  return null;
}

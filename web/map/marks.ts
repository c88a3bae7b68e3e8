import { Marker } from "maplibre-gl";
import { useEffect, useRef } from "react";
import { useAtlas } from "./atlas-context.ts";
import type { LngLat } from "./geometry.ts";

/** A mark over the map that styles move and color: the map draws nothing for it. */
export type Mark = {
  readonly id: string;
  readonly position: LngLat;
  /** One class, of the style sheet of whoever marks. */
  readonly look: string;
  readonly text: string;
};

/** Keeps marks over the map while the component lives; one that stays is not made anew, so that it moves on. */
export function useMarks(marks: readonly Mark[]) {
  const atlas = useAtlas();
  const held = useRef(new Map<string, Marker>());
  useEffect(() => {
    if (!atlas) return;
    const markers = held.current;
    const wanted = new Map(marks.map((mark) => [mark.id, mark]));
    for (const [id, marker] of markers) {
      if (wanted.has(id)) continue;
      marker.remove();
      markers.delete(id);
    }
    for (const { id, position, look, text } of wanted.values()) {
      const marker = markers.get(id) ?? new Marker({ element: document.createElement("div") });
      const element = marker.getElement();
      if (element.dataset.look !== look) {
        if (element.dataset.look) element.classList.remove(element.dataset.look);
        element.classList.add(look);
        element.dataset.look = look;
      }
      if (element.textContent !== text) element.textContent = text;
      marker.setLngLat([position[0], position[1]]);
      if (!markers.has(id)) {
        marker.addTo(atlas.map);
        markers.set(id, marker);
      }
    }
  }, [atlas, marks]);
  // another map has none of them
  useEffect(() => {
    const markers = held.current;
    return () => {
      for (const marker of atlas ? markers.values() : []) marker.remove();
      markers.clear();
    };
  }, [atlas]);
}

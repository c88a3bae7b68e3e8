import { createContext, useContext, useEffect, useRef } from "react";
import type { Atlas, Hit } from "./atlas.ts";
import type { OverlayLayers } from "./overlay.ts";
import type { Drawing } from "./style.ts";

/** The map of the page; null until it is there, and where there is none. */
export const AtlasContext = createContext<Atlas | null>(null);

export const useAtlas = () => useContext(AtlasContext);

/** Keeps a drawing on the map under a name while the component lives; null shows nothing. */
export function useDrawing(name: string, drawing: Drawing | null) {
  const atlas = useAtlas();
  useEffect(() => {
    if (drawing) atlas?.draw(name, drawing);
    else atlas?.erase(name);
  }, [atlas, name, drawing]);
  useEffect(() => () => atlas?.erase(name), [atlas, name]);
}

/** Keeps deck.gl layers on the map under a name while the component lives; null shows nothing. */
export function useOverlay(name: string, layers: OverlayLayers | null) {
  const atlas = useAtlas();
  useEffect(() => {
    void atlas?.drawOver(name, layers);
  }, [atlas, name, layers]);
  useEffect(() => () => void atlas?.drawOver(name, null), [atlas, name]);
}

/** Hears each click on the map while the component lives. */
export function useHit(hear: (hit: Hit | null) => void) {
  const atlas = useAtlas();
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => atlas?.onHit((hit) => latest.current(hit)), [atlas]);
}

/** Hears what the pointer is on while the component lives. */
export function usePointed(hear: (hit: Hit | null) => void) {
  const atlas = useAtlas();
  useEffect(() => atlas?.onPoint(hear), [atlas, hear]);
}

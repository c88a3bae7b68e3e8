import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Language } from "../ui/language.ts";
import { useLanguage } from "../ui/language.ts";
import { Atlas } from "./atlas.ts";
import { AtlasContext } from "./atlas-context.ts";
import { type Camera, formatCamera } from "./camera.ts";
import type { Bbox } from "./geometry.ts";
import type { Flavor } from "./palette.ts";
import type { BaseDrawing } from "./style.ts";
import { useView } from "./view.ts";

/** Seen where a district has no record yet and no camera is in the link: all of China. */
const NOWHERE: Bbox = [73.5, 18, 135, 53.6];

/** A map that is not drawn by then, on a slow line, no longer holds up what belongs on it. */
const PATIENCE_MILLISECONDS = 3000;

/** A driver that has just failed is not asked again at once. */
const REBUILD_MILLISECONDS = 500;

function hasWebgl2() {
  const tried = document.createElement("canvas").getContext("webgl2");
  tried?.getExtension("WEBGL_lose_context")?.loseContext(); // there are few, and the map wants one
  return tried !== null;
}

/**
 * The map of the page, one for its whole life. Its children live on it: they draw on it, or stand over it.
 *
 * The camera goes into the link when it rests, and a link's camera moves the map.
 */
export function MapView(props: {
  flavor: Flavor;
  base: BaseDrawing | null;
  /** Whether the camera goes into the link, and the link's moves the map. */
  isLinked: boolean;
  /** Called once, when the base map stands; later at most `PATIENCE_MILLISECONDS` after the start. */
  onDrawn: () => void;
  /** Shown where the browser cannot draw a map. */
  fallback: ReactNode;
  children: ReactNode;
}) {
  const { flavor, base, isLinked } = props;
  const language = useLanguage();
  const { view, change } = useView();
  const { districtId } = view.district;
  const container = useRef<HTMLDivElement>(null);
  const [atlas, setAtlas] = useState<Atlas | null>(null);
  const latest = useRef({ flavor, language, districtId, base, view });
  latest.current = { flavor, language, districtId, base, view };
  /** Where the map that lost its context looked from. */
  const left = useRef<Camera | null>(null);
  const [generation, setGeneration] = useState(0);
  const written = useRef("");
  const [isUnable, setUnable] = useState(false);
  const drawn = useRef(props.onDrawn);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a map that lost its context is made anew
  useEffect(() => {
    const { view: now, ...setting } = latest.current;
    const camera = left.current ?? now.camera ?? now.district.bbox ?? NOWHERE;
    if (!hasWebgl2()) {
      setUnable(true);
      drawn.current();
      return;
    }
    const made = new Atlas(container.current!, setting, camera);
    setAtlas(made);
    const say = () => drawn.current();
    made.map.once("idle", say);
    const timer = setTimeout(say, PATIENCE_MILLISECONDS);
    const canvas = made.map.getCanvas();
    // the browser took the graphics away: what was drawn is lost, deck.gl's too
    const lost = () => {
      left.current = made.camera();
      setTimeout(() => setGeneration((last) => last + 1), REBUILD_MILLISECONDS);
    };
    canvas.addEventListener("webglcontextlost", lost);
    return () => {
      canvas.removeEventListener("webglcontextlost", lost);
      clearTimeout(timer);
      made.destroy();
    };
  }, [generation]);

  useSetting(atlas, flavor, language, districtId, base);
  useDistrictJump(atlas, districtId, view.camera, view.district.bbox);

  useEffect(() => {
    if (!atlas || !isLinked) return;
    const write = () => {
      const camera = atlas.camera();
      if (formatCamera(camera) === written.current) return;
      written.current = formatCamera(camera);
      change({ camera });
    };
    atlas.map.on("moveend", write);
    return () => void atlas.map.off("moveend", write);
  }, [atlas, change, isLinked]);

  const linked = isLinked && view.camera && formatCamera(view.camera);
  useEffect(() => {
    if (!atlas || !linked || linked === written.current || !view.camera) return;
    if (atlas.map.isMoving()) return;
    written.current = linked;
    atlas.look(view.camera);
  }, [atlas, linked, view.camera]);

  return (
    <AtlasContext value={atlas}>
      <div className="map-canvas" ref={container} />
      {isUnable && props.fallback}
      {props.children}
    </AtlasContext>
  );
}

function useSetting(
  atlas: Atlas | null,
  flavor: Flavor,
  language: Language,
  districtId: string,
  base: BaseDrawing | null,
) {
  useEffect(() => {
    atlas?.set({ flavor, language, districtId, base });
  }, [atlas, flavor, language, districtId, base]);
}

/** Shows the whole district when another one is chosen and the link names no camera. */
function useDistrictJump(
  atlas: Atlas | null,
  districtId: string,
  camera: Camera | null,
  bbox: Bbox | null,
) {
  const shown = useRef(districtId);
  useEffect(() => {
    if (!atlas || shown.current === districtId) return;
    shown.current = districtId;
    if (!camera && bbox) atlas.fit(bbox);
  }, [atlas, districtId, camera, bbox]);
}

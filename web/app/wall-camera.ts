import { useEffect, useMemo } from "react";
import type { Atlas } from "../map/atlas.ts";
import { useAtlas } from "../map/atlas-context.ts";
import type { Camera } from "../map/camera.ts";
import { cameraOfBox, type Padding } from "../map/camera-box.ts";
import type { Bbox, LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import type { Design } from "../wall/design.ts";
import type { WallScene } from "../wall/queries.ts";

const TRAVEL_MS = 1800;
/** Symbols and names of the map are drawn for somebody at a desk: so many times as large they are read across a room. */
export const MAP_SCALE = 1.4;

/** Where a scene's camera stands. */
export function cameraOf({ camera }: WallScene, bbox: Bbox | null): Camera | Bbox | null {
  const [lng, lat] = camera.center ?? [];
  if (camera.fit !== "district" && lat !== undefined && camera.zoom !== null)
    return {
      center: [lng!, lat],
      zoom: camera.zoom,
      bearing: camera.bearing,
      pitch: camera.pitch,
    };
  return bbox;
}

/** Moves to a camera, or to the whole of a box, in the middle of what nothing stands over. */
function travel(atlas: Atlas, to: Camera | Bbox, padding: Padding) {
  const { clientWidth, clientHeight } = atlas.map.getContainer();
  const { center, ...camera } = Array.isArray(to)
    ? cameraOfBox(to as Bbox, [
        clientWidth - padding.left - padding.right,
        clientHeight - padding.top - padding.bottom,
      ])
    : (to as Camera); // a box is a list, and a camera none
  const duration = TRAVEL_MS;
  atlas.map.easeTo({ ...camera, center: [center[0], center[1]], padding, duration });
}

/**
 * Moves the one map: to the scene's camera, to an alarm that is critical, and back.
 *
 * @param covered  What stands over the sides of the map, in pixels of the design.
 */
export function useWallCamera(
  scene: WallScene | null,
  visited: { readonly position: LngLat; readonly zoom: number } | null,
  design: Design,
  covered: Padding,
) {
  const atlas = useAtlas();
  const { bbox } = useView().view.district;
  useEffect(() => {
    atlas?.map.setPixelRatio(Math.max(1, design.mapPixels * MAP_SCALE));
  }, [atlas, design.mapPixels]);
  useEffect(() => {
    if (!atlas) return;
    // keys are the wall's, and nobody drags it
    atlas.map.keyboard.disable();
    return () => atlas.map.keyboard.enable();
  }, [atlas]);
  const target = scene && cameraOf(scene, bbox);
  const key = JSON.stringify([
    visited ?? target,
    scene?.sceneId,
    covered,
    design.width,
    design.height,
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of it
  const wanted = useMemo(() => {
    const to = visited
      ? { center: visited.position, zoom: visited.zoom, bearing: 0, pitch: 0 }
      : target;
    const { top, right, bottom, left } = covered;
    const padding = {
      ...{ top: top / MAP_SCALE, right: right / MAP_SCALE },
      ...{ bottom: bottom / MAP_SCALE, left: left / MAP_SCALE },
    };
    return to && { to, padding };
  }, [key]);
  useEffect(() => {
    if (!atlas || !wanted) return;
    const go = () => travel(atlas, wanted.to, wanted.padding);
    // a page that has just got its size gives it to the map in the next frame
    const frame = requestAnimationFrame(go);
    return () => cancelAnimationFrame(frame);
  }, [atlas, wanted]);
}

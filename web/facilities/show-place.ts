import type { Atlas } from "../map/atlas.ts";
import type { Camera } from "../map/camera.ts";
import type { Bbox, LngLat } from "../map/geometry.ts";

/** From this width on the drawer lies beside what is looked at; below it, it covers the lower part. */
const WIDE_PIXELS = 768;
const DRAWER_PIXELS = 420;
const SHEET_SHARE = 0.72;
const SHEET_PIXELS = 560;
const NEAR_ZOOM = 16;

/** How near one goes to what is wider than a point, by its layer. */
const ZOOM_OF_LAYER: Readonly<Record<string, number>> = {
  streets: 14.5,
  "cleaning-routes": 14,
  areas: 13.5,
};

/** What the drawer covers of the map, at the right and below, in pixels. */
const coveredBy = (width: number, height: number) =>
  width >= WIDE_PIXELS
    ? { right: DRAWER_PIXELS, bottom: 0 }
    : { right: 0, bottom: Math.min(SHEET_PIXELS, height * SHEET_SHARE) };

/**
 * Where to look from so that a place is in the middle of what the drawer leaves free: a point no farther out
 * than now, a street or an area so that it is seen as one.
 *
 * @param layerId  What is there.
 * @param now  Where one looks from; null before the map has moved.
 * @param window  Width and height of the window in pixels.
 */
export function cameraOn(
  [lng, lat]: LngLat,
  layerId: string,
  now: Camera | null,
  window: { readonly width: number; readonly height: number },
): Camera {
  const zoom = ZOOM_OF_LAYER[layerId] ?? Math.max(NEAR_ZOOM, now?.zoom ?? 0);
  const { right, bottom } = coveredBy(window.width, window.height);
  const degreesPerPixel = 360 / (512 * 2 ** zoom);
  return {
    center: [
      lng + (right / 2) * degreesPerPixel,
      lat - (bottom / 2) * degreesPerPixel * Math.cos((lat * Math.PI) / 180),
    ],
    zoom,
    bearing: 0,
    pitch: 0,
  };
}

/** The size of the window in pixels. */
export const windowSize = () => ({ width: innerWidth, height: innerHeight });

/** Goes to a record so that it is seen beside or above the drawer. */
export function showPlace(atlas: Atlas | null, place: LngLat | Bbox) {
  if (!atlas) return;
  const { map } = atlas;
  const { clientHeight } = map.getContainer();
  const covered = coveredBy(innerWidth, clientHeight);
  if (place.length === 4) {
    const padding = { top: 48, left: 48, right: 48 + covered.right, bottom: 48 + covered.bottom };
    map.fitBounds([place[0], place[1], place[2], place[3]], { padding, duration: 500 });
    return;
  }
  map.easeTo({
    center: [place[0], place[1]],
    zoom: Math.max(NEAR_ZOOM, map.getZoom()),
    offset: [-covered.right / 2, -covered.bottom / 2],
    duration: 500,
  });
}

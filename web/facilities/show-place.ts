import type { Atlas } from "../map/atlas.ts";
import type { Bbox, LngLat } from "../map/geometry.ts";

/** From this width on the drawer lies beside what is looked at; below it, it covers the lower part. */
const WIDE = "(min-width: 768px)";
const DRAWER_PIXELS = 420;
const SHEET_SHARE = 0.72;
const NEAR_ZOOM = 16;

/** Goes to a record so that it is seen beside or above the drawer, which is open or about to be. */
export function showPlace(atlas: Atlas | null, place: LngLat | Bbox) {
  if (!atlas) return;
  const { map } = atlas;
  const { clientHeight } = map.getContainer();
  const covered = matchMedia(WIDE).matches
    ? { right: DRAWER_PIXELS, bottom: 0 }
    : { right: 0, bottom: Math.min(560, clientHeight * SHEET_SHARE) };
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

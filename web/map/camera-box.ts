import type { Camera } from "./camera.ts";
import type { Bbox, LngLat } from "./geometry.ts";

/** What stands over the sides of the map, in pixels. */
export type Padding = {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
};

/** Web Mercator, 0–1 from the north-west. */
const toWorld = ([lng, lat]: LngLat) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [(lng + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)] as const;
};

/**
 * From where one sees the whole of a box, and as little as possible around it.
 *
 * @param size  Width and height of the picture, in pixels.
 */
export function cameraOfBox(
  [west, south, east, north]: Bbox,
  [width, height]: readonly [width: number, height: number],
): Camera {
  const [left, top] = toWorld([west, north]);
  const [right, bottom] = toWorld([east, south]);
  const perWorld = Math.min(
    Math.max(1, width) / Math.max(1e-9, right - left),
    Math.max(1, height) / Math.max(1e-9, bottom - top),
  );
  const middle = (top + bottom) / 2;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * middle))) * 180) / Math.PI;
  return {
    center: [(west + east) / 2, lat],
    zoom: Math.log2(perWorld / 512),
    bearing: 0,
    pitch: 0,
  };
}

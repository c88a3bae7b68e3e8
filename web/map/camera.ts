import type { Bbox, LngLat } from "./geometry.ts";

/** Where one looks from. `bearing` and `pitch` in degrees. */
export type Camera = {
  readonly center: LngLat;
  readonly zoom: number;
  readonly bearing: number;
  readonly pitch: number;
};

/**
 * The camera as it stands in a link: `zoom/lat/lng`, then `/bearing/pitch` where they are not zero.
 *
 * Latitude first, as in every map link people know; five decimals are one meter.
 */
export function formatCamera({ center, zoom, bearing, pitch }: Camera): string {
  const [lng, lat] = center;
  const place = `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`;
  if (Math.abs(bearing) < 0.05 && pitch < 0.05) return place;
  return `${place}/${bearing.toFixed(1)}/${pitch.toFixed(1)}`;
}

/** @returns null when the text is not a camera on this planet. */
export function parseCamera(text: string): Camera | null {
  const parts = text.split("/");
  if ((parts.length !== 3 && parts.length !== 5) || parts.some((part) => part.trim() === "")) {
    return null;
  }
  const [zoom = Number.NaN, lat = Number.NaN, lng = Number.NaN, bearing = 0, pitch = 0] =
    parts.map(Number);
  const isSound =
    zoom >= 0 &&
    zoom <= 24 &&
    Math.abs(lat) <= 85.06 &&
    Math.abs(lng) <= 180 &&
    Math.abs(bearing) <= 360 &&
    pitch >= 0 &&
    pitch <= 85;
  return isSound ? { center: [lng, lat], zoom, bearing, pitch } : null;
}

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

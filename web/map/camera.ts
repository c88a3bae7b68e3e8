import type { LngLat } from "./geometry.ts";

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

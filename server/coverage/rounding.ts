import type { LngLat } from "../geo/position.ts";

/** Tenths of a meter, or of whatever is counted. */
export const tenthsOf = (value: number): number => Math.round(value * 10) / 10;

/** A way of whole millimetres in meters, to a tenth; null where there is none. */
export const metersOf = (millimeters: number): number | null =>
  Number.isFinite(millimeters) ? Math.round(millimeters / 100) / 10 : null;

/** Rounds positions to so many decimals of a degree. */
export const roundedTo = (decimals: number) => {
  const scale = 10 ** decimals;
  return ([lng, lat]: LngLat): [number, number] => [
    Math.round(lng * scale) / scale,
    Math.round(lat * scale) / scale,
  ];
};

/** A position of a line or a border on the wire: 6 decimals of a degree are 0.1 m. */
export const roundedPosition = roundedTo(6);

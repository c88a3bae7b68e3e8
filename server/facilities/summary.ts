import type { Position } from "geojson";
import { lengthInsideMeters, lengthNearMeters } from "../geo/portion.ts";
import type { Place } from "../store/place.ts";
import type { Snapshot } from "../store/snapshot.ts";

/** Ids of a layer that a summary lists at most. */
export const SUMMARY_MAX_IDS = 1_000;

/** How much of the chosen lines lies in the place, meters; only what is inside counts, not whole edges. */
export function lengthIn(snapshot: Snapshot, rows: Uint32Array, place: Place): number {
  const lines: Position[][] = [];
  for (const row of rows) {
    const geometry = snapshot.geometryAt(row);
    if (geometry?.type === "LineString") lines.push(geometry.coordinates);
    if (geometry?.type === "MultiLineString") lines.push(...geometry.coordinates);
  }
  if ("shape" in place) {
    const { shape } = place;
    return lengthInsideMeters(
      lines,
      shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates,
    );
  }
  const paths = place.lines.map((line) => line.map((position) => [...position]));
  return lengthNearMeters(lines, paths, place.withinMeters);
}

/** The sum of a column of numbers. */
export function sumOf(snapshot: Snapshot, rows: Uint32Array, column: string): number {
  const read = snapshot.column(column).value;
  let sum = 0;
  for (const row of rows) sum += Number(read(row) ?? 0);
  return sum;
}

import type { MultiPolygon, Polygon, Position } from "geojson";
import { cellToLatLng } from "h3-js";
import { lengthInsideMeters, lengthNearMeters } from "../geo/portion.ts";
import type { LngLat } from "../geo/position.ts";
import { distanceToLineMeters, isInside, toParts } from "../geo/shape.ts";
import type { Selection } from "../store/selection.ts";
import type { Snapshot } from "../store/snapshot.ts";

/** A place somebody draws a ring around: an area, or everything near some lines. */
export type Place =
  | { readonly shape: Polygon | MultiPolygon }
  | { readonly lines: readonly (readonly LngLat[])[]; readonly withinMeters: number };

/** When: records that hold on `date`, happenings from `from` to `to`. */
export type Times = Pick<Selection, "date" | "from" | "to">;

/** Ids of a layer that a summary lists at most. */
export const SUMMARY_MAX_IDS = 1_000;

/** The rows of a layer in a place, in ascending order, each once. */
export function rowsIn(snapshot: Snapshot, place: Place, times: Times): Uint32Array {
  if (snapshot.source.id === "residents") return cellsIn(snapshot, place);
  if ("shape" in place) return snapshot.select({ ...times, shape: place.shape });
  const rows = new Set<number>();
  for (const line of place.lines)
    for (const row of snapshot.select({
      ...times,
      near: { line, withinMeters: place.withinMeters },
    }))
      rows.add(row);
  return Uint32Array.from(rows).sort();
}

/** Cells of residents count where their center is: a cell belongs to one of several places side by side. */
function cellsIn(snapshot: Snapshot, place: Place): Uint32Array {
  const area = "shape" in place ? toParts(place.shape) : null;
  const isMeant = (row: number) => {
    const [lat, lng] = cellToLatLng(snapshot.idAt(row));
    if (area) return isInside(area, lng, lat);
    const center = toParts({ type: "Point", coordinates: [lng, lat] });
    return (
      "lines" in place &&
      place.lines.some((line) => distanceToLineMeters(center, line) <= place.withinMeters)
    );
  };
  return snapshot.select({ where: () => isMeant });
}

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

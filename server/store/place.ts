import type { MultiPolygon, Polygon } from "geojson";
import { cellToLatLng } from "h3-js";
import type { LngLat } from "../geo/position.ts";
import { distanceToLineMeters, isInside, toParts } from "../geo/shape.ts";
import type { Selection } from "./selection.ts";
import type { Snapshot } from "./snapshot.ts";

/** A place somebody draws a ring around: an area, or everything near some lines. */
export type Place =
  | { readonly shape: Polygon | MultiPolygon }
  | { readonly lines: readonly (readonly LngLat[])[]; readonly withinMeters: number };

/** When: records that hold on `date`, happenings from `from` to `to`. */
export type Times = Pick<Selection, "date" | "from" | "to">;

/**
 * Everything near a street.
 *
 * @param streets  The layer of street edges.
 * @returns null when no edge belongs to such a street.
 */
export function placeAlong(
  streets: Snapshot | null,
  street: string,
  withinMeters: number,
): Place | null {
  const lines: LngLat[][] = [];
  if (streets) {
    const streetId = streets.column("streetId").value;
    for (const row of streets.select({ where: () => (row) => streetId(row) === street })) {
      const geometry = streets.geometryAt(row);
      if (geometry?.type === "LineString")
        lines.push(geometry.coordinates.map(([lng, lat]) => [lng!, lat!]));
    }
  }
  return lines.length > 0 ? { lines, withinMeters } : null;
}

/** The rows of a layer in a place, in ascending order, each once. */
export function rowsIn(snapshot: Snapshot, place: Place, times: Times): Uint32Array {
  if (snapshot.source.id === "residents") return cellsIn(snapshot, place);
  return touching(snapshot, place, times);
}

function touching(snapshot: Snapshot, place: Place, times: Times): Uint32Array {
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
  return touching(snapshot, place, {}).filter(isMeant); // a cell whose center is inside touches the place
}

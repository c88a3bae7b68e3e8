import type { z } from "@hono/zod-openapi";
import { parseWktAt, WktError } from "../geo/wkt.ts";
import { DomainError } from "../http/problem.ts";
import { type Place, placeAlong, rowsIn } from "../store/place.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import type { FeaturesQuery } from "./features-schema.ts";

/** What of a query says which place or which records are meant. */
type Asked = Pick<
  z.infer<typeof FeaturesQuery>,
  "shape" | "street" | "withinMeters" | "ids" | "date" | "from" | "to"
>;

/**
 * Of some rows those in the place that is drawn, along the street, and of the ids: the same rows that a summary of
 * that place counts.
 *
 * @param rows  Of this snapshot, in ascending order.
 * @throws {DomainError} `query-invalid` for a shape that is none, `record-unknown` for a street that is not there.
 */
export async function rowsInPlace(
  snapshots: Snapshots,
  districtId: string,
  snapshot: Snapshot,
  rows: Uint32Array,
  asked: Asked,
): Promise<Uint32Array> {
  const { date, from, to } = asked;
  let chosen = rows;
  if (asked.ids !== undefined) {
    const ids = new Set(asked.ids.split(","));
    chosen = chosen.filter((row) => ids.has(snapshot.idAt(row)));
  }
  const places: Place[] = [];
  if (asked.shape !== undefined) places.push({ shape: parseShape(asked.shape) });
  if (asked.street !== undefined) {
    const streets = await snapshots.get(districtId, "streets");
    const along = placeAlong(streets, asked.street, asked.withinMeters);
    if (!along) throw new DomainError("record-unknown", `No street ${asked.street}`);
    places.push(along);
  }
  for (const place of places) {
    const inside = new Set(rowsIn(snapshot, place, { date, from, to }));
    chosen = chosen.filter((row) => inside.has(row));
  }
  return chosen;
}

function parseShape(text: string) {
  try {
    const { geometry, end } = parseWktAt(text, 0);
    const isArea = geometry.type === "Polygon" || geometry.type === "MultiPolygon";
    if (isArea && text.slice(end).trim() === "") return geometry;
  } catch (error) {
    if (!(error instanceof WktError)) throw error;
  }
  throw new DomainError("query-invalid", "shape: not a POLYGON or MULTIPOLYGON", [
    { field: "shape", value: text.slice(0, 200), remedy: "write POLYGON((lng lat,…)), closed" },
  ]);
}

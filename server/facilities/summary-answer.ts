import type { z } from "@hono/zod-openapi";
import type { LngLat } from "../geo/position.ts";
import { DomainError } from "../http/problem.ts";
import { countsOf } from "../layers/layers.ts";
import { type Place, placeAlong, rowsIn } from "../store/place.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { lengthIn, SUMMARY_MAX_IDS, sumOf } from "./summary.ts";
import type { Summary, SummaryQuery } from "./summary-schema.ts";

/**
 * What a place holds, layer by layer, in the order of layers.
 *
 * @throws {DomainError} `record-unknown` when the street is.
 */
export async function summaryOf(
  snapshots: Snapshots,
  districtId: string,
  query: SummaryQuery,
  today: string,
): Promise<z.infer<typeof Summary>> {
  const place = await placeOf(snapshots, districtId, query);
  const times = { date: query.date ?? today, from: query.from, to: query.to };
  const layers: z.infer<typeof Summary>["layers"] = [];
  for (const source of snapshots.sources) {
    if (source.audience !== "public") continue;
    const snapshot = await snapshots.get(districtId, source.id);
    if (!snapshot) continue;
    const rows = rowsIn(snapshot, place, times);
    const { count, classes } = countsOf(snapshot, rows);
    const ordered = snapshot.byId(rows);
    layers.push({
      layerId: source.id,
      title: source.title,
      count,
      classes: Object.fromEntries(
        Object.entries(classes).map(([name, counts]) => [name, counts.map((one) => ({ ...one }))]),
      ),
      ...(source.geometry === "line"
        ? { lengthMeters: Math.round(lengthIn(snapshot, rows, place) * 10) / 10 }
        : {}),
      ...(source.id === "residents"
        ? { residents: Math.round(sumOf(snapshot, rows, "residents")) }
        : {}),
      ids: Array.from(ordered.subarray(0, SUMMARY_MAX_IDS), (row) => snapshot.idAt(row)),
      hasMoreIds: rows.length > SUMMARY_MAX_IDS,
    });
  }
  return {
    districtId,
    date: times.date,
    from: times.from ?? null,
    to: times.to ?? null,
    place: "shape" in query ? "shape" : "along" in query ? "along" : "street",
    withinMeters: "withinMeters" in query ? query.withinMeters : null,
    layers,
  };
}

const toLine = (positions: readonly (readonly number[])[]): LngLat[] =>
  positions.map((position) => [position[0]!, position[1]!]);

async function placeOf(
  snapshots: Snapshots,
  districtId: string,
  query: SummaryQuery,
): Promise<Place> {
  if ("shape" in query) return { shape: query.shape };
  const { withinMeters } = query;
  if ("along" in query) return { lines: [toLine(query.along.coordinates)], withinMeters };
  const place = placeAlong(await snapshots.get(districtId, "streets"), query.street, withinMeters);
  if (!place) throw new DomainError("record-unknown", `No street ${query.street}`);
  return place;
}

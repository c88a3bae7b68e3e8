import { bboxOf } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, toParts } from "../geo/shape.ts";
import type { Snapshot } from "../store/snapshot.ts";

/** An area that holds today. */
export type CoverageAreaOf = {
  readonly areaId: string;
  readonly level: "subdistrict" | "community";
  readonly name: string;
  readonly nameEn: string | null;
  readonly parentId: string | null;
};

/** Areas of today, and which of them a position is in. */
export type AreaIndex = {
  readonly areas: readonly CoverageAreaOf[];
  /** The subdistrict and the community a position is in, as places in `areas`; -1 is none. */
  at(position: LngLat): { subdistrict: number; community: number };
};

const indexes = new WeakMap<Snapshot, { today: string; index: AreaIndex }>();

/** Areas of a day. The same object while they and the day are the same. */
export function areaIndexOf(snapshot: Snapshot, today: string): AreaIndex {
  const known = indexes.get(snapshot);
  if (known?.today === today) return known.index;
  const areas: CoverageAreaOf[] = [];
  const shapes: { bbox: readonly number[]; parts: ReturnType<typeof toParts> }[] = [];
  for (const row of snapshot.select({ date: today })) {
    const level = snapshot.valueAt(row, "level");
    const geometry = snapshot.geometryAt(row);
    if (level !== "subdistrict" && level !== "community") continue;
    if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") continue;
    const text = (name: string) => {
      const value = snapshot.valueAt(row, name);
      return typeof value === "string" ? value : null;
    };
    areas.push({
      ...{ areaId: snapshot.idAt(row), level, name: text("name") ?? "" },
      ...{ nameEn: text("nameEn"), parentId: text("parentId") },
    });
    shapes.push({ bbox: bboxOf(geometry), parts: toParts(geometry) });
  }
  const find = (level: CoverageAreaOf["level"], [lng, lat]: LngLat) =>
    shapes.findIndex(({ bbox: [west, south, east, north], parts }, i) => {
      if (areas[i]!.level !== level) return false;
      if (lng < west! || lng > east! || lat < south! || lat > north!) return false;
      return isInside(parts, lng, lat);
    });
  const index: AreaIndex = {
    areas,
    at: (position) => ({
      subdistrict: find("subdistrict", position),
      community: find("community", position),
    }),
  };
  indexes.set(snapshot, { today, index });
  return index;
}

const placed = new WeakMap<
  readonly LngLat[],
  { index: AreaIndex; at: ReturnType<AreaIndex["at"]>[] }
>();

/** The areas of many positions; worked out once while both are the same objects. */
export function areasAt(index: AreaIndex, positions: readonly LngLat[]) {
  const known = placed.get(positions);
  if (known?.index === index) return known.at;
  const at = positions.map((position) => index.at(position));
  placed.set(positions, { index, at });
  return at;
}

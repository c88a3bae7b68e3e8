import type { CHECKED_FEATURES } from "../../data/coverage-lenses.ts";
import { bboxAround } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import { distanceToLineMeters, type SimpleGeometry, toParts } from "../geo/shape.ts";
import { worldBoxOf } from "../geo/tile.ts";
import type { Snapshot } from "../store/snapshot.ts";

export type CheckedFeature = (typeof CHECKED_FEATURES)[number];

/** The layers in which features stand, with the kinds they are of; null is all of the layer. */
const LAYER_OF: Record<CheckedFeature, readonly [layerId: string, kind: string | null]> = {
  "ground:building": ["buildings", null],
  "ground:water": ["water", "water"],
  "ground:river": ["water", "river"],
  "place:school": ["places", "school"],
  "place:market": ["places", "market"],
  "place:hospital": ["places", "hospital"],
};

/** The layers that distances are checked against. */
export const SURROUNDING_LAYERS = ["buildings", "water", "places"] as const;

export type Near = {
  readonly layerId: string;
  readonly id: string;
  readonly name: string | null;
  readonly meters: number;
};

/** What stands around a position. */
export type Surroundings = {
  /** Whether the district has anything in the layer of a feature: else it cannot be checked. */
  has(feature: CheckedFeature): boolean;
  /** The nearest of some features no farther than a distance; null when none is. 0 m is in it. */
  nearest(features: readonly CheckedFeature[], position: LngLat, withinMeters: number): Near | null;
};

/** @param layers  by id; null where the district has no such layer. */
export function surroundingsOf(layers: ReadonlyMap<string, Snapshot | null>): Surroundings {
  const layerOf = (feature: CheckedFeature) => layers.get(LAYER_OF[feature][0]) ?? null;
  return {
    has: (feature) => (layerOf(feature)?.count ?? 0) > 0,
    nearest(features, position, withinMeters) {
      const box = worldBoxOf(bboxAround(position, withinMeters));
      let best: Near | null = null;
      for (const feature of features) {
        const layer = layerOf(feature);
        const [layerId, kind] = LAYER_OF[feature];
        layer?.visitBox(box, (row) => {
          if (kind !== null && layer.valueAt(row, "kind") !== kind) return;
          const geometry = layer.geometryAt(row);
          if (!geometry || geometry.type === "GeometryCollection") return;
          const meters = distanceToLineMeters(toParts(geometry as SimpleGeometry), [position]); // the others are
          if (meters > withinMeters || (best && meters >= best.meters)) return;
          const name = layer.valueAt(row, "name");
          const id = layer.idAt(row);
          best = { layerId, id, name: typeof name === "string" ? name : null, meters };
        });
      }
      return best;
    },
  };
}

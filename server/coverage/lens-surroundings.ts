import type { Geometry } from "geojson";
import type { Database } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import type { Near } from "./lens-checks.ts";
import type { Surroundings } from "./lens-facilities.ts";
import type { Land } from "./lens-land.ts";
import { type NamedShape, type NearShape, type ShapesNear, shapesNear } from "./lens-shapes.ts";
import type { Ground } from "./world.ts";

type ShapeRow = Omit<NamedShape, "geometry"> & { feature: string; shape: Geometry };

const READ_SHAPES = `
  select 'ground:' || kind as feature, ground_id as id, name, name_en as "nameEn",
    st_asgeojson(shape, 7)::json as shape
  from ground where district_id = $1 and kind in ('building', 'water', 'river')
  union all
  select 'place:' || kind, place_id, name, name_en, st_asgeojson(position, 7)::json
  from place where district_id = $1
  order by 1, 2`;

/** Everything that facilities are held against, by what lenses call it. */
export type Features = ReadonlyMap<string, ShapesNear>;

/** What facilities of districts are held against, in memory, read anew when it changes. */
export const createFeatures = (database: Database) =>
  createHeld(database, ["ground", "place"], async (tx, districtId, _: null): Promise<Features> => {
    const byFeature = new Map<string, NamedShape[]>();
    for (const { feature, shape, ...named } of await tx.query<ShapeRow>(READ_SHAPES, [
      districtId,
    ])) {
      const shapes = byFeature.get(feature) ?? [];
      byFeature.set(feature, shapes);
      shapes.push({ ...named, geometry: shape });
    }
    return new Map([...byFeature].map(([feature, shapes]) => [feature, shapesNear(shapes)]));
  });

/** Positions are no better: a building so near may be the facility's own. */
const AT_WALL_METERS = 1.5;

const nearTold = (kind: string, { shape, meters }: NearShape, isPerhapsOwn: boolean): Near => ({
  ...{ meters, isPerhapsOwn },
  what: { id: shape.id, kind, name: shape.name, nameEn: shape.nameEn },
});

/** What is near facilities. */
export function surroundingsOf({
  land,
  features,
  ground: { streets },
  reachMeters,
}: {
  land: Land;
  features: Features;
  ground: Ground;
  reachMeters: number;
}): Surroundings {
  return {
    land,
    has: (feature) => features.has(feature),
    nearest(feature, position, withinMeters) {
      const near = features.get(feature);
      const told = (found: NearShape | null | undefined, isPerhapsOwn = false) =>
        found ? nearTold(feature, found, isPerhapsOwn) : null;
      if (feature !== "ground:building") return told(near?.(position, withinMeters));
      // a facility is in a building of its own, or at its wall
      const found = near?.(position, withinMeters, { isBeside: true });
      if (!found || found.meters > AT_WALL_METERS) return told(found);
      const beyond = near?.(position, withinMeters, {
        isBeside: true,
        beyondMeters: AT_WALL_METERS,
      });
      return told(beyond) ?? told(found, true);
    },
    streetClassAt(position) {
      const found = streets.nearestEdge(position, reachMeters);
      return found && streets.edges[found.edge]!.class;
    },
  };
}

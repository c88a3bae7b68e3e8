import Flatbush from "flatbush";
import type { Geometry } from "geojson";
import { bboxAround, bboxOf } from "../geo/bbox.ts";
import { nearestOnLine } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, linesOf, type SimpleGeometry, toParts } from "../geo/shape.ts";

/** Something a distance is kept from: a building, water, a place where people gather. */
export type NamedShape = {
  readonly id: string;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly geometry: Geometry;
};

/** The nearest of them. */
export type NearShape = { readonly shape: NamedShape; readonly meters: number };

/**
 * Which of some shapes is nearest to a position, asked many times.
 *
 * @returns null where none is within the meters asked; an area around the position is 0 m away. With `isBeside` such
 *   areas do not count: a facility is not kept from the building that it is in. Nor does what is not beyond `beyondMeters`.
 */
export function shapesNear(shapes: readonly NamedShape[]) {
  const simple = shapes.filter(({ geometry }) => geometry.type !== "GeometryCollection");
  const tree = simple.length > 0 ? new Flatbush(simple.length) : null;
  for (const { geometry } of simple) tree?.add(...bboxOf(geometry));
  tree?.finish();

  return (
    position: LngLat,
    withinMeters: number,
    { isBeside = false, beyondMeters = -1 } = {},
  ): NearShape | null => {
    let nearest: NearShape | null = null;
    for (const item of tree?.search(...bboxAround(position, withinMeters)) ?? []) {
      const shape = simple[item]!;
      const geometry = shape.geometry as SimpleGeometry; // collections were left out
      const isAround =
        geometry.type.endsWith("Polygon") && isInside(toParts(geometry), position[0], position[1]);
      if (isAround && isBeside) continue;
      const meters = isAround ? 0 : metersTo(geometry, position);
      if (meters > withinMeters || meters <= beyondMeters) continue;
      if (!nearest || meters < nearest.meters) nearest = { shape, meters };
    }
    return nearest;
  };
}
export type ShapesNear = ReturnType<typeof shapesNear>;

const metersTo = (geometry: SimpleGeometry, position: LngLat) =>
  linesOf(geometry).reduce(
    (least, line) => Math.min(least, nearestOnLine(position, line)?.distanceMeters ?? least),
    Number.POSITIVE_INFINITY,
  );

import Flatbush from "flatbush";
import type { Geometry, Position } from "geojson";
import type { Crossing } from "./network.ts";

/**
 * What nobody crosses beside the streets: water and railways.
 *
 * A line through water enters and leaves it; one that ends in it does not cross it, because the middle of a cell of people
 * can lie in the river they live on. A railway, or a river drawn as a line, is crossed once.
 *
 * @param shapes  Areas and lines of any kind; points are no obstacle.
 */
export function obstacles(shapes: readonly Geometry[]): Crossing {
  const segments: { a: Position; b: Position; shape: number }[] = [];
  const isArea: boolean[] = [];
  const addLine = (line: readonly Position[], shape: number) => {
    for (let i = 1; i < line.length; i++) segments.push({ a: line[i - 1]!, b: line[i]!, shape });
  };
  const add = (shape: Geometry): void => {
    if (shape.type === "GeometryCollection") {
      for (const part of shape.geometries) add(part);
      return;
    }
    const areas =
      shape.type === "Polygon"
        ? [shape.coordinates]
        : shape.type === "MultiPolygon"
          ? shape.coordinates
          : [];
    for (const rings of areas) {
      isArea.push(true);
      for (const ring of rings) addLine(ring, isArea.length - 1);
    }
    const lines =
      shape.type === "LineString"
        ? [shape.coordinates]
        : shape.type === "MultiLineString"
          ? shape.coordinates
          : [];
    for (const line of lines) {
      isArea.push(false);
      addLine(line, isArea.length - 1);
    }
  };
  for (const shape of shapes) add(shape);
  if (segments.length === 0) return () => false;
  const tree = new Flatbush(segments.length);
  for (const { a, b } of segments)
    tree.add(
      Math.min(a[0]!, b[0]!),
      Math.min(a[1]!, b[1]!),
      Math.max(a[0]!, b[0]!),
      Math.max(a[1]!, b[1]!),
    );
  tree.finish();

  return (from, to) => {
    const near = tree.search(
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.max(from[0], to[0]),
      Math.max(from[1], to[1]),
    );
    const entered = new Set<number>();
    for (const i of near) {
      const { a, b, shape } = segments[i]!;
      if (!doCross(from, to, a, b)) continue;
      if (!isArea[shape] || entered.has(shape)) return true;
      entered.add(shape);
    }
    return false;
  };
}

/** On which side of a→b a position is: above 0 left. */
const side = (
  a: Position | readonly number[],
  b: Position | readonly number[],
  at: Position | readonly number[],
) => (b[0]! - a[0]!) * (at[1]! - a[1]!) - (b[1]! - a[1]!) * (at[0]! - a[0]!);

/** Whether two segments cross; one that only begins on the other does so on one of its sides, so that a corner counts once. */
function doCross(
  from: readonly number[],
  to: readonly number[],
  a: Position,
  b: Position,
): boolean {
  return (
    side(from, to, a) > 0 !== side(from, to, b) > 0 && side(a, b, from) > 0 !== side(a, b, to) > 0
  );
}

import Flatbush from "flatbush";
import { bboxAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";

const trees = new WeakMap<readonly LngLat[], Flatbush>();

/** Which of some positions lie within a radius of a site in a straight line over the ground; one that far does. */
export function withinStraight(
  positions: readonly LngLat[],
  sites: readonly LngLat[],
  radiusMeters: number,
): Uint8Array {
  const isWithin = new Uint8Array(positions.length);
  if (positions.length === 0) return isWithin;
  const tree = trees.get(positions) ?? treeOf(positions);
  trees.set(positions, tree);
  for (const site of sites)
    for (const i of tree.search(...bboxAround(site, radiusMeters)))
      if (!isWithin[i] && distanceMeters(site, positions[i]!) <= radiusMeters) isWithin[i] = 1;
  return isWithin;
}

function treeOf(positions: readonly LngLat[]): Flatbush {
  const tree = new Flatbush(positions.length);
  for (const [lng, lat] of positions) tree.add(lng, lat, lng, lat);
  tree.finish();
  return tree;
}

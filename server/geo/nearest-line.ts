import Flatbush from "flatbush";
import { bboxAround } from "./bbox.ts";
import { nearestOnLine } from "./measure.ts";
import type { LngLat } from "./position.ts";

/** The first look is so near; most places of a town have a street there. */
const FIRST_LOOK_METERS = 30;

/**
 * How far a position is from the nearest of some lines, asked many times.
 *
 * @param lines  Each of at least one position. None is allowed: then everything is `withinMeters` away.
 * @param withinMeters  The greatest distance that is told; what is farther counts as that far.
 * @returns Meters over the ground, at most `withinMeters`.
 */
export function nearestLine(
  lines: readonly (readonly (readonly number[])[])[],
  withinMeters: number,
): (position: LngLat) => number {
  if (lines.length === 0) return () => withinMeters;
  const tree = new Flatbush(lines.length);
  for (const line of lines) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const at of line) {
      west = Math.min(west, at[0]!);
      south = Math.min(south, at[1]!);
      east = Math.max(east, at[0]!);
      north = Math.max(north, at[1]!);
    }
    tree.add(west, south, east, north);
  }
  tree.finish();

  function within(position: LngLat, meters: number) {
    let least = meters;
    for (const item of tree.search(...bboxAround(position, meters)))
      least = Math.min(least, nearestOnLine(position, lines[item]!)?.distanceMeters ?? least);
    return least;
  }

  return (position) => {
    const first = Math.min(FIRST_LOOK_METERS, withinMeters);
    const near = within(position, first);
    return near < first ? near : within(position, withinMeters);
  };
}

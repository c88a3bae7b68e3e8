import { BOUNDARY, WATER } from "./layout.ts";
import type { Plan } from "./plan.ts";
import { boundsOf, isInside, nearestOn, type Point } from "./plane.ts";

/** Borders are drawn through junctions merged within five meters; nothing is placed nearer to one than this. */
const BORDER_MARGIN_METERS = 9;

/** Whether something may be placed at a point: inside the district and not in water. */
export type IsLand = (point: Point) => boolean;

export function landOf({ lake, country }: Plan): IsLand {
  const waters = [WATER, lake, ...country.ponds].map((ring) => ({ ring, bounds: boundsOf(ring) }));
  return (point) => {
    const [x, y] = point;
    const isWet = waters.some(
      ({ ring, bounds: [west, south, east, north] }) =>
        x > west && x < east && y > south && y < north && isInside(point, ring),
    );
    if (isWet || !isInside(point, BOUNDARY)) return false;
    // Only points near the frame can be near the border.
    if (x > -2500 && x < 2500 && y > -2000 && y < 2000) return true;
    return BOUNDARY.every(
      (p, i) =>
        nearestOn(point, p, BOUNDARY[(i + 1) % BOUNDARY.length]!).meters > BORDER_MARGIN_METERS,
    );
  };
}

import type { Draft } from "./facilities.ts";
import type { IsLand } from "./land.ts";
import { along, between, distance, leftOf, moved, nearestOn, type Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { DemoFacility } from "./records.ts";
import { addressOf } from "./sites.ts";
import { middleOf, type Stretch } from "./streets.ts";

/** Where a complaint says it is. */
export type Place = {
  readonly point: Point;
  readonly stretch: Stretch | null;
  readonly address: string | null;
  readonly facilityId: string | null;
};
export function beside(stretch: Stretch, isLand: IsLand, random: Random): Place {
  for (let tries = 0; ; tries++) {
    const meters = stretch.meters * random.next();
    const side = random.chance(0.5) ? 1 : -1;
    const { point, heading } = along(stretch.line, meters);
    const off = side * random.between(0, stretch.halfWidth + 9);
    const spot = moved(point, leftOf(heading), off);
    if (tries > 30 || isLand(spot)) {
      const address = addressOf(stretch, meters, side);
      return { point: spot, stretch, address: address && `${address}附近`, facilityId: null };
    }
  }
}

export function atFacility(
  { facility, draft }: { facility: DemoFacility; draft: Draft },
  isLand: IsLand,
  random: Random,
): Place {
  const { point, stretch } = draft.site;
  const near: Point = [point[0] + random.spread(4), point[1] + random.spread(4)];
  return {
    point: isLand(near) ? near : point,
    stretch,
    address: facility.name,
    facilityId: facility.facilityId,
  };
}

/** The point of a street nearest to a place: what is planted sits on its street. */
export function nearestOnStreet(at: Point, own: readonly Stretch[]): Point {
  let best = { point: at, meters: Number.POSITIVE_INFINITY };
  for (const { line } of own) {
    for (let i = 0; i + 1 < line.length; i++) {
      const [a, b] = [line[i]!, line[i + 1]!];
      const { share, meters } = nearestOn(at, a, b);
      if (meters < best.meters) best = { point: between(a, b, share), meters };
    }
  }
  return best.point;
}

/** Near a place, on the land side, said to be at the nearest piece of its street. */
export function around(
  at: Point,
  spreadMeters: number,
  own: readonly Stretch[],
  random: Random,
): Place {
  const point: Point = [at[0] + random.spread(spreadMeters), at[1] + random.spread(spreadMeters)];
  const stretch = own.reduce((best, s) =>
    distance(middleOf(s), point) < distance(middleOf(best), point) ? s : best,
  );
  const address = addressOf(stretch, stretch.meters / 2, 1);
  return { point, stretch, address: address && `${address}附近`, facilityId: null };
}

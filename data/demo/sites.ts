import type { IsLand } from "./land.ts";
import { along, distance, leftOf, moved, type Point } from "./plane.ts";
import { type Random, weightedIndex } from "./random.ts";
import type { Stretch } from "./streets.ts";

/** A place beside a street, with its address. */
export type Site = {
  readonly point: Point;
  readonly stretch: Stretch;
  readonly address: string | null;
};

/** Finds places beside streets; the same calls in the same order find the same places. */
export type Sites = {
  /** Beside the stretch nearest to a point, on the point's side. */
  near(at: Point, setbackMeters: number): Site;
  /** Somewhere beside a street with this name. */
  on(street: string, share: number, setbackMeters: number): Site;
  /**
   * Somewhere beside a street, far from the places given: the best of some candidates drawn by weight.
   *
   * @returns The place is added to `apart`.
   */
  spread(
    apart: Point[],
    weight: (stretch: Stretch) => number,
    setbackMeters: number,
    isAllowed?: (point: Point) => boolean,
  ): Site;
};

/** A place beside a stretch. `side` is 1 left, -1 right of its direction. */
export function siteBeside(
  stretch: Stretch,
  meters: number,
  side: 1 | -1,
  setbackMeters: number,
): Site {
  const { point, heading } = along(stretch.line, meters);
  const beside = moved(point, leftOf(heading), side * (stretch.halfWidth + setbackMeters));
  return { point: beside, stretch, address: addressOf(stretch, meters, side) };
}

/** A house number every seven meters, odd on the left; counted within the stretch and its serial number. */
export function addressOf(stretch: Stretch, meters: number, side: 1 | -1): string | null {
  if (!stretch.street) return null;
  const serial = Number(stretch.edge.edgeId.slice(1)) % 40;
  const number = 2 * (serial * 6 + Math.floor(meters / 14)) + (side === 1 ? 1 : 2);
  return `${stretch.street.name}${number}号`;
}

export function sitesOf(stretches: readonly Stretch[], isLand: IsLand, random: Random): Sites {
  const usable = stretches.filter(
    ({ edge, isConnected }) => !edge.isBridge && edge.class !== "path" && isConnected,
  );
  const isDry = ({ point }: Site) => isLand(point);

  return {
    near(at, setbackMeters) {
      let best: Site | null = null;
      for (const stretch of usable) {
        for (const side of [1, -1] as const) {
          const site = siteBeside(stretch, stretch.meters / 2, side, setbackMeters);
          const isNearer = best === null || distance(site.point, at) < distance(best.point, at);
          if (isNearer && isDry(site)) best = site;
        }
      }
      return best!;
    },
    on(street, share, setbackMeters) {
      const parts = usable.filter((stretch) => stretch.street?.name === street);
      if (parts.length === 0) throw new RangeError(`no street is called ${street}`);
      const total = parts.reduce((sum, { meters }) => sum + meters, 0);
      let left = share * total;
      const part = parts.find(({ meters }) => {
        left -= meters;
        return left <= 0;
      });
      const stretch = part ?? parts.at(-1)!;
      return siteBeside(
        stretch,
        Math.max(0, left + stretch.meters),
        random.chance(0.5) ? 1 : -1,
        setbackMeters,
      );
    },
    spread(apart, weight, setbackMeters, isAllowed = () => true) {
      const draw = weightedIndex(usable.map((stretch) => stretch.meters * weight(stretch)));
      let best: { site: Site; meters: number } | null = null;
      for (let tries = 0; tries < 60; tries++) {
        const stretch = usable[draw(random.next())]!;
        const site = siteBeside(
          stretch,
          stretch.meters * random.between(0.15, 0.85),
          random.chance(0.5) ? 1 : -1,
          setbackMeters,
        );
        if (!isDry(site) || !isAllowed(site.point)) continue;
        const meters = apart.reduce(
          (least, other) => Math.min(least, distance(other, site.point)),
          1e9,
        );
        if (best === null || meters > best.meters) best = { site, meters };
        if (tries > 9 && best) break;
      }
      if (!best) throw new RangeError("no place is allowed");
      apart.push(best.site.point);
      return best.site;
    },
  };
}

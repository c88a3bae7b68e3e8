import { blob } from "./layout.ts";
import {
  areaOf,
  between,
  boundsOf,
  densified,
  direction,
  distance,
  isInside,
  leftOf,
  meeting,
  moved,
  nearestOn,
  type Point,
  turned,
} from "./plane.ts";
import type { Random } from "./random.ts";
import type { StreetClass } from "./records.ts";

/** The land outside the built-up town: hamlets on winding lanes, ponds, woods. */
export type CountryPlan = {
  readonly lanes: readonly { readonly points: readonly Point[]; readonly class: StreetClass }[];
  readonly hamlets: readonly Point[];
  readonly ponds: readonly (readonly Point[])[];
  readonly woods: readonly (readonly Point[])[];
};

const HAMLET_SQUARE_METERS = 150_000;

/**
 * Settles the faces left to the country.
 *
 * Each hamlet is joined to the nearest road or earlier hamlet that a lane can reach without crossing water or rail.
 */
export function countryOf(
  faces: readonly (readonly Point[])[],
  roads: readonly (readonly Point[])[],
  barriers: readonly (readonly Point[])[],
  random: Random,
): CountryPlan {
  const ponds: Point[][] = [];
  const woods: Point[][] = [];
  const hamlets: Point[] = [];
  const lanes: { points: Point[]; class: StreetClass }[] = [];
  for (const ring of faces) {
    const area = areaOf(ring);
    const hamletsHere: Point[] = [];
    scatter(
      ring,
      Math.max(1, Math.round(area / HAMLET_SQUARE_METERS)),
      190,
      70,
      random,
      hamletsHere,
    );
    woods.push(
      ...scatter(ring, Math.round(area / 260_000), 160, 90, random).map((at) =>
        blob(random, at, random.between(45, 120), 0.6),
      ),
    );
    const isClear = (at: Point) => hamletsHere.every((hamlet) => distance(hamlet, at) > 80);
    ponds.push(
      ...scatter(ring, Math.round(area / 70_000), 70, 45, random)
        .filter(isClear)
        .map((at) => blob(random, at, random.between(14, 38), random.between(0.5, 0.8))),
    );
    hamlets.push(...hamletsHere);
  }
  const walls = [...barriers, ...ponds.map((ring) => [...ring, ring[0]!])];
  const joined: (readonly Point[])[] = [...roads];
  for (const hamlet of hamlets) {
    const lane = laneTo(hamlet, joined, walls, random);
    if (lane === null) continue;
    const all = [
      { points: lane, class: "lane" as StreetClass },
      ...spursOf(hamlet, lane, walls, random),
    ];
    lanes.push(...all);
    joined.push(...all.map(({ points }) => points));
  }
  return { lanes, hamlets, ponds, woods };
}

/** Points inside a ring, apart from each other and from its edge; adds to `points`. */
function scatter(
  ring: readonly Point[],
  count: number,
  apartMeters: number,
  edgeMeters: number,
  random: Random,
  points: Point[] = [],
): Point[] {
  const [west, south, east, north] = boundsOf(ring);
  for (let attempt = 0; attempt < count * 14 && points.length < count; attempt++) {
    const at: Point = [random.between(west, east), random.between(south, north)];
    if (!isInside(at, ring)) continue;
    const isTooNear = ring.some(
      (corner, i) => nearestOn(at, corner, ring[(i + 1) % ring.length]!).meters < edgeMeters,
    );
    if (!isTooNear && points.every((other) => distance(other, at) > apartMeters)) points.push(at);
  }
  return points;
}

function laneTo(
  hamlet: Point,
  roads: readonly (readonly Point[])[],
  walls: readonly (readonly Point[])[],
  random: Random,
): Point[] | null {
  const targets: { at: Point; meters: number }[] = [];
  for (const road of roads) {
    let best: { at: Point; meters: number } | null = null;
    for (let i = 0; i + 1 < road.length; i++) {
      const { share, meters } = nearestOn(hamlet, road[i]!, road[i + 1]!);
      if (best === null || meters < best.meters)
        best = { at: between(road[i]!, road[i + 1]!, share), meters };
    }
    if (best && best.meters > 15) targets.push(best);
  }
  targets.sort((p, q) => p.meters - q.meters);
  for (const { at } of targets.slice(0, 8)) {
    for (const sag of [0.16, 0.08, 0]) {
      const lane = winding(hamlet, at, sag, random);
      if (!isBlocked(lane, walls)) return lane;
    }
  }
  return null;
}

/** A line that wanders off the straight one by about `sag` of its length, twice. */
function winding(a: Point, b: Point, sag: number, random: Random): Point[] {
  const bow = (p: Point, q: Point): Point => {
    const meters = distance(p, q);
    return moved(
      between(p, q, random.between(0.4, 0.6)),
      leftOf(direction(p, q)),
      random.spread(sag) * meters,
    );
  };
  const middle = bow(a, b);
  return [a, bow(a, middle), middle, bow(middle, b), b];
}

function isBlocked(line: readonly Point[], walls: readonly (readonly Point[])[]): boolean {
  for (const wall of walls) {
    for (let i = 0; i + 1 < line.length; i++) {
      for (let k = 0; k + 1 < wall.length; k++) {
        if (meeting(line[i]!, line[i + 1]!, wall[k]!, wall[k + 1]!)) return true;
      }
    }
  }
  return false;
}

function spursOf(
  hamlet: Point,
  lane: readonly Point[],
  walls: readonly (readonly Point[])[],
  random: Random,
) {
  const away = direction(lane[1]!, hamlet);
  const spurs: { points: Point[]; class: StreetClass }[] = [];
  const turns = random.shuffled([-1.5, -0.6, 0.5, 1.4]).slice(0, random.whole(1, 3));
  for (const turn of turns) {
    const heading = turned(away, turn + random.spread(0.25));
    const end = moved(hamlet, heading, random.between(60, 170));
    const spur = densified(winding(hamlet, end, 0.12, random), 200);
    if (!isBlocked(spur, walls))
      spurs.push({ points: spur, class: random.chance(0.3) ? "path" : "lane" });
  }
  return spurs;
}

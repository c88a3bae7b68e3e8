import { EARTH_RADIUS_METERS } from "../../server/geo/measure.ts";
import type { DrawnEdge } from "../../server/geo/network.ts";
import type { LngLat } from "../../server/geo/position.ts";
import type { Street } from "../../server/hotspots/street-units.ts";

const [LNG, LAT] = [25, 60];
const METERS_A_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180;

/** A place in meters east and north of 60°N 25°E, to 1 part in 10⁴ within some kilometers. */
export const placeAt = (east: number, north: number): LngLat => [
  LNG + east / (METERS_A_DEGREE * Math.cos((LAT * Math.PI) / 180)),
  LAT + north / METERS_A_DEGREE,
];

type Place = readonly [east: number, north: number];

/**
 * A street of an invented town, as long as its course on the plane.
 *
 * @param nodes  what it joins; the course is in meters east and north.
 */
export function streetAt(
  id: string,
  [fromNode, toNode]: readonly [number, number],
  course: readonly Place[],
  more: Partial<Street> = {},
): DrawnEdge<Street> {
  let lengthMeters = 0;
  for (let i = 1; i < course.length; i++)
    lengthMeters += Math.hypot(
      course[i]![0] - course[i - 1]![0],
      course[i]![1] - course[i - 1]![1],
    );
  const named = { streetId: null, name: null, nameEn: null, grade: null, class: "branch" };
  return {
    edge: { id, fromNode, toNode, lengthMeters, ...named, ...more },
    path: course.map(([east, north]) => placeAt(east, north)),
  };
}

/**
 * Streets of a town whose nodes stand at random in a square, some joined to others near them by a bent course; courses
 * cross without meeting as they like, some nodes are joined twice, some edges return to where they began.
 */
export function randomTown(random: () => number, nodes: number, sideMeters: number) {
  const places = Array.from(
    { length: nodes },
    (): Place => [sideMeters * random(), sideMeters * 0.6 * random()],
  );
  const order = Array.from({ length: nodes * 2 }, (_, i) => i);
  return order.map((i) => {
    const from = Math.floor(nodes * random());
    const near = places
      .map((place, node) => ({ node, meters: distanceOf(place, places[from]!) }))
      .sort((a, b) => a.meters - b.meters);
    const to = near[Math.floor(5 * random())]!.node; // the first is itself
    const [a, b] = [places[from]!, places[to]!];
    const bend: Place = [
      (a[0] + b[0]) / 2 + 40 * (random() - 0.5),
      (a[1] + b[1]) / 2 + 40 * (random() - 0.5),
    ];
    // ids in another order than the list's
    return streetAt(`e${(i * 7_919) % 10_007}`, [from * 10, to * 10], [a, bend, b]);
  });
}

const distanceOf = (a: Place, b: Place) => Math.hypot(a[0] - b[0], a[1] - b[1]);

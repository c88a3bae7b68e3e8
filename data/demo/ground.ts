import type { Geometry, Position } from "geojson";
import { areApart, type Building, buildingsOn, housesAlong, isClearOf } from "./buildings.ts";
import { BOUNDARY, RAILWAY, RIVER, SIDING, WATER } from "./layout.ts";
import type { Name } from "./names.ts";
import { type Plan, quarterOfFace, splitBy } from "./plan.ts";
import {
  areaOf,
  boundsOf,
  centroidOf,
  densified,
  distance,
  isInside,
  type Point,
  toLngLat,
} from "./plane.ts";
import type { Random } from "./random.ts";
import type { DemoGround } from "./records.ts";

const position = (point: Point): Position => [...toLngLat(point)];

function polygon(rings: readonly (readonly Point[])[], stepMeters = 60): Geometry {
  return {
    type: "Polygon",
    coordinates: rings.map((ring) => densified([...ring, ring[0]!], stepMeters).map(position)),
  };
}

const lines = (parts: readonly (readonly Point[])[]): Geometry => ({
  type: "MultiLineString",
  coordinates: parts.map((part) => densified(part, 60).map(position)),
});

const insideDistrict = (line: readonly Point[]) =>
  splitBy(line, BOUNDARY)
    .filter(({ isIn }) => isIn)
    .map(({ points }) => points);

/** A park on the plan: facilities are named after it. */
export type Park = { readonly name: Name; readonly ring: readonly Point[]; readonly center: Point };

export type Ground = {
  readonly ground: readonly DemoGround[];
  readonly buildings: readonly Building[];
  readonly parks: readonly Park[];
};

/** What lies under the streets: water, green, railway, buildings. */
export function groundOf(plan: Plan, names: () => Name, random: Random): Ground {
  const ground: DemoGround[] = [];
  const add = (kind: DemoGround["kind"], shape: Geometry, name: Name | null = null) => {
    const groundId = `${kind}-${String(ground.length + 1).padStart(5, "0")}`;
    ground.push({ groundId, kind, name: name?.zh ?? null, nameEn: name?.en ?? null, shape });
  };
  const river: Name = { zh: "蒸水", en: "Zheng River" };
  add("river", lines(insideDistrict(RIVER)), river);
  add("water", polygon([waterInside()]), river);
  add("water", polygon([plan.lake], 200), { zh: "平湖", en: "Pinghu Lake" });
  for (const pond of plan.country.ponds) add("water", polygon([pond], 200));

  const parks = parksOf(plan, names);
  for (const { ring, name } of parks) {
    const isAroundLake = isInside(plan.lake[0]!, ring);
    add("green", polygon(isAroundLake ? [ring, [...plan.lake].reverse()] : [ring]), name);
  }
  for (const face of plan.superblocks) {
    if (quarterOfFace(face) !== "riverside") continue;
    // To the middle of the street: streets are drawn above it, and an inset of a thin strip may cross itself.
    add("green", polygon([face.ring]), { zh: "蒸水风光带", en: "Zheng Riverside Green" });
  }
  for (const wood of plan.country.woods) add("green", polygon([wood], 200));
  add("railway", lines([...insideDistrict(RAILWAY), ...insideDistrict(SIDING)]));

  const buildings = buildingsIn(plan, random);
  for (const { ring } of buildings) add("building", polygon([ring], 400));
  return { ground, buildings, parks };
}

/** The river's water between the district's edges. */
function waterInside(): Point[] {
  // Where a bank leaves the district, the edge runs straight to where the other bank comes in.
  return splitBy([...WATER, WATER[0]!], BOUNDARY)
    .filter(({ isIn }) => isIn)
    .flatMap(({ points }) => points);
}

function parksOf(plan: Plan, names: () => Name): Park[] {
  const parks: Park[] = [];
  const blocks = [...plan.blocks]
    .filter(({ quarter }) => quarter === "park")
    .sort((p, q) => areaOf(q.ring) - areaOf(p.ring));
  for (const block of blocks) {
    const { ring } = block;
    if (isInside(plan.lake[0]!, ring)) {
      parks.push({ name: { zh: "平湖公园", en: "Pinghu Park" }, ring, center: centroidOf(ring) });
      continue;
    }
    const name = names();
    parks.push({
      name: { zh: `${name.zh}公园`, en: `${name.en} Park` },
      ring,
      center: centroidOf(ring),
    });
  }
  return parks;
}

function buildingsIn(plan: Plan, random: Random): Building[] {
  const inTown = plan.blocks.flatMap((block) => buildingsOn(block, random));
  const lanes = plan.network.edges.map(({ points }) => ({ points, bounds: boundsOf(points) }));
  const inCountry: Building[] = [];
  for (const { points } of plan.country.lanes) {
    for (const house of housesAlong(points, random.between(120, 330), random)) {
      const [x, y] = house.center;
      const isFree =
        lanes.every(
          ({ points: lane, bounds: [west, south, east, north] }) =>
            x < west - 30 ||
            x > east + 30 ||
            y < south - 30 ||
            y > north + 30 ||
            isClearOf(house.ring, lane, 6),
        ) &&
        plan.country.ponds.every(
          (pond) =>
            distance(pond[0]!, house.center) > 90 || !house.ring.some((p) => isInside(p, pond)),
        ) &&
        !isInside(house.center, WATER) &&
        isInside(house.center, BOUNDARY) &&
        inCountry.every(
          (other) => distance(other.center, house.center) > 22 || areApart(other.ring, house.ring),
        );
      if (isFree) inCountry.push(house);
    }
  }
  return [...inTown, ...inCountry];
}

import type { Geometry } from "geojson";
import { cellToLatLng } from "h3-js";
import { type StreetNetwork, streetNetwork } from "../geo/network.ts";
import type { LngLat } from "../geo/position.ts";
import type { Database } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import {
  type CoverageEdge,
  type Crossing,
  type Place,
  type SnapFailure,
  type TravelNetwork,
  type TravelProfile,
  travelNetwork,
} from "./network.ts";
import { obstacles } from "./obstacles.ts";

/** Streets and what lies in the way beside them, as a district has them. */
export type Ground = {
  readonly streets: StreetNetwork<CoverageEdge>;
  readonly crosses: Crossing;
};

/** Who is where: cells of H3 resolution 10. */
export type People = {
  readonly cells: readonly string[];
  readonly centers: readonly LngLat[];
  readonly residents: Float64Array;
  readonly daytime: Float64Array;
};

/** Places of people on a network: what has none says why. */
export type SnappedPeople = {
  readonly places: readonly (Place | null)[];
  readonly failures: readonly (SnapFailure | null)[];
};

/** Farther from a street than this, people are on none. */
export const SNAP_PEOPLE_METERS = 250;

type EdgeRow = CoverageEdge & { readonly path: [number, number][] };

const READ_EDGES = `
  select e.edge_id as id, e.from_node as "fromNode", e.to_node as "toNode", e.length_meters as "lengthMeters",
    e.street_id as "streetId", s.name, s.name_en as "nameEn", e.class, e.oneway,
    e.is_walkable as "isWalkable", e.is_drivable as "isDrivable",
    st_asgeojson(e.path, 7)::json -> 'coordinates' as path
  from street_edge e left join street s on s.district_id = e.district_id and s.street_id = e.street_id
  where e.district_id = $1`;
const READ_OBSTACLES = `
  select st_asgeojson(shape, 7)::json as shape from ground
  where district_id = $1 and kind in ('water', 'river', 'railway')`;
const READ_PEOPLE = `
  select cell, residents::float8 as residents, daytime::float8 as daytime from demand_cell
  where district_id = $1 order by cell collate "C"`;

/** Streets, obstacles and people of districts in memory, read anew when they change. */
export function createWorlds(database: Database) {
  const grounds = createHeld(
    database,
    ["street_edge", "street", "ground"],
    async (tx, districtId, _: null): Promise<Ground> => {
      const edges = await tx.query<EdgeRow>(READ_EDGES, [districtId]);
      const shapes = await tx.query<{ shape: Geometry }>(READ_OBSTACLES, [districtId]);
      return {
        streets: streetNetwork(edges.map(({ path, ...edge }) => ({ edge, path }))),
        crosses: obstacles(shapes.map(({ shape }) => shape)),
      };
    },
  );
  const people = createHeld(
    database,
    ["demand_cell"],
    async (tx, districtId, _: null): Promise<People> => {
      const rows = await tx.query<{ cell: string; residents: number; daytime: number }>(
        READ_PEOPLE,
        [districtId],
      );
      return {
        cells: rows.map(({ cell }) => cell),
        centers: rows.map(({ cell }): LngLat => {
          const [lat, lng] = cellToLatLng(cell);
          return [lng, lat];
        }),
        residents: Float64Array.from(rows, ({ residents }) => residents),
        daytime: Float64Array.from(rows, ({ daytime }) => daytime),
      };
    },
  );

  return {
    /** What coverage of a district is worked out on; null when there is no such district. */
    async read(districtId: string): Promise<{ ground: Ground; people: People } | null> {
      return database.transaction(
        async (tx) => {
          const ground = await grounds.get(districtId, null, tx);
          const who = await people.get(districtId, null, tx);
          return ground && who && { ground, people: who };
        },
        { districtId, readOnlySnapshot: true },
      );
    },
  };
}

const networks = new WeakMap<Ground, Map<TravelProfile, TravelNetwork>>();

/** The streets of a district as a profile travels them; the same object while they are the same. */
export function networkOf(ground: Ground, profile: TravelProfile): TravelNetwork {
  const known = networks.get(ground) ?? new Map<TravelProfile, TravelNetwork>();
  networks.set(ground, known);
  const network =
    known.get(profile) ?? travelNetwork(ground.streets, profile, { crosses: ground.crosses });
  known.set(profile, network);
  return network;
}

/** The streets without those that barriers cross; nothing is reached through a barrier beside the streets either. */
export function networkWithin(
  { streets, crosses }: Ground,
  profile: TravelProfile,
  barriers: readonly (readonly LngLat[])[],
): TravelNetwork {
  const cuts = obstacles(
    barriers.map((line) => ({ type: "LineString", coordinates: line.map((at) => [...at]) })),
  );
  const isCut = streets.edges.map((_, edge) => {
    const course = streets.lineBetween(edge, 0, streets.lengthsMeters[edge]!);
    return course.some((at, i) => i > 0 && cuts(course[i - 1]!, at));
  });
  return travelNetwork(streets, profile, {
    isClosed: (edge) => isCut[edge]!,
    crosses: (from, to) => crosses(from, to) || cuts(from, to),
  });
}

const snapped = new WeakMap<TravelNetwork, WeakMap<People, SnappedPeople>>();

/** Where people are on a network; the same object while both are the same. */
export function snappedPeople(network: TravelNetwork, people: People): SnappedPeople {
  const known = snapped.get(network) ?? new WeakMap<People, SnappedPeople>();
  snapped.set(network, known);
  const found = known.get(people) ?? snapAll(network, people.centers, SNAP_PEOPLE_METERS);
  known.set(people, found);
  return found;
}

/** Where positions are on a network. */
export function snapAll(
  network: TravelNetwork,
  positions: readonly LngLat[],
  withinMeters: number,
): SnappedPeople {
  const found = positions.map((position) => network.snap(position, withinMeters));
  return {
    places: found.map((place) => (typeof place === "string" ? null : place)),
    failures: found.map((place) => (typeof place === "string" ? place : null)),
  };
}

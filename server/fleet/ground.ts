import type { Position } from "geojson";
import { nearestLine } from "../geo/nearest-line.ts";
import type { LngLat } from "../geo/position.ts";
import { isInside, type SimpleGeometry, toParts } from "../geo/shape.ts";
import type { Queryable } from "../store/database.ts";

/** What vehicles of a district are held to: streets, borders, and where they may stand. */
export type Ground = {
  /**
   * How far a position is from the edges of a route, in meters, `FAR_METERS` at most.
   *
   * @param routeId  whose edges are always the same.
   */
  offRoute(routeId: string, edgeIds: readonly string[]): (position: LngLat) => number;
  /** How far beyond the border a position is, in meters, `FAR_METERS` at most; 0 within, and where no area is known. */
  outsideMeters(position: LngLat): number;
  /** Places of depots and transfer stations. */
  readonly depots: readonly LngLat[];
  /** Places of those, and of what rounds empty, by facility. */
  readonly stands: ReadonlyMap<string, LngLat>;
};

/** Farther than this is far, and measured no further. */
const FAR_METERS = 2_000;

const EDGES = `
  select edge_id as id, st_asgeojson(path, 7)::json as path from street_edge where district_id = $1`;
const AREAS = `
  select st_asgeojson(boundary, 6)::json as boundary from area
  where district_id = $1 and level = 'subdistrict' and valid_to is null`;
const FACILITIES = `
  select facility_id as id, kind, st_x(position) as lng, st_y(position) as lat from facility
  where district_id = $1 and position is not null
    and (kind in ('depot', 'transfer_station')
      or facility_id in (select facility_id from cleaning_route_stop where district_id = $1))`;

/** Reads it; routes are indexed when they are first asked for. */
export async function readGround(tx: Queryable, districtId: string): Promise<Ground> {
  const edges = await tx.query<{ id: string; path: { coordinates: Position[] } }>(EDGES, [
    districtId,
  ]);
  const areas = await tx.query<{ boundary: SimpleGeometry }>(AREAS, [districtId]);
  const facilities = await tx.query<{ id: string; kind: string; lng: number; lat: number }>(
    FACILITIES,
    [districtId],
  );
  const pathOf = new Map(edges.map(({ id, path }) => [id, path.coordinates]));
  const shapes = areas.map(({ boundary }) => toParts(boundary));
  const toBorder = nearestLine(
    areas.flatMap(({ boundary }) => ringsOf(boundary)),
    FAR_METERS,
  );
  const routes = new Map<string, (position: LngLat) => number>();
  return {
    offRoute(routeId, edgeIds) {
      let measure = routes.get(routeId);
      if (!measure) {
        const paths = edgeIds.map((id) => pathOf.get(id)).filter((path) => path !== undefined);
        measure = nearestLine(paths, FAR_METERS);
        routes.set(routeId, measure);
      }
      return measure;
    },
    outsideMeters: (position) =>
      shapes.length === 0 || shapes.some((shape) => isInside(shape, ...position))
        ? 0
        : toBorder(position),
    depots: facilities
      .filter(({ kind }) => kind === "depot" || kind === "transfer_station")
      .map(({ lng, lat }) => [lng, lat]),
    stands: new Map(facilities.map(({ id, lng, lat }) => [id, [lng, lat]])),
  };
}

const ringsOf = (shape: SimpleGeometry): Position[][] =>
  shape.type === "MultiPolygon"
    ? (shape.coordinates as Position[][][]).flat() // by its type
    : shape.type === "Polygon"
      ? (shape.coordinates as Position[][])
      : [];

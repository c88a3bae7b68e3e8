import type { Position } from "geojson";
import { type DrawnEdge, streetNetwork } from "../geo/network.ts";
import type { Queryable } from "../store/database.ts";
import type { RouteEdge, RouteNetwork } from "./route-path.ts";
import type { RouteDraft, RouteWire, StopWire } from "./route-schema.ts";

type EdgeRow = Omit<RouteEdge, "fromNode" | "toNode"> & {
  fromNode: string | number;
  toNode: string | number;
  path: { coordinates: Position[] };
};

/** The street network as routes go along it. */
export async function readRouteNetwork(tx: Queryable, districtId: string): Promise<RouteNetwork> {
  const rows = await tx.query<EdgeRow>(
    `select e.edge_id as id, e.street_id as "streetId", e.from_node as "fromNode", e.to_node as "toNode",
       e.length_meters as "lengthMeters", e.grade, coalesce(s.is_main or s.is_model, false) as "isMain", e.oneway,
       e.is_drivable as "isDrivable", e.is_walkable as "isWalkable", st_asgeojson(e.path, 6)::json as path
     from street_edge e left join street s on s.district_id = e.district_id and s.street_id = e.street_id
     where e.district_id = $1`,
    [districtId],
  );
  return streetNetwork(
    rows.map(
      ({ path, fromNode, toNode, ...edge }): DrawnEdge<RouteEdge> => ({
        edge: { ...edge, fromNode: Number(fromNode), toNode: Number(toNode) },
        path: path.coordinates,
      }),
    ),
  );
}

/** One version of a route as it is kept. */
export type RouteRow = Omit<
  RouteWire,
  "vehicles" | "lengthMeters" | "weightedKilometers" | "passesADay"
> & { readonly vehicleIds: readonly string[] };

/** Versions of routes, by code and then by their beginning. @param of  those of a code, or one; null for all. */
export const readRouteRows = (
  tx: Queryable,
  districtId: string,
  of: { readonly code?: string; readonly routeId?: string } = {},
) =>
  tx.query<RouteRow>(
    `select r.route_id as "routeId", r.code, r.name, r.name_en as "nameEn", r.kind as work, r.part, r.proof, r.turn,
       r.season, r.team, r.vehicle_kind as "vehicleKind", r.shifts, r.passes::float8 as passes, r.period, r.note,
       r.valid_from as "validFrom", r.valid_to as "validTo", r.revision::int as revision,
       array(select edge_id from cleaning_route_edge l where l.district_id = $1 and l.route_id = r.route_id
         order by l.sequence) as "edgeIds",
       array(select vehicle_id from cleaning_route_vehicle v where v.district_id = $1 and v.route_id = r.route_id
         order by v.vehicle_id) as "vehicleIds",
       array(select facility_id from cleaning_route_stop s where s.district_id = $1 and s.route_id = r.route_id
         order by s.sequence) as "stopIds"
     from cleaning_route r
     where r.district_id = $1 and ($2::text is null or r.code = $2) and ($3::text is null or r.route_id = $3)
     order by r.code, r.valid_from, r.route_id`,
    [districtId, of.code ?? null, of.routeId ?? null],
  );

const STOP = `select facility_id as "facilityId", kind, code, name, name_en as "nameEn",
    array[st_x(position), st_y(position)] as position
  from facility where district_id = $1`;

/** Facilities by their ids; those that are gone are missing. */
export const readStops = (tx: Queryable, districtId: string, facilityIds: readonly string[]) =>
  tx.query<StopWire>(`${STOP} and facility_id = any ($2)`, [districtId, facilityIds]);

/** Facilities of some kinds that are not closed. */
export const readStopsOf = (tx: Queryable, districtId: string, kinds: readonly string[]) =>
  tx.query<StopWire>(
    `${STOP} and kind = any ($2) and status <> 'closed' and position is not null order by kind, code, facility_id`,
    [districtId, kinds],
  );

/** Who wrote a version down, and when, as the audit trail has it. */
export type Made = { readonly routeId: string; readonly at: Date; readonly by: string };

/** The youngest entry of each version. */
export const readMade = (tx: Queryable, districtId: string, routeIds: readonly string[]) =>
  tx.query<Made>(
    `select distinct on (record_id) record_id as "routeId", at, actor_name as by from audit
     where district_id = $1 and record = 'cleaning_route' and record_id = any ($2) and action = 'cleaning_route.create'
     order by record_id, at desc`,
    [districtId, routeIds],
  );

/** Keeps two from writing versions of one code at once. */
export const lockCode = (tx: Queryable, districtId: string, code: string) =>
  tx.query(
    "select route_id from cleaning_route where district_id = $1 and code = $2 order by route_id for update",
    [districtId, code],
  );

type Kept = Omit<RouteDraft, "edgeIds" | "stopIds" | "vehicleIds"> & {
  readonly routeId: string;
  readonly validTo: string | null;
};

const valuesOf = (districtId: string, route: Kept) => [
  ...[districtId, route.routeId, route.name, route.nameEn, route.work, route.part, route.season],
  ...[route.proof, route.turn, route.team, route.vehicleKind, JSON.stringify(route.shifts)],
  ...[route.passes, route.period, route.validFrom, route.validTo, route.note, route.code],
];

export const insertRoute = (tx: Queryable, districtId: string, route: Kept) =>
  tx.query(
    `insert into cleaning_route (district_id, route_id, name, name_en, kind, part, season, proof, turn, team, vehicle_kind,
       shifts, passes, period, valid_from, valid_to, note, code)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15, $16, $17, $18)`,
    valuesOf(districtId, route),
  );

export const updateRoute = (tx: Queryable, districtId: string, route: Kept) =>
  tx.query(
    `update cleaning_route set name = $3, name_en = $4, kind = $5, part = $6, season = $7, proof = $8, turn = $9, team = $10,
       vehicle_kind = $11, shifts = $12::jsonb, passes = $13, period = $14, valid_from = $15, valid_to = $16, note = $17,
       code = $18, revision = revision + 1
     where district_id = $1 and route_id = $2`,
    valuesOf(districtId, route),
  );

/** Sets the day from which a version no longer holds. */
export const endRoute = (
  tx: Queryable,
  districtId: string,
  routeId: string,
  validTo: string | null,
) =>
  tx.query(
    "update cleaning_route set valid_to = $3, revision = revision + 1 where district_id = $1 and route_id = $2",
    [districtId, routeId, validTo],
  );

export const deleteRoute = (tx: Queryable, districtId: string, routeId: string) =>
  tx.query("delete from cleaning_route where district_id = $1 and route_id = $2", [
    districtId,
    routeId,
  ]);

/** Puts what a version goes along, who does it and what it empties in place of what was there. */
export async function writeParts(
  tx: Queryable,
  districtId: string,
  routeId: string,
  parts: Pick<RouteDraft, "edgeIds" | "stopIds" | "vehicleIds">,
) {
  for (const table of ["cleaning_route_edge", "cleaning_route_stop", "cleaning_route_vehicle"])
    await tx.query(`delete from ${table} where district_id = $1 and route_id = $2`, [
      districtId,
      routeId,
    ]);
  await tx.query(
    `insert into cleaning_route_edge (district_id, route_id, sequence, edge_id)
     select $1, $2, place - 1, edge_id from unnest($3::text[]) with ordinality as e (edge_id, place)`,
    [districtId, routeId, parts.edgeIds],
  );
  await tx.query(
    `insert into cleaning_route_stop (district_id, route_id, sequence, facility_id)
     select $1, $2, place - 1, facility_id from unnest($3::text[]) with ordinality as s (facility_id, place)`,
    [districtId, routeId, parts.stopIds],
  );
  await tx.query(
    `insert into cleaning_route_vehicle (district_id, route_id, vehicle_id) select $1, $2, unnest($3::text[])`,
    [districtId, routeId, parts.vehicleIds],
  );
}

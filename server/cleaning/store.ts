import type { Work } from "../../data/cleaning.ts";
import type { Queryable } from "../store/database.ts";
import type { Order, Route, Suspension } from "./due.ts";
import { cleaningSetting, readFleetRules } from "./settings.ts";
import type { Edge, Street, Vehicle, World } from "./world.ts";

type EdgeRow = {
  edgeId: string;
  streetId: string | null;
  lengthMeters: number;
  grade: number | null;
  isMain: boolean;
};

const EDGES = `
  select e.edge_id as "edgeId", e.street_id as "streetId", e.length_meters as "lengthMeters", e.grade,
    coalesce(s.is_main or s.is_model, false) as "isMain"
  from street_edge e left join street s on s.district_id = e.district_id and s.street_id = e.street_id
  where e.district_id = $1 order by e.edge_id`;

type EdgeAreaRow = { edgeId: string; areaId: string; from: string; to: string | null };

const EDGE_AREAS = `
  select e.edge_id as "edgeId", a.area_id as "areaId", a.valid_from as "from", a.valid_to as "to"
  from street_edge e
  join area a on a.district_id = e.district_id and a.level = 'subdistrict'
    and st_covers(a.boundary, st_lineinterpolatepoint(e.path, 0.5))
  where e.district_id = $1 order by e.edge_id, a.valid_from desc, a.area_id`;

type RouteRow = Omit<Route, "edges" | "streets"> & { edgeIds: string[] };

const ROUTES = `
  select r.route_id as "routeId", r.code, r.name, r.name_en as "nameEn", r.kind as work, r.part, r.proof, r.turn,
    r.season, r.team, r.vehicle_kind as "vehicleKind", r.shifts, r.passes::float8 as passes, r.period,
    r.valid_from as "validFrom", r.valid_to as "validTo",
    array(select edge_id from cleaning_route_edge l where l.district_id = $1 and l.route_id = r.route_id
      order by l.sequence) as "edgeIds",
    array(select vehicle_id from cleaning_route_vehicle v where v.district_id = $1 and v.route_id = r.route_id
      order by v.vehicle_id) as "vehicleIds",
    array(select facility_id from cleaning_route_stop s where s.district_id = $1 and s.route_id = r.route_id
      order by s.sequence) as "stopIds"
  from cleaning_route r where r.district_id = $1 order by r.code, r.valid_from`;

type VehicleRow = Omit<Vehicle, "statusSinceMs"> & { statusSince: Date | null };

const VEHICLES = `
  select vehicle_id as "vehicleId", plate, kind, team, status, status_since as "statusSince"
  from vehicle where district_id = $1 order by vehicle_id`;

type SuspensionRow = {
  suspensionId: string;
  works: string[];
  fromAt: Date;
  toAt: Date;
  reason: string;
  withdrawnAt: Date | null;
};

const SUSPENSIONS = `
  select suspension_id as "suspensionId", works, from_at as "fromAt", to_at as "toAt", reason,
    withdrawn_at as "withdrawnAt"
  from service_suspension where district_id = $1 order by from_at`;

type OrderRow = {
  orderId: string;
  work: Work;
  edgeIds: string[];
  raisedAt: Date;
  dueAt: Date;
  reason: string;
  withdrawnAt: Date | null;
};

const ORDERS = `
  select order_id as "orderId", work, edge_ids as "edgeIds", raised_at as "raisedAt", due_at as "dueAt", reason,
    withdrawn_at as "withdrawnAt"
  from service_order where district_id = $1 order by raised_at`;

/** What in a district is due, and by whom. */
export async function readWorld(tx: Queryable, districtId: string): Promise<World> {
  const [district] = await tx.query<Pick<World, "timeZone" | "name" | "isDemo">>(
    `select time_zone as "timeZone", name, is_demo as "isDemo" from district where district_id = $1`,
    [districtId],
  );
  const edges = await readEdges(tx, districtId);
  const edgeById = new Map(edges.map(({ edgeId }, i) => [edgeId, i]));
  // what was taken from the network since is in no route any more, but may be in an order
  const indices = (ids: readonly string[]) => ids.flatMap((id) => edgeById.get(id) ?? []);
  const routes = await tx.query<RouteRow>(ROUTES, [districtId]);
  const vehicles = await readVehicles(tx, districtId);
  const suspensions = await tx.query<SuspensionRow>(SUSPENSIONS, [districtId]);
  const orders = await tx.query<OrderRow>(ORDERS, [districtId]);
  return {
    ...district!, // row-level security let nobody in who has none
    settings: await cleaningSetting.read(tx, districtId),
    fleet: await readFleetRules(tx, districtId),
    edges,
    edgeById,
    streetById: await readStreets(tx, districtId, edges),
    areaNames: await readAreaNames(tx, districtId),
    routes: routes.map(({ edgeIds, ...route }): Route => {
      const own = indices(edgeIds);
      return { ...route, edges: own, streets: byStreet(own, edges) };
    }),
    suspensions: suspensions.map(
      ({ fromAt, toAt, withdrawnAt, ...one }): Suspension => ({
        ...one,
        ...{ fromMs: fromAt.getTime(), toMs: toAt.getTime() },
        withdrawnMs: withdrawnAt?.getTime() ?? null,
      }),
    ),
    orders: orders.map(
      ({ edgeIds, raisedAt, dueAt, withdrawnAt, ...one }): Order => ({
        ...one,
        ...{ edges: indices(edgeIds), raisedMs: raisedAt.getTime(), dueMs: dueAt.getTime() },
        withdrawnMs: withdrawnAt?.getTime() ?? null,
      }),
    ),
    vehicles,
    vehicleById: new Map(vehicles.map((vehicle) => [vehicle.vehicleId, vehicle])),
  };
}

async function readEdges(tx: Queryable, districtId: string): Promise<Edge[]> {
  const rows = await tx.query<EdgeRow>(EDGES, [districtId]);
  const areas = new Map<string, Omit<EdgeAreaRow, "edgeId">[]>();
  for (const { edgeId, ...area } of await tx.query<EdgeAreaRow>(EDGE_AREAS, [districtId])) {
    const known = areas.get(edgeId);
    if (known) known.push(area);
    else areas.set(edgeId, [area]);
  }
  return rows.map((row) => ({ ...row, areas: areas.get(row.edgeId) ?? [] }));
}

async function readVehicles(tx: Queryable, districtId: string): Promise<Vehicle[]> {
  const rows = await tx.query<VehicleRow>(VEHICLES, [districtId]);
  return rows.map(({ statusSince, ...vehicle }) => ({
    ...vehicle,
    statusSinceMs: statusSince?.getTime() ?? null,
  }));
}

async function readStreets(tx: Queryable, districtId: string, edges: readonly Edge[]) {
  const rows = await tx.query<Omit<Street, "edges">>(
    `select street_id as "streetId", name, name_en as "nameEn" from street where district_id = $1`,
    [districtId],
  );
  const own = new Map<string, number[]>(rows.map(({ streetId }) => [streetId, []]));
  edges.forEach(({ streetId }, i) => {
    if (streetId !== null) own.get(streetId)?.push(i);
  });
  return new Map(
    rows.map((row): [string, Street] => [row.streetId, { ...row, edges: own.get(row.streetId)! }]),
  );
}

async function readAreaNames(tx: Queryable, districtId: string) {
  const rows = await tx.query<{ areaId: string; name: string; nameEn: string | null }>(
    `select area_id as "areaId", name, name_en as "nameEn" from area
     where district_id = $1 and level = 'subdistrict'`,
    [districtId],
  );
  return new Map(rows.map(({ areaId, ...names }) => [areaId, names]));
}

/** Edges by street, in the order in which each street is come to; those of no street are one. */
function byStreet(own: readonly number[], edges: readonly Edge[]): number[][] {
  const streets = new Map<string, number[]>();
  for (const edge of own) {
    const name = edges[edge]!.streetId ?? "";
    const known = streets.get(name);
    if (known) known.push(edge);
    else streets.set(name, [edge]);
  }
  return [...streets.values()];
}

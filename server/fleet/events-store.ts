import type { FleetEventKind } from "../../data/vehicle.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import type { Fix } from "./fix.ts";
import type { Visit } from "./stops.ts";
import type { FleetEvent, Pass } from "./watched.ts";

/** Events in a window that were found anew take the place of those that were found there before. */
export type Resolved = { readonly fromMs: number; readonly toMs: number };

const idOf = (vehicleId: string, { kind, fromMs, edgeId, routeId }: FleetEvent) =>
  [
    kind,
    vehicleId,
    Math.round(fromMs),
    ...(edgeId ? [edgeId] : []),
    ...(routeId ? [routeId] : []),
  ].join(":");

type Known = {
  readonly eventId: string;
  readonly to: Date | null;
  readonly isAcknowledged: boolean;
};

/**
 * Makes the store say what was found: new ones are added, those that go on or end are moved on, and those that are found no
 * more are taken away, unless somebody has acknowledged them.
 *
 * @param window  Only events that begin in it are touched.
 * @returns ids of what changed.
 */
export async function syncEvents(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  events: readonly FleetEvent[],
  window: Resolved,
): Promise<string[]> {
  const rows = await tx.query<Known>(
    `select event_id as "eventId", to_at as "to", acknowledged_at is not null as "isAcknowledged"
     from fleet_event where district_id = $1 and vehicle_id = $2 and from_at >= $3 and from_at <= $4 for update`,
    [districtId, vehicleId, new Date(window.fromMs), new Date(window.toMs)],
  );
  const known = new Map(rows.map((row) => [row.eventId, row]));
  const changed: string[] = [];
  for (const event of events) {
    if (event.fromMs < window.fromMs || event.fromMs > window.toMs) continue;
    const eventId = idOf(vehicleId, event);
    const toMs = event.toMs === null ? null : Math.round(event.toMs);
    const before = known.get(eventId);
    known.delete(eventId);
    if (before && (before.to?.getTime() ?? null) === toMs) continue;
    const [lng, lat] = event.position ?? [null, null];
    await tx.query(
      `insert into fleet_event (district_id, event_id, kind, vehicle_id, route_id, edge_id, from_at, to_at, lng, lat, detail)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb)
       on conflict (district_id, event_id) do update set to_at = excluded.to_at, detail = excluded.detail`,
      [
        ...[districtId, eventId, event.kind, vehicleId, event.routeId, event.edgeId],
        ...[new Date(Math.round(event.fromMs)), toMs === null ? null : new Date(toMs)],
        ...[lng, lat, JSON.stringify(event.detail)],
      ],
    );
    changed.push(eventId);
  }
  const gone = [...known.values()].filter(({ isAcknowledged }) => !isAcknowledged);
  if (gone.length > 0) {
    const ids = gone.map(({ eventId }) => eventId);
    await tx.query("delete from fleet_event where district_id = $1 and event_id = any ($2)", [
      districtId,
      ids,
    ]);
    changed.push(...ids);
  }
  return [...changed, ...(await endEarlier(tx, districtId, vehicleId, events, window))];
}

/** What began before a window and goes on still ends with what is found of it there, or before, where nothing is. */
async function endEarlier(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  events: readonly FleetEvent[],
  { fromMs }: Resolved,
): Promise<string[]> {
  const open = await tx.query<{ eventId: string; kind: FleetEventKind; routeId: string | null }>(
    `select event_id as "eventId", kind, route_id as "routeId" from fleet_event
     where district_id = $1 and vehicle_id = $2 and from_at < $3 and to_at is null for update`,
    [districtId, vehicleId, new Date(fromMs)],
  );
  const ended: string[] = [];
  for (const { eventId, kind, routeId } of open) {
    const rest = events.find(
      (one) =>
        one.kind === kind &&
        one.routeId === routeId &&
        one.fromMs < fromMs &&
        (one.toMs === null || one.toMs >= fromMs),
    );
    if (rest?.toMs === null) continue;
    await tx.query(
      "update fleet_event set to_at = greatest(from_at, $3) where district_id = $1 and event_id = $2",
      [districtId, eventId, new Date(Math.round(rest?.toMs ?? fromMs))],
    );
    ended.push(eventId);
  }
  return ended;
}

/** Ends what goes on with vehicles that are looked at no more: out of service, or without a terminal that may send. */
export async function endOthers(
  tx: Queryable,
  districtId: string,
  watchedIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await tx.query<{ eventId: string }>(
    `update fleet_event set to_at = greatest(from_at, $3)
     where district_id = $1 and to_at is null and vehicle_id <> all ($2) returning event_id as "eventId"`,
    [districtId, watchedIds, now],
  );
  return rows.map(({ eventId }) => eventId);
}

/** An event as it is kept. */
export type StoredEvent = {
  readonly eventId: string;
  readonly kind: FleetEventKind;
  readonly vehicleId: string;
  readonly plate: string;
  readonly routeId: string | null;
  readonly routeName: string | null;
  readonly edgeId: string | null;
  readonly streetId: string | null;
  readonly streetName: string | null;
  readonly fromAt: Date;
  readonly toAt: Date | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly detail: Record<string, unknown>;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedName: string | null;
  readonly note: string;
};

const SELECT = `
  select f.event_id as "eventId", f.kind, f.vehicle_id as "vehicleId", v.plate, f.route_id as "routeId",
    r.name as "routeName", f.edge_id as "edgeId", e.street_id as "streetId", s.name as "streetName",
    f.from_at as "fromAt", f.to_at as "toAt", f.lng, f.lat, f.detail, f.acknowledged_at as "acknowledgedAt",
    f.acknowledged_name as "acknowledgedName", f.note
  from fleet_event f
  join vehicle v using (district_id, vehicle_id)
  left join cleaning_route r on r.district_id = f.district_id and r.route_id = f.route_id
  left join street_edge e on e.district_id = f.district_id and e.edge_id = f.edge_id
  left join street s on s.district_id = f.district_id and s.street_id = e.street_id`;

/** Which events are asked for; null is all. */
export type Asked = {
  readonly from: Date;
  readonly to: Date;
  readonly kinds: readonly string[] | null;
  readonly vehicleId: string | null;
  readonly isAcknowledged: boolean | null;
};

/** Youngest first. */
export const readEvents = (
  tx: Queryable,
  districtId: string,
  { from, to, kinds, vehicleId, isAcknowledged }: Asked,
  limit: number,
): Promise<StoredEvent[]> =>
  tx.query<StoredEvent>(
    `${SELECT}
     where f.district_id = $1 and f.from_at < $3 and coalesce(f.to_at, 'infinity') >= $2
       and ($4::text[] is null or f.kind = any ($4)) and ($5::text is null or f.vehicle_id = $5)
       and ($6::boolean is null or (f.acknowledged_at is not null) = $6)
     order by f.from_at desc, f.event_id limit $7`,
    [districtId, from, to, kinds, vehicleId, isAcknowledged, limit],
  );

/** One event, locked until the transaction ends; null when there is none. */
export async function lockEvent(
  tx: Queryable,
  districtId: string,
  eventId: string,
): Promise<StoredEvent | null> {
  const [row] = await tx.query<StoredEvent>(
    `${SELECT} where f.district_id = $1 and f.event_id = $2 for update of f`,
    [districtId, eventId],
  );
  return row ?? null;
}

/** Passes of some vehicles that touch a time, in order. */
export async function readPasses(
  tx: Queryable,
  districtId: string,
  vehicleIds: readonly string[],
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Pass[]> {
  if (vehicleIds.length === 0) return [];
  const rows = await tx.query<Omit<Pass, "fromMs" | "toMs"> & { fromAt: Date; toAt: Date }>(
    `select edge_id as "edgeId", from_at as "fromAt", to_at as "toAt", abs(to_share - from_share)::float8 as share,
       speed_kmh::float8 as "speedKmh", is_working as "isWorking", confidence::float8 as confidence
     from service_record where district_id = $1 and vehicle_id = any ($2) and day between ($3::timestamptz - interval '2 days')::date
       and ($4::timestamptz + interval '2 days')::date and from_at < $4 and to_at >= $3 order by from_at`,
    [districtId, vehicleIds, from, to],
  );
  return rows.map(({ fromAt, toAt, ...rest }) => ({
    ...rest,
    fromMs: fromAt.getTime(),
    toMs: toAt.getTime(),
  }));
}

/**
 * Makes the store say by which facilities a vehicle stood in a window. A visit of a time of which no position is kept stays:
 * nothing speaks against it.
 *
 * @param visits  what is found in `fixes`, the positions of the window.
 * @returns the local days of which something changed.
 */
export async function syncVisits(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  { visits, fixes }: { readonly visits: readonly Visit[]; readonly fixes: readonly Fix[] },
  { window, timeZone }: { readonly window: Resolved; readonly timeZone: string },
): Promise<string[]> {
  const rows = await tx.query<{ day: string; facilityId: string; from: Date; to: Date }>(
    `select day, facility_id as "facilityId", from_at as from, to_at as to from stop_visit
     where district_id = $1 and vehicle_id = $2 and from_at between $3 and $4
       and day between ($3::timestamptz - interval '2 days')::date and ($4::timestamptz + interval '2 days')::date`,
    [districtId, vehicleId, new Date(window.fromMs), new Date(window.toMs)],
  );
  const nameOf = (facilityId: string, fromMs: number, toMs: number) =>
    `${facilityId} ${fromMs} ${toMs}`;
  const known = new Map(
    rows.map((row) => [nameOf(row.facilityId, row.from.getTime(), row.to.getTime()), row]),
  );
  const days = new Set<string>();
  const within = visits.filter(({ fromMs }) => fromMs >= window.fromMs && fromMs <= window.toMs);
  const wanted = new Set(
    within.map(({ facilityId, fromMs, toMs }) => nameOf(facilityId, fromMs, toMs)),
  );
  const isKnown = (from: Date, to: Date) =>
    fixes.some(({ atMs }) => atMs >= from.getTime() && atMs <= to.getTime());
  for (const [name, { day, facilityId, from, to }] of known) {
    if (wanted.has(name) || !isKnown(from, to)) continue;
    days.add(day);
    await tx.query(
      `delete from stop_visit where district_id = $1 and day = $2 and facility_id = $3 and vehicle_id = $4 and from_at = $5`,
      [districtId, day, facilityId, vehicleId, from],
    );
  }
  for (const { facilityId, fromMs, toMs, nearestMeters } of within) {
    if (known.has(nameOf(facilityId, fromMs, toMs))) continue;
    const day = localDay(new Date(fromMs), timeZone);
    days.add(day);
    await tx.query(
      `insert into stop_visit (district_id, day, facility_id, vehicle_id, from_at, to_at, nearest_meters)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [districtId, day, facilityId, vehicleId, new Date(fromMs), new Date(toMs), nearestMeters],
    );
  }
  return [...days];
}

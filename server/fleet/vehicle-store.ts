import type { z } from "@hono/zod-openapi";
import type { VehicleKind, VehicleStatus } from "../../data/vehicle.ts";
import type { Queryable } from "../store/database.ts";
import type { LastPosition, TerminalInfo } from "./vehicle-schema.ts";

/** A vehicle as it is kept. */
export type StoredVehicle = {
  readonly vehicleId: string;
  readonly plate: string;
  readonly name: string | null;
  readonly kind: VehicleKind;
  readonly team: string | null;
  readonly status: VehicleStatus;
  readonly statusReason: string | null;
  readonly statusSince: Date | null;
  readonly boughtOn: string | null;
  readonly overhaulDueOn: string | null;
  readonly safetyCheckDueOn: string | null;
  readonly note: string;
  readonly revision: number;
};

const COLUMNS = `v.vehicle_id as "vehicleId", v.plate, v.name, v.kind, v.team, v.status, v.status_reason as "statusReason",
  v.status_since as "statusSince", v.bought_on as "boughtOn", v.overhaul_due_on as "overhaulDueOn",
  v.safety_check_due_on as "safetyCheckDueOn", v.note, v.revision`;

/** All vehicles by plate, or the one that is named. */
export const readVehicles = (
  tx: Queryable,
  districtId: string,
  vehicleId: string | null = null,
): Promise<StoredVehicle[]> =>
  tx.query<StoredVehicle>(
    `select ${COLUMNS} from vehicle v
     where v.district_id = $1 and ($2::text is null or v.vehicle_id = $2) order by v.plate, v.vehicle_id`,
    [districtId, vehicleId],
  );

/** The same, locked until the transaction ends. */
export async function lockVehicle(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
): Promise<StoredVehicle | null> {
  const [row] = await tx.query<StoredVehicle>(
    `select ${COLUMNS} from vehicle v where v.district_id = $1 and v.vehicle_id = $2 for update`,
    [districtId, vehicleId],
  );
  return row ?? null;
}

/** @returns false when the plate is another's. */
export async function writeVehicle(
  tx: Queryable,
  districtId: string,
  vehicle: StoredVehicle,
): Promise<boolean> {
  const [taken] = await tx.query(
    "select 1 from vehicle where district_id = $1 and plate = $2 and vehicle_id <> $3",
    [districtId, vehicle.plate, vehicle.vehicleId],
  );
  if (taken) return false;
  await tx.query(
    `insert into vehicle (district_id, vehicle_id, plate, name, kind, team, status, status_reason, status_since, bought_on,
       overhaul_due_on, safety_check_due_on, note, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (district_id, vehicle_id) do update set plate = excluded.plate, name = excluded.name, kind = excluded.kind,
       team = excluded.team, status = excluded.status, status_reason = excluded.status_reason,
       status_since = excluded.status_since, bought_on = excluded.bought_on, overhaul_due_on = excluded.overhaul_due_on,
       safety_check_due_on = excluded.safety_check_due_on, note = excluded.note, revision = excluded.revision`,
    [
      ...[districtId, vehicle.vehicleId, vehicle.plate, vehicle.name, vehicle.kind, vehicle.team],
      ...[vehicle.status, vehicle.statusReason, vehicle.statusSince, vehicle.boughtOn],
      ...[vehicle.overhaulDueOn, vehicle.safetyCheckDueOn, vehicle.note, vehicle.revision],
    ],
  );
  return true;
}

type TerminalRow = Omit<z.infer<typeof TerminalInfo>, "registeredAt" | "lastSeenAt"> & {
  readonly vehicleId: string;
  readonly registeredAt: Date | null;
  readonly lastSeenAt: Date | null;
};

/** The terminals of a district, by vehicle. */
export async function readTerminals(
  tx: Queryable,
  districtId: string,
): Promise<Map<string, z.infer<typeof TerminalInfo>>> {
  const rows = await tx.query<TerminalRow>(
    `select vehicle_id as "vehicleId", terminal_id as "terminalId", is_enabled as "isEnabled", key_hint as "keyHint",
       working_signal as "workingSignal", registered_at as "registeredAt", last_seen_at as "lastSeenAt"
     from terminal where district_id = $1`,
    [districtId],
  );
  return new Map(
    rows.map(({ vehicleId, registeredAt, lastSeenAt, ...rest }) => [
      vehicleId,
      {
        ...rest,
        registeredAt: registeredAt?.toISOString() ?? null,
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
      },
    ]),
  );
}

type StateRow = {
  readonly vehicleId: string;
  readonly at: Date;
  readonly receivedAt: Date;
  readonly lng: number;
  readonly lat: number;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly isWorking: boolean | null;
  readonly source: string;
};

/**
 * The youngest position of each vehicle.
 *
 * @param since  only of those that were received after it.
 */
export async function readStates(
  tx: Queryable,
  districtId: string,
  since: Date | null = null,
): Promise<Map<string, LastPosition>> {
  const rows = await tx.query<StateRow>(
    `select vehicle_id as "vehicleId", at, received_at as "receivedAt", lng, lat, speed_kmh as "speedKmh",
       heading_degrees as "headingDegrees", is_working as "isWorking", source
     from vehicle_state where district_id = $1 and ($2::timestamptz is null or received_at > $2)`,
    [districtId, since],
  );
  return new Map(rows.map(({ vehicleId, ...row }) => [vehicleId, lastOf(row)]));
}

/** Vehicles in service with a terminal that may send, by plate, and where they were last; nothing else of them. */
export async function readSending(tx: Queryable, districtId: string) {
  const vehicles = await tx.query<Pick<StoredVehicle, "vehicleId" | "plate" | "kind" | "team">>(
    `select v.vehicle_id as "vehicleId", v.plate, v.kind, v.team from vehicle v
     where v.district_id = $1 and v.status = 'in_service' and exists (
       select 1 from terminal t
       where t.district_id = v.district_id and t.vehicle_id = v.vehicle_id and t.is_enabled)
     order by v.plate, v.vehicle_id`,
    [districtId],
  );
  const states = await readStates(tx, districtId);
  return vehicles.map((vehicle) => ({ ...vehicle, last: states.get(vehicle.vehicleId) ?? null }));
}

const lastOf = ({
  at,
  receivedAt,
  lng,
  lat,
  ...rest
}: Omit<StateRow, "vehicleId">): LastPosition => ({
  at: at.toISOString(),
  receivedAt: receivedAt.toISOString(),
  position: [lng, lat],
  ...rest,
});

import type { FleetSettings } from "../../data/fleet.ts";
import { DomainError } from "../http/problem.ts";
import { type Actor, recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { fleetSetting } from "./settings.ts";
import type { VehiclePatch } from "./vehicle-schema.ts";
import {
  readStates,
  readTerminals,
  readVehicles,
  type StoredVehicle,
  writeVehicle,
} from "./vehicle-store.ts";

const DAY_MS = 86_400_000;
const YEAR_MS = 365.2425 * DAY_MS;

/** There is none of this key. */
export const unknownVehicle = (vehicleId: string) =>
  new DomainError("record-unknown", `No vehicle ${vehicleId}`);

/** What a vehicle is of which nothing more is said. */
export const EMPTY_VEHICLE: Omit<StoredVehicle, "vehicleId" | "plate" | "kind"> = {
  ...{ name: null, team: null, status: "in_service", statusReason: null, statusSince: null },
  ...{ boughtOn: null, overhaulDueOn: null, safetyCheckDueOn: null, note: "", revision: 1 },
};

/** What of a draft was said. */
export const given = (patch: object) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

/**
 * A vehicle as it is to be.
 *
 * @throws {DomainError} `body-invalid` when it is put out of service without a reason.
 */
export function patched(before: StoredVehicle, patch: VehiclePatch): StoredVehicle {
  const after = { ...before, ...given(patch), revision: before.revision + 1 } as StoredVehicle;
  const hasMoved = after.status !== before.status;
  const isOut = after.status !== "in_service";
  if (isOut && !after.statusReason)
    throw new DomainError("body-invalid", "statusReason: why it is out of service", [
      { field: "statusReason", remedy: "why it is out of service", rule: "missing" },
    ]);
  return {
    ...after,
    statusReason: isOut ? after.statusReason : null,
    statusSince: hasMoved ? new Date() : before.statusSince,
  };
}

/** Who writes, and where. */
export type Write = { readonly tx: Queryable; readonly districtId: string; readonly actor: Actor };

/** Writes a vehicle, with its entry in the trail. @throws {DomainError} `name-taken`. */
export async function keepVehicle(
  write: Write,
  before: StoredVehicle | null,
  after: StoredVehicle,
) {
  if (!(await writeVehicle(write.tx, write.districtId, after)))
    throw new DomainError("name-taken", `Another vehicle has the plate ${after.plate}`);
  await recordVehicle(write, before ? "vehicle.change" : "vehicle.create", after.vehicleId, {
    before: before && audited(before),
    after: audited(after),
  });
}

function audited({ revision: _r, vehicleId: _v, kind, status, ...rest }: StoredVehicle) {
  const statusSince = rest.statusSince?.toISOString() ?? null;
  return { ...rest, vehicleKind: kind, vehicleStatus: status, statusSince };
}

/** Puts into the trail what was done to a vehicle, and tells that it changed. */
export async function recordVehicle(
  { tx, districtId, actor }: Write,
  action: string,
  vehicleId: string,
  what: { readonly before: object | null; readonly after: object | null },
) {
  await recordAudit(tx, districtId, {
    ...{ actor, action, record: "vehicle", recordId: vehicleId },
    before: what.before && { ...what.before },
    after: what.after && { ...what.after },
  });
  await recordChange(tx, districtId, "vehicle", [vehicleId]);
}

/** The vehicles of a district as they are answered, or the one that is named. */
export async function vehiclesOf(tx: Queryable, districtId: string, vehicleId: string | null) {
  const vehicles = await readVehicles(tx, districtId, vehicleId);
  const terminals = await readTerminals(tx, districtId);
  const states = await readStates(tx, districtId);
  const { due } = await fleetSetting.read(tx, districtId);
  const [district] = await tx.query<{ timeZone: string }>(
    `select time_zone as "timeZone" from district where district_id = $1`,
    [districtId],
  );
  const today = localDay(new Date(), district?.timeZone ?? "UTC");
  return vehicles.map((vehicle) => ({
    ...vehicle,
    statusSince: vehicle.statusSince?.toISOString() ?? null,
    ageYears: ageOf(vehicle.boughtOn, today),
    dueSoon: dueSoon(vehicle, due, today),
    terminal: terminals.get(vehicle.vehicleId) ?? null,
    last: states.get(vehicle.vehicleId) ?? null,
  }));
}

const ageOf = (boughtOn: string | null, today: string) =>
  boughtOn === null
    ? null
    : Math.max(0, Math.floor(((Date.parse(today) - Date.parse(boughtOn)) / YEAR_MS) * 10) / 10);

function dueSoon(
  { overhaulDueOn, safetyCheckDueOn, status }: StoredVehicle,
  { overhaulDays, safetyCheckDays }: FleetSettings["due"],
  today: string,
) {
  if (status === "retired") return [];
  const isSoon = (day: string | null, days: number) =>
    day !== null && Date.parse(day) <= Date.parse(today) + days * DAY_MS;
  return [
    ...(isSoon(overhaulDueOn, overhaulDays) ? (["overhaul"] as const) : []),
    ...(isSoon(safetyCheckDueOn, safetyCheckDays) ? (["safety_check"] as const) : []),
  ];
}

/** One vehicle as it is answered. @throws {DomainError} `record-unknown`. */
export async function vehicleOf(tx: Queryable, districtId: string, vehicleId: string) {
  const [vehicle] = await vehiclesOf(tx, districtId, vehicleId);
  if (vehicle) return vehicle;
  throw unknownVehicle(vehicleId);
}

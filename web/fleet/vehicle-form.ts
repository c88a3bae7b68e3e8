import { dayOfText } from "../ui/format.ts";
import type { Vehicle, VehiclePatch } from "./queries.ts";

/** A vehicle's record as it is typed. */
export type VehicleText = {
  readonly plate: string;
  readonly kind: Vehicle["kind"];
  readonly name: string;
  readonly team: string;
  readonly status: Vehicle["status"];
  readonly statusReason: string;
  readonly boughtOn: string;
  readonly overhaulDueOn: string;
  readonly safetyCheckDueOn: string;
  readonly note: string;
};

export const DAY_FIELDS = ["boughtOn", "overhaulDueOn", "safetyCheckDueOn"] as const;
const LINE_FIELDS = ["name", "team"] as const;

/** The record as it stands. */
export const textOf = (vehicle: Vehicle): VehicleText => ({
  plate: vehicle.plate,
  kind: vehicle.kind,
  name: vehicle.name ?? "",
  team: vehicle.team ?? "",
  status: vehicle.status,
  statusReason: vehicle.statusReason ?? "",
  boughtOn: vehicle.boughtOn ?? "",
  overhaulDueOn: vehicle.overhaulDueOn ?? "",
  safetyCheckDueOn: vehicle.safetyCheckDueOn ?? "",
  note: vehicle.note,
});

/** What is wrong with a record as it is typed, by field. */
export function wrongIn(
  text: VehicleText,
): Readonly<Partial<Record<keyof VehicleText, "plateMissing" | "statusNeedsReason" | "dayWrong">>> {
  return {
    ...(text.plate.trim() === "" ? { plate: "plateMissing" as const } : {}),
    ...(text.status !== "in_service" && text.statusReason.trim() === ""
      ? { statusReason: "statusNeedsReason" as const }
      : {}),
    ...Object.fromEntries(
      DAY_FIELDS.filter((day) => text[day].trim() !== "" && dayOfText(text[day]) === null).map(
        (day) => [day, "dayWrong" as const],
      ),
    ),
  };
}

/** What is to be written so that a vehicle is as it is typed; nothing wrong may be in it. */
export function patchOf(vehicle: Vehicle, text: VehicleText): VehiclePatch {
  const written = {
    plate: text.plate.trim(),
    ...{ kind: text.kind, status: text.status, note: text.note.trim() },
    statusReason: text.status === "in_service" ? null : text.statusReason.trim(),
    ...Object.fromEntries(LINE_FIELDS.map((line) => [line, text[line].trim() || null])),
    ...Object.fromEntries(DAY_FIELDS.map((day) => [day, dayOfText(text[day])])),
  };
  return Object.fromEntries(
    Object.entries(written).filter(([field, value]) => value !== vehicle[field as keyof Vehicle]), // its own fields
  );
}

/** What takes a patch back: the fields it wrote, as they were. */
export const backOf = (vehicle: Vehicle, patch: VehiclePatch): VehiclePatch =>
  patchOf({ ...vehicle, ...patch } as Vehicle, textOf(vehicle)); // a patch is of its fields

/** How many days are left until a day; negative is overdue. */
export const daysUntil = (day: string, today: string) =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);

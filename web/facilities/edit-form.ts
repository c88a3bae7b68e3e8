import type { EditableFacility, Patch } from "./edit-queries.ts";

/** The fields of the form, in its order, as text. */
export const FIELDS = [
  "name",
  "code",
  "nameEn",
  "address",
  "owner",
  "manager",
  "openedOn",
  "lng",
  "lat",
] as const;
export type FieldName = (typeof FIELDS)[number] | "status";
export type Typed = Readonly<Record<FieldName, string>>;

/** A record as the form shows it: what is unknown is empty. */
export const typedOf = (record: EditableFacility): Typed => ({
  name: record.name,
  code: record.code,
  nameEn: record.nameEn ?? "",
  address: record.address ?? "",
  owner: record.owner ?? "",
  manager: record.manager ?? "",
  openedOn: record.openedOn ?? "",
  lng: record.position?.[0] === undefined ? "" : String(record.position[0]),
  lat: record.position?.[1] === undefined ? "" : String(record.position[1]),
  status: record.status,
});

/** The fields in which what is typed differs from a record. */
export function changedFields(record: EditableFacility, typed: Typed): FieldName[] {
  const known = typedOf(record);
  return ([...FIELDS, "status"] as const).filter((name) => known[name] !== typed[name]);
}

/** What to write for some fields; a position goes as a whole, and empty is unknown. */
export function patchOf(typed: Typed, names: readonly FieldName[]): Patch {
  const patch: Record<string, unknown> = {};
  for (const name of names) {
    if (name === "lng" || name === "lat")
      patch.position = [degreesOf(typed.lng), degreesOf(typed.lat)];
    else if (name === "name" || name === "code" || name === "status") patch[name] = typed[name];
    else patch[name] = typed[name] === "" ? null : typed[name];
  }
  return patch as Patch; // its fields are the contract's, name by name
}

/** Degrees as typed; an empty field is no number, which the server refuses, and never 0. */
const degreesOf = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

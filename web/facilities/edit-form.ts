import { dayOfText } from "../ui/format.ts";
import type { EditableFacility, FormField, Patch } from "./edit-queries.ts";

/** A value of a record; a position is `[lng, lat]`, WGS 84. */
export type Value = string | number | boolean | null | readonly number[];

/** A record field by field: `name`, `position`, `attributes.hours`… null is unknown. */
export type Values = Readonly<Record<string, Value>>;

/** What stands in a form, as text. null is unknown; of a manager, "" is known to be nobody (无人管理). */
export type Texts = Readonly<Record<string, string | null>>;

/** What is wrong with a text. */
export type Fault =
  | { readonly is: "required" | "number" | "integer" | "position" | "day" }
  | { readonly is: "least" | "above" | "most" | "long"; readonly limit: number };

/** The key of a form's field among values and texts. */
export const keyOf = ({ name, isAttribute }: Pick<FormField, "name" | "isAttribute">) =>
  isAttribute ? `attributes.${name}` : name;

const COMMON = [
  ...(["name", "code", "nameEn", "address", "owner", "manager"] as const),
  ...(["openedOn", "status", "position"] as const),
];

/** What of a record a form writes. */
export function valuesOf(record: EditableFacility): Values {
  const values: Record<string, Value> = {};
  for (const name of COMMON) values[name] = record[name];
  for (const [name, value] of Object.entries(record.attributes))
    values[`attributes.${name}`] = value;
  return values;
}

/** Values as a form shows them; the position is two texts, `lng` and `lat`. */
export function textsOf(values: Values): Texts {
  const texts: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key === "position") {
      const [lng, lat] = Array.isArray(value) ? value : [];
      texts.lng = lng === undefined ? null : String(lng);
      texts.lat = lat === undefined ? null : String(lat);
    } else if (value === "") texts[key] = key === "manager" ? "" : null;
    else texts[key] = value === null ? null : String(value);
  }
  return texts;
}

/** The fields, the position among them, in which two forms differ. */
export function changedKeys(fields: readonly FormField[], before: Texts, now: Texts): string[] {
  const isOther = (key: string) => (before[key] ?? null) !== (now[key] ?? null);
  const keys = fields.map(keyOf).filter(isOther);
  return isOther("lng") || isOther("lat") ? [...keys, "position"] : keys;
}

/**
 * What some texts of a form say.
 *
 * @param keys  Which of them; what is left out is not looked at.
 * @returns A value for each key whose text makes sense, and a fault for each other.
 */
export function readTexts(fields: readonly FormField[], texts: Texts, keys: readonly string[]) {
  const values: Record<string, Value> = {};
  const faults: Record<string, Fault> = {};
  const fieldByKey = new Map(fields.map((field) => [keyOf(field), field]));
  for (const key of keys) {
    const field = fieldByKey.get(key);
    const read = field ? readField(field, texts[key] ?? null) : readPosition(texts);
    if ("fault" in read) faults[key] = read.fault;
    else values[key] = read.value;
  }
  return { values, faults };
}

type Read = { readonly value: Value } | { readonly fault: Fault };

function readField(field: FormField, text: string | null): Read {
  const given = text?.trim() ?? null;
  if (given === null || (given === "" && field.name !== "manager"))
    return field.isRequired ? { fault: { is: "required" } } : { value: null };
  if (field.type === "integer" || field.type === "number") return readNumber(field, given);
  if (field.type === "boolean") return { value: given === "true" };
  if (field.type === "day") {
    const day = dayOfText(given);
    return day === null ? { fault: { is: "day" } } : { value: day };
  }
  if (field.maxLength !== undefined && given.length > field.maxLength)
    return { fault: { is: "long", limit: field.maxLength } };
  return { value: given };
}

function readNumber({ type, least, isLeastExcluded, most }: FormField, text: string): Read {
  const value = Number(text);
  if (!Number.isFinite(value)) return { fault: { is: "number" } };
  if (type === "integer" && !Number.isInteger(value)) return { fault: { is: "integer" } };
  if (least !== undefined && isLeastExcluded && value <= least)
    return { fault: { is: "above", limit: least } };
  if (least !== undefined && value < least) return { fault: { is: "least", limit: least } };
  if (most !== undefined && value > most) return { fault: { is: "most", limit: most } };
  return { value };
}

/** Both texts or neither: an emptied coordinate is never 0. */
function readPosition({ lng, lat }: Texts): Read {
  const given = [lng?.trim() ?? "", lat?.trim() ?? ""];
  if (given.every((text) => text === "")) return { value: null };
  const [east, north] = given.map((text) => (text === "" ? Number.NaN : Number(text)));
  const isPlace = Math.abs(east!) <= 180 && Math.abs(north!) <= 90; // NaN is not
  return isPlace ? { value: [east!, north!] } : { fault: { is: "position" } };
}

/** Values as they are written: those of a kind go together. */
export function patchOf(values: Values): Patch {
  const patch: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith("attributes.")) attributes[key.slice("attributes.".length)] = value;
    else patch[key] = value;
  }
  if (Object.keys(attributes).length > 0) patch.attributes = attributes;
  return patch as Patch; // its fields are the contract's, name by name
}

/** Values without what is not known. */
export const knownOf = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** The same fields as they stand in a record: what takes a patch back. */
export function undoingPatch(record: EditableFacility, patch: Patch): Patch {
  const known = valuesOf(record);
  const back: Record<string, Value> = {};
  for (const key of Object.keys(fieldByField(patch))) back[key] = known[key] ?? null;
  return patchOf(back);
}

/** A record, or a part of one, field by field; attributes count one by one. */
export function fieldByField(fields: Readonly<Record<string, unknown>>): Values {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name !== "attributes")
      values[name] = value as Value; // they are a record's own
    else
      for (const [key, one] of Object.entries((value ?? {}) as Record<string, Value>))
        values[`attributes.${key}`] = one;
  }
  return values;
}

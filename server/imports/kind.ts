import { FACILITY_KINDS, type FacilityKind } from "../../data/facility.ts";
import { ImportFailure } from "./failure.ts";
import { kindsNamedIn, type RecordGroup } from "./headers.ts";
import type { SourceTable } from "./source.ts";

/** What the rows of a file can be. */
export const IMPORT_KINDS = [
  ...FACILITY_KINDS,
  "complaint",
  "area",
  "street",
  "building",
  "water",
  "river",
  "green",
  "railway",
  "lamp_post",
  "place",
  "plot",
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** @throws {ImportFailure} naming the kinds there are. */
export function parseKind(text: string): ImportKind {
  const word = text.replaceAll("-", "_");
  const kind = IMPORT_KINDS.find(
    (one) => one === word || (word === "complaints" && one === "complaint"),
  );
  if (!kind)
    throw new ImportFailure(`There is no kind "${text}": give ${IMPORT_KINDS.join(", ")}.`);
  return kind;
}

export const isFacilityKind = (kind: string): kind is FacilityKind =>
  FACILITY_KINDS.some((one) => one === kind);

/** Kinds that are tables of their own. */
const OWN_GROUPS = ["complaint", "area", "street", "place", "plot"] as const;

/** Which table's columns a kind has. */
export function groupOf(kind: ImportKind): RecordGroup {
  if (isFacilityKind(kind)) return "facility";
  return OWN_GROUPS.find((group) => group === kind) ?? "ground";
}

/**
 * What the rows of a file are, by the words of its name, its columns and its first rows.
 *
 * @throws {ImportFailure} when nothing says so, or several things do: guessing wrong would fill the wrong register.
 */
export function guessKind(fileName: string, table: SourceTable): { kind: ImportKind; why: string } {
  const named = kindsNamedIn(fileName);
  if (named.length === 1) return { kind: parseKind(named[0]!), why: "the file's name" };
  const layer = kindsNamedIn(`${table.detected.sheet ?? ""} ${table.detected.layer ?? ""}`);
  if (layer.length === 1)
    return { kind: parseKind(layer[0]!), why: "the name of the sheet or layer" };
  const columns = kindsNamedIn(table.columns.join(" | "));
  if (columns.length === 1)
    return { kind: parseKind(columns[0]!), why: "the names of the columns" };
  const seen = table.rows.slice(0, 200).map(({ cells }) => kindsNamedIn(cells.join(" | ")));
  const kinds = new Set(seen.flat());
  if (kinds.size === 1 && seen.filter((some) => some.length > 0).length > seen.length / 2) {
    return { kind: parseKind([...kinds][0]!), why: "the words of its rows" };
  }
  throw new ImportFailure(
    `What the rows of ${fileName} are is not certain: say so with --kind ${IMPORT_KINDS.join("|")}.`,
  );
}

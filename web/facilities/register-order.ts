import type { Language } from "../ui/language.ts";
import { nameIn } from "../ui/language.ts";
import type { Facility, Value } from "./queries.ts";
import { valueIn } from "./register-columns.ts";

export type Order = { readonly column: string; readonly isDescending: boolean };

/** States from in use to gone. */
const STATUS_ORDER = ["open", "repair", "building", "planned", "closed"];

/**
 * Reads the link's `sort`: a column, with a minus from last to first; null is the register's own order.
 *
 * @param columns  Those that are shown: by what one cannot see nothing is sorted.
 */
export function parseOrder(text: string | undefined, columns: readonly string[]): Order | null {
  const name = text?.startsWith("-") ? text.slice(1) : text;
  const column = columns.find((each) => each === name);
  return column ? { column, isDescending: text!.startsWith("-") } : null;
}

/**
 * The register in an order; equal ones stay as they were.
 *
 * Chinese sorts by pinyin, codes by their numbers (2 before 10), states from in use to gone. What is not known comes
 * last either way: not rated is not the same as no star.
 */
export function ordered(
  items: readonly Facility[],
  order: Order | null,
  language: Language,
): readonly Facility[] {
  if (!order) return items;
  const { column, isDescending } = order;
  const words = new Intl.Collator(language, { numeric: true });
  const keyOf = (facility: Facility): Value => {
    if (column === "name") return nameIn(language, facility);
    return column === "status" ? STATUS_ORDER.indexOf(facility.status) : valueIn(facility, column);
  };
  const keys = new Map(items.map((facility) => [facility, keyOf(facility)]));
  return [...items].sort((one, other) => {
    const [a, b] = [keys.get(one) ?? null, keys.get(other) ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const isText = typeof a === "string" && typeof b === "string";
    const compared = isText ? words.compare(a, b) : Number(a) - Number(b);
    return isDescending ? -compared : compared;
  });
}

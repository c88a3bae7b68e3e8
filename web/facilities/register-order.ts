import type { Language } from "../ui/language.ts";
import { nameIn } from "../ui/language.ts";
import type { Facility } from "./queries.ts";

/** Columns a register is sorted by. */
export const SORTED_COLUMNS = ["name", "code", "status", "stars"] as const;
export type SortedColumn = (typeof SORTED_COLUMNS)[number];

export type Order = { readonly column: SortedColumn; readonly isDescending: boolean };

/** States from in use to gone. */
const STATUS_ORDER = ["open", "repair", "building", "planned", "closed"];

/** Reads the link's `sort`: a column, with a minus from last to first; null is the register's own order. */
export function parseOrder(text: string | undefined): Order | null {
  const name = text?.startsWith("-") ? text.slice(1) : text;
  const column = SORTED_COLUMNS.find((each) => each === name);
  return column ? { column, isDescending: text!.startsWith("-") } : null;
}

/**
 * The register in an order; equal ones stay as they were.
 *
 * Chinese names sort by pinyin, codes by their numbers (2 before 10). Who is not rated comes last either way: not
 * rated is not the same as no star.
 */
export function ordered(
  items: readonly Facility[],
  order: Order | null,
  language: Language,
): readonly Facility[] {
  if (!order) return items;
  const sign = order.isDescending ? -1 : 1;
  const words = new Intl.Collator(language, { numeric: true });
  const compare: Record<SortedColumn, (a: Facility, b: Facility) => number> = {
    name: (a, b) => sign * words.compare(nameIn(language, a), nameIn(language, b)),
    code: (a, b) => sign * words.compare(a.code, b.code),
    status: (a, b) => sign * (STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status)),
    stars: (a, b) => {
      if (a.stars === null || b.stars === null)
        return Number(a.stars === null) - Number(b.stars === null);
      return sign * (a.stars - b.stars);
    },
  };
  return [...items].sort(compare[order.column]);
}

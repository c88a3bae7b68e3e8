import { type ListLinkedChange, monthDays, NONE, WITHOUT_LIST } from "./list-params.ts";
import type { RateId, Rates } from "./rates-queries.ts";

/** Which part of a rate: those who met it, or all it is of. */
export type RatePart = "met" | "of";

/**
 * The register's filter for what a rate counts; null where the register has none that finds the same. What came in time
 * is not a filter of the register.
 */
export function rateFilter(id: RateId, part: RatePart): ListLinkedChange | null {
  if (id === "resolution") return { resolved: part === "met" ? "true" : "true,false" };
  if (id === "satisfaction")
    return { satisfaction: part === "met" ? "satisfied,fair" : "satisfied,fair,dissatisfied" };
  return null;
}

/** States that no rate counts: what was merged into others, and what was only written down. */
const NOT_COUNTED = ["merged", "recorded"];

/**
 * The register's filter for the complaints of one group of an answer.
 *
 * @param id  Of the group; null is those without one, undefined all of them.
 * @param states  All there are.
 */
export function groupFilterOf(
  { by, from, to }: Pick<Rates, "by" | "from" | "to">,
  id: string | null | undefined,
  states: readonly string[],
): ListLinkedChange {
  const counted = states.filter((state) => !NOT_COUNTED.includes(state)).join(",");
  const own = { ...WITHOUT_LIST, since: from, until: to, state: counted };
  if (id === undefined) return own;
  if (by !== "month") return { ...own, [by]: id ?? NONE };
  if (id === null) return own;
  const { since, until } = monthDays(id);
  return { ...own, since: since < from ? from : since, until: until > to ? to : until };
}

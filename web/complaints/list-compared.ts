import { type ListLinkedChange, monthDays, NONE } from "./list-params.ts";
import type { CaseComparison, ComparedBy } from "./list-queries.ts";

export type Group = CaseComparison["groups"][number];
export type Part = Group["settledOnTime"];

/** The columns of the comparison, in order. */
export const COMPARED_COLUMNS = [
  "count",
  "open",
  "lateNow",
  "settled",
  "settledOnTime",
  "daysToSettle",
  "reopened",
  "responded",
  "resolved",
  "satisfaction",
  "repeated",
] as const;
export type ComparedColumn = (typeof COMPARED_COLUMNS)[number];

const shareOf = ({ count, of }: Part) => (of === 0 ? null : count / of);

/** What a column is sorted by: a count, a share, or nothing where there is nothing to compare. */
function measureOf(group: Group, column: ComparedColumn): number | null {
  switch (column) {
    case "count":
    case "open":
    case "lateNow":
    case "settled":
      return group[column];
    case "daysToSettle":
      return group.daysToSettle.median;
    case "satisfaction": {
      const of = (values: readonly string[]) =>
        group.satisfaction
          .filter(({ value }) => values.includes(String(value)))
          .reduce((sum, { count }) => sum + count, 0);
      return shareOf({
        count: of(["satisfied", "fair"]),
        of: of(["satisfied", "fair", "dissatisfied"]),
      });
    }
    default:
      return shareOf(group[column]);
  }
}

/**
 * Groups in the order a link asks for; those without a figure come last. Without an order they stay as the server has
 * them.
 *
 * @param order  A column, with `-` before it descending.
 */
export function sortedGroups(
  groups: readonly Group[],
  order: string | undefined,
): readonly Group[] {
  const column = COMPARED_COLUMNS.find((one) => one === order?.replace(/^-/, ""));
  if (!column) return groups;
  const sign = order?.startsWith("-") ? -1 : 1;
  return [...groups].sort((a, b) => {
    const [one, other] = [measureOf(a, column), measureOf(b, column)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}

/** The filter that a group stands for. */
export function groupFilter(by: ComparedBy, value: Group["value"]): ListLinkedChange {
  if (by !== "month") return { [by]: value === null ? NONE : String(value) };
  return monthDays(String(value));
}

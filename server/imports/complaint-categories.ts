import { categoryGroup } from "../../data/complaint-categories.ts";
import { readCategories } from "../complaints/category-settings.ts";
import type { Queryable } from "../store/database.ts";
import { type RowFault, shown } from "./failure.ts";
import type { ImportRecord } from "./record.ts";

/**
 * Complaints of a category that would be the district's own, and that it does not have: a slip of the pen, or the
 * category is still to be added. By record.
 */
export async function unknownOwnCategories(
  tx: Queryable,
  districtId: string,
  records: readonly ImportRecord[],
): Promise<Map<string, RowFault>> {
  const faults = new Map<string, RowFault>();
  const named = records.filter(
    ({ table, values }) =>
      table === "complaint" && typeof values.category === "string" && /\./.test(values.category),
  );
  if (named.length === 0) return faults;
  const known = new Set((await readCategories(tx, districtId)).map(({ id }) => id));
  for (const { id, row, values } of named) {
    const category = String(values.category);
    if (known.has(category) || !categoryGroup(category)) continue; // what is kept as it came is no id
    faults.set(id, {
      ...{ row, field: "category", value: shown(category) },
      remedy: "The district has no such category: add it under its settings, or name another.",
    });
  }
  return faults;
}

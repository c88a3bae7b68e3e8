import { fieldByField, type Value, type Values, valuesOf } from "./edit-form.ts";
import { isSame } from "./edit-merge.ts";
import type { EditableFacility, HistoryEntry } from "./edit-queries.ts";

/** The fields in which an entry's two versions differ. */
export function changesIn({ before, after }: HistoryEntry) {
  const [was, is] = [fieldByField(before ?? {}), fieldByField(after ?? {})];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !isSame(was[key], is[key]))
    .map((key) => ({ key, before: was[key] ?? null, after: is[key] ?? null }));
}

/**
 * What to write so that a record is again as it was before an entry: the newest changes are taken back first.
 *
 * Being closed is a step of its own and is left alone, and so is who verified it.
 *
 * @param entries  Newest first, from the newest to the one meant.
 */
export function valuesBefore(record: EditableFacility, entries: readonly HistoryEntry[]): Values {
  const now = valuesOf(record);
  const then: Record<string, Value> = { ...now };
  for (const entry of entries)
    if (entry.before)
      for (const { key, before } of changesIn(entry)) {
        const isOfForm = key in now || key.startsWith("attributes.");
        if (isOfForm && key !== "status") then[key] = before;
      }
  return Object.fromEntries(
    Object.entries(then).filter(([key, value]) => !isSame(value, now[key])),
  );
}

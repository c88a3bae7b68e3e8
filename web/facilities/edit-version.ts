import { type Value, type Values, valuesOf } from "./edit-form.ts";
import { isSame } from "./edit-merge.ts";
import type { EditableFacility, HistoryEntry } from "./edit-queries.ts";

type Fields = Readonly<Record<string, unknown>> | null;

/** What an entry of the history keeps of a record, field by field; attributes count one by one. */
function entryValues(fields: Fields): Values {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (name !== "attributes")
      values[name] = value as Value; // the trail keeps the record's own values
    else
      for (const [key, one] of Object.entries((value ?? {}) as Record<string, Value>))
        values[`attributes.${key}`] = one;
  }
  return values;
}

/** The fields in which an entry's two versions differ. */
export function changesIn({ before, after }: HistoryEntry) {
  const [was, is] = [entryValues(before), entryValues(after)];
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

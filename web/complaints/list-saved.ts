import { useCallback, useState } from "react";

/** Filters somebody keeps: a name, and the part of a link that they are. */
export type SavedFilter = { readonly name: string; readonly text: string };

const keyOf = (accountId: string, districtId: string) =>
  `complaint-filters:${accountId}:${districtId}`;

/** What was kept, or nothing where it cannot be read. */
export function parseSaved(text: string | null): readonly SavedFilter[] {
  try {
    const read: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(read)) return [];
    return read.flatMap((one: unknown) => {
      const { name, text } = (one ?? {}) as { name?: unknown; text?: unknown }; // looked at on the next line
      return typeof name === "string" && typeof text === "string" ? [{ name, text }] : [];
    });
  } catch {
    return [];
  }
}

/** The filters an account keeps in this browser for a district; one of the same name is replaced. */
export function useSavedFilters(accountId: string, districtId: string) {
  const key = keyOf(accountId, districtId);
  const [version, setVersion] = useState(0);
  void version; // read anew after each write
  const saved = parseSaved(localStorage.getItem(key));
  const write = useCallback(
    (filters: readonly SavedFilter[]) => {
      localStorage.setItem(key, JSON.stringify(filters));
      setVersion((now) => now + 1);
    },
    [key],
  );
  return {
    saved,
    save: (filter: SavedFilter) =>
      write([...saved.filter(({ name }) => name !== filter.name), filter]),
    forget: (name: string) => write(saved.filter((one) => one.name !== name)),
  };
}

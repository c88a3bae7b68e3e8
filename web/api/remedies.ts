import { ApiError } from "./problem.ts";

/** What the server found wrong, by the field it is about; only of fields that are known. */
export function remediesOf(
  error: Error | null,
  isKnown: (field: string) => boolean,
): Readonly<Record<string, string>> {
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  return Object.fromEntries(
    faults.filter(({ field }) => isKnown(field)).map(({ field, remedy }) => [field, remedy]),
  );
}

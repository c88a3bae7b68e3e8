import { DomainError } from "../http/problem.ts";

/** What is wrong with one value of a body. */
export const refused = (field: string, rule: string, remedy: string, limit?: number) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [
    { field, remedy, rule, ...(limit === undefined ? {} : { limit }) },
  ]);

/** @throws {DomainError} `body-invalid` when a day is over. */
export function requireAhead(field: string, day: string, today: string) {
  if (day < today) throw refused(field, "before-today", `today (${today}) or later`);
}

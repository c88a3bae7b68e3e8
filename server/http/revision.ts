import { DomainError } from "./problem.ts";

/** @throws {DomainError} `precondition-needed`, `query-invalid`. */
export function revisionSeen(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new DomainError("precondition-needed", 'Send If-Match with the revision seen, e.g. "3"');
  const [, revision] = /^"(\d{1,15})"$/.exec(ifMatch) ?? [];
  if (revision !== undefined) return Number(revision);
  throw new DomainError("query-invalid", 'if-match: a revision in quotes, e.g. "3"', [
    { field: "if-match", value: ifMatch.slice(0, 200), remedy: 'a revision in quotes, e.g. "3"' },
  ]);
}

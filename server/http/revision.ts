import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { DomainError, failure } from "./problem.ts";
import type { HttpEnv } from "./router.ts";

/** The headers of a write to a record that somebody else may write too. */
export const seen = z.object({
  "if-match": z.string().optional().describe('The revision one has seen, in quotes: "3"'),
});

/** How such a write fails where somebody was first. */
export const unseen = {
  412: failure("Somebody was first"),
  428: failure("If-Match is missing"),
};

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

/** A record to be answered, with its revision as the ETag that the next write sends back. */
export function tagged<T extends { readonly revision: number }>(c: Context<HttpEnv>, record: T): T {
  c.header("ETag", `"${record.revision}"`);
  return record;
}

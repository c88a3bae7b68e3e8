import type { z } from "@hono/zod-openapi";
import type { Fault } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** Rules by what is out of bounds: text by its length, lists by how many, numbers by their size. */
const TOO_SMALL: Readonly<Record<string, string>> = { string: "too-short", array: "too-few" };
const TOO_BIG: Readonly<Record<string, string>> = { string: "too-long", array: "too-many" };

function ruleOf(issue: Issue): Pick<Fault, "rule" | "limit"> {
  switch (issue.code) {
    case "too_small":
      return { rule: TOO_SMALL[issue.origin] ?? "too-small", limit: Number(issue.minimum) };
    case "too_big":
      return { rule: TOO_BIG[issue.origin] ?? "too-big", limit: Number(issue.maximum) };
    case "invalid_type":
      return { rule: /received undefined$/.test(issue.message) ? "missing" : "type" };
    case "invalid_value":
      return { rule: "choice" };
    case "invalid_format":
      return { rule: "format" };
    case "unrecognized_keys":
      return { rule: "unknown-field" };
    case "custom":
      return { rule: typeof issue.params?.rule === "string" ? issue.params.rule : "invalid" };
    default:
      return { rule: "invalid" };
  }
}

/**
 * What a schema found wrong, as a problem says it.
 *
 * @param otherwise  the field where the whole is wrong, e.g. `json`.
 */
export const faultOf = (issue: Issue, otherwise: string): Fault => ({
  field: issue.path.join(".") || otherwise,
  remedy: issue.message,
  ...ruleOf(issue),
});

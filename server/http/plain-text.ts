import { createMiddleware } from "hono/factory";
import { isUpload } from "./body.ts";
import { DomainError } from "./problem.ts";

/** What no text of a database holds: the character 0, and half of a character of two halves. */
const NO_TEXT = /[\0\p{Surrogate}]/u;
/** Characters of a place that are told: deeper lists are somebody's attack. */
const GREATEST_STEPS = 200;

/** How JSON may write them. */
const MAY_BE_NONE = /\\u(?:0000|d[89a-f])/i;

/** Steps to a text that is none; null where every text is. However deep the lists, it does not call itself. */
function placeOfNone(whole: unknown): string | null {
  const open: { value: unknown; at: string }[] = [{ value: whole, at: "" }];
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, at } = one;
    if (typeof value === "string" && NO_TEXT.test(value)) return at;
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inside] of Object.entries(value)) {
      if (NO_TEXT.test(name)) return at;
      const step = at.length > GREATEST_STEPS ? at : [at, name].filter(Boolean).join(".");
      open.push({ value: inside, at: step });
    }
  }
  return null;
}

/** Refuses text that could not be stored, in the address and in bodies of JSON, before anything looks at it. */
export const plainText = () =>
  createMiddleware(async (c, next) => {
    if (/%00/.test(c.req.url))
      throw new DomainError("query-invalid", "The address has the character 0, which no text has");
    if (isUpload(c) || !/json/i.test(c.req.header("Content-Type") ?? "")) return next();
    const text = await c.req.text(); // kept, so that the handler reads it again
    if (!MAY_BE_NONE.test(text)) return next();
    const field = placeOfNone(parsed(text));
    if (field === null) return next();
    throw new DomainError("body-invalid", `${field}: it has a character that no text has`, [
      {
        ...{ field, rule: "no-text" },
        remedy: "text without the character 0 and without halves of characters",
      },
    ]);
  });

/** What is no JSON is refused by whoever reads it as such. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import type { Geometry } from "geojson";
import { isWktAt, parseWktAt, WktError } from "../geo/wkt.ts";
import { DomainError } from "../http/problem.ts";

/** The problem with a filter, naming the place in it. */
export function cql2Problem(text: string, at: number, remedy: string): DomainError {
  const near = text.slice(at, at + 20) || "the end";
  return new DomainError("query-invalid", `filter, character ${at + 1}: ${remedy}`, [
    { field: "filter", value: near, remedy: `character ${at + 1}: ${remedy}` },
  ]);
}

/** What words of a filter look like: names of properties and functions, and what stands between them. */
export const IDENTIFIER = /[\p{L}_:][\p{L}\p{N}_:.]*/uy;

/** Goes through the text of a filter from its beginning, part by part; white space between parts does not matter. */
export function cql2Reader(text: string) {
  let at = 0;

  const space = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const fail = (remedy: string, where?: number) => {
    space();
    return cql2Problem(text, where ?? at, remedy);
  };
  const match = (pattern: RegExp) => {
    space();
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const mark = (character: string) => {
    space();
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const need = (character: string) => {
    if (!mark(character)) throw fail(`expected "${character}"`);
  };
  const word = (wanted: string) => {
    const before = at;
    if (match(IDENTIFIER)?.toLowerCase() === wanted) return true;
    at = before;
    return false;
  };

  /** What stands between quotes, the first of which is next. */
  function quoted(quote: string) {
    const start = at++;
    let value = "";
    for (;;) {
      const end = text.indexOf(quote, at);
      if (end < 0) throw fail(`the ${quote} opened here is not closed`, start);
      // A quote is doubled, or (in CQL2 drafts that clients still send) escaped with a backslash.
      const isEscaped = quote === "'" && text[end - 1] === "\\" && end > at;
      value += isEscaped ? text.slice(at, end - 1) : text.slice(at, end);
      at = end + 1;
      if (isEscaped) value += quote;
      else if (text[at] === quote) {
        value += quote;
        at++;
      } else return value;
    }
  }

  /** Well-known text, where that is next. */
  function geometry(): Geometry | undefined {
    if (!isWktAt(text, at) || !/^\s*\w+\s*Z?\s*\(/i.test(text.slice(at, at + 40))) return undefined;
    try {
      const found = parseWktAt(text, at);
      at = found.end;
      return found.geometry;
    } catch (error) {
      if (error instanceof WktError) throw fail(error.message, error.at);
      throw error;
    }
  }

  return {
    ...{ fail, match, mark, need, word, quoted, geometry },
    /** Where the next part begins. */
    next() {
      space();
      return at;
    },
    /** Whether the next part begins with a character. */
    isNext(character: string) {
      space();
      return text[at] === character;
    },
    isOver() {
      space();
      return at >= text.length;
    },
  };
}

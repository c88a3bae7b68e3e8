import { DomainError } from "../http/problem.ts";
import type { LayerColumn } from "../store/layer.ts";
import { type OgcCrs, ogcCrsOf, parseBbox } from "./ogc-crs.ts";

/** How many items one page holds unless asked otherwise, and at most. */
export const ITEMS_LIMIT = { usual: 1_000, greatest: 10_000 } as const;

/** What of a layer is asked for. */
export type ItemsQuery = {
  readonly limit: number;
  /** Id of the last item of the page before. */
  readonly after: string | null;
  readonly bbox: readonly [number, number, number, number] | null;
  /** Local days, both inclusive; null is unbounded. */
  readonly days: { readonly from: string | null; readonly to: string | null } | null;
  readonly crs: OgcCrs;
  readonly filter: string | null;
  readonly filterCrs: OgcCrs;
  /** Values that columns must have. */
  readonly equals: readonly {
    readonly column: LayerColumn;
    readonly value: string | number | boolean;
  }[];
};

/** Parameters every items request may have; any other must be a column. */
export const ITEMS_PARAMETERS = [
  "limit",
  "cursor",
  "bbox",
  "bbox-crs",
  "datetime",
  "crs",
  "filter",
  "filter-lang",
  "filter-crs",
  "f",
] as const;

const refuse = (field: string, value: string, remedy: string) =>
  new DomainError("query-invalid", `${field}: ${remedy}`, [
    { field, value: value.slice(0, 200), remedy },
  ]);

/**
 * What an items request asks for.
 *
 * @param localDayOf  The district's local day of an instant.
 * @throws {DomainError} `query-invalid` for a parameter that is unknown, given twice, or does not make sense.
 */
export function parseItemsQuery(
  parameters: URLSearchParams,
  columns: readonly LayerColumn[],
  localDayOf: (instant: Date) => string,
): ItemsQuery {
  onlyKnown(parameters, [...ITEMS_PARAMETERS, ...columns.map((column) => column.name)]);
  onlyJson(parameters, ["json", "geojson"]);
  const language = parameters.get("filter-lang");
  if (language !== null && language !== "cql2-text")
    throw refuse("filter-lang", language, "filters are written in cql2-text");
  const bbox = parameters.get("bbox");
  const datetime = parameters.get("datetime");
  const cursor = parameters.get("cursor");
  return {
    limit: parseLimit(parameters.get("limit")),
    after: cursor === null ? null : parseCursor(cursor),
    bbox:
      bbox === null
        ? null
        : parseBbox(bbox, ogcCrsOf("bbox-crs", parameters.get("bbox-crs") ?? undefined)),
    days: datetime === null ? null : parseDatetime(datetime, localDayOf),
    crs: ogcCrsOf("crs", parameters.get("crs") ?? undefined),
    filter: parameters.get("filter"),
    filterCrs: ogcCrsOf("filter-crs", parameters.get("filter-crs") ?? undefined),
    equals: columns.flatMap((column) => {
      const value = parameters.get(column.name);
      return value === null ? [] : [{ column, value: parseValue(column, value) }];
    }),
  };
}

/** Refuses parameters that are not known, or given twice. */
export function onlyKnown(parameters: URLSearchParams, known: readonly string[]) {
  for (const name of new Set(parameters.keys())) {
    if (!known.includes(name))
      throw refuse(
        name,
        parameters.get(name) ?? "",
        `no such parameter; there are ${known.join(", ")}`,
      );
    if (parameters.getAll(name).length > 1)
      throw refuse(name, parameters.getAll(name).join(" "), "give it once");
  }
}

/** Refuses a form of answer other than these. */
export function onlyJson(parameters: URLSearchParams, forms: readonly string[] = ["json"]) {
  const form = parameters.get("f");
  if (form !== null && !forms.includes(form)) throw refuse("f", form, `one of ${forms.join(", ")}`);
}

function parseLimit(text: string | null) {
  if (text === null) return ITEMS_LIMIT.usual;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw refuse("limit", text, "a whole number from 1");
  return Math.min(limit, ITEMS_LIMIT.greatest); // Core, requirement 21: a greater limit is answered with fewer
}

/** The cursor that stands for "after this id". */
export const cursorOf = (id: string) => Buffer.from(id).toString("base64url");

/** The id in a cursor. */
export function parseCursor(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString();
  if (!/^[\w-]+$/.test(cursor) || cursorOf(id) !== cursor)
    throw refuse("cursor", cursor, "take it from a next link");
  return id;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * An OGC `datetime` as local days.
 *
 * @returns Both ends inclusive; a single instant or day has both the same.
 * @throws {DomainError} `query-invalid`, unless it is a day, an instant, or two of them (or `..`) with a slash between.
 */
export function parseDatetime(text: string, localDayOf: (instant: Date) => string) {
  const fail = () =>
    refuse(
      "datetime",
      text,
      "a day, an instant, or an interval such as 2026-01-01/2026-01-31 or ../2026-01-31",
    );
  const day = (part: string) => {
    const time = Date.parse(part);
    const isWritten = DAY.test(part) || INSTANT.test(part);
    const isOnCalendar =
      !Number.isNaN(time) &&
      new Date(`${part.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(part.slice(0, 10));
    if (!isWritten || !isOnCalendar) throw fail();
    return DAY.test(part) ? part : localDayOf(new Date(time));
  };
  const parts = text.split("/");
  if (parts.length === 1) return { from: day(text), to: day(text) };
  if (parts.length !== 2) throw fail();
  const [from, to] = parts.map((part) => (part === "" || part === ".." ? null : day(part)));
  if (from === null && to === null) throw fail();
  if (from && to && from > to) throw fail();
  return { from: from ?? null, to: to ?? null };
}

function parseValue(column: LayerColumn, text: string): string | number | boolean {
  if (column.type === "boolean") {
    if (text !== "true" && text !== "false") throw refuse(column.name, text, "true or false");
    return text === "true";
  }
  if (column.type !== "integer" && column.type !== "number") return text;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) throw refuse(column.name, text, "a number");
  return number;
}

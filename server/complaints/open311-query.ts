import type { Bbox } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import { DomainError } from "../http/problem.ts";
import { instantOf } from "../store/local-day.ts";
import { OTHER_SERVICE } from "./public-services.ts";
import type { PublicQuery } from "./public-store.ts";

/** How long a time a list covers unless asked otherwise, and at most; how many one answer holds; how far around. */
export const REQUEST_LIMITS = {
  days: 90,
  rows: 1_000,
  page: 10_000,
  ids: 1_000,
  radiusMeters: 5_000,
} as const;

const DAY_MILLISECONDS = 86_400_000;

/** Which requests are asked for, and how they are answered. */
export type RequestsQuery = {
  readonly filter: Omit<PublicQuery, "place">;
  readonly bbox: Bbox | null;
  readonly around: { readonly center: LngLat; readonly radiusMeters: number } | null;
  readonly limit: number;
  readonly offset: number;
  readonly isCount: boolean;
  readonly isExtended: boolean;
};

/** A parameter that makes no sense. */
export const badParameter = (field: string, value: string, remedy: string) =>
  new DomainError("query-invalid", `${field}: ${remedy}`, [
    { field, value: value.slice(0, 200), remedy },
  ]);

/** A parameter that is empty counts as not given; one that is given several times is a list. */
const given = (parameters: URLSearchParams, name: string) =>
  parameters.getAll(name).join(",").trim() || null;

/**
 * What a client asks of the list of requests.
 *
 * `service_request_id` overrides all else. Without dates the last 90 days are meant, unless it is asked what was updated.
 *
 * @throws {DomainError} `query-invalid`.
 */
export function requestsQuery(
  parameters: URLSearchParams,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): RequestsQuery {
  const read = (name: string) => given(parameters, name);
  const instant = (name: string) => {
    const text = read(name);
    return text === null ? null : instantIn(name, text, timeZone);
  };
  const page = wholeNumber("page", read("page"), REQUEST_LIMITS.page) ?? 1;
  const limit = wholeNumber("page_size", read("page_size"), REQUEST_LIMITS.rows);
  const shape = {
    limit: limit ?? REQUEST_LIMITS.rows,
    offset: (page - 1) * (limit ?? REQUEST_LIMITS.rows),
    isCount: isTrue(read("just_count")),
    isExtended: isTrue(read("extensions")),
  };
  const numbers = listed(read("service_request_id"));
  if (numbers) {
    if (numbers.length > REQUEST_LIMITS.ids)
      throw badParameter("service_request_id", "", `at most ${REQUEST_LIMITS.ids} ids`);
    return { filter: { numbers }, bbox: null, around: null, ...shape };
  }
  const [updatedAfter, updatedBefore] = [instant("updated_after"), instant("updated_before")];
  const isUpdated = updatedAfter !== null || updatedBefore !== null;
  const span = spanOf(instant("start_date"), instant("end_date"), isUpdated ? null : now);
  return {
    filter: {
      ...span,
      categories: listed(read("service_code"))?.map((code) =>
        code === OTHER_SERVICE ? null : code,
      ),
      isOpen: openness(read("status")),
      updatedAfter: updatedAfter ?? undefined,
      updatedBefore: updatedBefore ?? undefined,
    },
    bbox: boxOf(read("bbox")),
    around: circleOf(read("lat"), read("long"), read("radius")),
    ...shape,
  };
}

const isTrue = (text: string | null) => text === "true" || text === "1";

function listed(text: string | null): string[] | undefined {
  const parts = text?.split(",").flatMap((part) => part.trim() || []);
  return parts && parts.length > 0 ? parts : undefined;
}

function wholeNumber(name: string, text: string | null, most: number): number | null {
  if (text === null) return null;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw badParameter(name, text, `a whole number from 1 to ${most}`);
}

function decimal(name: string, text: string, least: number, most: number): number {
  const number = /^[-+]?\d{1,9}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw badParameter(name, text, `a number from ${least} to ${most}`);
}

/** A position from its two parts. @throws {DomainError} `query-invalid`. */
export const placeOf = (lat: string, lng: string): LngLat => [
  decimal("long", lng, -180, 180),
  decimal("lat", lat, -90, 90),
];

const W3C =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d| \d\d:?\d\d)?)?$/;

/** An instant as the W3C note writes it; a day is its local beginning, and a time without zone is local. */
function instantIn(name: string, text: string, timeZone: string): Date {
  const [, day, time, seconds = "00", fraction = "", zone] = W3C.exec(text) ?? [];
  const remedy = "a time such as 2026-05-06T08:00:00+08:00";
  if (day === undefined) throw badParameter(name, text, remedy);
  const clock = `${time ?? "00:00"}:${seconds}`;
  // an unescaped + arrives as a space
  const offset = zone?.replace(" ", "+").replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  const instant = new Date(`${day}T${clock}${fraction.slice(0, 4)}${offset ?? "Z"}`);
  if (Number.isNaN(instant.getTime())) throw badParameter(name, text, remedy);
  return offset === undefined ? instantOf(day, clock, timeZone) : instant;
}

/** @param now  Ends the usual span; null: no span is meant where none is given. */
function spanOf(start: Date | null, end: Date | null, now: Date | null) {
  const span = REQUEST_LIMITS.days * DAY_MILLISECONDS;
  if (start && end) {
    if (end < start) throw badParameter("end_date", end.toISOString(), "not before start_date");
    if (end.getTime() - start.getTime() > span)
      throw badParameter(
        "end_date",
        end.toISOString(),
        `at most ${REQUEST_LIMITS.days} days after start_date`,
      );
    return { from: start, to: end };
  }
  if (start) return { from: start, to: new Date(start.getTime() + span) };
  const last = end ?? now;
  return last
    ? { from: new Date(last.getTime() - span), to: end ?? undefined }
    : { from: undefined, to: undefined };
}

function openness(text: string | null): boolean | undefined {
  const wanted = new Set(listed(text?.toLowerCase() ?? null));
  for (const status of wanted)
    if (status !== "open" && status !== "closed")
      throw badParameter("status", status, "open, closed, or both with a comma");
  return wanted.size === 1 ? wanted.has("open") : undefined;
}

function boxOf(text: string | null): Bbox | null {
  if (text === null) return null;
  const parts = text.split(",").map((part) => part.trim());
  const remedy = "west,south,east,north in degrees";
  if (parts.length !== 4) throw badParameter("bbox", text, remedy);
  const [west, south, east, north] = parts.map((part, i) =>
    decimal("bbox", part, i % 2 === 0 ? -180 : -90, i % 2 === 0 ? 180 : 90),
  ) as [number, number, number, number]; // four, as just counted
  if (west >= east || south >= north) throw badParameter("bbox", text, remedy);
  return [west, south, east, north];
}

function circleOf(lat: string | null, lng: string | null, radius: string | null) {
  if (lat === null && lng === null && radius === null) return null;
  if (lat === null || lng === null || radius === null)
    throw badParameter("radius", radius ?? "", "lat, long and radius (meters) go together");
  const radiusMeters = decimal("radius", radius, 1, REQUEST_LIMITS.radiusMeters);
  return { center: placeOf(lat, lng), radiusMeters };
}

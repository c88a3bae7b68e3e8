import type { Fix } from "./fix.ts";
import { instantOf } from "./position-body.ts";

/** Kilometers an hour of a knot, and of a meter a second. */
const KNOT_KMH = 1.852;
const MPS_KMH = 3.6;

/** What an OsmAnd client sent: who, with which key, and where. */
export type OsmandReport = {
  readonly id: string;
  readonly key: string | null;
  readonly fixes: Fix[];
};

/**
 * A report by the protocol of OsmAnd and the Traccar client, as parameters: `id` (or `deviceid`), `lat` and `lon` (or
 * `location=lat,lon`), `timestamp` (seconds, milliseconds or ISO 8601), `speed` in knots, `bearing` (or `heading`), `valid`.
 *
 * @returns null when it names nobody.
 * @see https://www.traccar.org/osmand/
 */
export function osmandOf(given: URLSearchParams): OsmandReport | null {
  const id = given.get("id") ?? given.get("deviceid");
  if (!id) return null;
  const [lat, lng] = given.get("location")?.split(",") ?? [given.get("lat"), given.get("lon")];
  const bearing = numberOf(given.get("bearing") ?? given.get("heading"));
  const speed = numberOf(given.get("speed"));
  return {
    id,
    key: given.get("key"),
    fixes: [
      {
        atMs: instantOf(given.get("timestamp") ?? Number.NaN),
        position: [numberOf(lng ?? null) ?? Number.NaN, numberOf(lat ?? null) ?? Number.NaN],
        speedKmh: speed !== null && speed >= 0 ? speed * KNOT_KMH : null,
        headingDegrees: headingOf(bearing),
        isWorking: null,
        isFixed: !["false", "0"].includes(given.get("valid") ?? ""),
      },
    ],
  };
}

type ClientLocation = {
  readonly timestamp?: unknown;
  readonly coords?: {
    readonly latitude?: unknown;
    readonly longitude?: unknown;
    readonly speed?: unknown;
    readonly heading?: unknown;
  };
};

/**
 * The same as JSON, as newer Traccar clients send it: `{device_id, location: {timestamp, coords: {latitude, longitude,
 * speed, heading}}}` with one location or a list of them; the speed is in meters a second, and below 0 where it is unknown.
 */
export function osmandJsonOf(body: unknown, key: string | null): OsmandReport | null {
  if (typeof body !== "object" || body === null) return null;
  const { device_id: id, location } = body as { device_id?: unknown; location?: unknown };
  if (typeof id !== "string" || id === "") return null;
  const locations: readonly (ClientLocation | null | undefined)[] = Array.isArray(location)
    ? location
    : [location as ClientLocation | undefined];
  return { id, key, fixes: locations.map(fixOfLocation) };
}

function fixOfLocation(location: ClientLocation | null | undefined): Fix {
  const { latitude, longitude, speed, heading } = location?.coords ?? {};
  const at = location?.timestamp;
  const isInstant = typeof at === "string" || typeof at === "number";
  return {
    atMs: isInstant ? instantOf(at) : Number.NaN,
    position: [orNaN(longitude), orNaN(latitude)],
    speedKmh: typeof speed === "number" && speed >= 0 ? speed * MPS_KMH : null,
    headingDegrees: headingOf(typeof heading === "number" ? heading : null),
    isWorking: null,
    isFixed: true,
  };
}

type TraccarBody = {
  readonly device?: { readonly uniqueId?: unknown };
  readonly position?: {
    readonly fixTime?: unknown;
    readonly valid?: unknown;
    readonly latitude?: unknown;
    readonly longitude?: unknown;
    readonly speed?: unknown;
    readonly course?: unknown;
    readonly attributes?: { readonly working?: unknown };
  };
};

/**
 * What a Traccar server forwards (`forward.type=json`): `{device: {uniqueId}, position: {fixTime, valid, latitude, longitude,
 * speed in knots, course, attributes}}`. An attribute `working`, which a computed attribute can be, says whether it works.
 *
 * @returns null when it names no device.
 */
export function traccarOf(body: unknown): { terminalId: string; fix: Fix } | null {
  const { device, position } = (body ?? {}) as TraccarBody;
  const terminalId = device?.uniqueId;
  if (typeof terminalId !== "string" || terminalId === "" || typeof position !== "object")
    return null;
  const { fixTime, valid, latitude, longitude, speed, course, attributes } = position ?? {};
  const isInstant = typeof fixTime === "string" || typeof fixTime === "number";
  return {
    terminalId,
    fix: {
      atMs: isInstant ? instantOf(fixTime) : Number.NaN,
      position: [orNaN(longitude), orNaN(latitude)],
      speedKmh: typeof speed === "number" && speed >= 0 ? speed * KNOT_KMH : null,
      headingDegrees: headingOf(typeof course === "number" ? course : null),
      isWorking: typeof attributes?.working === "boolean" ? attributes.working : null,
      isFixed: valid !== false,
    },
  };
}

const orNaN = (value: unknown) => (typeof value === "number" ? value : Number.NaN);
const numberOf = (text: string | null) =>
  text === null || text.trim() === "" || !Number.isFinite(Number(text)) ? null : Number(text);
const headingOf = (degrees: number | null) =>
  degrees !== null && degrees >= 0 && degrees <= 360 ? degrees % 360 : null;

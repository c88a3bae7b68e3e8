import { DOMParser } from "@xmldom/xmldom";
import { parse } from "csv-parse/sync";
import { DomainError, type Fault } from "../http/problem.ts";
import { decodeText, delimiterOf } from "../imports/text.ts";
import { instantOf as localInstantOf } from "../store/local-day.ts";
import type { Fix } from "./fix.ts";
import { type Datum, instantOf, inWgs84, refuse, requireFew } from "./position-body.ts";

/** A file holds at most a vehicle's day at a position a second. */
export const MOST_IN_FILE = 90_000;

/** What columns are called, in lower case. */
const COLUMNS = {
  at: ["time", "timestamp", "at", "datetime", "时间", "定位时间"],
  lng: ["lng", "lon", "long", "longitude", "x", "经度"],
  lat: ["lat", "latitude", "y", "纬度"],
  speedKmh: ["speed", "speedkmh", "speed_kmh", "速度"],
  headingDegrees: ["heading", "bearing", "course", "direction", "headingdegrees", "方向"],
  isWorking: ["working", "isworking", "作业"],
} as const;
type Column = keyof typeof COLUMNS;

/**
 * The positions of a GPX or CSV file, told apart by what is in it.
 *
 * CSV: a header with a time (ISO 8601, or epoch seconds or milliseconds; without a zone it is of the
 * district's), longitude and latitude; speed in km/h, heading in
 * degrees and whether it works are read where they are there. GPX: points of tracks and routes with their times.
 *
 * @param datum  of CSV; GPX is WGS 84 by its standard.
 * @throws {DomainError} `body-invalid` naming each row that cannot be read; `limit-exceeded`.
 */
export function parseTrack(
  bytes: Uint8Array,
  { datum, timeZone }: { readonly datum: Datum; readonly timeZone: string },
): Fix[] {
  const { text } = decodeText(bytes, undefined);
  const isXml = /^\uFEFF?\s*</.test(text);
  const fixes = isXml ? parseGpx(text) : parseCsv(text, datum, timeZone);
  if (fixes.length === 0)
    throw new DomainError("body-invalid", "The file holds no position", [
      { field: "file", remedy: "a GPX or CSV file with positions", rule: "missing" },
    ]);
  return fixes;
}

function parseCsv(text: string, datum: Datum, timeZone: string): Fix[] {
  const [header = [], ...rows] = gridOf(text);
  requireFew(rows.length, MOST_IN_FILE);
  const names = header.map((name) => name.trim().toLowerCase());
  const placeOf = (column: Column) => names.findIndex((name) => isNamed(column, name));
  const places = { at: placeOf("at"), lng: placeOf("lng"), lat: placeOf("lat") };
  const missing = (["at", "lng", "lat"] as const).filter((column) => places[column] < 0);
  refuse(
    missing.map((column) => ({
      field: column,
      row: 1,
      remedy: `a column called ${COLUMNS[column].join(", ")}`,
      rule: "missing",
    })),
  );
  const [speed, heading, working] = (["speedKmh", "headingDegrees", "isWorking"] as const).map(
    placeOf,
  );
  const faults: Fault[] = [];
  const fixes = rows.map((row, i): Fix => {
    const cell = (place: number) => (place < 0 ? "" : (row[place] ?? "").trim());
    const atMs = timeOf(cell(places.at), timeZone);
    const [lng, lat] = [numberOf(cell(places.lng)), numberOf(cell(places.lat))];
    if (!Number.isFinite(atMs))
      faults.push({
        ...{ field: "at", row: i + 2, value: cell(places.at).slice(0, 200), rule: "format" },
        remedy: "ISO 8601, such as 2026-01-31T08:00:00+08:00, or seconds since 1970",
      });
    if (lng === null || lat === null)
      faults.push({
        ...{ field: lng === null ? "lng" : "lat", row: i + 2, rule: "type" },
        remedy: "a number of degrees",
      });
    return {
      atMs,
      position: inWgs84([lng ?? Number.NaN, lat ?? Number.NaN], datum),
      speedKmh: positive(numberOf(cell(speed!))),
      headingDegrees: turned(numberOf(cell(heading!))),
      isWorking: flagOf(cell(working!)),
      isFixed: true,
    };
  });
  refuse(faults);
  return fixes;
}

function gridOf(text: string): string[][] {
  try {
    const delimiter = delimiterOf(text);
    return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError(
      "body-invalid",
      `The CSV file cannot be read: ${reason}`,
      [{ field: "file", remedy: "a CSV file", rule: "format" }],
      { cause },
    );
  }
}

function parseGpx(text: string): Fix[] {
  const wrong = (cause?: unknown) =>
    new DomainError(
      "body-invalid",
      "The file is no GPX that can be read",
      [{ field: "file", remedy: "a GPX file", rule: "format" }],
      { cause },
    );
  // no document type: it is what makes XML dangerous, and GPX has none
  if (/<!DOCTYPE/i.test(text)) throw wrong();
  let points: Element[];
  try {
    const document = new DOMParser({
      onError: (_, message) => {
        throw new Error(message);
      },
    }).parseFromString(text, "text/xml");
    points = ["trkpt", "rtept"].flatMap(
      (name) => Array.from(document.getElementsByTagName(name)) as unknown as Element[], // its own types are narrower
    );
  } catch (error) {
    throw wrong(error);
  }
  requireFew(points.length, MOST_IN_FILE);
  const faults: Fault[] = [];
  const fixes = points.map((point, i): Fix => {
    const inner = (name: string) => point.getElementsByTagName(name)[0]?.textContent?.trim() ?? "";
    const atMs = instantOf(inner("time"));
    const position = [point.getAttribute("lon"), point.getAttribute("lat")].map(
      (value) => numberOf(value ?? "") ?? Number.NaN,
    );
    if (!Number.isFinite(atMs))
      faults.push({ field: "time", row: i + 1, remedy: "a time for each point", rule: "missing" });
    const metersPerSecond = positive(numberOf(inner("speed") || inner("gpxtpx:speed")));
    return {
      atMs,
      position: [position[0]!, position[1]!],
      speedKmh: metersPerSecond === null ? null : metersPerSecond * 3.6,
      headingDegrees: turned(numberOf(inner("course") || inner("gpxtpx:course"))),
      isWorking: null,
      isFixed: true,
    };
  });
  refuse(faults);
  return fixes;
}

const isNamed = (column: Column, name: string) =>
  COLUMNS[column].some(
    (known) => known === name || name.startsWith(`${known}(`) || name.startsWith(`${known}（`),
  );
/** A time as spreadsheets write it has no zone; its day and its clock are local. */
function timeOf(text: string, timeZone: string): number {
  const local = /^(\d{4})[-/](\d\d?)[-/](\d\d?)[ T](\d\d?:\d\d)(:\d\d(?:\.\d+)?)?$/.exec(text);
  if (!local) return instantOf(text);
  const [, year, month, day, clock, seconds = ":00"] = local;
  const date = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  if (Number.isNaN(Date.parse(date))) return Number.NaN;
  return localInstantOf(date, `${clock!.padStart(5, "0")}${seconds}`, timeZone).getTime();
}
const numberOf = (text: string) =>
  text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
const positive = (value: number | null) => (value !== null && value >= 0 ? value : null);
const turned = (value: number | null) =>
  value !== null && value >= 0 && value <= 360 ? value % 360 : null;
const flagOf = (text: string) =>
  /^(1|true|yes|是|开)$/i.test(text) ? true : /^(0|false|no|否|关)$/i.test(text) ? false : null;

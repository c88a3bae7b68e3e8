import { z } from "@hono/zod-openapi";
import { fromChineseDatum } from "../geo/datum.ts";
import type { LngLat } from "../geo/position.ts";
import { faultOf } from "../http/fault.ts";
import { DomainError, type Fault } from "../http/problem.ts";
import type { Fix } from "./fix.ts";

/** A batch holds at most so many; a longer one is sent in parts. */
export const MOST_POSITIONS = 5_000;
/** So many wrong rows are told; who has more has a wrong file. */
const MOST_FAULTS = 50;
/** Instants in numbers below this are seconds, above it milliseconds: the year 5138 and 1973. */
const MILLISECONDS_FROM = 1e11;

export const Datum = z.enum(["wgs84", "gcj02", "bd09"]);
export type Datum = z.infer<typeof Datum>;

/** One position as JSON says it. */
export const PositionIn = z
  .strictObject({
    terminalId: z
      .string()
      .min(1)
      .max(40)
      .optional()
      .describe("Whose it is; needed where a batch is sent for several"),
    at: z
      .union([z.iso.datetime({ offset: true }), z.number().positive()])
      .describe("ISO 8601 with its zone, or seconds or milliseconds since 1970"),
    lng: z.number(),
    lat: z.number(),
    speedKmh: z.number().min(0).nullable().optional(),
    headingDegrees: z.number().min(0).max(360).nullable().optional().describe("From north"),
    isWorking: z
      .boolean()
      .nullable()
      .optional()
      .describe("Brush or pump on; left out, the terminal does not say"),
    isFixed: z.boolean().optional().describe("The terminal vouches for the position"),
  })
  .openapi("PositionIn");
export type PositionIn = z.infer<typeof PositionIn>;

export const PositionBatch = z
  .strictObject({ positions: z.array(PositionIn).max(MOST_POSITIONS) })
  .openapi("PositionBatch");

/** A position with the number of whose it is; null where it was not said. */
export type Addressed = { readonly terminalId: string | null; readonly fix: Fix };

/** An instant of a terminal, epoch milliseconds; NaN where it is none. */
export function instantOf(at: string | number): number {
  if (typeof at === "number") return at < MILLISECONDS_FROM ? at * 1_000 : at;
  if (/^\d+(\.\d+)?$/.test(at)) return instantOf(Number(at));
  return Date.parse(at);
}

/** The same place in WGS 84, where it is one; a place beyond the earth stays as it is, to be refused by name. */
export const inWgs84 = (position: LngLat, datum: Datum): LngLat =>
  datum === "wgs84" || !(Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90)
    ? position
    : fromChineseDatum(position, datum);

/** What JSON says, in our terms. */
export const addressed = (one: PositionIn, datum: Datum): Addressed => ({
  terminalId: one.terminalId ?? null,
  fix: {
    atMs: instantOf(one.at),
    position: inWgs84([one.lng, one.lat], datum),
    speedKmh: one.speedKmh ?? null,
    headingDegrees: one.headingDegrees == null ? null : one.headingDegrees % 360,
    isWorking: one.isWorking ?? null,
    isFixed: one.isFixed ?? true,
  },
});

/**
 * The positions of a body: JSON (`{"positions":[…]}` or a bare list) or one JSON object a line.
 *
 * @throws {DomainError} `body-invalid` naming each row that cannot be read: then none of it is taken. `limit-exceeded`.
 */
export function parseBody(text: string, contentType: string, datum: Datum): Addressed[] {
  const isLines = /ndjson|jsonl|json-seq/i.test(contentType);
  const given = isLines ? linesOf(text) : listOf(text);
  requireFew(given.length);
  const faults: Fault[] = [];
  const read = given.flatMap((one, i) => {
    const parsed = PositionIn.safeParse(one);
    if (parsed.success) return [addressed(parsed.data, datum)];
    const { field, ...fault } = faultOf(parsed.error.issues[0]!, "position");
    faults.push({ field: `positions.${i}.${field}`, row: i + 1, ...fault });
    return [];
  });
  refuse(faults);
  return read;
}

/** @throws {DomainError} `limit-exceeded`. */
export function requireFew(count: number, most = MOST_POSITIONS) {
  if (count <= most) return;
  throw new DomainError("limit-exceeded", `At most ${most} positions at once`, [
    { field: "positions", remedy: `at most ${most}`, rule: "too-many", limit: most },
  ]);
}

/** @throws {DomainError} `body-invalid` when there is any. */
export function refuse(faults: readonly Fault[]) {
  if (faults.length === 0) return;
  const { field, remedy } = faults[0]!;
  throw new DomainError(
    "body-invalid",
    `${faults.length} positions cannot be read; the first: ${field}: ${remedy}`,
    faults.slice(0, MOST_FAULTS),
  );
}

function listOf(text: string): unknown[] {
  const body = jsonOf(text, "body");
  const list = Array.isArray(body) ? body : (body as { positions?: unknown } | null)?.positions;
  if (Array.isArray(list)) return list;
  throw new DomainError("body-invalid", "positions: a list of positions", [
    { field: "positions", remedy: "a list of positions", rule: "type" },
  ]);
}

function linesOf(text: string): unknown[] {
  return text
    .split("\n")
    .map((line, i) => ({ line: line.trim(), row: i + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, row }) => jsonOf(line, "line", row));
}

function jsonOf(text: string, field: string, row?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const fault = { field, remedy: "JSON", rule: "format", ...(row ? { row } : {}) };
    throw new DomainError("body-invalid", `${field}: not JSON`, [fault], { cause });
  }
}

import { z } from "@hono/zod-openapi";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { countPositions, readTracks, type Track } from "./tracks.ts";

const HOUR_MS = 3_600_000;
const MOST_HOURS = 48;
const MOST_POINTS = 600_000;
const MICRO = 1e6;

const deltas = z.array(z.number().int());
const TrackColumns = z
  .object({
    vehicleId: z.string(),
    points: z.number().int(),
    at: deltas.describe("Seconds since `from`, then since the one before"),
    lng: deltas.describe("Millionths of a degree, then the difference to the one before"),
    lat: deltas.describe("The same"),
    speed: z.array(z.number().int()).describe("Tenths of km/h; -1 is not known"),
    heading: z.array(z.number().int()).describe("Degrees from north; -1 is not known"),
    working: z.array(z.number().int()).describe("1 works, 0 does not, -1 is not known"),
  })
  .openapi("TrackColumns");
export const TracksAnswer = z
  .object({
    districtId: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    points: z.number().int(),
    tracks: z.array(TrackColumns).describe("Vehicles that have any position in the period"),
  })
  .openapi("Tracks");

const instant = z.iso.datetime({ offset: true });
const getTracks = endpoint({
  access: granted("district.read"),
  method: "get",
  path: "/api/districts/{districtId}/fleet/tracks",
  operationId: "getTracks",
  tags: ["fleet"],
  summary: "Where vehicles were in a period, in columns, for replay",
  request: {
    params: inDistrict,
    query: z.object({
      from: instant,
      to: instant,
      vehicleIds: z
        .string()
        .max(4_000)
        .optional()
        .describe("Comma-separated; left out, all vehicles"),
    }),
  },
  responses: answers("Columns by vehicle", TracksAnswer),
});

/** Where vehicles were. */
export function tracksApi({ database }: { readonly database: Database }) {
  return createRouter().openapi(getTracks, async (c) => {
    const { districtId } = c.req.valid("param");
    const query = c.req.valid("query");
    const [from, to] = [new Date(query.from), new Date(query.to)];
    const hours = (to.getTime() - from.getTime()) / HOUR_MS;
    if (!(hours > 0 && hours <= MOST_HOURS))
      throw tooMuch("to", `after from, at most ${MOST_HOURS} hours`, MOST_HOURS);
    const vehicleIds = query.vehicleIds?.split(",").filter((id) => id !== "") ?? null;
    const asked = { from, to, vehicleIds };
    const tracks = await database.transaction(
      async (tx) => {
        const points = await countPositions(tx, districtId, asked);
        if (points > MOST_POINTS)
          throw tooMuch("to", `a period with at most ${MOST_POINTS} positions`, MOST_POINTS);
        return readTracks(tx, districtId, asked);
      },
      { districtId },
    );
    return c.json(
      {
        ...{ districtId, from: from.toISOString(), to: to.toISOString() },
        points: tracks.reduce((sum, { atMs }) => sum + atMs.length, 0),
        tracks: tracks.map((track) => columnsOf(track, from.getTime())),
      },
      200,
    );
  });
}

const tooMuch = (field: string, remedy: string, limit: number) =>
  new DomainError("limit-exceeded", `${field}: ${remedy}`, [
    { field, remedy, rule: limit === MOST_HOURS ? "too-many-hours" : "too-many-positions", limit },
  ]);

function columnsOf(
  { vehicleId, atMs, lngs, lats, speeds, headings, working }: Track,
  fromMs: number,
): z.infer<typeof TrackColumns> {
  const differences = (values: Float64Array, scale: number, first: number) => {
    const rounded = Array.from(values, (value) => Math.round(value * scale));
    return rounded.map((value, i) => value - (i === 0 ? first : rounded[i - 1]!));
  };
  return {
    vehicleId,
    points: atMs.length,
    at: differences(
      atMs.map((at) => at - fromMs),
      1e-3,
      0,
    ),
    lng: differences(lngs, MICRO, 0),
    lat: differences(lats, MICRO, 0),
    speed: Array.from(speeds, (speed) => (Number.isNaN(speed) ? -1 : Math.round(speed * 10))),
    heading: Array.from(headings),
    working: Array.from(working),
  };
}

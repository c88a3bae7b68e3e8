import { z } from "@hono/zod-openapi";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { type PackedTrack, readPacked } from "./tracks.ts";
import { readVehicles } from "./vehicle-store.ts";

const HOUR_MS = 3_600_000;
const MOST_HOURS = 48;
const MOST_POINTS = 600_000;

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
    const asked = new Set(query.vehicleIds?.split(",").filter((id) => id !== ""));
    const inside = <T>(work: (tx: Queryable) => Promise<T>) =>
      database.transaction(work, { districtId });
    const vehicles = await inside((tx) => readVehicles(tx, districtId));
    const tracks: PackedTrack[] = [];
    let points = 0;
    // vehicle by vehicle, so that others have their turn in between
    for (const { vehicleId } of vehicles) {
      if (query.vehicleIds !== undefined && !asked.has(vehicleId)) continue;
      const most = MOST_POINTS + 1 - points;
      const track = await inside((tx) => readPacked(tx, districtId, vehicleId, { from, to, most }));
      points += track.points;
      if (points > MOST_POINTS)
        throw tooMuch("to", `a period with at most ${MOST_POINTS} positions`, MOST_POINTS);
      if (track.points > 0) tracks.push(track);
    }
    return c.json(
      {
        ...{ districtId, from: from.toISOString(), to: to.toISOString() },
        points,
        tracks: tracks.map(columnsOf),
      },
      200,
    );
  });
}

const tooMuch = (field: string, remedy: string, limit: number) =>
  new DomainError("limit-exceeded", `${field}: ${remedy}`, [
    { field, remedy, rule: limit === MOST_HOURS ? "too-many-hours" : "too-many-positions", limit },
  ]);

function columnsOf(track: PackedTrack): z.infer<typeof TrackColumns> {
  const { vehicleId, points, seconds, lngs, lats, speeds, headings, working } = track;
  return {
    ...{ vehicleId, points },
    ...{ at: differences(seconds), lng: differences(lngs), lat: differences(lats) },
    ...{ speed: Array.from(speeds), heading: Array.from(headings), working: Array.from(working) },
  };
}

function differences(values: Int32Array): number[] {
  const all = new Array<number>(values.length);
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    all[i] = values[i]! - before;
    before = values[i]!;
  }
  return all;
}

import { z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Live, Moved } from "./live.ts";
import { LastPosition, Vehicle } from "./vehicle-schema.ts";
import { readSending, readStates } from "./vehicle-store.ts";

const VehicleMoved = LastPosition.extend({ vehicleId: z.string() }).openapi("VehicleMoved");

const WallVehicles = z
  .object({
    districtId: z.string(),
    asOf: z.iso.datetime(),
    vehicles: z
      .array(
        Vehicle.pick({ vehicleId: true, plate: true, kind: true, team: true }).extend({
          last: LastPosition.nullable(),
        }),
      )
      .describe("In service and with a terminal that may send, by plate"),
  })
  .openapi("WallVehicles");

const getWallVehicles = endpoint({
  access: granted("wall.read"),
  method: "get",
  path: "/api/districts/{districtId}/wall/vehicles",
  operationId: "getWallVehicles",
  tags: ["fleet"],
  summary:
    "The vehicles that may send, by what is painted on them, with where they were last: for a wall",
  request: { params: inDistrict },
  responses: answers("The vehicles", WallVehicles),
});

const getLive = endpoint({
  access: granted("wall.read"),
  method: "get",
  path: "/api/districts/{districtId}/fleet/live",
  operationId: "getFleetLive",
  tags: ["fleet"],
  summary: "Where vehicles are, as it becomes known, as server-sent events",
  description:
    "`hello` comes first with the last position of every vehicle; then `moved` with those that have moved, twice a second at most.",
  request: { params: inDistrict },
  responses: {
    200: {
      description: "The stream; it ends with the connection, or with the right to read",
      content: { "text/event-stream": { schema: z.array(VehicleMoved) } },
    },
    ...failures,
  },
});

/** So often at most a page is told; what moved in between is told together. */
const TELL_MS = 500;
const HEARTBEAT_MS = 15_000;

/** Vehicles moving on open maps. */
export function liveApi({
  database,
  live,
  closing,
}: {
  readonly database: Database;
  readonly live: Live;
  readonly closing: AbortSignal;
}) {
  const router = createRouter().openapi(getWallVehicles, async (c) => {
    const { districtId } = c.req.valid("param");
    const asOf = new Date().toISOString();
    const vehicles = await database.transaction((tx) => readSending(tx, districtId), {
      districtId,
    });
    return c.json({ districtId, asOf, vehicles }, 200);
  });
  return router.openapi(getLive, async (c) => {
    const { districtId } = c.req.valid("param");
    const mayStill = async () =>
      Boolean(
        await (await c.get("identify")?.({ anew: true }))?.readReach(districtId, "wall.read"),
      );
    c.header("X-Accel-Buffering", "no"); // a proxy must not hold positions back
    return streamSSE(c, async (stream) => {
      const left = new AbortController();
      const end = () => left.abort();
      stream.onAbort(end);
      closing.addEventListener("abort", end);
      if (closing.aborted) end();
      const moved = new Map<string, Moved>();
      const unlisten = live.listen(districtId, (one) => moved.set(one.vehicleId, one));
      try {
        const states = await database.transaction((tx) => readStates(tx, districtId), {
          districtId,
        });
        const all = [...states].map(([vehicleId, last]) => ({ vehicleId, ...last }));
        await stream.writeSSE({ event: "hello", data: JSON.stringify(all), retry: 2000 });
        let beatAt = Date.now();
        while (!left.signal.aborted) {
          if (moved.size > 0) {
            const now = [...moved.values()];
            moved.clear();
            await stream.writeSSE({ event: "moved", data: JSON.stringify(now) });
          }
          if (Date.now() - beatAt > HEARTBEAT_MS) {
            beatAt = Date.now();
            if (!(await mayStill())) break; // the line outlives sessions and roles
            await stream.writeSSE({ event: "beat", data: "" });
          }
          await stream.sleep(TELL_MS);
        }
      } finally {
        unlisten();
        closing.removeEventListener("abort", end);
      }
    });
  });
}

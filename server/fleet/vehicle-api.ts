import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { Day } from "../http/day.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { editing, ofVehicle, oneVehicle, taken, VEHICLE_PATH } from "./vehicle-contract.ts";
import {
  EMPTY_VEHICLE,
  given,
  keepVehicle,
  patched,
  unknownVehicle,
  vehicleOf,
  vehiclesOf,
} from "./vehicle-desk.ts";
import { Rejections, VehicleDraft, VehiclePatch, Vehicles } from "./vehicle-schema.ts";
import { lockVehicle, readVehicles, type StoredVehicle } from "./vehicle-store.ts";

const tags = ["fleet"];
const DAY_MS = 86_400_000;
const MOST_DAYS = 92;

const getVehicles = endpoint({
  access: granted("district.read"),
  method: "get",
  path: "/api/districts/{districtId}/vehicles",
  operationId: "getVehicles",
  tags,
  summary: "The vehicles of a district, with their terminals and where they were last",
  request: { params: inDistrict },
  responses: answers("Vehicles by plate", Vehicles),
});
const getVehicle = endpoint({
  access: granted("district.read"),
  method: "get",
  path: VEHICLE_PATH,
  operationId: "getVehicle",
  tags,
  summary: "One vehicle",
  request: { params: ofVehicle },
  responses: { 200: oneVehicle, ...failures },
});
const postVehicle = endpoint({
  access: editing,
  method: "post",
  path: "/api/districts/{districtId}/vehicles",
  operationId: "createVehicle",
  tags,
  summary: "Enter a vehicle in the register",
  request: { params: inDistrict, body: body(VehicleDraft) },
  responses: { 201: oneVehicle, ...failures, ...taken },
});
const patchVehicle = endpoint({
  access: editing,
  method: "patch",
  path: VEHICLE_PATH,
  operationId: "changeVehicle",
  tags,
  summary: "Change a vehicle, or put it out of service; what is left out stays",
  request: { params: ofVehicle, headers: seen, body: body(VehiclePatch) },
  responses: { 200: oneVehicle, ...failures, ...taken, ...unseen },
});
const getRejections = endpoint({
  access: granted("district.read"),
  method: "get",
  path: `${VEHICLE_PATH}/rejections`,
  operationId: "getPositionRejections",
  tags,
  summary: "Positions of a vehicle that were not taken, by day and reason",
  request: { params: ofVehicle, query: z.object({ from: Day, to: Day }) },
  responses: answers("Counts, with the first of each", Rejections),
});

/** The register of vehicles. */
export function vehicleApi({ database }: { readonly database: Database }) {
  const inside = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  return createRouter()
    .openapi(getVehicles, async (c) => {
      const { districtId } = c.req.valid("param");
      const vehicles = await inside(districtId, (tx) => vehiclesOf(tx, districtId, null));
      return c.json({ districtId, at: new Date().toISOString(), vehicles }, 200);
    })
    .openapi(getVehicle, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const vehicle = await inside(districtId, (tx) => vehicleOf(tx, districtId, vehicleId));
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(postVehicle, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const vehicleId = randomUUID();
      const vehicle = await inside(districtId, async (tx) => {
        const after = { ...EMPTY_VEHICLE, ...given(draft), vehicleId } as StoredVehicle; // a draft has its plate and kind
        await keepVehicle({ tx, districtId, actor: callerOf(c) }, null, after);
        return vehicleOf(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 201);
    })
    .openapi(patchVehicle, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const patch = c.req.valid("json");
      const vehicle = await inside(districtId, async (tx) => {
        const before = await lockVehicle(tx, districtId, vehicleId);
        if (!before) throw unknownVehicle(vehicleId);
        if (before.revision !== revision) {
          const current = await vehicleOf(tx, districtId, vehicleId);
          const detail = `You saw version ${revision}, and it is version ${before.revision} now`;
          throw new DomainError("stale", detail, [], { more: { current } });
        }
        await keepVehicle({ tx, districtId, actor: callerOf(c) }, before, patched(before, patch));
        return vehicleOf(tx, districtId, vehicleId);
      });
      return c.json(tagged(c, vehicle), 200);
    })
    .openapi(getRejections, async (c) => {
      const { districtId, vehicleId } = c.req.valid("param");
      const { from, to } = c.req.valid("query");
      const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
      if (!(days >= 1 && days <= MOST_DAYS))
        throw new DomainError("query-invalid", `to: from ${from}, at most ${MOST_DAYS} days`, [
          {
            field: "to",
            remedy: `at most ${MOST_DAYS} days`,
            rule: "too-many-days",
            limit: MOST_DAYS,
          },
        ]);
      const rows = await inside(districtId, async (tx) => {
        if ((await readVehicles(tx, districtId, vehicleId)).length === 0)
          throw unknownVehicle(vehicleId);
        return tx.query<z.infer<typeof Rejections>["days"][number]>(
          `select day, reason, rejected, samples from position_reject
           where district_id = $1 and vehicle_id = $2 and day between $3 and $4 order by day desc, reason`,
          [districtId, vehicleId, from, to],
        );
      });
      return c.json({ vehicleId, from, to, days: rows }, 200);
    });
}

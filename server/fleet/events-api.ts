import { z } from "@hono/zod-openapi";
import { FLEET_EVENT_KINDS } from "../../data/vehicle.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { conflict, DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import { lockEvent, readEvents, type StoredEvent } from "./events-store.ts";

const tags = ["fleet"];
const instant = z.iso.datetime({ offset: true });
const MOST = 500;
const DAY_MS = 86_400_000;
const MOST_DAYS = 31;

const FleetEventWire = z
  .object({
    eventId: z.string(),
    kind: z.enum(FLEET_EVENT_KINDS),
    vehicleId: z.string(),
    plate: z.string(),
    routeId: z.string().nullable(),
    routeName: z.string().nullable(),
    edgeId: z.string().nullable(),
    streetId: z.string().nullable(),
    streetName: z.string().nullable(),
    from: z.iso.datetime(),
    to: z.iso.datetime().nullable().describe("null while it goes on"),
    position: z.tuple([z.number(), z.number()]).nullable().describe("Where it began"),
    detail: z.object({
      isNeverHeard: z.boolean().optional().describe("silent: not once in its shift"),
      mostMeters: z.number().optional().describe("off_route, out_of_area: farthest"),
      edgeIds: z.array(z.string()).optional().describe("skipped: which edges"),
      meters: z.number().optional().describe("skipped: how long they are"),
      backMeters: z.number().optional().describe("out_of_order: how far back along the route"),
      mostKmh: z.number().optional().describe("speeding: fastest stretch"),
      allowedKmh: z.number().optional(),
    }),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
    note: z.string(),
  })
  .openapi("FleetEvent");
const FleetEvents = z
  .object({
    districtId: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    hasMore: z.boolean().describe(`Only the youngest ${MOST} are listed`),
    events: z.array(FleetEventWire),
  })
  .openapi("FleetEvents");

const getEvents = endpoint({
  access: granted("district.read"),
  method: "get",
  path: "/api/districts/{districtId}/fleet/events",
  operationId: "getFleetEvents",
  tags,
  summary: "What somebody must look at about vehicles, youngest first",
  request: {
    params: inDistrict,
    query: z.object({
      from: instant,
      to: instant,
      kinds: z.string().optional().describe("Comma-separated; left out, all"),
      vehicleId: z.string().optional(),
      acknowledged: z.enum(["yes", "no"]).optional(),
    }),
  },
  responses: answers("Events that touch the period", FleetEvents),
});
const acknowledge = endpoint({
  access: { permission: "fleet.acknowledge", within: "district" },
  method: "post",
  path: "/api/districts/{districtId}/fleet/events/{eventId}/acknowledge",
  operationId: "acknowledgeFleetEvent",
  tags,
  summary: "Say that one has seen to it; it stays, with who and when",
  request: {
    params: inDistrict.extend({ eventId: z.string().max(300) }),
    body: body(z.strictObject({ note: z.string().trim().max(500).default("") })),
  },
  responses: {
    200: { description: "The event", ...json(FleetEventWire) },
    ...failures,
    409: failure("Somebody was first"),
  },
});

const toWire = (event: StoredEvent): z.infer<typeof FleetEventWire> => {
  const { fromAt, toAt, lng, lat, acknowledgedAt, acknowledgedName, ...rest } = event;
  return {
    ...rest,
    from: fromAt.toISOString(),
    to: toAt?.toISOString() ?? null,
    position: lng === null || lat === null ? null : [lng, lat],
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: acknowledgedName,
  };
};

/** Events of vehicles, and who saw to them. */
export function fleetEventsApi({ database }: { readonly database: Database }) {
  return createRouter()
    .openapi(getEvents, async (c) => {
      const { districtId } = c.req.valid("param");
      const { from, to, kinds, vehicleId, acknowledged } = c.req.valid("query");
      const [start, end] = [new Date(from), new Date(to)];
      const days = (end.getTime() - start.getTime()) / DAY_MS;
      if (!(days > 0 && days <= MOST_DAYS))
        throw new DomainError("limit-exceeded", `to: after from, at most ${MOST_DAYS} days`, [
          {
            field: "to",
            remedy: `at most ${MOST_DAYS} days`,
            rule: "too-many-days",
            limit: MOST_DAYS,
          },
        ]);
      const asked = {
        ...{ from: start, to: end, kinds: kinds?.split(",") ?? null, vehicleId: vehicleId ?? null },
        isAcknowledged: acknowledged === undefined ? null : acknowledged === "yes",
      };
      const events = await database.transaction(
        (tx) => readEvents(tx, districtId, asked, MOST + 1),
        { districtId },
      );
      return c.json(
        {
          ...{ districtId, from: start.toISOString(), to: end.toISOString() },
          ...{ hasMore: events.length > MOST, events: events.slice(0, MOST).map(toWire) },
        },
        200,
      );
    })
    .openapi(acknowledge, async (c) => {
      const { districtId, eventId } = c.req.valid("param");
      const { note } = c.req.valid("json");
      const caller = callerOf(c);
      const event = await database.transaction(
        async (tx) => {
          const before = await lockEvent(tx, districtId, eventId);
          if (!before) throw new DomainError("record-unknown", `No event ${eventId}`);
          if (before.acknowledgedAt)
            throw conflict("event-acknowledged", `${before.acknowledgedName} has seen to it`);
          await tx.query(
            `update fleet_event set acknowledged_at = now(), acknowledged_by = $3, acknowledged_name = $4, note = $5
             where district_id = $1 and event_id = $2`,
            [districtId, eventId, caller.accountId ?? caller.name, caller.name, note],
          );
          await recordAudit(tx, districtId, {
            ...{
              actor: caller,
              action: "fleet_event.acknowledge",
              record: "fleet_event",
              recordId: eventId,
            },
            before: null,
            after: { plate: before.plate, fleetEvent: before.kind, note },
          });
          await recordChange(tx, districtId, "fleet_event", [eventId]);
          return (await lockEvent(tx, districtId, eventId))!;
        },
        { districtId },
      );
      return c.json(toWire(event), 200);
    });
}

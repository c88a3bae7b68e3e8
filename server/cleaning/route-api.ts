import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { Day } from "../http/day.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { failure, failures } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import type { ServiceDays } from "./days.ts";
import {
  networkAnswer,
  overviewAnswer,
  pathAnswer,
  type RouteDesk,
  routePage,
  routesAnswer,
} from "./route-answer.ts";
import { STOP_KINDS } from "./route-check.ts";
import { addRoute, changeRoute, endRouteFrom, takeBackRoute } from "./route-desk.ts";
import { routeTable } from "./route-file.ts";
import {
  NetworkAnswer,
  OverviewAnswer,
  PathAnswer,
  PathQuestion,
  RouteChange,
  RouteDraft,
  RouteEnd,
  RoutePage,
  RoutesAnswer,
  RoutesQuery,
  StopsAnswer,
  TakenBack,
} from "./route-schema.ts";
import { readRouteNetwork, readStopsOf } from "./route-store.ts";
import { inFormat } from "./schema.ts";
import { inKnown } from "./wire.ts";

const tags = ["cleaning"];
const reading = granted("district.read");
const editing = { permission: "cleaning.edit", within: "district" } as const;
const CLEANING = "/api/districts/{districtId}/cleaning";
const ROUTES = `${CLEANING}/routes` as const;
const ROUTE = `${ROUTES}/{routeId}` as const;
const inRoute = inDistrict.extend({ routeId: z.string().max(200) });
const written = <T>(description: string, schema: T) => ({
  ...answers(description, schema),
  ...unseen,
  409: failure("A later version is there, or its time is over"),
});

const getRoutes = endpoint({
  ...{ access: reading, tags, method: "get", path: ROUTES },
  operationId: "getCleaningRoutes",
  summary: "Cleaning routes in force on a day, or all versions of a code",
  request: { params: inDistrict, query: RoutesQuery },
  responses: answers("The routes", RoutesAnswer),
});
const getRoute = endpoint({
  ...{ access: reading, tags, method: "get", path: ROUTE },
  operationId: "getCleaningRoute",
  summary: "One version of a route, with its streets in order and the versions of its code",
  request: { params: inRoute },
  responses: answers("The route", RoutePage),
});
const getRouteFile = endpoint({
  ...{ access: reading, tags, method: "get", path: `${ROUTE}/file` as const },
  operationId: "exportCleaningRoute",
  summary: "The streets of a route in order, as a file",
  request: { params: inRoute, query: z.object(inFormat) },
  responses: { 200: { description: "The file", content: fileContent }, ...failures },
});
const postRoute = endpoint({
  ...{ access: editing, tags, method: "post", path: ROUTES },
  operationId: "addCleaningRoute",
  summary: "Add a route",
  request: { params: inDistrict, body: body(RouteDraft) },
  responses: {
    201: { description: "The route", ...json(RoutePage) },
    ...failures,
    409: failure("The code is taken"),
  },
});
const putRoute = endpoint({
  ...{ access: editing, tags, method: "put", path: ROUTE },
  operationId: "changeCleaningRoute",
  summary:
    "Change a route from a day on: the running version ends there and stays as it was; one that has not begun is edited",
  request: { params: inRoute, headers: seen, body: body(RouteChange) },
  responses: written("The version that was written", RoutePage),
});
const postEnd = endpoint({
  ...{ access: editing, tags, method: "post", path: `${ROUTE}/end` as const },
  operationId: "endCleaningRoute",
  summary: "End a route from a day on, or take its end back",
  request: { params: inRoute, headers: seen, body: body(RouteEnd) },
  responses: written("The route", RoutePage),
});
const postUndo = endpoint({
  ...{ access: editing, tags, method: "post", path: `${ROUTE}/undo` as const },
  operationId: "takeBackCleaningRoute",
  summary:
    "Take back the youngest version while it has not begun or was made today: the one before goes on",
  request: { params: inRoute, headers: seen },
  responses: written("What is no more, and what goes on", TakenBack),
});
const getNetwork = endpoint({
  ...{ access: reading, tags, method: "get", path: `${CLEANING}/network` as const },
  operationId: "getCleaningNetwork",
  summary: "The street network that routes go along, with what each metre weighs",
  request: { params: inDistrict },
  responses: answers("The network", NetworkAnswer),
});
const getStops = endpoint({
  ...{ access: reading, tags, method: "get", path: `${CLEANING}/stops` as const },
  operationId: "getCleaningStops",
  summary: "What a collection round may empty",
  request: { params: inDistrict },
  responses: answers("The stops", StopsAnswer),
});
const getOverview = endpoint({
  ...{ access: reading, tags, method: "get", path: `${CLEANING}/routes-overview` as const },
  operationId: "getCleaningRoutesOverview",
  summary: "What routes serve twice, graded streets that none sweeps, and the work of each team",
  request: { params: inDistrict, query: z.object({ day: Day.optional() }) },
  responses: answers("The overview", OverviewAnswer),
});
const postPath = endpoint({
  ...{ access: reading, tags, method: "post", path: `${CLEANING}/path` as const },
  operationId: "findCleaningPath",
  summary: "The way along the network through what is clicked; it only asks",
  request: { params: inDistrict, body: body(PathQuestion) },
  responses: answers("The way", PathAnswer),
});

/** Cleaning routes: what they go along, and their versions. */
export function routeApi({ database, days }: { database: Database; days: ServiceDays }) {
  const networks = createHeld(database, ["street", "street_edge"], (tx, districtId) =>
    readRouteNetwork(tx, districtId),
  );
  const at = <T>(districtId: string, work: (desk: RouteDesk) => Promise<T> | T) =>
    database.transaction(
      async (tx) => {
        const world = inKnown(await days.world(districtId, tx), districtId);
        const network = inKnown(await networks.get(districtId, undefined, tx), districtId);
        return work({ tx, districtId, world, network, nowMs: Date.now() });
      },
      { districtId },
    );
  const page = (districtId: string, routeId: string) =>
    at(districtId, (desk) => routePage(desk, routeId));
  const writing = (c: Context<HttpEnv>, desk: RouteDesk) => ({ ...desk, caller: callerOf(c) });

  return createRouter()
    .openapi(getRoutes, async (c) => {
      const query = c.req.valid("query");
      const { districtId } = c.req.valid("param");
      return c.json(await at(districtId, (desk) => routesAnswer(desk, query)), 200);
    })
    .openapi(getRoute, async (c) => {
      const { districtId, routeId } = c.req.valid("param");
      return c.json(tagged(c, await page(districtId, routeId)), 200);
    })
    .openapi(getRouteFile, async (c) => {
      const { districtId, routeId } = c.req.valid("param");
      const { format, lang } = c.req.valid("query");
      const table = await at(districtId, async (desk) =>
        routeTable(await routePage(desk, routeId), desk.world, desk.network, lang),
      );
      return exportResponse(table, format);
    })
    .openapi(postRoute, async (c) => {
      const { districtId } = c.req.valid("param");
      const draft = c.req.valid("json");
      const routeId = await at(districtId, (desk) => addRoute(writing(c, desk), draft));
      return c.json(tagged(c, await page(districtId, routeId)), 201);
    })
    .openapi(putRoute, async (c) => {
      const { districtId, routeId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const change = c.req.valid("json");
      const id = await at(districtId, (desk) =>
        changeRoute(writing(c, desk), routeId, revision, change),
      );
      return c.json(tagged(c, await page(districtId, id)), 200);
    })
    .openapi(postEnd, async (c) => {
      const { districtId, routeId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const { validTo } = c.req.valid("json");
      await at(districtId, (desk) => endRouteFrom(writing(c, desk), routeId, revision, validTo));
      return c.json(tagged(c, await page(districtId, routeId)), 200);
    })
    .openapi(postUndo, async (c) => {
      const { districtId, routeId } = c.req.valid("param");
      const revision = revisionSeen(c.req.valid("header")["if-match"]);
      const told = await at(districtId, (desk) =>
        takeBackRoute(writing(c, desk), routeId, revision),
      );
      return c.json(told, 200);
    })
    .openapi(getNetwork, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await at(districtId, networkAnswer), 200);
    })
    .openapi(getStops, async (c) => {
      const { districtId } = c.req.valid("param");
      const stops = await at(districtId, ({ tx }) => readStopsOf(tx, districtId, STOP_KINDS));
      return c.json({ districtId, stops }, 200);
    })
    .openapi(getOverview, async (c) => {
      const { districtId } = c.req.valid("param");
      const { day } = c.req.valid("query");
      return c.json(await at(districtId, (desk) => overviewAnswer(desk, day)), 200);
    })
    .openapi(postPath, async (c) => {
      c.set("isQuestion", true);
      const { districtId } = c.req.valid("param");
      const question = c.req.valid("json");
      return c.json(await at(districtId, (desk) => pathAnswer(desk, question)), 200);
    });
}

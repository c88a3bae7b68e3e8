import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type Route = Schemas["CleaningRoute"];
export type RoutePage = Schemas["CleaningRoutePage"];
export type Run = Schemas["CleaningRouteRun"];
export type RouteDraft = Schemas["CleaningRouteDraft"];
export type RouteChange = Schemas["CleaningRouteChange"];
export type Overview = Schemas["CleaningRoutesOverview"];
export type Network = Schemas["CleaningNetwork"];
export type NetworkEdge = Network["edges"][number];
export type Stop = RoutePage["stops"][number];
export type PathQuestion = Schemas["CleaningPathQuestion"];
export type Path = Schemas["CleaningPath"];

const CLEANING = "/api/districts/{districtId}/cleaning";
const ROUTES_CHANGE = ["cleaning_route", "street_edge", "street", "district_setting"];

/** Versions in force on a day; undefined is today. */
export const routesQuery = (districtId: string, day: string | undefined) =>
  queryOptions({
    queryKey: ["cleaning", "routes", districtId, day ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${CLEANING}/routes`, {
          params: { path: { districtId }, query: day === undefined ? {} : { day } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    meta: { kinds: [...ROUTES_CHANGE, "vehicle"] },
  });

/** One version with its streets in order and the versions of its code. */
export const routeQuery = (districtId: string, routeId: string) =>
  queryOptions({
    queryKey: ["cleaning", "route", districtId, routeId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${CLEANING}/routes/{routeId}`, {
          params: { path: { districtId, routeId } },
          signal,
        }),
      ),
    retry: false,
    meta: { kinds: [...ROUTES_CHANGE, "vehicle", "facility"] },
  });

/** After a write: pages of other versions name the versions of before it, so that they are not shown while new ones come. */
export function forgetRoutes(client: QueryClient, districtId: string) {
  client.removeQueries({ queryKey: ["cleaning", "route", districtId], type: "inactive" });
  return client.invalidateQueries({ queryKey: ["cleaning"] });
}

/** What is served twice, what by nobody, and what each team has to do. */
export const overviewQuery = (districtId: string, day: string | undefined) =>
  queryOptions({
    queryKey: ["cleaning", "routes-overview", districtId, day ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${CLEANING}/routes-overview`, {
          params: { path: { districtId }, query: day === undefined ? {} : { day } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    meta: { kinds: ROUTES_CHANGE },
  });

/** The streets that routes go along. */
export const networkQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["cleaning", "network", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${CLEANING}/network`, { params: { path: { districtId } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: ["street", "street_edge", "district_setting"] },
  });

/** What a collection round may empty. */
export const stopsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["cleaning", "stops", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${CLEANING}/stops`, { params: { path: { districtId } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: ["facility"] },
  });

/** The vehicles of the district. */
export const routeVehiclesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["cleaning", "route-vehicles", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/vehicles", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["vehicle"] },
  });

/** The way along the network through what was clicked. */
export const askPath = (districtId: string, question: PathQuestion): Promise<Path> =>
  unwrap(api.POST(`${CLEANING}/path`, { params: { path: { districtId } }, body: question }));

const seen = (revision: number) => ({ "if-match": `"${revision}"` });

/** Adds a route. @throws {ApiError} with all that is wrong with it. */
export const addRoute = (districtId: string, draft: RouteDraft): Promise<RoutePage> =>
  unwrap(api.POST(`${CLEANING}/routes`, { params: { path: { districtId } }, body: draft }));

type Seen = { readonly routeId: string; readonly revision: number };

/** Changes a route from a day on. */
export const changeRoute = (
  districtId: string,
  { routeId, revision }: Seen,
  change: RouteChange,
): Promise<RoutePage> =>
  unwrap(
    api.PUT(`${CLEANING}/routes/{routeId}`, {
      params: { path: { districtId, routeId }, header: seen(revision) },
      body: change,
    }),
  );

/** Ends a route from a day on; null takes its end back. */
export const endRoute = (districtId: string, { routeId, revision }: Seen, validTo: string | null) =>
  unwrap(
    api.POST(`${CLEANING}/routes/{routeId}/end`, {
      params: { path: { districtId, routeId }, header: seen(revision) },
      body: { validTo },
    }),
  );

/** Takes the youngest version back. */
export const takeBackRoute = (districtId: string, { routeId, revision }: Seen) =>
  unwrap(
    api.POST(`${CLEANING}/routes/{routeId}/undo`, {
      params: { path: { districtId, routeId }, header: seen(revision) },
    }),
  );

/** Where a file of a route's streets is. */
export const routeFile = (districtId: string, routeId: string, format: string, language: string) =>
  `/api/districts/${encodeURIComponent(districtId)}/cleaning/routes/${encodeURIComponent(routeId)}/file?format=${format}&lang=${language === "en" ? "en" : "zh"}`;

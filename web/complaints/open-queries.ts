import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import type { LngLat } from "../map/geometry.ts";

type Schemas = components["schemas"];
export type ReportDraft = Schemas["PublicReportDraft"];
export type TakenReport = Schemas["TakenReport"];
export type PublicReport = Schemas["PublicReport"];

/** What citizens can report. */
export const publicServicesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "public-services", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/public-services", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: ["district_setting"] },
  });

/** Open complaints near a place. */
export const publicNearbyQuery = (
  districtId: string,
  { service, place }: { service: string | null; place: LngLat | null },
) =>
  queryOptions({
    queryKey: ["complaints", "public-nearby", districtId, service, place],
    enabled: service !== null && place !== null,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/public-nearby", {
          params: {
            path: { districtId },
            query: { service: service ?? "", lng: place?.[0] ?? 0, lat: place?.[1] ?? 0 },
          },
          signal,
        }),
      ),
    staleTime: 0, // somebody may have reported it a moment ago
  });

/** What became of a report. */
export const publicReportQuery = (districtId: string, number: string, token: string | null) =>
  queryOptions({
    queryKey: ["complaints", "public-report", districtId, number, token],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/public-reports/{number}", {
          params: {
            path: { districtId, number },
            ...(token === null ? {} : { header: { "x-follow-token": token } }),
          },
          signal,
        }),
      ),
    retry: false,
    meta: { kinds: ["complaint", "photograph"] },
  });

/** Sends a report; under the same key it is taken once. */
export const sendReport = (districtId: string, key: string, body: ReportDraft) =>
  unwrap(
    api.POST("/api/districts/{districtId}/public-reports", {
      params: { path: { districtId }, header: { "idempotency-key": key } },
      body,
    }),
  );

/** Adds a photograph to one's own report. @throws {ApiError} what the server refuses. */
export const sendReportPhotograph = (
  districtId: string,
  { number, followToken }: TakenReport,
  file: File,
) =>
  unwrap(
    api.POST("/api/districts/{districtId}/public-reports/{number}/photographs", {
      params: { path: { districtId, number }, header: { "x-follow-token": followToken } },
      headers: { "Content-Type": file.type || "application/octet-stream" },
      // the contract's binary body is a text to the generator
      body: file as unknown as string,
      bodySerializer: (sent: unknown) => sent as BodyInit,
    }),
  );

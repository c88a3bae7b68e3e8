import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import type { Work } from "./titles.ts";

type Schemas = components["schemas"];
/** The client reads pairs as lists. */
export type Entry = Omit<Schemas["ServiceEntry"], "position"> & {
  readonly position: readonly number[] | null;
};
export type Proof = Omit<Schemas["CleaningProof"], "entries"> & { readonly entries: Entry[] };
export type ProofPass = Proof["passes"][number];
export type Verdict = Schemas["CleaningVerdict"];
export type EntryDraft = Schemas["ServiceEntryDraft"];
export type Today = Schemas["CleaningToday"];
export type TodayPass = Today["passes"][number];
export type Compliance = Schemas["CleaningCompliance"];
export type ComplianceGroup = Compliance["groups"][number];
export type Sections = Schemas["CleaningSections"];
export type Before = Schemas["CleanedBefore"];
export type Suspension = Schemas["ServiceSuspension"];

const PATH = "/api/districts/{districtId}/cleaning";
const pathOf = (districtId: string) => ({ path: { districtId } });

/** What changes how streets stand. */
const KINDS = [
  ...["service_record", "service_entry", "service_suspension", "service_order"],
  ...["cleaning_route", "vehicle", "street_edge", "district_setting"],
];
/** What is open becomes late by itself. */
const MINUTE = 60_000;
/** Asked anew when any of it changes, and each minute. */
export const live = { meta: { kinds: KINDS }, refetchInterval: MINUTE };

/** How every street stands now. */
export const statusQuery = (districtId: string, work: Work | null) =>
  queryOptions({
    queryKey: ["cleaning", "status", districtId, work],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/status`, {
          params: {
            ...pathOf(districtId),
            query: work === null || work === "collection" ? {} : { work },
          },
          signal,
        }),
      ),
    ...live,
    placeholderData: keepPreviousData,
  });

export type ProofPeriod = { readonly from: string; readonly to: string };

/** What was due on a street in a period, and every record and entry that shows what was done. */
export const proofQuery = (districtId: string, streetId: string, query: ProofPeriod) =>
  queryOptions({
    queryKey: ["cleaning", "proof", districtId, streetId, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/streets/{streetId}/proof`, {
          params: { path: { districtId, streetId }, query },
          signal,
        }),
      ),
    ...live,
    retry: false,
  });

/** What is known of a street, or of a place, before an instant. */
export const beforeQuery = (
  districtId: string,
  query: {
    readonly at: string;
    readonly streetId?: string;
    readonly lng?: number;
    readonly lat?: number;
  },
) =>
  queryOptions({
    queryKey: ["cleaning", "before", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/before`, { params: { ...pathOf(districtId), query }, signal })),
    retry: false,
    meta: { kinds: KINDS },
  });

export type ComplianceAsked = Compliance["query"];

/** How much of what was due was done. */
export const complianceQuery = (districtId: string, query: ComplianceAsked) =>
  queryOptions({
    queryKey: ["cleaning", "compliance", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/compliance`, { params: { ...pathOf(districtId), query }, signal })),
    meta: { kinds: KINDS },
    staleTime: MINUTE,
    placeholderData: keepPreviousData,
  });

export type SectionsAsked = Omit<ComplianceAsked, "by"> & {
  readonly state?: Verdict["state"];
  readonly vehicleId?: string;
  readonly grade?: "main" | "1" | "2" | "3" | "4";
};

/** The sections that a figure counts. */
export const sectionsQuery = (districtId: string, query: SectionsAsked) =>
  queryOptions({
    queryKey: ["cleaning", "sections", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/sections`, {
          params: { ...pathOf(districtId), query: { ...query, skip: 0 } },
          signal,
        }),
      ),
    meta: { kinds: KINDS },
    staleTime: MINUTE,
  });

/** The passes of a route today, street by street. */
export const todayQuery = (districtId: string, routeId: string) =>
  queryOptions({
    queryKey: ["cleaning", "today", districtId, routeId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/today/{routeId}`, { params: { path: { districtId, routeId } }, signal }),
      ),
    ...live,
    retry: false,
  });

/** What people said of some days, the latest first. */
export const entriesQuery = (
  districtId: string,
  query: ProofPeriod & { readonly routeId?: string },
) =>
  queryOptions({
    queryKey: ["cleaning", "entries", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/entries`, { params: { ...pathOf(districtId), query }, signal })),
    meta: { kinds: ["service_entry", "photograph"] },
  });

export const suspensionsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["cleaning", "suspensions", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/suspensions`, { params: pathOf(districtId), signal })),
    meta: { kinds: ["service_suspension", "district_setting"] },
  });

/** @param complaintId  those that answer it; left out: all. */
export const ordersQuery = (districtId: string, complaintId?: string) =>
  queryOptions({
    queryKey: ["cleaning", "orders", districtId, complaintId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/orders`, {
          params: {
            ...pathOf(districtId),
            query: complaintId === undefined ? {} : { complaintId },
          },
          signal,
        }),
      ),
    meta: { kinds: ["service_order"] },
  });

export const entryPhotographsQuery = (districtId: string, entryId: string) =>
  queryOptions({
    queryKey: ["cleaning", "photographs", districtId, entryId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/entries/{entryId}/photographs`, {
          params: { path: { districtId, entryId } },
          signal,
        }),
      ),
    meta: { kinds: ["photograph"] },
  });

/** Where a street lies: `[west, south, east, north]`. */
export const streetPlaceQuery = (districtId: string, streetId: string) =>
  queryOptions({
    queryKey: ["cleaning", "place", districtId, streetId],
    queryFn: async ({ signal }) => {
      const { street } = await unwrap(
        api.GET("/api/districts/{districtId}/streets/{streetId}", {
          params: { path: { districtId, streetId } },
          signal,
        }),
      );
      return { bbox: street.bbox };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    meta: { kinds: ["street_edge"] },
  });

export const suspend = (districtId: string, body: Schemas["ServiceSuspensionDraft"]) =>
  unwrap(api.POST(`${PATH}/suspensions`, { params: pathOf(districtId), body }));

export const endSuspension = (districtId: string, suspensionId: string) =>
  unwrap(
    api.POST(`${PATH}/suspensions/{suspensionId}/withdraw`, {
      params: { path: { districtId, suspensionId } },
    }),
  );

export const order = (districtId: string, body: Schemas["ServiceOrderDraft"]) =>
  unwrap(api.POST(`${PATH}/orders`, { params: pathOf(districtId), body }));

export const endOrder = (districtId: string, orderId: string) =>
  unwrap(
    api.POST(`${PATH}/orders/{orderId}/withdraw`, { params: { path: { districtId, orderId } } }),
  );

/** Where a file of an answer is fetched from. */
export function fileUrl(
  districtId: string,
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(asked).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const query = new URLSearchParams(given);
  return `/api/districts/${encodeURIComponent(districtId)}/cleaning/${path}/file?${query}`;
}

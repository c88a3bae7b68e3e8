import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import type { ListAsked } from "./list-params.ts";

export type CaseList = components["schemas"]["CaseList"];
export type CaseLine = components["schemas"]["CaseLine"];
export type CaseComparison = components["schemas"]["CaseComparison"];
export type ComparedBy = CaseComparison["by"];

const kinds = ["complaint", "confidential_complaint", "unit"];
const PATH = "/api/districts/{districtId}/complaints";

/** Lines of a page; with a map more of them, so that what is drawn comes quickly. */
const PAGE_LINES = 50;
const MAPPED_LINES = 200;

/** The register, page by page, with counts for every filter. */
export const listQuery = (districtId: string, asked: ListAsked, isMapped: boolean) =>
  infiniteQueryOptions({
    queryKey: ["complaints", "list", districtId, asked, isMapped],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET(PATH, {
          params: {
            path: { districtId },
            query: {
              ...asked,
              limit: isMapped ? MAPPED_LINES : PAGE_LINES,
              ...(pageParam ? { cursor: pageParam } : { histogram: "week" as const }),
            },
          },
          signal,
        }),
        // no format is asked for, so it is a page and no file
      ) as Promise<CaseList>,
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta: { kinds },
  });

/** Counts alone. */
export const countsQuery = (districtId: string, asked: ListAsked) =>
  queryOptions({
    queryKey: ["complaints", "counts", districtId, asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(PATH, {
          params: { path: { districtId }, query: { ...asked, limit: 0 } },
          signal,
        }),
      ) as Promise<CaseList>, // as above
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta: { kinds },
  });

/** Units, areas, categories or months beside each other. */
export const comparisonQuery = (
  districtId: string,
  asked: ListAsked,
  by: ComparedBy,
  lang: "zh" | "en",
) =>
  queryOptions({
    queryKey: ["complaints", "comparison", districtId, asked, by, lang],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/comparison`, {
          params: { path: { districtId }, query: { ...asked, by, lang } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta: { kinds },
  });

/** The sub-districts, by the ids that complaints name them by. */
export const areasQuery = (districtId: string, date: string) =>
  queryOptions({
    queryKey: ["complaints", "areas", districtId, date],
    queryFn: async ({ signal }) => {
      const page = await unwrap(
        api.GET("/api/districts/{districtId}/layers/{layerId}/features", {
          params: {
            path: { districtId, layerId: "areas" },
            query: { date, filter: "level = 'subdistrict'", limit: 200 },
          },
          signal,
        }),
      );
      // the contract says that features have properties, and its types not which
      const { features } = page as unknown as {
        features: { id: string; properties: { name: string; nameEn?: string | null } }[];
      };
      return features.map(({ id, properties }) => ({ id, ...properties }));
    },
    meta: { kinds: ["area"] },
  });

/** The address of the whole list as a file. */
export const listFileUrl = (
  districtId: string,
  asked: ListAsked,
  file: { format: "csv" | "xlsx"; lang: "zh" | "en" },
) => {
  const parameters = Object.entries({ ...asked, ...file }).map(([name, value]) => [
    name,
    `${value}`,
  ]);
  return `/api/districts/${encodeURIComponent(districtId)}/complaints?${new URLSearchParams(parameters)}`;
};

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { operations } from "../api/schema.gen.ts";
import { type AuditLinked, auditAsked } from "./audit-params.ts";

type Page = operations["getAudit"]["responses"][200]["content"]["application/json"];
export type Entry = Page["entries"][number];
export type NamedArea = Page["areas"][number];
export type AuditChoices =
  operations["getAuditChoices"]["responses"][200]["content"]["application/json"];

/** The name of whoever the server does not know. */
export const UNKNOWN_PERSON = "?";

/** What a trail grows with; signing in and out is seen when the page is opened again. */
const kinds = ["facility", "photograph", "role_grant", "district_setting"];

/** What the trail can be limited to, and what its fields are called. */
export const auditChoicesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["accounts", "audit", "choices", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/audit/choices", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds },
  });

const PAGE_ENTRIES = 50;

/** Entries, newest first, page by page. */
export const auditQuery = (districtId: string, linked: AuditLinked) =>
  infiniteQueryOptions({
    queryKey: ["accounts", "audit", districtId, auditAsked(linked)],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/audit", {
          params: {
            path: { districtId },
            query: {
              ...auditAsked(linked),
              limit: PAGE_ENTRIES,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
        // no format is asked for, so it is a page and no file
      ) as Promise<Page>,
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta: { kinds },
  });

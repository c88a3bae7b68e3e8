import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

export type ManagedAccount = components["schemas"]["ManagedAccount"];
export type NewGrant = components["schemas"]["NewGrant"];

const kinds = ["role_grant", "district_setting"];

/** Who holds roles in a district. */
export const accountsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["accounts", "managed", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/accounts", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds },
  });

/** The areas of today that a role can be limited to. */
export const grantAreasQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["accounts", "areas", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/grant-areas", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["area"] },
  });

/** Every role and what it may do. */
export const rolesQuery = () =>
  queryOptions({
    queryKey: ["accounts", "roles"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/roles", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

const HEARD_MS = 30_000;

/** What the scenes of walls are called. */
export const sceneTitlesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["accounts", "scenes", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/wall/scenes", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["wall_scene"] },
  });

/** The walls that have a token. */
export const displaysQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["accounts", "displays", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/displays", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    refetchInterval: HEARD_MS, // heartbeats are no changes that a page is told of
    meta: { kinds },
  });

/** Which roles need a second factor. */
export const signInRulesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["accounts", "rules", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/sign-in-rules", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds },
  });

/** Something an administrator changes; whatever tells of accounts is asked again. */
export function useAdministration<V, T>(change: (given: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ["accounts"] }),
  });
}

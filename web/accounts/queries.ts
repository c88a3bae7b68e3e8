import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { toApiError } from "../api/problem.ts";
import type { components } from "../api/schema.gen.ts";
import { type Session, sessionQuery } from "../api/session.ts";

export type Role = Session["demoRoles"][number];
export type OwnAccount = components["schemas"]["OwnAccount"];

/** One's own account, with where it is signed in. */
export const ownAccountQuery = () =>
  queryOptions({
    queryKey: ["accounts", "own"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/account", { signal })),
  });

/** What the areas are called to which one's own roles are limited; those that hold no more are missing. */
export const ownAreasQuery = (districtId: string, areaIds: readonly string[]) =>
  queryOptions({
    queryKey: ["accounts", "own-areas", districtId, areaIds],
    queryFn: async ({ signal }) => {
      const page = await unwrap(
        api.GET("/api/districts/{districtId}/layers/{layerId}/features", {
          params: {
            path: { districtId, layerId: "areas" },
            query: { ids: areaIds.join(","), limit: areaIds.length },
          },
          signal,
        }),
      );
      if (typeof page === "string") return []; // a file, which is not asked for
      return page.features.map(({ id, properties }) => ({
        areaId: id,
        name: String(properties.name),
        nameEn: typeof properties.nameEn === "string" ? properties.nameEn : null,
      }));
    },
    enabled: areaIds.length > 0,
    meta: { kinds: ["area"] },
  });

/** An answer without a body; a problem is thrown. */
export async function done(asked: Promise<{ error?: unknown; response: Response }>) {
  const { error, response } = await asked;
  // every failure leaves the server in this shape
  if (!response.ok) throw await toApiError(error as Parameters<typeof toApiError>[0]);
}

/** Something that changes who one is: everything is asked again as the new caller. */
export function useSessionChange<V>(change: (given: V) => Promise<Session | undefined>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (session) => {
      if (session) client.setQueryData(sessionQuery().queryKey, session);
      await client.invalidateQueries();
    },
  });
}

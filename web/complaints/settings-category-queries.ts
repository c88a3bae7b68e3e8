import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { lifeQuery } from "./case-queries.ts";
import type { Own } from "./settings-category-changes.ts";

const PATH = "/api/districts/{districtId}/complaint-categories";

/** The categories that complaints can have: presets, the district's own, and what holds by both. */
export const categoriesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "categories", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(PATH, { params: { path: { districtId } }, signal })),
    meta: { kinds: ["district_setting", "complaint"] },
  });

/**
 * Changes what the district changed of the categories, one change after another, each from what holds by then; whatever
 * says what categories are called asks again.
 */
export function useChangeCategories(districtId: string) {
  const client = useQueryClient();
  const { queryKey } = categoriesQuery(districtId);
  return useMutation({
    scope: { id: queryKey.join() },
    mutationFn: async (change: (own: Own) => Own) => {
      const { own } = await client.ensureQueryData(categoriesQuery(districtId));
      return unwrap(api.PUT(PATH, { params: { path: { districtId } }, body: change(own) }));
    },
    onSuccess: (known) => {
      client.setQueryData(queryKey, known);
      for (const named of [
        lifeQuery(districtId).queryKey,
        ["complaints", "public-services", districtId],
        ["layers", districtId],
      ])
        void client.invalidateQueries({ queryKey: named });
    },
    onError: () => client.invalidateQueries({ queryKey }),
  });
}

import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

/** A distance that a standard asks of a kind of facility. */
export type ServiceRadius = components["schemas"]["ServiceRadius"];

/** What the standards ask in a district. */
export const standardsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["coverage", districtId, "standards"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/standards", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: ["district_setting"] },
  });

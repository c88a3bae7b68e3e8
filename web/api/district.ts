import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client.ts";
import type { components } from "./schema.gen.ts";

/** A district as the server lists it. */
export type District = components["schemas"]["DistrictList"]["districts"][number];

/** The districts one can look at. */
export const districtsQuery = () =>
  queryOptions({
    queryKey: ["layers", "districts"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/districts", { signal })),
    staleTime: 60_000,
    meta: { kinds: ["district"] },
  });

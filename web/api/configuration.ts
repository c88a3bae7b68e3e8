import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client.ts";

/** What the operator configured for the browser. */
export const configurationQuery = () =>
  queryOptions({
    queryKey: ["layers", "configuration"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/configuration", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

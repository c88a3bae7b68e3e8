import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

/** A layer of a district as the server describes it. */
export type LayerInfo = components["schemas"]["Layer"];

/** The kinds of record any layer shows. */
const KINDS = [
  "facility",
  "street",
  "street_edge",
  "area",
  "demand_cell",
  "ground",
  "place",
  "plot",
  "complaint",
  "cleaning_route",
  "rating",
  "district_setting", // what a district calls the values
];

/** What is there on a day and happened in a period, layer by layer, with the counts of its classes. */
export const layersQuery = (
  districtId: string,
  days: { readonly date: string; readonly from: string; readonly to: string },
) =>
  queryOptions({
    queryKey: ["layers", districtId, days],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/layers", {
          params: { path: { districtId }, query: days },
          signal,
        }),
      ),
    meta: { kinds: KINDS },
  });

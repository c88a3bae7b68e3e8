import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components, operations } from "../api/schema.gen.ts";

export type Rates = components["schemas"]["ComplaintRates"];
export type RateId = keyof Rates["total"]["rates"];
type RatesAsked = NonNullable<operations["getComplaintRates"]["parameters"]["query"]>;

/** The rates of a period, whole and by group; counts only, so that whoever reads divides. */
export const ratesQuery = (districtId: string, asked: RatesAsked) =>
  queryOptions({
    queryKey: ["complaints", "rates", districtId, asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/complaints/rates", {
          params: { path: { districtId }, query: asked },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta: { kinds: ["complaint", "confidential_complaint", "unit"] },
  });

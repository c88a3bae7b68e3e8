import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type NearAsked = Schemas["NearQuery"];
export type Near = Schemas["NearAnswer"];
export type NearComplaint = Near["near"][number];
export type Duplicate = Near["duplicates"][number];
export type FoundPlace = Schemas["FoundPlaces"]["places"][number];
export type CaseDraft = Schemas["CaseDraft"];
export type CaseRecord = Schemas["CaseRecord"];

/** What there is already where a complaint is being taken. The question goes in a body and stays out of every address. */
export const nearQuery = (districtId: string, asked: NearAsked) =>
  queryOptions({
    queryKey: ["complaints", "near", districtId, asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/complaints/near", {
          params: { path: { districtId } },
          body: asked,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000, // a telephone number is part of the question
    meta: { kinds: ["complaint"] },
  });

export const placesQuery = (districtId: string, q: string) =>
  queryOptions({
    queryKey: ["complaints", "places", districtId, q],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/complaints/places", {
          params: { path: { districtId }, query: { q } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/**
 * Takes a complaint down under a key.
 *
 * @returns the complaint, and whether it was there already under this key.
 * @throws {ApiError} what the server refuses; status 0 when nobody answered, and then nobody knows whether it is there.
 */
export async function sendComplaint(
  districtId: string,
  key: string,
  draft: CaseDraft,
): Promise<{ complaint: CaseRecord; wasThere: boolean }> {
  let status = 0;
  const asked = api
    .POST("/api/districts/{districtId}/complaints", {
      params: { path: { districtId }, header: { "idempotency-key": key } },
      body: draft,
    })
    .then((answer) => {
      status = answer.response.status;
      return answer;
    });
  return { complaint: await unwrap<CaseRecord>(asked), wasThere: status === 200 };
}

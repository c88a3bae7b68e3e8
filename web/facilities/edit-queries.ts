import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components, operations } from "../api/schema.gen.ts";

/** The record of a facility as one edits it. */
export type EditableFacility = components["schemas"]["EditableFacility"];
export type Patch = operations["editFacility"]["requestBody"]["content"]["application/json"];

type Target = { readonly districtId: string; readonly facilityId: string };

/** The record as it is, with the version that an edit names. */
export const editableQuery = ({ districtId, facilityId }: Target) =>
  queryOptions({
    queryKey: ["facilities", "record", districtId, facilityId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/facilities/{facilityId}/record", {
          params: { path: { districtId, facilityId } },
          signal,
        }),
      ),
    meta: { kinds: ["facility"] },
  });

/** What was done to the record, newest first. */
export const historyQuery = ({ districtId, facilityId }: Target) =>
  queryOptions({
    queryKey: ["facilities", "history", districtId, facilityId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/facilities/{facilityId}/history", {
          params: { path: { districtId, facilityId } },
          signal,
        }),
      ),
    meta: { kinds: ["facility"] },
  });

/** Writes to a facility; whatever shows facilities is asked again. */
export function useEdit(target: Target) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ revision, patch }: { revision: number; patch: Patch | "verify" }) => {
      const params = { path: target, header: { "if-match": `"${revision}"` } };
      const path = "/api/districts/{districtId}/facilities/{facilityId}" as const;
      return unwrap(
        patch === "verify"
          ? api.POST(`${path}/verification`, { params, body: {} })
          : api.PATCH(path, { params, body: patch }),
      );
    },
    onSuccess: async (now) => {
      client.setQueryData(editableQuery(target).queryKey, now); // the next edit begins with this version
      await client.invalidateQueries({ queryKey: ["facilities"] });
    },
  });
}

import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import type { components, operations } from "../api/schema.gen.ts";
import { isBack, whileThere } from "./edit-leaving.ts";
import type { Write } from "./edit-stack.ts";

type Schemas = components["schemas"];

/** The record of a facility as one edits it. */
export type EditableFacility = Schemas["EditableFacility"];
export type Patch = operations["editFacility"]["requestBody"]["content"]["application/json"];
export type FacilityDraft =
  operations["createFacility"]["requestBody"]["content"]["application/json"];
export type FacilityForm = Schemas["FacilityForms"]["forms"][number];
export type FormField = FacilityForm["fields"][number];
export type Warning = Schemas["RegisterCheck"]["warnings"][number];
type TypedFacility = Schemas["TypedFacility"];

/** What was done to the record, as its history tells. */
export type HistoryEntry = Schemas["RecordHistory"]["entries"][number];

type Target = { readonly districtId: string; readonly facilityId: string };

/** The record as it is, with the version that an edit names. */
export const editableQuery = ({ districtId, facilityId }: Target) =>
  queryOptions({
    queryKey: ["facilities", "editable", districtId, facilityId],
    queryFn: ({ signal }) =>
      whileThere(facilityId, () =>
        unwrap(
          api.GET("/api/districts/{districtId}/facilities/{facilityId}/record", {
            params: { path: { districtId, facilityId } },
            signal,
          }),
        ),
      ),
    meta: { kinds: ["facility"] },
  });

/** What was done to the record, newest first. */
export const historyQuery = ({ districtId, facilityId }: Target) =>
  queryOptions({
    queryKey: ["facilities", "history", districtId, facilityId],
    queryFn: ({ signal }) =>
      whileThere(facilityId, () =>
        unwrap(
          api.GET("/api/districts/{districtId}/facilities/{facilityId}/history", {
            params: { path: { districtId, facilityId } },
            signal,
          }),
        ),
      ),
    meta: { kinds: ["facility", "photograph"] },
  });

/** The form of each kind; they change with the program only. */
export const formsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["facilities", "forms", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/facility-forms", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What to think of before saving. */
export const checkQuery = (districtId: string, typed: TypedFacility) =>
  queryOptions({
    queryKey: ["facilities", "check", districtId, typed],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/facilities/check", {
          params: { path: { districtId } },
          body: typed,
          signal,
        }),
      ),
    retry: false,
    meta: { kinds: ["facility", "area"] },
  });

const FACILITY = "/api/districts/{districtId}/facilities/{facilityId}";

/**
 * Sends a write.
 *
 * @param revision  The one it is for; null where the record is not there.
 * @returns The record as it is then; null where it is gone.
 * @throws {ApiError} `stale` when somebody was first, and whatever else the server refuses.
 */
export async function sendWrite(
  target: Target,
  write: Write,
  revision: number | null,
): Promise<EditableFacility | null> {
  const params = { path: target, header: { "if-match": `"${revision}"` } };
  switch (write.act) {
    case "edit":
      return unwrap(api.PATCH(FACILITY, { params, body: write.patch }));
    case "close": {
      const { closedOn, reason } = write;
      return unwrap(api.POST(`${FACILITY}/closing`, { params, body: { closedOn, reason } }));
    }
    case "reopen": {
      const { reason, status } = write;
      const body = { reason };
      const open = await unwrap(api.POST(`${FACILITY}/reopening`, { params, body }));
      if (status === open.status) return open;
      const patch = { status } as Patch; // it was in this state before it closed
      return sendWrite(target, { act: "edit", patch }, open.revision);
    }
    case "verify":
      return unwrap(
        api.POST(`${FACILITY}/verification`, {
          params,
          body: write.note === "" ? {} : { note: write.note },
        }),
      );
    case "unverify":
      return unwrap(api.DELETE(`${FACILITY}/verification`, { params }));
    case "create": {
      const path = { districtId: target.districtId };
      return unwrap(
        api.POST("/api/districts/{districtId}/facilities", {
          params: { path },
          body: write.draft,
        }),
      );
    }
    case "restore": {
      const record = await unwrap(
        api.POST(`${FACILITY}/restoration`, { params: { path: target } }),
      );
      isBack(target.facilityId);
      return record;
    }
    case "remove": {
      const { response, error } = await api.DELETE(FACILITY, { params });
      if (response.ok) return null;
      return unwrap(Promise.resolve({ error, response }));
    }
  }
}

/** A record that somebody changed meanwhile, and who. */
export type Changed = EditableFacility & {
  readonly changedBy: string | null;
  readonly changedAt: string | null;
};

/** The record as it is now, where a write was refused because somebody was first. */
export function changedIn(error: unknown): Changed | null {
  if (!(error instanceof ApiError) || error.problem.code !== "stale") return null;
  return (error.problem.current as Changed | undefined) ?? null; // the contract leaves its shape to the endpoint
}

/** What to give instead, by field, where the server refused a write for what it says. */
export const refusedIn = (error: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ((error instanceof ApiError && error.problem.faults) || []).map(({ field, remedy }) => [
      field ?? "",
      remedy,
    ]),
  );

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { toApiError } from "../api/problem.ts";
import type { components } from "../api/schema.gen.ts";

export type Shift = components["schemas"]["DutyShift"];
export type Person = Shift["officer"];
export type Gap = components["schemas"]["DutyGap"];
export type Now = components["schemas"]["DutyNow"];
export type Note = components["schemas"]["DutyNote"];
export type Draft = components["schemas"]["DutyHandoverDraft"];
export type Handover = components["schemas"]["DutyHandover"];
export type RotaDraft = components["schemas"]["RotaDraft"];
export type RotaPreview = components["schemas"]["RotaPreview"];
export type ShiftDraft = components["schemas"]["DutyShiftDraft"];
export type SubstitutionDraft = components["schemas"]["SubstitutionDraft"];
export type Account = components["schemas"]["DutyPeople"]["people"][number];

const ROSTER_KINDS = { kinds: ["duty"] };
const NOTE_KINDS = { kinds: ["duty", "complaint", "confidential_complaint"] };
const MINUTE = 60_000;

/** Who is on duty. It changes by itself as time goes on. */
export const nowQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "duty", districtId, "now"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/duty/now", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    refetchInterval: MINUTE,
    meta: ROSTER_KINDS,
  });

/** The roster of some local days, both included. */
export const rosterQuery = (districtId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ["complaints", "duty", districtId, "roster", from, to],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/duty/shifts", {
          params: { path: { districtId }, query: { from, to } },
          signal,
        }),
      ),
    meta: ROSTER_KINDS,
  });

/** Accounts that can be put on the roster. */
export const peopleQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "duty", districtId, "people"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/duty/people", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["role_grant"] },
  });

/** The note of a shift as it would be signed now; without a shift, of the one whose hand-over is nearest. */
export const draftQuery = (districtId: string, shiftId: string | undefined) =>
  queryOptions({
    queryKey: ["complaints", "duty", districtId, "draft", shiftId ?? ""],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/duty/handover-draft", {
          params: { path: { districtId }, query: shiftId === undefined ? {} : { shiftId } },
          signal,
        }),
      ),
    refetchInterval: MINUTE,
    meta: NOTE_KINDS,
  });

/** Hand-overs that were signed. */
export const handoversQuery = (districtId: string, before: string | undefined) =>
  queryOptions({
    queryKey: ["complaints", "duty", districtId, "handovers", before ?? ""],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/duty/handovers", {
          params: { path: { districtId }, query: before === undefined ? {} : { before } },
          signal,
        }),
      ),
    meta: ROSTER_KINDS,
  });

/** One hand-over as it was signed. */
export const handoverQuery = (districtId: string, handoverId: string) =>
  queryOptions({
    queryKey: ["complaints", "duty", districtId, "handover", handoverId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/duty/handovers/{handoverId}", {
          params: { path: { districtId, handoverId } },
          signal,
        }),
      ),
    meta: ROSTER_KINDS,
  });

/** A change of the roster or a signature; whatever shows either is asked again. */
function useDutyWrite<T, R>(write: (asked: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    // not waited for: a form that the new answer takes away still hears that it was written
    onSettled: () => void client.invalidateQueries({ queryKey: ["complaints", "duty"] }),
  });
}

export const useSignOut = (districtId: string) =>
  useDutyWrite((body: components["schemas"]["SigningOut"]) =>
    unwrap(
      api.POST("/api/districts/{districtId}/duty/handovers", {
        params: { path: { districtId } },
        body,
      }),
    ),
  );

export const useSignIn = (districtId: string) =>
  useDutyWrite((handoverId: string) =>
    unwrap(
      api.POST("/api/districts/{districtId}/duty/handovers/{handoverId}/signature", {
        params: { path: { districtId, handoverId } },
      }),
    ),
  );

/** Writes a new shift, or one anew that has been seen. */
export const useWriteShift = (districtId: string, seen: Shift | null) =>
  useDutyWrite((body: ShiftDraft) =>
    unwrap(
      seen
        ? api.PUT("/api/districts/{districtId}/duty/shifts/{shiftId}", {
            params: {
              path: { districtId, shiftId: seen.shiftId },
              header: { "if-match": `"${seen.revision}"` },
            },
            body,
          })
        : api.POST("/api/districts/{districtId}/duty/shifts", {
            params: { path: { districtId } },
            body,
          }),
    ),
  );

export const useRemoveShift = (districtId: string) =>
  useDutyWrite(async ({ shiftId, revision }: Shift) => {
    const { error, response } = await api.DELETE(
      "/api/districts/{districtId}/duty/shifts/{shiftId}",
      { params: { path: { districtId, shiftId }, header: { "if-match": `"${revision}"` } } },
    );
    // the answer has no body; every failure leaves the server in this shape
    if (!response.ok) throw await toApiError(error as Parameters<typeof toApiError>[0]);
  });

export const useCoverShift = (districtId: string, { shiftId, revision }: Shift) =>
  useDutyWrite((body: SubstitutionDraft) =>
    unwrap(
      api.POST("/api/districts/{districtId}/duty/shifts/{shiftId}/substitution", {
        params: { path: { districtId, shiftId }, header: { "if-match": `"${revision}"` } },
        body,
      }),
    ),
  );

/** What a rota would write; nothing is written. */
export const usePreviewRota = (districtId: string) =>
  useMutation({
    mutationFn: (body: RotaDraft) =>
      unwrap(
        api.POST("/api/districts/{districtId}/duty/rota/preview", {
          params: { path: { districtId } },
          body,
        }),
      ),
  });

export const useWriteRota = (districtId: string) =>
  useDutyWrite((body: RotaDraft) =>
    unwrap(
      api.POST("/api/districts/{districtId}/duty/rota", { params: { path: { districtId } }, body }),
    ),
  );

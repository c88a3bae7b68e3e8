import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type Supervision = Schemas["SupervisionList"]["supervisions"][number];
export type SupervisionStatus = Supervision["status"];
export type Proposal = Schemas["SupervisionProposals"]["proposals"][number];

const PATH = "/api/districts/{districtId}/supervisions";
const meta = { kinds: ["complaint", "confidential_complaint"] };

/** Supervisions of one status, with the counts of all. */
export const supervisionsQuery = (districtId: string, status: SupervisionStatus) =>
  queryOptions({
    queryKey: ["complaints", "supervisions", districtId, status],
    queryFn: ({ signal }) =>
      unwrap(api.GET(PATH, { params: { path: { districtId }, query: { status } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 0,
    meta,
  });

/** Complaints that the system proposes for supervision, most pressing first. */
export const proposalsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "supervisions", districtId, "proposed"],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/proposed`, { params: { path: { districtId } }, signal })),
    staleTime: 0,
    meta,
  });

/** Puts complaints under supervision: all or none. */
export function useIssue(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["SupervisionDraft"]) =>
      unwrap(api.POST(PATH, { params: { path: { districtId } }, body })),
    onSettled: () =>
      client.invalidateQueries({ queryKey: ["complaints", "supervisions", districtId] }),
  });
}

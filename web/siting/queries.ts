import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

export type SitingQuestion = components["schemas"]["SitingQuestion"];

const PATH = "/api/districts/{districtId}/siting";

const readJob = (districtId: string, jobId: string, signal?: AbortSignal) =>
  unwrap(
    api.GET(`${PATH}/jobs/{jobId}`, {
      params: { path: { districtId, jobId } },
      ...(signal ? { signal } : {}),
    }),
  );

// as they arrive: the client knows positions as lists, not as pairs
export type SitingJob = Awaited<ReturnType<typeof readJob>>;
export type SitingAnswer = NonNullable<SitingJob["answer"]>;
export type SitingOfKind = SitingAnswer["kinds"][number];
export type SitingSite = SitingOfKind["sites"][number];
export type SitingRule = SitingSite["rules"][number];

const isOver = ({ state }: SitingJob) => state !== "queued" && state !== "running";
/** A run is looked at so often until it is over. */
const LOOK_MILLISECONDS = 400;

/** One run: how far it is, and its answer. */
export const jobQuery = (districtId: string, jobId: string) =>
  queryOptions({
    queryKey: ["siting", "job", districtId, jobId],
    queryFn: ({ signal }) => readJob(districtId, jobId, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: ({ state: { data, error } }) =>
      error || (data && isOver(data)) ? false : LOOK_MILLISECONDS,
  });

/** Begins a run. */
export function useSolve(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (question: SitingQuestion) =>
      unwrap(api.POST(PATH, { params: { path: { districtId } }, body: question })),
    onSuccess: (job) =>
      client.setQueryData(jobQuery(districtId, job.jobId).queryKey, job as SitingJob), // the same contract
  });
}

/** Ends a run. */
export function useCancel(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (jobId: string) =>
      unwrap(api.DELETE(`${PATH}/jobs/{jobId}`, { params: { path: { districtId, jobId } } })),
    onSettled: (_, __, jobId) =>
      client.invalidateQueries({ queryKey: jobQuery(districtId, jobId).queryKey }),
  });
}

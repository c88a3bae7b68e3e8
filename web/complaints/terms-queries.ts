import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { isSameSeen, ownOf, type TermEdits, type TermSettings } from "./terms-draft.ts";

type Schemas = components["schemas"];
type Tried = Schemas["TermTrial"];

const PATH = "/api/districts/{districtId}/complaint-deadlines";
const INTAKE = "/api/districts/{districtId}/complaint-intake";

/** The terms: presets, the district's own, and what holds. */
export const termsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "terms", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(PATH, { params: { path: { districtId } }, signal })),
    staleTime: 0,
    meta: { kinds: ["district_setting"] },
  });

/** When each step would be due, by terms that need not be set yet; nothing is written. */
export const termTrialQuery = (districtId: string, tried: Tried) =>
  queryOptions({
    queryKey: ["complaints", "terms", districtId, "trial", tried],
    queryFn: ({ signal }) =>
      unwrap(api.POST(`${PATH}/trial`, { params: { path: { districtId } }, body: tried, signal })),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** Somebody else set the same terms since one began. */
export class TermsChanged extends Error {
  /** As they are now. */
  readonly now: TermSettings;

  constructor(now: TermSettings) {
    super("Somebody else has set the same terms");
    this.now = now;
  }
}

async function saveTerms(client: QueryClient, seen: TermSettings, edits: TermEdits) {
  const { districtId } = seen;
  const now = await client.fetchQuery(termsQuery(districtId));
  if (!isSameSeen(seen, now, edits)) throw new TermsChanged(now);
  const body = ownOf(now, edits); // what others set elsewhere stays
  return unwrap(api.PUT(PATH, { params: { path: { districtId } }, body }));
}

/** Sets what was edited over what holds now. */
export function useSaveTerms(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ seen, edits }: { seen: TermSettings; edits: TermEdits }) =>
      saveTerms(client, seen, edits),
    onSuccess: (settings) => client.setQueryData(termsQuery(districtId).queryKey, settings),
  });
}

/** How long it is known who complained. */
export const intakeQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "intake-settings", districtId],
    queryFn: ({ signal }) => unwrap(api.GET(INTAKE, { params: { path: { districtId } }, signal })),
    staleTime: 0,
    meta: { kinds: ["district_setting"] },
  });

/** Sets how long; null is as the presets have it. The other settings of taking stay. */
export function useSaveReporterTerm(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (months: number | null) => {
      const { own } = await client.fetchQuery(intakeQuery(districtId));
      const { reporterTermMonths: _, ...others } = own;
      const body = months === null ? others : { ...others, reporterTermMonths: months };
      return unwrap(api.PUT(INTAKE, { params: { path: { districtId } }, body }));
    },
    onSuccess: (settings) => client.setQueryData(intakeQuery(districtId).queryKey, settings),
  });
}

/** Whose data was erased, latest first. */
export const erasuresQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "erasures", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/reporter-erasures", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    staleTime: 0,
    meta: { kinds: ["complaint", "confidential_complaint"] },
  });

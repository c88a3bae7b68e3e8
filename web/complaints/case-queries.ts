import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { sendPhotographTo } from "../api/photograph.ts";
import type { components, operations } from "../api/schema.gen.ts";

type Schemas = components["schemas"];

/** A complaint with its life, as the server lets whoever asks see it. */
export type CaseRecord = Schemas["CaseRecord"];
export type CaseEvent = CaseRecord["events"][number];
export type OfferedStep = CaseRecord["steps"][number];
export type StepField = OfferedStep["asks"][number];
export type StepBody = Schemas["CaseStep"];
export type Life = Schemas["ComplaintLife"];
export type Unit = Schemas["HandlingUnits"]["units"][number];
export type Surroundings = Schemas["ComplaintSurroundings"];
export type CasePhotographs = Schemas["CasePhotographs"];
export type CasePhotograph = CasePhotographs["before"][number];
export type Confidants = Schemas["ComplaintConfidants"];
export type Reporter = Schemas["CaseReporter"];
export type PhotographPart = operations["addComplaintPhotograph"]["parameters"]["path"]["part"];

/** One complaint of one district. */
export type Target = { readonly districtId: string; readonly complaintId: string };

const CASE = "/api/districts/{districtId}/complaints/{complaintId}";
const pathOf = ({ districtId, complaintId }: Target) => ({ path: { districtId, complaintId } });

/** The complaint, with what happened to it and what may be done next. */
export const caseQuery = (target: Target) =>
  queryOptions({
    queryKey: ["complaints", "case", target.districtId, target.complaintId],
    queryFn: ({ signal }) => unwrap(api.GET(CASE, { params: pathOf(target), signal })),
    retry: false, // what is another unit's or confidential stays so
    meta: { kinds: ["complaint", "confidential_complaint"] },
  });

/** The words of the register; they change with the program and with what the district sets. */
export const lifeQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "life", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/complaint-life", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: ["district_setting"] },
  });

/** The handling units. */
export const unitsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "units", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/units", { params: { path: { districtId } }, signal }),
      ),
    meta: { kinds: ["unit", "complaint"] },
  });

/** What was there before it. */
export const surroundingsQuery = (target: Target) =>
  queryOptions({
    queryKey: ["complaints", "surroundings", target.districtId, target.complaintId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${CASE}/surroundings`, { params: pathOf(target), signal })),
    retry: false,
    meta: { kinds: ["complaint", "facility", "cleaning_route", "rating"] },
  });

/** Its photographs, before and after. */
export const casePhotographsQuery = (target: Target) =>
  queryOptions({
    queryKey: ["complaints", "photographs", target.districtId, target.complaintId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${CASE}/photographs`, { params: pathOf(target), signal })),
    retry: false,
    meta: { kinds: ["photograph", "complaint", "confidential_complaint"] },
  });

/** Who may read it, where it is confidential. */
export const confidantsQuery = (target: Target) =>
  queryOptions({
    queryKey: ["complaints", "confidants", target.districtId, target.complaintId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${CASE}/confidants`, { params: pathOf(target), signal })),
    retry: false,
    meta: { kinds: ["complaint", "confidential_complaint"] },
  });

const seen = (target: Target, revision: number) => ({
  ...pathOf(target),
  header: { "if-match": `"${revision}"` },
});

/** @throws {ApiError} `stale` when somebody was first, and whatever else stands against it. */
export const sendStep = (target: Target, revision: number, body: StepBody): Promise<CaseRecord> =>
  unwrap(api.POST(`${CASE}/steps`, { params: seen(target, revision), body }));

/** @throws {ApiError} as `sendStep`. */
export const sendCorrection = (
  target: Target,
  revision: number,
  body: Schemas["CasePatch"],
): Promise<CaseRecord> => unwrap(api.PATCH(CASE, { params: seen(target, revision), body }));

export const sendRelease = (target: Target, revision: number, text: string | null) =>
  text === null
    ? unwrap(api.DELETE(`${CASE}/release`, { params: seen(target, revision) }))
    : unwrap(api.POST(`${CASE}/release`, { params: seen(target, revision), body: { text } }));

/** Who complained. Each call is a look, and each look is in the trail. */
export const lookAtReporter = (target: Target): Promise<Reporter> =>
  unwrap(api.POST(`${CASE}/reporter`, { params: pathOf(target) }));

export const nameConfidant = (target: Target, accountId: string): Promise<Confidants> =>
  unwrap(api.POST(`${CASE}/confidants`, { params: pathOf(target), body: { accountId } }));

export const dropConfidant = (target: Target, accountId: string): Promise<Confidants> =>
  unwrap(
    api.DELETE(`${CASE}/confidants/{accountId}`, {
      params: { path: { ...pathOf(target).path, accountId } },
    }),
  );

export const removePhotograph = (target: Target, part: PhotographPart, photographId: string) =>
  unwrap(
    api.DELETE(`${CASE}/photographs/{part}/{photographId}`, {
      params: { path: { ...pathOf(target).path, part, photographId } },
    }),
  );

/** Sends a photograph of a case. @param hear  Gets the share that was sent, 0 to 1. @throws {ApiError} */
export const sendPhotograph = (
  { districtId, complaintId }: Target,
  part: PhotographPart,
  file: File,
  hear: (share: number) => void,
) => sendPhotographTo(districtId, ["complaints", complaintId, "photographs", part], file, hear);

/** The streets around a place, for a small map. */
export const aroundQuery = (districtId: string, bbox: string) =>
  queryOptions({
    queryKey: ["complaints", "around", districtId, bbox],
    queryFn: async ({ signal }) => {
      const read = (layerId: string) =>
        unwrap(
          api.GET("/api/districts/{districtId}/layers/{layerId}/features", {
            params: { path: { districtId, layerId }, query: { bbox, limit: 2000 } },
            signal,
          }),
          // no format is asked for, so it is a page and no file
        ) as Promise<Schemas["FeaturesPage"]>;
      const [streets, buildings, water] = await Promise.all(
        ["streets", "buildings", "water"].map(read),
      );
      return { streets: streets!, buildings: buildings!, water: water! };
    },
    staleTime: 600_000,
    retry: false,
    meta: { kinds: ["street_edge", "ground"] },
  });

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components, paths } from "../api/schema.gen.ts";
import { type AnswerOf, PATH, pathOf } from "./queries.ts";

type Schemas = components["schemas"];
export type Plan = AnswerOf<typeof planQuery>;
export type Task = Plan["tasks"][number];
export type TaskBasis = Task["basis"];
export type DrawDraft = Schemas["InspectionDraw"];
export type Drawn = Awaited<ReturnType<typeof previewDraw>>;
export type Inspections = AnswerOf<typeof inspectionsQuery>;
export type InspectionSummary = Inspections["inspections"][number];
export type Inspection = AnswerOf<typeof inspectionQuery>;
export type Appeals = AnswerOf<typeof appealsQuery>;
export type Appeal = Appeals["appeals"][number];
export type AppealStep = Schemas["RatingAppealStep"];

type Asked<P extends keyof paths> = paths[P] extends {
  get: { parameters: { query?: infer Query } };
}
  ? NonNullable<Query>
  : never;
export type PlanAsked = Asked<"/api/districts/{districtId}/ratings/plan">;
export type InspectionsAsked = Omit<
  Asked<"/api/districts/{districtId}/ratings/inspections">,
  "format" | "lang"
>;
export type AppealsAsked = Asked<"/api/districts/{districtId}/ratings/appeals">;

const KINDS = ["inspection", "inspection_task", "rating_appeal", "rubric"];
const live = { meta: { kinds: KINDS } };

/** What is to be inspected, by when and why. */
export const planQuery = (districtId: string, query: PlanAsked) =>
  queryOptions({
    queryKey: ["ratings", "plan", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/plan`, { params: { ...pathOf(districtId), query }, signal })),
    ...live,
    placeholderData: keepPreviousData,
  });

/** To whom an inspection can be given. */
export const inspectorsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["ratings", "inspectors", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/plan/inspectors`, { params: pathOf(districtId), signal })),
    staleTime: 10 * 60_000,
  });

export const previewDraw = (districtId: string, body: DrawDraft) =>
  unwrap(api.POST(`${PATH}/plan/preview`, { params: pathOf(districtId), body }));

export const draw = (districtId: string, body: DrawDraft) =>
  unwrap(api.POST(`${PATH}/plan`, { params: pathOf(districtId), body }));

export const changeTask = (
  districtId: string,
  taskId: string,
  body: Schemas["InspectionTaskChange"],
) =>
  unwrap(
    api.PATCH(`${PATH}/plan/tasks/{taskId}`, { params: { path: { districtId, taskId } }, body }),
  );

export const dropTask = (districtId: string, taskId: string, reason: string) =>
  unwrap(
    api.POST(`${PATH}/plan/tasks/{taskId}/drop`, {
      params: { path: { districtId, taskId } },
      body: { reason },
    }),
  );

/** Inspections with their scores, the latest first. */
export const inspectionsQuery = (districtId: string, query: InspectionsAsked) =>
  queryOptions({
    queryKey: ["ratings", "inspections", districtId, query],
    queryFn: async ({ signal }) => {
      const answer = await unwrap(
        api.GET(`${PATH}/inspections`, { params: { ...pathOf(districtId), query }, signal }),
      );
      return answer as Exclude<typeof answer, string>; // text is a file, which was not asked for
    },
    ...live,
    placeholderData: keepPreviousData,
  });

/** One inspection with all that was found. */
export const inspectionQuery = (districtId: string, inspectionId: string) =>
  queryOptions({
    queryKey: ["ratings", "inspection", districtId, inspectionId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/inspections/{inspectionId}`, {
          params: { path: { districtId, inspectionId } },
          signal,
        }),
      ),
    ...live,
    retry: false,
  });

export const withdrawInspection = (districtId: string, inspectionId: string, reason: string) =>
  unwrap(
    api.POST(`${PATH}/inspections/{inspectionId}/withdraw`, {
      params: { path: { districtId, inspectionId } },
      body: { reason },
    }),
  );

export const orderReinspection = (
  districtId: string,
  inspectionId: string,
  body: Schemas["ReinspectionDraft"],
) =>
  unwrap(
    api.POST(`${PATH}/inspections/{inspectionId}/reinspection`, {
      params: { path: { districtId, inspectionId } },
      body,
    }),
  );

/** Appeals with their trails, the latest first. */
export const appealsQuery = (districtId: string, query: AppealsAsked) =>
  queryOptions({
    queryKey: ["ratings", "appeals", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/appeals`, { params: { ...pathOf(districtId), query }, signal })),
    ...live,
    placeholderData: keepPreviousData,
  });

export const raiseAppeal = (districtId: string, inspectionId: string, words: string) =>
  unwrap(
    api.POST(`${PATH}/appeals`, { params: pathOf(districtId), body: { inspectionId, words } }),
  );

export const decideAppeal = (districtId: string, appealId: string, body: AppealStep) =>
  unwrap(
    api.POST(`${PATH}/appeals/{appealId}/steps`, {
      params: { path: { districtId, appealId } },
      body,
    }),
  );

export const withdrawAppeal = (districtId: string, appealId: string, words: string) =>
  unwrap(
    api.POST(`${PATH}/appeals/{appealId}/withdraw`, {
      params: { path: { districtId, appealId } },
      body: { words },
    }),
  );

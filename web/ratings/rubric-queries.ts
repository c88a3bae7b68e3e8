import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { type AnswerOf, inUsualOrder, PATH, pathOf } from "./queries.ts";

type Schemas = components["schemas"];
export type Rubrics = AnswerOf<typeof rubricsQuery>;
export type Rubric = Rubrics["rubrics"][number];
export type RubricVersion = Rubric["versions"][number];
export type RubricContent = Schemas["RubricContentDraft"];
export type Basis = RubricContent["bases"][string];
export type RubricPreview = AnswerOf<typeof previewQuery>;

const live = { meta: { kinds: ["rubric"] } };

/** All rubrics with all their versions. */
export const rubricsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["ratings", "rubrics", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/rubrics`, { params: pathOf(districtId), signal })),
    select: inUsualOrder,
    ...live,
  });

/** What a rubric would do to today's stars; nothing is written. */
export const previewQuery = (
  districtId: string,
  body: { readonly rubricId: string | null; readonly content: RubricContent },
) =>
  queryOptions({
    queryKey: ["ratings", "preview", districtId, body],
    queryFn: ({ signal }) =>
      unwrap(api.POST(`${PATH}/rubrics/preview`, { params: pathOf(districtId), body, signal })),
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });

export const createRubric = (districtId: string, body: Schemas["RubricDraft"]) =>
  unwrap(api.POST(`${PATH}/rubrics`, { params: pathOf(districtId), body }));

const ofRubric = (districtId: string, rubricId: string) => ({ path: { districtId, rubricId } });

export const proposeVersion = (
  districtId: string,
  rubricId: string,
  body: Schemas["RubricVersionDraft"],
) =>
  unwrap(
    api.POST(`${PATH}/rubrics/{rubricId}/versions`, {
      params: ofRubric(districtId, rubricId),
      body,
    }),
  );

const ofVersion = (districtId: string, { rubricId, version }: RubricVersion) => ({
  path: { districtId, rubricId, version },
});

export const approveVersion = (
  districtId: string,
  of: RubricVersion,
  body: Schemas["RubricApproval"],
) =>
  unwrap(
    api.POST(`${PATH}/rubrics/{rubricId}/versions/{version}/approve`, {
      params: ofVersion(districtId, of),
      body,
    }),
  );

export const withdrawVersion = (districtId: string, of: RubricVersion, note: string) =>
  unwrap(
    api.POST(`${PATH}/rubrics/{rubricId}/versions/{version}/withdraw`, {
      params: ofVersion(districtId, of),
      body: { note },
    }),
  );

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type ScenarioDraft = Schemas["ScenarioDraft"];
export type Figures = Schemas["ScenarioFigures"];
export type TargetDraft = Schemas["ConstructionTargetDraft"];

// as they arrive: the client knows positions as lists, not as pairs
export type Scenario = Awaited<ReturnType<typeof askScenarios>>["scenarios"][number];
export type Comparison = Awaited<ReturnType<typeof askComparison>>;
export type ComparisonColumn = Comparison["columns"][number];
export type Targets = Awaited<ReturnType<typeof askTargets>>;
export type Target = Targets["targets"][number];

const PATH = "/api/districts/{districtId}/coverage";
const inDistrict = (districtId: string) => ({ path: { districtId } });
const seen = (revision: number) => ({ "if-match": `"${revision}"` });

const askScenarios = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}/scenarios`, { params: inDistrict(districtId), signal }));
const askComparison = (districtId: string, ids: readonly string[], signal: AbortSignal) =>
  unwrap(
    api.GET(`${PATH}/scenarios/compare`, {
      params: { ...inDistrict(districtId), query: { ids: ids.join(",") } },
      signal,
    }),
  );
const askTargets = (districtId: string, signal: AbortSignal) =>
  unwrap(api.GET(`${PATH}/targets`, { params: inDistrict(districtId), signal }));

/** Scenarios that were saved. */
export const scenariosQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["coverage", "scenarios", districtId],
    queryFn: ({ signal }) => askScenarios(districtId, signal),
    meta: { kinds: ["scenario", "construction_target"] },
  });

/** Some of them side by side. */
export const comparisonQuery = (districtId: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: ["coverage", "scenarios", districtId, "compare", ids],
    queryFn: ({ signal }) => askComparison(districtId, ids, signal),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    meta: {
      kinds: [
        ...["scenario", "facility", "rating", "street_edge", "demand_cell", "area", "place"],
        "district_setting",
      ],
    },
  });

/** Saves a scenario: a new one, or another state of one that is there. */
export const writeScenario = (
  districtId: string,
  written: { readonly of: Scenario | null; readonly draft: ScenarioDraft },
) =>
  written.of
    ? unwrap(
        api.PUT(`${PATH}/scenarios/{scenarioId}`, {
          params: {
            path: { districtId, scenarioId: written.of.scenarioId },
            header: seen(written.of.revision),
          },
          body: written.draft,
        }),
      )
    : unwrap(
        api.POST(`${PATH}/scenarios`, { params: inDistrict(districtId), body: written.draft }),
      );

/** Takes one away. */
export const removeScenario = (districtId: string, { scenarioId, revision }: Scenario) =>
  unwrap(
    api.DELETE(`${PATH}/scenarios/{scenarioId}`, {
      params: { path: { districtId, scenarioId }, header: seen(revision) },
    }),
  );

/** What is to be built, and how far it is. */
export const targetsQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["coverage", "targets", districtId],
    queryFn: ({ signal }) => askTargets(districtId, signal),
    meta: { kinds: ["construction_target", "facility", "scenario"] },
  });

/** Makes targets of what a scenario adds. */
export const makeTargets = (districtId: string, scenarioId: string) =>
  unwrap(
    api.POST(`${PATH}/scenarios/{scenarioId}/targets`, {
      params: { path: { districtId, scenarioId } },
      body: { plannedFor: null },
    }),
  );

/** Writes a target. */
export const writeTarget = (
  districtId: string,
  written: { readonly of: Target | null; readonly draft: TargetDraft },
) =>
  written.of
    ? unwrap(
        api.PUT(`${PATH}/targets/{targetId}`, {
          params: {
            path: { districtId, targetId: written.of.targetId },
            header: seen(written.of.revision),
          },
          body: written.draft,
        }),
      )
    : unwrap(api.POST(`${PATH}/targets`, { params: inDistrict(districtId), body: written.draft }));

/** Takes a target away. */
export const removeTarget = (districtId: string, { targetId, revision }: Target) =>
  unwrap(
    api.DELETE(`${PATH}/targets/{targetId}`, {
      params: { path: { districtId, targetId }, header: seen(revision) },
    }),
  );

/** Facilities of a kind, for a target that has become one of them: what a few letters of name or code find. */
export const facilitiesQuery = (districtId: string, q: string) =>
  queryOptions({
    queryKey: ["coverage", "facilities", districtId, q],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/search", {
          params: { ...inDistrict(districtId), query: { q, limit: 50 } },
          signal,
        }),
      ),
    enabled: q.trim() !== "",
    placeholderData: keepPreviousData,
  });

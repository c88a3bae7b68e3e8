import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import type { LngLat } from "../map/geometry.ts";
import type { CoverageQuestion } from "./params.ts";

const PATH = "/api/districts/{districtId}/coverage";
const pathOf = (districtId: string) => ({ params: { path: { districtId } } });

const askCoverage = (districtId: string, question: CoverageQuestion, signal: AbortSignal) =>
  unwrap(api.POST(PATH, { ...pathOf(districtId), body: question, signal }));
const askStreets = (districtId: string, question: CoverageQuestion, signal: AbortSignal) =>
  unwrap(api.POST(`${PATH}/streets`, { ...pathOf(districtId), body: question, signal }));

// as they arrive: the client knows positions as lists, not as pairs
export type CoverageAnswer = Awaited<ReturnType<typeof askCoverage>>;
export type CoverageStreets = Awaited<ReturnType<typeof askStreets>>;
export type CoverageTrialAnswer = Awaited<ReturnType<typeof askTrial>>;
export type CoverageGap = CoverageAnswer["gaps"][number];
export type CoverageSite = CoverageAnswer["sites"][number];

/** Who is served and who is not. */
export const coverageQuery = (districtId: string, question: CoverageQuestion) =>
  queryOptions({
    queryKey: ["coverage", "answer", districtId, question],
    queryFn: ({ signal }) => askCoverage(districtId, question, signal),
    staleTime: 60_000,
    meta: {
      kinds: [
        "facility",
        "rating",
        "street_edge",
        "demand_cell",
        "area",
        "place",
        "district_setting",
      ],
    },
    placeholderData: keepPreviousData,
  });

/** Which parts of streets are within reach. */
export const reachedStreetsQuery = (districtId: string, question: CoverageQuestion) =>
  queryOptions({
    queryKey: ["coverage", "streets", districtId, question],
    queryFn: ({ signal }) => askStreets(districtId, question, signal),
    staleTime: 60_000,
    meta: { kinds: ["facility", "rating", "street_edge", "district_setting"] },
    placeholderData: keepPreviousData,
  });

type ClosureAsked = components["schemas"]["ClosureQuestion"];
const askClosure = (districtId: string, asked: ClosureAsked, signal: AbortSignal) =>
  unwrap(api.POST(`${PATH}/closure`, { ...pathOf(districtId), body: asked, signal }));
export type Closure = Awaited<ReturnType<typeof askClosure>>;

/** Who loses service while some facilities are closed. */
export const closureQuery = (districtId: string, asked: ClosureAsked) =>
  queryOptions({
    queryKey: ["coverage", "closure", districtId, asked],
    queryFn: ({ signal }) => askClosure(districtId, asked, signal),
    staleTime: 60_000,
    meta: { kinds: ["facility", "rating", "street_edge", "demand_cell", "district_setting"] },
    placeholderData: keepPreviousData,
  });

/** What changes with one site somewhere else. */
export const askTrial = (
  districtId: string,
  trial: { question: CoverageQuestion; site: string; position: LngLat | null },
) =>
  unwrap(
    api.POST(`${PATH}/trial`, {
      ...pathOf(districtId),
      body: { ...trial, position: trial.position && [trial.position[0], trial.position[1]] },
    }),
  );

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import type { HotspotAsked } from "./params.ts";

type Schemas = components["schemas"];
export type Hotspots = Schemas["Hotspots"];
export type Spot = Hotspots["spots"][number];
export type HotspotCells = Hotspots["cells"];
export type HotspotFrame = Schemas["HotspotFrame"];
export type HotspotCube = Schemas["HotspotCube"];
export type HotspotCard = Schemas["HotspotCard"];
export type HotspotChoices = Schemas["HotspotChoices"];

const PATH = "/api/districts/{districtId}/hotspots";
const pathOf = (districtId: string) => ({ path: { districtId } });
/**
 * An analysis is looked at again a while after the last change, not with every call that is taken; at once when the
 * district sets how it is made.
 */
const analysed = { staleTime: 60_000, meta: { kinds: ["district_setting"] } };

/** What questions can be narrowed to, with every title. */
export const choicesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["hotspots", "choices", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/choices`, { params: pathOf(districtId), signal })),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: ["district_setting", "unit", "area"] },
  });

/** The analysis of a period. */
export const hotspotsQuery = (districtId: string, query: HotspotAsked) =>
  queryOptions({
    queryKey: ["hotspots", "period", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(PATH, { params: { ...pathOf(districtId), query }, signal })),
    ...analysed,
    placeholderData: keepPreviousData,
  });

/** The cells of a period alone, while it is played or dragged. */
export const frameQuery = (districtId: string, query: HotspotAsked) =>
  queryOptions({
    queryKey: ["hotspots", "frame", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/frame`, { params: { ...pathOf(districtId), query }, signal })),
    ...analysed,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Cells over steps of time. */
export const cubeQuery = (districtId: string, query: HotspotAsked) => {
  const { from: _, ...asked } = query;
  return queryOptions({
    queryKey: ["hotspots", "cube", districtId, asked],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/cube`, { params: { ...pathOf(districtId), query: asked }, signal })),
    ...analysed,
    placeholderData: keepPreviousData,
  });
};

/** Everything about one spot. */
export const spotQuery = (districtId: string, spotId: string, query: HotspotAsked) =>
  queryOptions({
    queryKey: ["hotspots", "spot", districtId, spotId, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/spots/{spotId}`, {
          params: { path: { districtId, spotId }, query },
          signal,
        }),
      ),
    ...analysed,
    retry: false,
  });

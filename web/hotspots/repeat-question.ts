import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, unwrap } from "../api/client.ts";
import type { components, operations } from "../api/schema.gen.ts";
import { numberIn, useHotLink, useQuestion } from "./params.ts";

type Schemas = components["schemas"];
export type RepeatPlaces = Schemas["RepeatPlaces"];
export type RepeatPlace = RepeatPlaces["places"][number];
export type RepeatReporters = Schemas["RepeatReporters"];
export type RepeatReporter = RepeatReporters["reporters"][number];
export type PlaceReturns = Schemas["PlaceReturns"];
export type UnitReturns = PlaceReturns["units"][number];

type Query<Id extends keyof operations> = operations[Id]["parameters"] extends { query?: infer Q }
  ? NonNullable<Q>
  : never;
type PlacesAsked = Query<"getRepeatPlaces">;
type ReportersAsked = Query<"getRepeatReporters">;
type ReturnsAsked = Query<"getPlaceReturns">;

/** The parts of repetition; the first is what one sees at first. */
export const PARTS = ["places", "reporters", "returns"] as const;
export type Part = (typeof PARTS)[number];
export const partOf = (text: string | undefined): Part =>
  PARTS.find((each) => each === text) ?? PARTS[0];

const PATH = "/api/districts/{districtId}/hotspots/repeats";
const pathOf = (districtId: string) => ({ path: { districtId } });
/**
 * An analysis is looked at again a while after the last change, not with every call that is taken; at once when the
 * district sets how it is made.
 */
const analysed = { staleTime: 60_000, meta: { kinds: ["district_setting"] } };

/** Places complained of again and again. */
export const repeatPlacesQuery = (districtId: string, query: PlacesAsked) =>
  queryOptions({
    queryKey: ["hotspots", "repeat-places", districtId, query],
    queryFn: async ({ signal }) => {
      const answer = await unwrap(
        api.GET(`${PATH}/places`, { params: { ...pathOf(districtId), query }, signal }),
      );
      return answer as RepeatPlaces; // a file comes only where one asks for it
    },
    ...analysed,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Who reports again and again. */
export const repeatReportersQuery = (districtId: string, query: ReportersAsked) =>
  queryOptions({
    queryKey: ["hotspots", "repeat-reporters", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/reporters`, { params: { ...pathOf(districtId), query }, signal })),
    ...analysed,
    placeholderData: keepPreviousData,
  });

/** By unit, after how many settlements the place was complained of again. */
export const returnsQuery = (districtId: string, query: ReturnsAsked) =>
  queryOptions({
    queryKey: ["hotspots", "returns", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/returns`, { params: { ...pathOf(districtId), query }, signal })),
    ...analysed,
    placeholderData: keepPreviousData,
  });

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** What the link asks of repetition: the page's own question, and what is the same place and matter. */
export function useRepeatQuestion() {
  const linked = useHotLink();
  const question = useQuestion();
  return useMemo(() => {
    const { measure, resolution, rings, meters, stepsBack, level, minimum, ...filters } = question;
    const radius = given({ radiusMeters: numberIn(linked.repeatMeters, 1, 1000) });
    const fewest = given({ fewest: numberIn(linked.repeatFewest, 2, 1000) });
    const returnDays = given({ returnDays: numberIn(linked.repeatReturn, 1, 366) });
    const days = given({ days: numberIn(linked.repeatDays, 1, 366) });
    const cells = given({ measure, resolution, rings, meters, level, minimum });
    return {
      places: { ...filters, ...radius, ...fewest, ...returnDays, ...days },
      reporters: { ...filters, ...cells, ...radius, ...fewest },
      returns: { ...filters, ...radius, ...returnDays },
    };
  }, [linked, question]);
}

import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { type CoverageParam, questionOf, useCoverageLink } from "./params.ts";
import { lensesQuery } from "./settings-queries.ts";
import type { Lens } from "./settings-words.ts";
import { MEASURE_TITLES } from "./words.ts";

const MEASURES = Object.keys(MEASURE_TITLES);

/**
 * The lenses that are offered for what a link asks, and the one that is looked through.
 *
 * @returns `first` is looked through where a link names none; `chosen` is null where the radius is one's own.
 */
export function choiceOf(
  linked: { readonly [K in CoverageParam]?: string },
  lenses: readonly Lens[],
) {
  const { kind, lensId, radiusMeters } = questionOf(linked);
  const offered = lenses
    .filter(({ facilityKind, isOn }) => facilityKind === kind && isOn)
    .sort((a, b) => MEASURES.indexOf(a.measure.type) - MEASURES.indexOf(b.measure.type));
  const first = offered.find(({ isDefault }) => isDefault) ?? offered[0] ?? null;
  const named = lensId === undefined ? null : (offered.find(({ id }) => id === lensId) ?? null);
  const isOwn = lensId === undefined && radiusMeters !== undefined;
  const chosen = lensId === undefined ? (isOwn ? null : first) : named;
  return { offered, first, chosen };
}

/** What is looked through here; `measured` is it where it measures no radius, so that coverage does not answer it. */
export function useLens() {
  const linked = useCoverageLink();
  const { districtId } = useView().view.district;
  const { data, isError } = useQuery(lensesQuery(districtId));
  const choice = choiceOf(linked, data?.lenses ?? []);
  const { chosen } = choice;
  return {
    ...choice,
    isKnown: data !== undefined || isError,
    measured: chosen && chosen.measure.type !== "radius" ? chosen : null,
  };
}

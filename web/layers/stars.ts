import type { LayerInfo } from "./queries.ts";
import type { LayerFeature } from "./record-queries.ts";
import { FACILITY_ENTRIES } from "./tree.ts";

/** How many streets, not edges, hold each number of stars. */
export function streetsByStars(edges: readonly LayerFeature[]): ReadonlyMap<number, number> {
  const starsByStreet = new Map<string, number>();
  for (const { id, properties } of edges) {
    const { stars, streetId } = properties;
    if (typeof stars === "number") starsByStreet.set(String(streetId ?? id), stars);
  }
  const countByStars = new Map<number, number>();
  for (const stars of starsByStreet.values()) {
    countByStars.set(stars, (countByStars.get(stars) ?? 0) + 1);
  }
  return countByStars;
}

/** How many facilities hold at least one star. */
export const starFacilityCount = (layers: readonly LayerInfo[]): number =>
  layers
    .filter(({ layerId }) => FACILITY_ENTRIES.some((entry) => entry === layerId))
    .flatMap(({ classes }) => classes.stars ?? [])
    .reduce((sum, { value, count }) => (Number(value) > 0 ? sum + count : sum), 0);

import { useSyncExternalStore } from "react";
import type { components } from "../api/schema.gen.ts";
import type { LngLat } from "../map/geometry.ts";

export type GivenCandidate = components["schemas"]["GivenCandidate"];

/** What is too long for a link: drawn areas, and candidates of a file. As long as the page lives. */
export type Drawn = {
  readonly areas: readonly (readonly LngLat[])[];
  readonly exclude: readonly (readonly LngLat[])[];
  readonly given: readonly GivenCandidate[];
  /** What is being drawn now. */
  readonly drawing: "areas" | "exclude" | null;
};

let drawn: Drawn = { areas: [], exclude: [], given: [], drawing: null };
const hearers = new Set<() => void>();

export function setDrawn(change: Partial<Drawn>) {
  drawn = { ...drawn, ...change };
  for (const hear of hearers) hear();
}

export const drawnNow = () => drawn;

export const useDrawn = () =>
  useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    () => drawn,
  );

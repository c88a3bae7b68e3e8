import type { components } from "../api/schema.gen.ts";
import type { LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";

export type GivenCandidate = components["schemas"]["GivenCandidate"];

/** What is too long for a link: drawn areas, and candidates of a file. As long as the page lives. */
export type Drawn = {
  readonly areas: readonly (readonly LngLat[])[];
  readonly exclude: readonly (readonly LngLat[])[];
  readonly given: readonly GivenCandidate[];
  /** What is being drawn now. */
  readonly drawing: "areas" | "exclude" | null;
};

const drawn = sharedValue<Drawn>({ areas: [], exclude: [], given: [], drawing: null });

export const setDrawn = (change: Partial<Drawn>) => drawn.set({ ...drawn.now(), ...change });
export const drawnNow = drawn.now;
export const useDrawn = () => drawn.use();

import type { Bbox, LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";

/** A listed complaint that has a place. */
export type Mapped = {
  readonly id: string;
  readonly number: string;
  readonly position: LngLat;
  readonly isLate: boolean;
};

type State = {
  /** What is listed; null while no list is beside the map. */
  readonly mapped: readonly Mapped[] | null;
  /** The one that is pointed at, in the list or on the map. */
  readonly pointedId: string | null;
  /** The one that was pressed on the map, for the list to show. */
  readonly pressedId: string | null;
  /** What one sees of the map; null until there is one. */
  readonly seen: (() => Bbox) | null;
};

const state = sharedValue<State>({ mapped: null, pointedId: null, pressedId: null, seen: null });

/** Changes what list and map know of each other. */
export function link(change: Partial<State>) {
  const keys = Object.keys(change) as (keyof State)[]; // of a State's part they are its keys
  const before = state.now();
  if (keys.every((key) => before[key] === change[key])) return;
  state.set({ ...before, ...change });
}

/** The list and the map beside it. */
export const useListMap = () => state.use();

import type { LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";

/** The place of the report that is being written: the form and the map stand in different parts of the page. */
const place = sharedValue<{
  readonly isAsked: boolean;
  readonly at: LngLat | null;
  readonly moves: number;
}>({ isAsked: false, at: null, moves: 0 });

/** @param isMoved  The map goes there: it was not chosen on it. */
export function setOpenPlace(change: { isAsked?: boolean; at?: LngLat | null }, isMoved = false) {
  const before = place.now();
  place.set({ ...before, ...change, moves: before.moves + (isMoved ? 1 : 0) });
}

export const useOpenPlace = () => place.use();

import { useSyncExternalStore } from "react";
import type { LngLat } from "../map/geometry.ts";

/** The place of the report that is being written: the form and the map stand in different parts of the page. */
let place: { readonly isAsked: boolean; readonly at: LngLat | null; readonly moves: number } = {
  isAsked: false,
  at: null,
  moves: 0,
};
const listeners = new Set<() => void>();

/** @param isMoved  The map goes there: it was not chosen on it. */
export function setOpenPlace(change: { isAsked?: boolean; at?: LngLat | null }, isMoved = false) {
  place = { ...place, ...change, moves: place.moves + (isMoved ? 1 : 0) };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useOpenPlace = () => useSyncExternalStore(subscribe, () => place);

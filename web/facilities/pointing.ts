import { useEffect, useSyncExternalStore } from "react";
import type { LngLat } from "../map/geometry.ts";

/** What the pointer is on, in the list and on the map; the two stand in different parts of the page. */
type Pointing = {
  /** A list is open that wants to know. */
  readonly isListed: boolean;
  /** Where the facility of the line is. */
  readonly listed: LngLat | null;
  /** The facility on the map. */
  readonly mappedId: string | null;
};

const NOTHING: Pointing = { isListed: false, listed: null, mappedId: null };

let pointing = NOTHING;
const listeners = new Set<() => void>();

/** Says what the pointer is on now. */
export function point(change: Partial<Pointing>) {
  pointing = { ...pointing, ...change };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePointing = () => useSyncExternalStore(subscribe, () => pointing);

/** While the component lives, its list and the map show each other what is pointed at. */
export function useListed() {
  useEffect(() => {
    point({ isListed: true });
    return () => point(NOTHING);
  }, []);
}

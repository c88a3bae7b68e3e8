import { useEffect } from "react";
import type { LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";

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

const pointing = sharedValue(NOTHING);

/** Says what the pointer is on now. */
export const point = (change: Partial<Pointing>) => pointing.set({ ...pointing.now(), ...change });

export const usePointing = () => pointing.use();

/** While the component lives, its list and the map show each other what is pointed at. */
export function useListed() {
  useEffect(() => {
    point({ isListed: true });
    return () => point(NOTHING);
  }, []);
}

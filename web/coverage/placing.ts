import { useSyncExternalStore } from "react";

/** What the next click on the map sets; null: a click is a click. */
type Placing = "site" | "barrier" | null;

let placing: Placing = null;
const hearers = new Set<() => void>();

/** Says what the next click on the map sets. */
export function setPlacing(next: Placing) {
  placing = next;
  for (const hear of hearers) hear();
}

export const usePlacing = () =>
  useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    () => placing,
  );

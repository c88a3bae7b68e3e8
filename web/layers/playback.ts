import { useSyncExternalStore } from "react";

type Period = { readonly from: string; readonly to: string };

let playing: Period | null = null;
const hearers = new Set<() => void>();

/** Sets the period that is being played; null when nothing is. The link keeps the period one stopped at. */
export function setPlaying(period: Period | null) {
  playing = period;
  for (const hear of hearers) hear();
}

function subscribe(hear: () => void) {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** The period that is being played now: it passes too quickly to be a link of its own. */
export const usePlaying = () => useSyncExternalStore(subscribe, () => playing);

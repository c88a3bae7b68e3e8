import { useSyncExternalStore } from "react";

/** First and last local day. */
export type ClockPeriod = { readonly from: string; readonly to: string };

/** What passes too quickly to be a link of its own. */
type Moving = {
  /** The period that is being played now; null while the clock stands. */
  readonly playing: ClockPeriod | null;
  /** The period somebody is dragging the slider to; null while nobody is. */
  readonly dragged: ClockPeriod | null;
};

let moving: Moving = { playing: null, dragged: null };
const hearers = new Set<() => void>();

function move(change: Partial<Moving>) {
  moving = { ...moving, ...change };
  for (const hear of hearers) hear();
}

/** Sets the period that is being played; null when nothing is. The link keeps the period one stopped at. */
export const setPlaying = (period: ClockPeriod | null) => move({ playing: period });

/** Sets the period the slider is being dragged to; null when it is let go. */
export const setDragged = (period: ClockPeriod | null) => move({ dragged: period });

function subscribe(hear: () => void) {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** The period that is being played now, the same for every layer that has time. */
export const usePlaying = () => useSyncExternalStore(subscribe, () => moving.playing);

/** The period that is played or dragged now; null while the clock stands at the link's own. */
export const useMovingPeriod = () =>
  useSyncExternalStore(subscribe, () => moving.playing ?? moving.dragged);

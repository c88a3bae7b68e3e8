import { sharedValue } from "../ui/shared-value.ts";

/** First and last local day. */
export type ClockPeriod = { readonly from: string; readonly to: string };

/** What passes too quickly to be a link of its own. */
type Moving = {
  /** The period that is being played now; null while the clock stands. */
  readonly playing: ClockPeriod | null;
  /** The period somebody is dragging the slider to; null while nobody is. */
  readonly dragged: ClockPeriod | null;
};

const moving = sharedValue<Moving>({ playing: null, dragged: null });
const move = (change: Partial<Moving>) => moving.set({ ...moving.now(), ...change });

/** Sets the period that is being played; null when nothing is. The link keeps the period one stopped at. */
export const setPlaying = (period: ClockPeriod | null) => move({ playing: period });

/** Sets the period the slider is being dragged to; null when it is let go. */
export const setDragged = (period: ClockPeriod | null) => move({ dragged: period });

/** The period that is being played now, the same for every layer that has time. */
export const usePlaying = () => moving.usePart(({ playing }) => playing);

/** The period that is played or dragged now; null while the clock stands at the link's own. */
export const useMovingPeriod = () => moving.usePart(({ playing, dragged }) => playing ?? dragged);

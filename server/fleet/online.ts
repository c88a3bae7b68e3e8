import type { MatchFix } from "./candidates.ts";
import type { Matched } from "./match.ts";
import type { MatchNetwork } from "./match-network.ts";
import { MATCH_PRESETS, type MatchSettings } from "./match-settings.ts";
import { type Track, type TrackState, trackOn } from "./track.ts";

/** Everything needed to go on later; plain values, so that it can be stored. Of use on the same network only. */
export type OnlineState = TrackState;

/** One vehicle, matched as its positions come. */
export type Online = {
  /**
   * @param fixes  in order of time, younger than all before: what comes late is matched offline again.
   * @returns what became certain: each passage, gap and fix is told once, a passage when its street was left for good.
   */
  push(fixes: readonly MatchFix[]): Matched;
  /** The best guess of all that is not certain, as if nothing more came. It changes nothing. */
  pending(): Matched;
  state(): OnlineState;
};

/**
 * Matches vehicles on one network as positions come, by the model of `matchOf`.
 *
 * A place is certain once every course that is still likely leads through it, or, which is rarer, once `lagFixes` more were
 * used.
 *
 * @returns begins a vehicle, or goes on with one from its state.
 * @see Goh et al., "Online map-matching based on hidden Markov model for real-time traffic sensing applications", IEEE ITSC 2012,
 *   pp. 776–781.
 */
export function onlineOn(network: MatchNetwork, settings: Partial<MatchSettings> = {}) {
  const trackFrom = trackOn(network, { ...MATCH_PRESETS, ...settings });
  return (begun: OnlineState | null = null): Online => {
    const track: Track = trackFrom(begun);
    return {
      push(fixes) {
        for (const fix of fixes) track.take(fix);
        return track.settle();
      },
      pending: () => trackFrom(track.state()).end(),
      state: () => track.state(),
    };
  };
}

/** The same for one vehicle. */
export const createOnline = (
  network: MatchNetwork,
  settings: Partial<MatchSettings> = {},
  begun: OnlineState | null = null,
): Online => onlineOn(network, settings)(begun);

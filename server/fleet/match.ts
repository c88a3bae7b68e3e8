import type { MatchFix } from "./candidates.ts";
import type { MatchNetwork } from "./match-network.ts";
import { MATCH_PRESETS, type MatchSettings } from "./match-settings.ts";
import type { Passage } from "./passages.ts";
import type { Snap } from "./steps.ts";
import { trackOn } from "./track.ts";

/**
 * A time of which nobody knows where the vehicle was: no data, and never "not swept".
 *
 * silence: nothing came. no-street: it was on no street that is known. no-way: no way leads from one fix to the next.
 */
export type Gap = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: "silence" | "no-street" | "no-way";
};

/** Which streets a vehicle drove, and when. */
export type Matched = {
  /** In the order driven. */
  readonly passages: Passage[];
  /** In order of time. */
  readonly gaps: Gap[];
  /** Where each fix was taken to be, in the order of fixes; null when it was not used. */
  readonly snapped: (Snap | null)[];
};

/**
 * Which streets a vehicle drove, by its positions.
 *
 * The likeliest course of a hidden Markov model, over the whole of what is given; `createOnline` answers as positions come.
 * What lies in a gap is never filled. Crossing a street, and in and out again less far than noise makes, is not driving it.
 * See docs/matching.md and docs/decisions/0010-matching.md.
 *
 * @param fixes  in order of time; of two at one instant the second is not used. None is allowed.
 * @param settings  those that differ from the presets.
 * @see Newson & Krumm, "Hidden Markov map matching through noise and sparseness", ACM GIS 2009, pp. 336–343.
 */
export function matchOf(
  network: MatchNetwork,
  fixes: readonly MatchFix[],
  settings: Partial<MatchSettings> = {},
): Matched {
  return matcherOn(network, settings)(fixes);
}

/** The same for many vehicles on one network: ways that were searched for one serve the others. */
export function matcherOn(network: MatchNetwork, settings: Partial<MatchSettings> = {}) {
  const trackFrom = trackOn(network, { ...MATCH_PRESETS, ...settings });
  return (fixes: readonly MatchFix[]): Matched => {
    const track = trackFrom();
    for (const fix of fixes) track.take(fix);
    return track.end();
  };
}

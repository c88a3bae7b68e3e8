import type { MatchFix } from "./candidates.ts";
import type { MatchNetwork } from "./match-network.ts";
import { MATCH_PRESETS, type MatchSettings } from "./match-settings.ts";
import type { Passage } from "./passages.ts";
import { routesOn } from "./routes-between.ts";
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
  const presets = { ...MATCH_PRESETS, ...settings };
  const routes = routesOn(network);
  const trackers = new Map<number, ReturnType<typeof trackOn>>();
  const matchedBy = (fixes: readonly MatchFix[], sigmaMeters: number): Matched => {
    const known = trackers.get(sigmaMeters);
    const trackFrom = known ?? trackOn(network, { ...presets, sigmaMeters }, routes);
    if (!known) trackers.set(sigmaMeters, trackFrom);
    const track = trackFrom();
    for (const fix of fixes) track.take(fix);
    return track.end();
  };
  return (fixes: readonly MatchFix[]): Matched => {
    let [sigma, matched] = [presets.sigmaMeters, matchedBy(fixes, presets.sigmaMeters)];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const seen = seenSigma(network, fixes, matched);
      if (seen < sigma * CLEARLY_MORE) break;
      sigma = SIGMAS.find((meters) => meters >= seen * BIAS) ?? SIGMAS.at(-1)!;
      if (!(sigma > presets.sigmaMeters)) break;
      matched = matchedBy(fixes, sigma);
    }
    return matched;
  };
}

/** Fixes that err more than they were taken to are matched again by what they show, so often at most. */
const MOST_ROUNDS = 2;
/** They lie nearer to the street that was found than to the one driven: what they show is too little by so much. */
const BIAS = 1.15;
const CLEARLY_MORE = 1.25;
const SIGMAS = [12, 15, 20, 25];
/** As many fixes say enough; fewer than the least say nothing. */
const [LEAST_SEEN, MOST_SEEN] = [12, 50];
const LOOK_METERS = 70;
/** Of a normal error half lie within 0.6745 σ. */
const SIGMAS_IN_MEDIAN = 0.6745;

/**
 * How far fixes lie beside the streets they were matched to, as a standard deviation; 0 of too few. Of those of a vehicle that
 * drives: one that stands may stand in a yard.
 */
function seenSigma({ streets }: MatchNetwork, fixes: readonly MatchFix[], { snapped }: Matched) {
  const offsets: number[] = [];
  const driving = fixes.flatMap((fix, k) => {
    const [snap, before] = [snapped[k], snapped[k - 1]];
    const stands = before && snap?.edge === before.edge && snap.share === before.share;
    return snap && !stands && !((fix.accuracyMeters ?? 0) > 0) ? [{ fix, snap }] : [];
  });
  const every = Math.max(1, Math.ceil(driving.length / MOST_SEEN));
  for (let k = 0; k < driving.length; k += every) {
    const { fix, snap } = driving[k]!;
    let least = LOOK_METERS;
    streets.eachPlaceWithin(fix.position, LOOK_METERS, (edge, _, offset) => {
      if (edge === snap.edge && offset < least) least = offset;
    });
    offsets.push(least);
  }
  if (offsets.length < LEAST_SEEN) return 0;
  return offsets.sort((a, b) => a - b)[offsets.length >> 1]! / SIGMAS_IN_MEDIAN;
}

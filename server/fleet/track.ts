import { distanceMeters } from "../geo/measure.ts";
import { type MatchFix, sigmaOf } from "./candidates.ts";
import type { Gap, Matched } from "./match.ts";
import type { MatchNetwork } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";
import { type Piece, passagesOf, withoutSpurs } from "./passages.ts";
import { posteriorsOf } from "./posteriors.ts";
import { routesOn } from "./routes-between.ts";
import { type Snap, stepsOn } from "./steps.ts";
import { courseTo, type Layer, viterbiOn } from "./viterbi.ts";
import { waysOn } from "./ways.ts";

/** What came of one vehicle: takes fixes one by one, and tells at the end, or before, what was driven. */
export type Track = ReturnType<ReturnType<typeof trackOn>>;

/** Follows vehicles on one network; ways that were searched for one serve the others. */
export function trackOn(network: MatchNetwork, settings: MatchSettings) {
  const ways = waysOn(network, routesOn(network), settings);
  const viterbi = viterbiOn(network, ways, settings);
  const steps = stepsOn(network, ways);
  const silenceMs = settings.silenceSeconds * 1000;
  const offStreetMs = settings.offStreetSeconds * 1000;

  return () => {
    /** Each step back from it leads to the one before; null where a chain has not begun. */
    let last: Layer | null = null;
    /** The newest fix that came, used or not, and the first of those off street since the last that was used. */
    let [newestMs, offStreetFromMs] = [Number.NaN, Number.NaN];
    let taken = 0;
    /** What was settled and not told yet: closed pieces, those that may still grow, gaps. */
    let [closed, open]: [Piece[], Piece[]] = [[], []];
    let gaps: Gap[] = [];
    /** Of the fixes from `told` on. */
    let snapped: (Snap | null)[] = [];
    let told = 0;

    const tell = (index: number, snap: Snap) => {
      snapped[index - told] = snap;
    };

    /** The course of the chain as far as a layer becomes what was driven; the chain goes on from there. */
    function settle(course: readonly { layer: Layer; at: number }[], window: readonly Layer[]) {
      const posteriors = posteriorsOf(window);
      const first = course[0]!;
      if (first.layer.before === null) tell(first.layer.index, steps.snapOf(first.layer, first.at));
      for (const [k, to] of course.entries()) {
        if (k === 0) continue;
        const from = course[k - 1]!;
        tell(to.layer.index, steps.snapOf(to.layer, to.at));
        const pairs = posteriors[k - 1];
        if (pairs) steps.add(open, from, to, pairs, tell);
        else {
          close();
          gaps.push({ fromMs: lastMsOf(from.layer), toMs: to.layer.fix.atMs, reason: "no-way" });
          for (const { index } of from.layer.also) tell(index, steps.snapOf(from.layer, from.at));
        }
      }
    }

    /** Nothing that comes can change what is open any more. */
    function close() {
      closed.push(...withoutSpurs(open, network, settings.spurMeters));
      open = [];
    }

    /** The chain ends here. */
    function endChain() {
      if (!last) return;
      const course = courseTo(last, last.scores.indexOf(last.least));
      settle(
        course,
        course.map(({ layer }) => layer),
      );
      const end = course.at(-1)!;
      for (const { index } of end.layer.also) tell(index, steps.snapOf(end.layer, end.at));
      const piece = open.at(-1);
      if (piece) {
        piece.toMs = Math.max(piece.toMs, lastMsOf(end.layer));
        piece.points += end.layer.also.length;
      }
      close();
      last = null;
    }

    function gap(reason: Gap["reason"], fromMs: number, toMs: number) {
      endChain();
      const before = gaps.at(-1);
      // off street, and then nothing for long: two gaps one after the other
      if (before && before.reason === reason && before.toMs >= fromMs)
        gaps[gaps.length - 1] = { ...before, toMs };
      else gaps.push({ reason, fromMs, toMs });
    }

    function take(fix: MatchFix) {
      const index = taken++;
      snapped.push(null);
      if (fix.isFixed === false || !(fix.atMs > newestMs || Number.isNaN(newestMs))) return;
      const beforeMs = newestMs;
      newestMs = fix.atMs;
      if (fix.atMs - beforeMs > silenceMs) {
        endOffStreet(beforeMs);
        gap("silence", beforeMs, fix.atMs);
      }
      const near = settings.thinSigmas * sigmaOf(fix, settings);
      if (
        last &&
        Number.isNaN(offStreetFromMs) &&
        distanceMeters(last.fix.position, fix.position) < near
      ) {
        last.also.push({ fix, index });
        return;
      }
      const candidates = viterbi.candidatesOf(fix);
      if (candidates.count === 0) {
        if (Number.isNaN(offStreetFromMs))
          offStreetFromMs = Number.isNaN(beforeMs) || !last ? fix.atMs : lastMsOf(last);
        return;
      }
      if (fix.atMs - offStreetFromMs > offStreetMs) endOffStreet(fix.atMs);
      offStreetFromMs = Number.NaN;
      last = last
        ? viterbi.next(fix, index, candidates, last)
        : viterbi.first(fix, index, candidates);
    }

    /** The vehicle was on no street until now, or until nothing was heard of it. */
    function endOffStreet(untilMs: number) {
      if (Number.isNaN(offStreetFromMs)) return;
      if (untilMs > offStreetFromMs) gap("no-street", offStreetFromMs, untilMs);
      offStreetFromMs = Number.NaN;
    }

    /** What is settled and cannot change any more, and has not been told. */
    function told_(): Matched {
      const until = last ? snapped.length : snapped.length;
      const matched = {
        passages: passagesOf(closed, network),
        gaps,
        snapped: snapped.slice(0, until),
      };
      closed = [];
      gaps = [];
      told += until;
      snapped = snapped.slice(until);
      return matched;
    }

    return {
      take,
      end(): Matched {
        endOffStreet(newestMs);
        endChain();
        return told_();
      },
    };
  };
}

/** When the vehicle was last seen at a fix: there may be others so near that they were not used. */
const lastMsOf = ({ fix, also }: Layer) => also.at(-1)?.fix.atMs ?? fix.atMs;

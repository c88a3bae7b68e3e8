import { distanceMeters } from "../geo/measure.ts";
import { type MatchFix, sigmaOf } from "./candidates.ts";
import { createGather, type Gathered } from "./gather.ts";
import type { Gap, Matched } from "./match.ts";
import type { MatchNetwork } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";
import { type Piece, passagesOf, withoutSpurs } from "./passages.ts";
import { posteriorsOf } from "./posteriors.ts";
import { routesOn } from "./routes-between.ts";
import { type Snap, stepsOn } from "./steps.ts";
import { courseTo, type Layer, viterbiOn } from "./viterbi.ts";
import { waysOn } from "./ways.ts";

/** A gathering whose middle is nearer than so many sigma to the one before: the vehicle stands. */
const TOGETHER_SIGMAS = 1.2;
/** In and out again less far than so many sigma is noise, whatever the settings say. */
const SPUR_SIGMAS = 2.5;

type Placed = { readonly layer: Layer; readonly at: number };

/** What came of one vehicle: takes fixes one by one, and tells at the end, or before, what was driven. */
export type Track = ReturnType<ReturnType<typeof trackOn>>;

/** Follows vehicles on one network; ways that were searched for one serve the others. */
export function trackOn(network: MatchNetwork, settings: MatchSettings) {
  const ways = waysOn(network, routesOn(network), settings);
  const viterbi = viterbiOn(network, ways, settings);
  const steps = stepsOn(network, ways);
  const silenceMs = settings.silenceSeconds * 1000;
  const spurMeters = Math.max(settings.spurMeters, SPUR_SIGMAS * settings.sigmaMeters);
  const offStreetMs = settings.offStreetSeconds * 1000;

  return () => {
    /** Each step back from it leads to the one before; null where a chain has not begun. */
    let last: Layer | null = null;
    /** The newest fix that came, used or not, and the first of those off street since the last that was used. */
    let [newestMs, offStreetFromMs] = [Number.NaN, Number.NaN];
    let taken = 0;
    const gather = createGather(settings);
    /** What was settled and not told yet: closed pieces, those that may still grow, gaps. */
    let [closed, open]: [Piece[], Piece[]] = [[], []];
    let gaps: Gap[] = [];
    /** Of the fixes from `told` on. */
    let snapped: (Snap | null)[] = [];
    let told = 0;

    const tell = (index: number, snap: Snap) => {
      snapped[index - told] = snap;
    };

    /** Tells of some fixes beside a layer that they are where it is. */
    function tellOf({ layer, at }: Placed, isTold: (fix: MatchFix) => boolean): number {
      const members = layer.members.filter(({ fix }) => isTold(fix));
      for (const { index } of members) tell(index, steps.snapOf(layer, at));
      return members.length;
    }

    /** The course of the chain as far as a layer becomes what was driven; the chain goes on from there. */
    function settle(course: readonly Placed[], window: readonly Layer[]) {
      const posteriors = posteriorsOf(window);
      const first = course[0]!;
      if (first.layer.before === null) tellOf(first, ({ atMs }) => atMs <= first.layer.fix.atMs);
      for (const [k, to] of course.entries()) {
        if (k === 0) continue;
        const from = course[k - 1]!;
        const pairs = posteriors[k - 1];
        if (pairs) {
          steps.add(open, from, to, pairs, tell);
          continue;
        }
        endPiece(from);
        const toMs = to.layer.members[0]!.fix.atMs;
        gaps.push({ fromMs: lastMsOf(from.layer), toMs, reason: "no-way" });
        tellOf(to, ({ atMs }) => atMs <= to.layer.fix.atMs);
      }
    }

    /** The vehicle goes on from here in no way that is known. */
    function endPiece(at: Placed) {
      const points = tellOf(at, ({ atMs }) => atMs > at.layer.fix.atMs);
      const piece = open.at(-1);
      if (piece) {
        piece.toMs = Math.max(piece.toMs, lastMsOf(at.layer));
        piece.points += points;
      }
      closed.push(...withoutSpurs(open, network, spurMeters));
      open = [];
    }

    /** Nothing more comes that goes on from here. */
    function endChain() {
      for (const gathered of gather.end()) use(gathered);
      leaveStreets();
    }

    function take(fix: MatchFix) {
      const index = taken++;
      snapped.push(null);
      if (fix.isFixed === false || fix.atMs <= newestMs || Number.isNaN(fix.atMs)) return;
      if (fix.atMs - newestMs > silenceMs) {
        endChain();
        endOffStreet(newestMs);
        gaps.push({ fromMs: newestMs, toMs: fix.atMs, reason: "silence" });
      }
      newestMs = fix.atMs;
      for (const gathered of gather.take({ fix, index })) use(gathered);
    }

    /** The next layer of the chain, or the first. */
    function use(gathered: Gathered) {
      const { fix, members } = gathered;
      const candidates = viterbi.candidatesOf(fix);
      const [firstMs, lastMs] = [members[0]!.fix.atMs, members.at(-1)!.fix.atMs];
      if (candidates.count === 0) {
        if (Number.isNaN(offStreetFromMs)) offStreetFromMs = last ? lastMsOf(last) : firstMs;
        if (lastMs - offStreetFromMs > offStreetMs) leaveStreets();
        return;
      }
      endOffStreet(firstMs);
      const together = TOGETHER_SIGMAS * sigmaOf(fix, settings);
      if (last && distanceMeters(last.fix.position, fix.position) < together)
        last.members.push(...members);
      else
        last = last
          ? viterbi.next(gathered, candidates, last)
          : viterbi.first(gathered, candidates);
    }

    /** Off street for so long that the way until then does not go on. */
    function leaveStreets() {
      if (!last) return;
      const course = courseTo(last, last.scores.indexOf(last.least));
      settle(
        course,
        course.map(({ layer }) => layer),
      );
      endPiece(course.at(-1)!);
      last = null;
    }

    /** What was off street until now is a gap, if the way does not go on. */
    function endOffStreet(untilMs: number) {
      if (!last && untilMs > offStreetFromMs)
        gaps.push({ fromMs: offStreetFromMs, toMs: untilMs, reason: "no-street" });
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
        endChain();
        endOffStreet(newestMs);
        return told_();
      },
    };
  };
}

/** When the vehicle was last seen at a fix: there may be others so near that they were not used. */
const lastMsOf = ({ members }: Layer) => members.at(-1)!.fix.atMs;

import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { type MatchFix, sigmaOf } from "./candidates.ts";
import { createGather, type Gathered } from "./gather.ts";
import type { Gap, Matched } from "./match.ts";
import type { MatchNetwork } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";
import { isTurn, type Piece, passagesOf, withoutSpurs } from "./passages.ts";
import { posteriorsOf } from "./posteriors.ts";
import { type Routes, routesOn } from "./routes-between.ts";
import { type Snap, stepsOn } from "./steps.ts";
import {
  courseTo,
  type Layer,
  type Placed,
  rerooted,
  rootAt,
  settledIn,
  viterbiOn,
} from "./viterbi.ts";
import { waysOn } from "./ways.ts";

/** A gathering whose middle is nearer than so many sigma to the one before: the vehicle stands. */
const TOGETHER_SIGMAS = 1.2;
/** In and out again less far than so many sigma is noise, whatever the settings say. */
const SPUR_SIGMAS = 2.5;

/** Where a track stands, in plain values; edges are places in the network's, which must be the same. */
export type TrackState = {
  /** The last place that is settled, and which of the fixes waiting stand for it too. */
  readonly root: {
    readonly atMs: number;
    readonly position: LngLat;
    readonly arc: number;
    readonly along: number;
    readonly lastMs: number;
    readonly members: readonly number[];
  } | null;
  /** Fixes of which nothing is certain. */
  readonly waiting: readonly MatchFix[];
  /** What was driven for certain and may go on, or turn out to be noise. */
  readonly open: readonly Piece[];
  /** The newest fix before those waiting. */
  readonly beforeMs: number | null;
  readonly offStreetFromMs: number | null;
};

/** What came of one vehicle: takes fixes one by one, and tells at the end, or before, what was driven. */
export type Track = ReturnType<ReturnType<typeof trackOn>>;

/** Follows vehicles on one network; ways that were searched for one serve the others. */
export function trackOn(
  network: MatchNetwork,
  settings: MatchSettings,
  routes: Routes = routesOn(network),
) {
  const ways = waysOn(network, routes, settings);
  const viterbi = viterbiOn(network, ways, settings);
  const steps = stepsOn(network, ways);
  const silenceMs = settings.silenceSeconds * 1000;
  const spurMeters = Math.max(settings.spurMeters, SPUR_SIGMAS * settings.sigmaMeters);
  const offStreetMs = settings.offStreetSeconds * 1000;

  return (begun: TrackState | null = null) => {
    /** Each step back from it leads to the one before; null where a chain has not begun. */
    let last: Layer | null = null;
    /** The newest fix that came, used or not, and the first of those off street since the last that was used. */
    let [newestMs, offStreetFromMs] = [Number.NaN, Number.NaN];
    let taken = 0;
    const gather = createGather(settings, begun?.root !== null && begun !== null);
    /** Whether the chain begins with a place that is settled, rather than with its first fix. */
    let isRooted = false;
    /** What was settled and not told yet: closed pieces, those that may still grow, gaps. */
    let [closed, open]: [Piece[], Piece[]] = [[], []];
    let gaps: Gap[] = [];
    /** Of the fixes from `told` on. */
    let snapped: (Snap | null)[] = [];
    let waiting: MatchFix[] = [];
    let told = 0;
    /** The newest fix before those. */
    let toldMs = Number.NaN;

    const tell = (index: number, snap: Snap) => {
      if (index >= told) snapped[index - told] = snap;
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
      waiting.push(fix);
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
      isRooted = false;
    }

    /** What was off street until now is a gap, if the way does not go on. */
    function endOffStreet(untilMs: number) {
      if (!last && untilMs > offStreetFromMs)
        gaps.push({ fromMs: offStreetFromMs, toMs: untilMs, reason: "no-street" });
      offStreetFromMs = Number.NaN;
    }

    /** What is settled and cannot change any more, and has not been told: of fixes, those before an index. */
    function news(untilIndex: number): Matched {
      const matched = {
        passages: passagesOf(closed, network),
        gaps,
        snapped: snapped.slice(0, untilIndex - told),
      };
      [closed, gaps] = [[], []];
      const gone = untilIndex - told;
      for (const { atMs } of waiting.slice(0, gone)) if (!(atMs <= toldMs)) toldMs = atMs;
      snapped = snapped.slice(gone);
      waiting = waiting.slice(gone);
      told = untilIndex;
      return matched;
    }

    /** Where the first fix stands of which nothing is certain. */
    function firstUncertain(): number {
      if (!last) return gather.pending()[0]?.index ?? taken;
      const { fix: middle, members } = rootOf(last);
      if (!isRooted) return members[0]!.index;
      return members.find(({ fix }) => fix.atMs > middle.atMs)?.index ?? members.at(-1)!.index + 1;
    }

    /** Closes what no turn that may yet come can take out again. */
    function closeSome() {
      let [meters, at] = [0, open.length - 1];
      for (; at > 0 && meters < 2 * spurMeters; at--) {
        meters += open[at]!.to - open[at]!.from;
        // a turn so near may be noise: what follows will tell
        if (isTurn(open[at - 1]!, open[at]!, network)) return;
      }
      const pieces = withoutSpurs(open, network, spurMeters);
      let kept = pieces.length - 1;
      for (meters = 0; kept > 0 && meters < spurMeters; kept--)
        meters += pieces[kept]!.to - pieces[kept]!.from;
      closed.push(...pieces.slice(0, Math.max(kept, 0)));
      open = pieces.slice(Math.max(kept, 0));
    }

    if (begun) resume(begun);
    return {
      take,

      /** Settles what became certain, and tells it. */
      settle(): Matched {
        const settled = last && settledIn(last, settings.lagFixes);
        if (last && settled) {
          const window: Layer[] = [];
          for (let layer: Layer | null = last; layer; layer = layer.before) window.push(layer);
          settle(courseTo(settled.layer, settled.at), window.reverse());
          last = rerooted(last, settled);
          isRooted = true;
          closeSome();
        }
        return news(firstUncertain());
      },

      end(): Matched {
        endChain();
        endOffStreet(newestMs);
        return news(taken);
      },

      /** All that the rest depends on, after `settle`. */
      state(): TrackState {
        const root = last && isRooted ? rootOf(last) : null;
        const { arcs, alongs } = root?.candidates ?? { arcs: [0], alongs: [0] };
        return {
          root: root && {
            ...{
              atMs: root.fix.atMs,
              position: root.fix.position,
              arc: arcs[0]!,
              along: alongs[0]!,
            },
            ...{ lastMs: lastMsOf(root) },
            members: root.members
              .filter(({ index }) => index >= told)
              .map(({ index }) => index - told),
          },
          waiting: [...waiting],
          open: open.map((piece) => ({ ...piece })),
          beforeMs: Number.isNaN(toldMs) ? null : toldMs,
          offStreetFromMs: last || Number.isNaN(offStreetFromMs) ? null : offStreetFromMs,
        };
      },
    };

    function resume({
      root,
      waiting: fixes,
      open: pieces,
      beforeMs,
      offStreetFromMs: fromMs,
    }: TrackState) {
      open = pieces.map((piece) => ({ ...piece }));
      [toldMs, newestMs, offStreetFromMs] = [
        beforeMs ?? Number.NaN,
        beforeMs ?? Number.NaN,
        fromMs ?? Number.NaN,
      ];
      if (root) {
        const members = root.members.map((index) => ({ fix: fixes[index]!, index }));
        taken = (root.members.at(-1) ?? -1) + 1;
        waiting = fixes.slice(0, taken);
        snapped = waiting.map(() => null);
        const candidates = {
          ...{ count: 1, arcs: Int32Array.of(root.arc), alongs: Float64Array.of(root.along) },
          costs: new Float64Array(1),
        };
        const { atMs, position, lastMs } = root;
        if (members.length === 0) members.push({ fix: { atMs: lastMs, position }, index: -1 });
        last = rootAt({ atMs, position }, members, candidates);
        [isRooted, newestMs] = [true, lastMs];
      }
      for (const fix of fixes.slice(taken)) take(fix);
    }
  };
}

const rootOf = (last: Layer): Layer => {
  let layer = last;
  while (layer.before) layer = layer.before;
  return layer;
};

/** When the vehicle was last seen at a fix: there may be others so near that they were not used. */
const lastMsOf = ({ members }: Layer) => members.at(-1)!.fix.atMs;

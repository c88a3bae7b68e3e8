import { distanceMeters } from "../geo/measure.ts";
import { type Candidates, candidatesOn, type MatchFix } from "./candidates.ts";
import type { Gathered, Member } from "./gather.ts";
import type { MatchNetwork } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";
import type { Apart, WaysBetween } from "./ways.ts";

/** A fix that stands for those beside it, and what is known of where the vehicle was at it. */
export type Layer = {
  readonly fix: MatchFix;
  /** The fixes it stands for, in order of time. */
  readonly members: Member[];
  readonly candidates: Candidates;
  /** By candidate: cost of the likeliest course that ends there. */
  readonly scores: Float64Array;
  readonly least: number;
  /** By candidate: the one of the layer before that the likeliest course has. */
  readonly backs: Int32Array;
  readonly before: Layer | null;
  /** What speaks against each way from the layer before, by rows of that; null where none leads here. */
  readonly costs: Float64Array | null;
};

/** A course less likely than the best by this many nats is not followed. */
const HOPELESS = 30;
/** So many fixes in a row may be wrong. */
const MOST_OUTLIERS = 3;

/** The time is that in which nothing was heard: while it stands, or is heard close by, it drives round no block. */
export const apartOf = (
  a: Pick<Layer, "fix" | "members">,
  b: Pick<Layer, "fix" | "members">,
): Apart => ({
  meters: distanceMeters(a.fix.position, b.fix.position),
  seconds: (b.members[0]!.fix.atMs - a.members.at(-1)!.fix.atMs) / 1000,
});

/** Likeliest courses through the candidates of one fix after the other, each from where the one before ended. */
export function viterbiOn(network: MatchNetwork, ways: WaysBetween, settings: MatchSettings) {
  const candidatesOf = candidatesOn(network, settings);

  function linked({ fix, members }: Gathered, candidates: Candidates, before: Layer): Layer {
    const count = candidates.count;
    const apart = apartOf(before, { fix, members });
    const bar = before.least + HOPELESS;
    const costs = ways.costs(before.candidates, candidates, apart, (i) => before.scores[i]! <= bar);
    const scores = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const backs = new Int32Array(count);
    if (costs === null) {
      const best = before.scores.indexOf(before.least);
      for (let j = 0; j < count; j++) {
        scores[j] = before.least + settings.breakCost + candidates.costs[j]!;
        backs[j] = best;
      }
    } else
      for (let i = 0; i < before.candidates.count; i++) {
        const score = before.scores[i]!;
        if (score > bar) continue;
        for (let j = 0; j < count; j++) {
          const total = score + costs[i * count + j]!;
          if (total >= scores[j]!) continue;
          scores[j] = total;
          backs[j] = i;
        }
      }
    if (costs !== null) for (let j = 0; j < count; j++) scores[j]! += candidates.costs[j]!;
    const least = scores.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return { fix, members, candidates, scores, least, backs, before, costs };
  }

  /** The longer it was heard from one place, the less that was an error. */
  const outlierCostOf = ({ members }: Layer) => {
    const minutes = (members.at(-1)!.fix.atMs - members[0]!.fix.atMs) / 60_000;
    return settings.outlierCost * (1 + minutes);
  };

  return {
    candidatesOf,

    /** The first fix of a chain. */
    first({ fix, members }: Gathered, candidates: Candidates): Layer {
      const scores = candidates.costs;
      const least = scores.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      const backs = new Int32Array(candidates.count).fill(-1);
      return { fix, members, candidates, scores, least, backs, before: null, costs: null };
    },

    /** The next fix of a chain. Where it fits far better without the last ones, they were wrong and are left out. */
    next(gathered: Gathered, candidates: Candidates, last: Layer): Layer {
      let best = linked(gathered, candidates, last);
      if (best.least - last.least < settings.outlierCost / 2) return best;
      let [left, leftCost] = [last, 0];
      for (let count = 1; count <= MOST_OUTLIERS && left.before; count++) {
        leftCost += outlierCostOf(left);
        const without = linked(gathered, candidates, left.before);
        left = left.before;
        const least = without.least + leftCost;
        if (least >= best.least) continue;
        const extra = leftCost;
        best = { ...without, scores: without.scores.map((score) => score + extra), least };
      }
      return best;
    },
  };
}

/** A layer, and which of its candidates was taken. */
export type Placed = { readonly layer: Layer; readonly at: number };

/**
 * The newest layer but the first at which all courses that are still followed agree; of a chain longer than `mostLayers`, the
 * one that many back on the likeliest.
 *
 * @returns null when none is settled.
 */
export function settledIn(last: Layer, mostLayers: number): Placed | null {
  let alive = new Set<number>();
  for (const [j, score] of last.scores.entries()) if (score <= last.least + HOPELESS) alive.add(j);
  let likeliest = last.scores.indexOf(last.least);
  let isForced = false;
  for (let layer = last, back = 0; layer.before; back++) {
    if (alive.size === 1 || isForced) return { layer, at: likeliest };
    alive = new Set([...alive].map((j) => layer.backs[j]!));
    likeliest = layer.backs[likeliest]!;
    layer = layer.before;
    isForced = back + 1 >= mostLayers;
  }
  return null;
}

/** A chain that begins with a layer of which only one candidate is left. */
export const rootAt = (fix: MatchFix, members: Member[], candidates: Candidates): Layer => ({
  ...{ fix, members, candidates, scores: new Float64Array(1), least: 0 },
  ...{ backs: Int32Array.of(-1), before: null, costs: null },
});

/** Only a candidate of a layer. */
export const onlyOf = ({ arcs, alongs, costs }: Candidates, at: number): Candidates => ({
  ...{ count: 1, arcs: arcs.slice(at, at + 1), alongs: alongs.slice(at, at + 1) },
  costs: costs.slice(at, at + 1),
});

/** The same chain, begun anew at a settled layer: courses that do not come from there are gone. */
export function rerooted(last: Layer, settled: Placed): Layer {
  const later: Layer[] = [];
  for (let layer = last; layer !== settled.layer; layer = layer.before!) later.push(layer);
  const { fix, members, candidates } = settled.layer;
  const scores = settled.layer.scores.slice(settled.at, settled.at + 1);
  // what led here costs the courses that go on as much as those that leave out fixes since
  const root = rootAt(fix, members, onlyOf(candidates, settled.at));
  let before: Layer = { ...root, scores, least: scores[0]! };
  let isFirst = true;
  for (const layer of later.reverse()) {
    const { backs, candidates: own, costs } = layer;
    const isAlive = (j: number) =>
      isFirst ? backs[j] === settled.at : before.scores[backs[j]!]! < Number.POSITIVE_INFINITY;
    const alive = layer.scores.map((score, j) => (isAlive(j) ? score : Number.POSITIVE_INFINITY));
    const least = alive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const from = settled.at * own.count;
    before = {
      ...{ ...layer, before, scores: alive, least },
      backs: isFirst ? new Int32Array(own.count) : backs,
      costs: isFirst && costs ? costs.slice(from, from + own.count) : costs,
    };
    isFirst = false;
  }
  return before;
}

/** The likeliest candidate of each layer that leads to one, the oldest first. */
export function courseTo(last: Layer, candidate: number): Placed[] {
  const course: Placed[] = [];
  for (let layer: Layer | null = last, at = candidate; layer; layer = layer.before) {
    course.push({ layer, at });
    at = layer.backs[at]!;
  }
  return course.reverse();
}

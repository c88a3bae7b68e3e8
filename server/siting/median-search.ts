import { type Random, randomOf } from "../../data/demo/random.ts";
import { conflictsOf, interchange, openGreedily } from "./interchange.ts";
import { rootStanding } from "./median-root.ts";
import { branches, type Explored, type Node, takeLowest } from "./median-tree.ts";
import { ascend, type Round, type Standing } from "./multipliers.ts";
import type { Watch } from "./problem.ts";
import { costOf, grainOf, narrowed, type Ranked, raisedTo } from "./ranked.ts";

/** The best choice found, what it comes to, and what no choice is better than. */
export type Choice = {
  readonly objective: number;
  readonly sites: readonly number[];
  readonly bound: number;
};

export type MedianSearch = {
  /** Sites to open at most. */
  readonly count: number;
  /** Open whatever is chosen. */
  readonly kept: readonly number[];
  readonly conflicts: readonly (readonly [number, number])[];
  /** Sites that serve every row, for when the search's own first choice does not. */
  readonly first?: readonly number[];
  /** Only a choice that costs less than this is of use; when there is none, the bound says so. */
  readonly cutoff?: number;
  /** Ends before it branches, so that something else can. */
  readonly isRootOnly?: boolean;
};

/** What is known at the end of a search. */
export type MedianAnswer = {
  /** null when it knows none that serves every row, or costs less than the cutoff. */
  readonly choice: Choice | null;
  /** No choice that serves every row costs less; Infinity when there is none (of use). */
  readonly bound: number;
  /** Per site: 1 where a better choice has it open, −1 where it has it closed, 0 where that is not known. */
  readonly states: Int8Array;
};

/**
 * Which sites make the cost of serving every row from its nearest one least.
 *
 * Greedy choice, exchange and shaken exchange give an answer; prices for rows give the bound and close or open for good
 * whatever no better answer can have otherwise; what is left undecided is branched over. Why not a linear program:
 * docs/decisions/0009-siting-solvers.md.
 *
 * @returns What it found, and how good that is. It ends at the latest when the watch says so.
 */
export function searchMedian(rows: Ranked, asked: MedianSearch, watch: Watch): MedianAnswer {
  const standing = rootStanding(
    rows,
    asked.count,
    asked.kept,
    conflictsOf(rows.siteCount, asked.conflicts),
  );
  const search = searchOf(rows, standing, asked, watch);
  search.begin(asked.first ?? null);
  return search.run();
}

/** How often the first ascent moves prices, and the one at each branch. */
const ROOT_ROUNDS = 2000;
const NODE_ROUNDS = 150;
/** Choices that are remembered, so that none is mended twice. */
const MOST_TRIED = 20_000;
/** Shaken exchanges before the first ascent. */
const SHAKES = 30;

function searchOf(
  all: Ranked,
  root: Standing,
  { kept, conflicts: pairs, cutoff = Number.POSITIVE_INFINITY, isRootOnly = false }: MedianSearch,
  watch: Watch,
) {
  const { siteCount: m } = all;
  const conflicts = conflictsOf(m, pairs);
  const grain = grainOf(all);
  const keptSites = new Set(kept);
  const outOfReach = 1 + dearest(all);
  let rows = all;
  let best = cutoff;
  let bestOpen: Uint8Array | null = null;
  let floor = 0;
  const movable = Uint8Array.from(root.states, (state) => (state === 0 ? 1 : 0));

  /** Above this nothing is better than what is known. */
  const target = () =>
    grain > 0 ? best - grain + Math.max(1e-6 * grain, 1e-11 * best) : best - 1e-6 * best;
  const rise = (bound: number) => {
    const whole = raisedTo(grain, bound);
    if (whole <= floor) return;
    floor = Math.min(whole, best);
    watch.tell({ objective: bestOpen ? best : null, bound: floor });
  };
  const take = (isOpen: Uint8Array) => {
    const cost = costOf(all, isOpen);
    if (!(cost < best)) return false;
    best = cost;
    bestOpen = isOpen.slice();
    watch.tell({ objective: best, bound: floor });
    return true;
  };
  const isAllowed = (isOpen: Uint8Array) =>
    !conflicts ||
    pairs.every(
      ([a, b]) => isOpen[a] === 0 || isOpen[b] === 0 || (keptSites.has(a) && keptSites.has(b)),
    );
  const improve = (isOpen: Uint8Array) => {
    interchange(rows, isOpen, movable, conflicts, outOfReach);
    return take(isOpen);
  };

  /** Opens and closes what must be, by what each site collects against the bar; null when nothing better is left. */
  const decided = (standing: Standing, round: Round): Standing | null => {
    const { states } = standing;
    let { missing } = standing;
    const bar = target() - round.total;
    for (let j = 0; j < m; j++) {
      if (states[j] !== 0) continue;
      if (round.chosen[j] === 1) {
        if (round.next - round.worth[j]! <= bar) continue;
        states[j] = 1;
        missing--;
        for (const other of conflicts?.[j] ?? []) {
          if (states[other]! > 0 && !keptSites.has(other)) return null;
          if (states[other] === 0) states[other] = -1;
        }
      } else if (round.worth[j]! - round.last > bar) states[j] = -1;
    }
    return missing < 0 ? null : { states, missing };
  };

  /** Whether no choice is left: enough are open, or all that are left can be. If so, what comes of it is taken. */
  const settled = ({ states, missing }: Standing): boolean => {
    const free = states.filter((state) => state === 0).length;
    if (missing > 0 && missing < free) return false;
    const isOpen = Uint8Array.from(states, (s) => (s > 0 || (s === 0 && missing > 0) ? 1 : 0));
    if (!isAllowed(isOpen)) return missing === 0 || free === 0;
    take(isOpen);
    return true;
  };

  const tried = new Set<string>();
  const improveIfNew = (isOpen: Uint8Array) => {
    const key = isOpen.join("");
    if (tried.has(key) || !isAllowed(isOpen)) return;
    if (tried.size >= MOST_TRIED) tried.clear();
    tried.add(key);
    improve(isOpen.slice());
  };
  const explore = (node: Node, rounds: number, theta: number): Explored | null => {
    const near = narrowed(rows, node.states);
    for (let i = 0; i < near.rowCount; i++) if (near.starts[i] === near.starts[i + 1]) return null;
    let standing: Standing = { states: node.states.slice(), missing: node.missing };
    let isDone = settled(standing);
    if (isDone) return null;
    let turn = 0;
    const ascent = ascend(
      near,
      standing,
      node.prices,
      rounds,
      target,
      (round) => {
        turn++;
        if (round.isBetter || turn % 10 === 0) {
          if (costOf(near, round.chosen) < best * 1.01) improveIfNew(round.chosen);
        }
        if (turn % 25 === 0) improveIfNew(byShares(standing, round.shares));
        if (watch.isOver()) return null;
        const then = decided(standing, round);
        isDone = then === null || settled(then);
        if (isDone || then === null) return null;
        standing = then;
        return then;
      },
      theta,
    );
    const bound = Math.max(node.bound, ascent.bound);
    if (!isDone) improveIfNew(byShares(standing, ascent.shares));
    if (isDone || bound > target()) return null;
    return { ...standing, prices: ascent.multipliers, bound, shares: ascent.shares };
  };

  const shaken = (random: Random, open: Uint8Array, shake: number): Uint8Array | null => {
    const free = [...movable.keys()].filter((j) => movable[j] === 1);
    const after = open.slice();
    const leaving = random.shuffled(free.filter((j) => open[j] === 1)).slice(0, 1 + (shake % 8));
    for (const j of leaving) after[j] = 0;
    let missing = leaving.length;
    for (const j of random.shuffled(free.filter((k) => open[k] === 0))) {
      if (missing === 0) break;
      if (conflicts && conflicts[j]!.some((other) => after[other] === 1)) continue;
      after[j] = 1;
      missing--;
    }
    return missing === 0 ? after : null;
  };

  let current = Uint8Array.from(root.states, (state) => (state > 0 ? 1 : 0));
  return {
    /** A first answer, and the same shaken and mended. */
    begin(first: readonly number[] | null) {
      openGreedily(rows, current, movable, root.missing, conflicts, outOfReach);
      improve(current);
      if (first && !bestOpen) {
        current = Uint8Array.from(root.states, (state) => (state > 0 ? 1 : 0));
        for (const site of first) current[site] = 1;
        openGreedily(rows, current, movable, root.missing - first.length, conflicts, outOfReach);
        improve(current);
      }
      const random = randomOf(1, "median-search");
      for (let shake = 0; shake < SHAKES && !watch.isOver(); shake++) {
        const open = shaken(random, bestOpen ?? current, shake);
        if (open) improve(open);
      }
    },
    run() {
      if (!bestOpen && cutoff === Number.POSITIVE_INFINITY)
        return { choice: null, bound: 0, states: root.states };
      let { states } = root;
      const answer = (bound: number): MedianAnswer => {
        if (!bestOpen) return { choice: null, bound, states };
        const isChosen = (j: number) => bestOpen![j] === 1 && !keptSites.has(j);
        const sites = [...bestOpen.keys()].filter(isChosen);
        const low = Math.min(best, bound);
        return { choice: { objective: best, sites, bound: low }, bound: low, states };
      };
      const all = () => answer(Number.POSITIVE_INFINITY);
      const prices = startingPrices(rows, bestOpen ?? current);
      const rootNode = explore({ ...root, prices, bound: 0 }, ROOT_ROUNDS, 1);
      if (!rootNode) return watch.isOver() ? answer(floor) : all();
      ({ states } = rootNode);
      rise(rootNode.bound);
      if (isRootOnly) return answer(floor);
      if (!conflicts) rows = narrowed(rows, rootNode.states);
      const queue = [rootNode];
      while (queue.length > 0) {
        const node = takeLowest(queue, grain);
        if (node.bound > target()) continue;
        rise(node.bound);
        for (const child of branches(node, conflicts, keptSites)) {
          const explored = explore(child, NODE_ROUNDS, 0.3);
          if (explored) queue.push(explored);
          if (watch.isOver()) return answer(floor);
        }
      }
      return all();
    },
  };
}

/** Open is what is decided, and of the rest what was chosen most often. */
function byShares({ states, missing }: Standing, shares: Float64Array): Uint8Array {
  const isOpen = Uint8Array.from(states, (state) => (state > 0 ? 1 : 0));
  [...states.keys()]
    .filter((j) => states[j] === 0)
    .sort((a, b) => shares[b]! - shares[a]! || a - b)
    .slice(0, missing)
    .forEach((j) => {
      isOpen[j] = 1;
    });
  return isOpen;
}

/** What each row's second-nearest open site costs: near what a row is worth to the sites that compete for it. */
function startingPrices({ rowCount, starts, sites, costs }: Ranked, isOpen: Uint8Array) {
  const prices = new Float64Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    let open = 0;
    for (let k = starts[i]!; k < starts[i + 1]! && open < 2; k++)
      if (isOpen[sites[k]!] === 1) {
        prices[i] = costs[k]!;
        open++;
      }
  }
  return prices;
}

/** What it costs to serve every row from its farthest site. */
function dearest({ rowCount, starts, costs }: Ranked): number {
  let total = 0;
  for (let i = 0; i < rowCount; i++)
    if (starts[i + 1]! > starts[i]!) total += costs[starts[i + 1]! - 1]!;
  return total;
}

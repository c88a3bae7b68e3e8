import type { Conflicts } from "./interchange.ts";
import type { Standing } from "./multipliers.ts";
import { raisedTo } from "./ranked.ts";

/** What is decided of sites at a branch, with the prices of rows it begins from; no choice below it costs less than its bound. */
export type Node = Standing & { readonly prices: Float64Array; readonly bound: number };

/** A branch that may hold something better; shares are how often each site was chosen on the way. */
export type Explored = Node & { readonly shares: Float64Array };

/** Takes the branch that promises most out of the queue; of equal ones the last. */
export function takeLowest(queue: Explored[], grain: number): Explored {
  let at = 0;
  const rank = ({ bound }: Explored) => raisedTo(grain, bound);
  for (let k = 1; k < queue.length; k++) if (rank(queue[k]!) <= rank(queue[at]!)) at = k;
  const [node] = queue.splice(at, 1);
  return node!;
}

/** The site that is most undecided, once open and once closed. */
export function branches(node: Explored, conflicts: Conflicts | null, kept: Set<number>): Node[] {
  let site = -1;
  let score = -1;
  for (let j = 0; j < node.states.length; j++) {
    if (node.states[j] !== 0) continue;
    const share = node.shares[j]!;
    const undecided = Math.min(share, 1 - share);
    if (undecided > score) {
      score = undecided;
      site = j;
    }
  }
  const opened = node.states.slice();
  opened[site] = 1;
  const clash = (conflicts?.[site] ?? []).some((other) => opened[other]! > 0 && !kept.has(other));
  for (const other of conflicts?.[site] ?? []) if (opened[other] === 0) opened[other] = -1;
  const closed = node.states.slice();
  closed[site] = -1;
  const { prices, bound, missing } = node;
  const without = { states: closed, missing, prices, bound };
  return clash ? [without] : [without, { states: opened, missing: missing - 1, prices, bound }];
}

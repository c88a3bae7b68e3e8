/** Points in a plane and in time. */
export type Happenings = {
  /** Meters in any plane that keeps distances, as `ys`. */
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  /** When, in days since any day; parts of days count. */
  readonly days: ArrayLike<number>;
};

export type ClusterQuestion = Happenings & {
  /** How near is near; greater than 0, the distance itself included. */
  readonly epsMeters: number;
  /** How soon is soon; 0 or more, included. */
  readonly epsDays: number;
  /** Points within both, the point itself among them, that make a place dense; at least 1. */
  readonly minPoints: number;
};

/** Label of a point in no cluster. */
export const NOISE = -1;

const TOLERANCE = 1 + 1e-9;
const MOST_BOXES = 1 << 24;

/**
 * Which points belong together in space and time, and which to nothing.
 *
 * A point with at least `minPoints` within `epsMeters` and `epsDays` is dense; dense points within reach of each other are one
 * cluster, and a point that is only near a dense one is on the border of the first cluster that reaches it. Nothing is said about chance. The paper's
 * third condition, on how a measured value differs within a cluster, has nothing to hold on to in complaints and is left out.
 *
 * @returns One label for each point: -1, or 0, 1, 2… in the order of the clusters' first dense points. 100,000 points in less than 1 s
 *   (test/bench/README.md).
 * @throws {RangeError} when lists differ in length, or a limit or a point is not such a number.
 * @see Birant & Kut, "ST-DBSCAN: An algorithm for clustering spatial-temporal data", Data & Knowledge Engineering 60, 2007, pp. 208–221.
 */
export function spaceTimeClusters(question: ClusterQuestion): Int32Array {
  const { epsMeters, epsDays, minPoints } = question;
  if (!(epsMeters > 0 && epsDays >= 0 && minPoints >= 1))
    throw new RangeError(`no reach: ${epsMeters} m, ${epsDays} days, ${minPoints} points`);
  const boxes = boxesOf(question, epsMeters);
  const { order, xs, ys, days } = boxes;
  const count = order.length;
  const limit = (epsMeters * TOLERANCE) ** 2;
  const isNear = (a: number, b: number) => (xs[a]! - xs[b]!) ** 2 + (ys[a]! - ys[b]!) ** 2 <= limit;

  const isDense = (a: number) => {
    let near = 0;
    for (let k = 0; k < 9; k++) {
      const box = boxes.beside[boxes.boxOf[a]! * 9 + k]!;
      if (box < 0) continue;
      const end = boxes.starts[box + 1]!;
      for (let b = firstFrom(days, boxes.starts[box]!, end, days[a]! - epsDays); b < end; b++) {
        if (days[b]! > days[a]! + epsDays) break;
        if (isNear(a, b) && ++near >= minPoints) return true;
      }
    }
    return false;
  };

  // Places in `order`: labelled ones are skipped over, so that a crowded place is not walked through again for each of its points.
  const next = Uint32Array.from({ length: count + 1 }, (_, i) => i);
  const unlabelledFrom = (at: number) => {
    let a = at;
    while (next[a] !== a) {
      next[a] = next[next[a]!]!;
      a = next[a]!;
    }
    return a;
  };
  const labels = new Int32Array(count).fill(NOISE);
  const take = (a: number, label: number) => {
    labels[order[a]!] = label;
    next[a] = a + 1;
  };

  const grow = (seed: number, label: number) => {
    take(seed, label);
    const dense = [seed];
    for (let a = dense.pop(); a !== undefined; a = dense.pop()) {
      for (let k = 0; k < 9; k++) {
        const box = boxes.beside[boxes.boxOf[a]! * 9 + k]!;
        if (box < 0) continue;
        const end = boxes.starts[box + 1]!;
        const first = firstFrom(days, boxes.starts[box]!, end, days[a]! - epsDays);
        for (let b = unlabelledFrom(first); b < end; b = unlabelledFrom(b + 1)) {
          if (days[b]! > days[a]! + epsDays) break;
          if (!isNear(a, b)) continue;
          take(b, label);
          if (isDense(b)) dense.push(b);
        }
      }
    }
  };

  let clusters = 0;
  for (let i = 0; i < count; i++) {
    const a = boxes.placeOf[i]!;
    if (labels[i] === NOISE && isDense(a)) grow(a, clusters++);
  }
  return labels;
}

/** Points are asked for at most, evenly over the list. */
const SAMPLE = 2000;
/** The last part of the curve is of lone points far from all others, whose distances tell nothing of density. */
const KEPT = 0.95;

/**
 * How near is near: a distance to begin with, from the points themselves.
 *
 * Of each point the distance to the neighbour that would make it dense, within `epsDays`; in order of size these stay small within clusters
 * and rise steeply outside. The answer is where the curve is furthest below the straight line from its first to its last (knee).
 * A proposal for a control that can be moved, not a truth.
 *
 * @param question.minPoints  As of `spaceTimeClusters`, at least 2.
 * @returns Meters, greater than 0, rounded up to 10; null when fewer than two points have so many others within `epsDays`.
 * @see Ester et al., "A density-based algorithm for discovering clusters", KDD-96, sec. 4.2 (sorted k-dist graph).
 */
export function suggestedEps(
  question: Happenings & { readonly epsDays: number; readonly minPoints: number },
): number | null {
  const { xs, ys, days, epsDays, minPoints } = question;
  const order = orderOf(days);
  const sorted = Float64Array.from(order, (i) => days[i]!);
  const stride = Math.max(1, order.length / SAMPLE);
  const distances: number[] = [];
  for (let at = 0; at < order.length; at += stride) {
    const a = order[Math.floor(at)]!;
    const squares: number[] = [];
    const first = firstFrom(sorted, 0, sorted.length, days[a]! - epsDays);
    for (let k = first; k < sorted.length && sorted[k]! <= days[a]! + epsDays; k++) {
      const b = order[k]!;
      if (b !== a)
        keepSmallest(squares, (xs[a]! - xs[b]!) ** 2 + (ys[a]! - ys[b]!) ** 2, minPoints - 1);
    }
    if (squares.length === minPoints - 1 && squares.length > 0)
      distances.push(Math.sqrt(squares.at(-1)!));
  }
  if (distances.length < 2) return null;
  const curve = distances
    .sort((a, b) => a - b)
    .slice(0, Math.max(2, Math.ceil(distances.length * KEPT)));
  const [low, high] = [curve[0]!, curve.at(-1)!];
  let [knee, deepest] = [high, 0];
  curve.forEach((distance, i) => {
    const below = low + ((high - low) * i) / (curve.length - 1) - distance;
    if (below <= deepest) return;
    deepest = below;
    knee = distance;
  });
  return Math.max(10, Math.ceil(knee / 10) * 10);
}

/** Keeps the `most` smallest numbers in order. */
function keepSmallest(kept: number[], value: number, most: number) {
  if (kept.length === most && !(value < kept[most - 1]!)) return;
  let at = kept.length < most ? kept.push(value) - 1 : most - 1;
  while (at > 0 && kept[at - 1]! > value) {
    kept[at] = kept[at - 1]!;
    at--;
  }
  kept[at] = value;
}

function orderOf(days: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: days.length }, (_, i) => i).sort(
    (a, b) => days[a]! - days[b]! || a - b,
  );
}

/** Points by boxes as wide as the reach, in order of time within a box. */
function boxesOf({ xs, ys, days }: Happenings, epsMeters: number) {
  const count = xs.length;
  if (ys.length !== count || days.length !== count)
    throw new RangeError(`${count}, ${ys.length} and ${days.length} of one list of points`);
  const [left, right] = rangeOf(xs);
  const [bottom, top] = rangeOf(ys);
  rangeOf(days);
  const width = Math.max(
    epsMeters * TOLERANCE,
    (right - left) / MOST_BOXES,
    (top - bottom) / MOST_BOXES,
  );
  const high = count > 0 ? Math.floor((top - bottom) / width) + 3 : 1;
  const keyOf = (i: number) =>
    (Math.floor((xs[i]! - left) / width) + 1) * high + Math.floor((ys[i]! - bottom) / width) + 1;
  const boxByKey = new Map<number, number>();
  const keys: number[] = [];
  const pointBox = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const key = keyOf(i);
    let box = boxByKey.get(key);
    if (box === undefined) {
      box = keys.push(key) - 1;
      boxByKey.set(key, box);
    }
    pointBox[i] = box;
  }
  const starts = new Uint32Array(keys.length + 1);
  for (const box of pointBox) starts[box + 1]!++;
  for (let box = 0; box < keys.length; box++) starts[box + 1]! += starts[box]!;
  const free = starts.slice();
  const order = new Uint32Array(count);
  for (const i of orderOf(days)) order[free[pointBox[i]!]!++] = i;
  const placeOf = new Uint32Array(count);
  order.forEach((i, a) => {
    placeOf[i] = a;
  });
  const beside = new Int32Array(keys.length * 9);
  keys.forEach((key, box) => {
    for (let k = 0; k < 9; k++) {
      const other = key + (Math.floor(k / 3) - 1) * high + (k % 3) - 1;
      beside[box * 9 + k] = boxByKey.get(other) ?? -1;
    }
  });
  return {
    ...{ order, placeOf, starts, beside },
    boxOf: Uint32Array.from(order, (i) => pointBox[i]!),
    xs: Float64Array.from(order, (i) => xs[i]!),
    ys: Float64Array.from(order, (i) => ys[i]!),
    days: Float64Array.from(order, (i) => days[i]!),
  };
}

function rangeOf(values: ArrayLike<number>): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`a point is finite, got ${values[i]}`);
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return [low, high];
}

/** The first place in [from, to) whose value is at least so much. */
function firstFrom(sorted: Float64Array, from: number, to: number, least: number) {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

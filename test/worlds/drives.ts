import type { MatchNetwork } from "../../server/fleet/match-network.ts";
import type { Passage } from "../../server/fleet/passages.ts";
import { EARTH_RADIUS_METERS } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { costHeap } from "../../server/geo/reach.ts";

/** A drive whose streets are known: arcs in the order driven, and where the vehicle was each second. */
export type Drive = {
  readonly arcs: readonly number[];
  /** Meters from the tail of the first arc, and to the end on the last. */
  readonly fromMeters: number;
  readonly toMeters: number;
  readonly seconds: readonly LngLat[];
};

const METERS_A_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180;

/**
 * Invents drives as vehicles make them: quickest ways between arcs at random, several in a row; each street has its speed, which
 * varies; slower at corners; stops at some junctions.
 */
export function drivesOn(network: MatchNetwork, random: () => number) {
  const { streets, lengths, onward, isOpen } = network;
  const usable = Array.from(isOpen.keys()).filter((arc) => isOpen[arc]);
  const heap = costHeap();
  const speeds = lengths.map(() => 5 + 9 * random()); // meters a second

  /** The quickest way from an arc to another, both included; null where none leads. */
  function quickest(from: number, to: number): number[] | null {
    const least = new Map([[from, 0]]);
    const before = new Map<number, number>();
    const isDone = new Set<number>();
    heap.push(from, 0);
    for (let arc = heap.pop(); arc >= 0; arc = heap.pop()) {
      if (isDone.has(arc)) continue;
      isDone.add(arc);
      if (arc === to) break;
      for (let at = onward.starts[arc]!; at < onward.starts[arc + 1]!; at++) {
        const next = onward.arcs[at]!;
        const cost = least.get(arc)! + lengths[next]! / speeds[next]! + 3;
        if (cost >= (least.get(next) ?? Number.POSITIVE_INFINITY)) continue;
        least.set(next, cost);
        before.set(next, arc);
        heap.push(next, cost);
      }
    }
    while (heap.pop() >= 0);
    if (!isDone.has(to)) return null;
    const arcs = [to];
    while (arcs[0] !== from) arcs.unshift(before.get(arcs[0]!)!);
    return arcs;
  }

  function positionAt(arc: number, along: number): LngLat {
    const edge = arc >> 1;
    const at = arc & 1 ? lengths[arc]! - along : along;
    return streets.lineBetween(edge, at, at)[0]!;
  }

  /** @param leastMeters  how long it is at least. */
  return function drive(leastMeters: number): Drive {
    let arcs: number[] = [];
    for (let tries = 0, driven = 0; driven < leastMeters; tries++) {
      const from = arcs.at(-1) ?? usable[Math.floor(random() * usable.length)]!;
      const leg = quickest(from, usable[Math.floor(random() * usable.length)]!);
      if (leg === null || leg.length < 2) {
        if (tries % 20 === 19) [arcs, driven] = [[], 0];
        continue;
      }
      arcs = arcs.length === 0 ? leg : [...arcs, ...leg.slice(1)];
      driven = arcs.reduce((sum, arc) => sum + lengths[arc]!, 0);
    }
    let [total, count] = [0, 0];
    while (count < arcs.length && total < leastMeters * 1.3) total += lengths[arcs[count++]!]!;
    arcs = arcs.slice(0, count);
    const fromMeters = lengths[arcs[0]!]! * random() * 0.8;
    const toMeters = lengths[arcs.at(-1)!]! * (0.2 + 0.8 * random());
    const seconds: LngLat[] = [];
    let [k, along, speed, wait] = [0, arcs.length === 1 ? 0 : fromMeters, 0, 0];
    for (;;) {
      const arc = arcs[k]!;
      seconds.push(positionAt(arc, along));
      if (wait > 0) {
        wait--;
        continue;
      }
      const isLast = k === arcs.length - 1;
      const end = isLast ? toMeters : lengths[arc]!;
      // slower where a corner is near
      const wanted = Math.min(speeds[arc]! * (0.8 + 0.4 * random()), 2.5 + (end - along) / 4);
      speed = Math.min(speed + 1.5, wanted);
      along += speed;
      while (along >= (k === arcs.length - 1 ? toMeters : lengths[arcs[k]!]!)) {
        if (k === arcs.length - 1) {
          seconds.push(positionAt(arcs[k]!, toMeters));
          return { arcs, fromMeters: arcs.length === 1 ? 0 : fromMeters, toMeters, seconds };
        }
        along -= lengths[arcs[k]!]!;
        k++;
        const ways = onward.starts[arcs[k - 1]! + 1]! - onward.starts[arcs[k - 1]!]!;
        if (ways > 1 && random() < 0.12) {
          wait = Math.floor(3 + 50 * random());
          [along, speed] = [0, 0];
          break;
        }
      }
    }
  };
}

/** Two normal numbers. */
function normals(random: () => number): [number, number] {
  const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - random())), 2 * Math.PI * random()];
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

export type Noise = {
  readonly sigmaMeters: number;
  /** Seconds in which an error fades to 1/e; 0: each is independent. */
  readonly fadeSeconds: number;
};

/** The fixes of a drive, one every `everySeconds`. */
export function fixesOf(
  { seconds }: Drive,
  everySeconds: number,
  noise: Noise,
  random: () => number,
) {
  const keep = noise.fadeSeconds === 0 ? 0 : Math.exp(-everySeconds / noise.fadeSeconds);
  let [east, north] = normals(random);
  return seconds.flatMap((position, second) => {
    if (second % everySeconds !== 0 && second !== seconds.length - 1) return [];
    const [x, y] = normals(random);
    const fresh = Math.sqrt(1 - keep * keep);
    [east, north] = [keep * east + fresh * x, keep * north + fresh * y];
    return [
      {
        atMs: 1_770_000_000_000 + second * 1000,
        position: moved(position, east * noise.sigmaMeters, north * noise.sigmaMeters),
      },
    ];
  });
}

const moved = ([lng, lat]: LngLat, east: number, north: number): LngLat => [
  lng + east / (METERS_A_DEGREE * Math.cos((lat * Math.PI) / 180)),
  lat + north / METERS_A_DEGREE,
];

type Interval = readonly [from: number, to: number];

function united(intervals: readonly Interval[]): Interval[] {
  const found: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

const metersOf = (intervals: readonly Interval[]) =>
  intervals.reduce((sum, [a, b]) => sum + b - a, 0);
const common = (a: readonly Interval[], b: readonly Interval[]) =>
  a.reduce(
    (sum, [from, to]) =>
      sum + b.reduce((s, [f, t]) => s + Math.max(0, Math.min(to, t) - Math.max(from, f)), 0),
    0,
  );

/** Meters of streets, each direction by itself: driven, found, and both. */
export type Score = { readonly driven: number; readonly found: number; readonly both: number };

function byArc(parts: readonly { arc: number; interval: Interval }[]) {
  const groups = new Map<number, Interval[]>();
  for (const { arc, interval } of parts) groups.set(arc, [...(groups.get(arc) ?? []), interval]);
  return groups;
}

export function drivenParts({ arcs, fromMeters, toMeters }: Drive, { lengths }: MatchNetwork) {
  return arcs.map((arc, k) => ({
    arc,
    interval: [
      k === 0 ? fromMeters : 0,
      k === arcs.length - 1 ? toMeters : lengths[arc]!,
    ] as Interval,
  }));
}

export function partOf({ edge, fromShare, toShare }: Passage, { lengths }: MatchNetwork) {
  const isAgainst = fromShare > toShare;
  const length = lengths[2 * edge]!;
  return isAgainst
    ? {
        arc: 2 * edge + 1,
        interval: [(1 - fromShare) * length, (1 - toShare) * length] as Interval,
      }
    : { arc: 2 * edge, interval: [fromShare * length, toShare * length] as Interval };
}

/** How much of what was driven was found, and how much of what was found was driven. */
export function scoreOf(drive: Drive, passages: readonly Passage[], network: MatchNetwork): Score {
  const truth = byArc(drivenParts(drive, network));
  const answer = byArc(passages.map((passage) => partOf(passage, network)));
  let [driven, found, both] = [0, 0, 0];
  for (const [, intervals] of truth) driven += metersOf(united(intervals));
  for (const [arc, intervals] of answer) {
    found += metersOf(united(intervals));
    both += common(united(intervals), united(truth.get(arc) ?? []));
  }
  return { driven, found, both };
}

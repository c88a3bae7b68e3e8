import type { Random } from "./random.ts";
import type { DemoEdge, DemoFacility, LngLat } from "./records.ts";
import type { Stop } from "./rounds.ts";
import { placeOn, type Step, startOf } from "./ways.ts";

/** What a vehicle does for a while. */
export type Leg = {
  readonly fromMs: number;
  readonly toMs: number;
} & (
  | {
      readonly kind: "drive";
      readonly edge: DemoEdge;
      /** Shares of the edge from its first node. */
      readonly fromShare: number;
      readonly toShare: number;
      readonly isWork: boolean;
    }
  | {
      readonly kind: "stand";
      readonly at: LngLat;
      /** What it stands for, where it is a stop of a round. */
      readonly facility: DemoFacility | null;
    }
);

/** How a vehicle follows its way. */
type Pace = {
  readonly workKmh: number;
  /** Between the work; by the class of the street where it is left out. */
  readonly otherKmh?: number;
  readonly random: Random;
  /** From here on it only goes home. */
  readonly untilMs: number;
  /** The way home from a node. */
  readonly home: (node: number) => readonly Step[];
  readonly stopsOn?: (step: Step) => readonly Stop[];
  /** At the end of a worked edge. */
  readonly restSeconds?: () => number;
};

const OTHER_KMH = { arterial: 34, secondary: 30, branch: 25, lane: 16, path: 8 };

/** A vehicle on its way: what it does is put one after the other from an instant on. */
export function tripFrom(start: LngLat, startMs: number) {
  const legs: Leg[] = [];
  let [here, nowMs] = [start, startMs];

  function drive(edge: DemoEdge, fromShare: number, toShare: number, kmh: number, isWork: boolean) {
    const meters = Math.abs(toShare - fromShare) * edge.lengthMeters;
    const toMs = nowMs + (meters / kmh) * 3_600;
    legs.push({ kind: "drive", edge, fromShare, toShare, isWork, fromMs: nowMs, toMs });
    nowMs = toMs;
    here = placeOn(edge, toShare).at;
  }
  function stand(at: LngLat, milliseconds: number, facility: DemoFacility | null) {
    if (milliseconds <= 0) return;
    legs.push({ kind: "stand", at, facility, fromMs: nowMs, toMs: nowMs + milliseconds });
    nowMs += milliseconds;
    here = at;
  }
  function go(step: Step, pace: Pace) {
    const { edge, isAgainst, isWork } = step;
    const { random } = pace;
    const usual = isWork ? pace.workKmh : (pace.otherKmh ?? OTHER_KMH[edge.class]);
    const kmh = usual * random.between(0.92, 1.08);
    const [begin, end] = step.part ?? (isAgainst ? [1, 0] : [0, 1]);
    let at = begin;
    const stops = pace.stopsOn?.(step) ?? [];
    const inOrder = [...stops].sort((a, b) => (a.share - b.share) * (isAgainst ? -1 : 1));
    for (const { facility, share } of inOrder) {
      if (share !== at) drive(edge, at, share, kmh, isWork);
      at = share;
      stand(facility.position, standingMs(facility, random), facility);
    }
    if (at !== end) drive(edge, at, end, kmh, isWork);
    const isBusy = edge.class === "arterial" || edge.class === "secondary";
    if (isBusy && random.chance(0.12)) stand(here, random.between(12, 55) * 1_000, null);
    if (isWork && pace.restSeconds) stand(here, pace.restSeconds() * 1_000, null);
  }

  return {
    atMs: () => nowMs,
    stand,
    standUntil(atMs: number) {
      stand(here, atMs - nowMs, null);
    },
    /** Follows steps; once the time is over it does no more work and goes home. */
    follow(steps: readonly Step[], pace: Pace) {
      for (const step of steps) {
        if (nowMs > pace.untilMs) {
          for (const way of pace.home(startOf(step))) go(way, pace);
          return;
        }
        go(step, pace);
      }
    },
    endAt(at: LngLat, untilMs: number): Leg[] {
      stand(at, untilMs - nowMs, null);
      return legs;
    },
  };
}

/** Bins are emptied in a minute or two, points in up to four, a station takes longer. */
function standingMs({ kind }: DemoFacility, random: Random): number {
  if (kind === "bin") return random.between(95, 130) * 1_000;
  return (
    (kind === "collection_point" ? random.between(110, 240) : random.between(300, 520)) * 1_000
  );
}

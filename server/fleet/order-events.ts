import type { FleetSettings } from "../../data/fleet.ts";
import { type Duty, type FleetEvent, MINUTE_MS, positionAt, type Watched } from "./watched.ts";
import { bandOf, type Covered, coveredBy, isLikelyWork } from "./work-events.ts";

/** A street as a route comes to it, as far as it was done. */
type Street = {
  readonly edgeId: string;
  /** Where along the route it begins. */
  readonly alongMeters: number;
  readonly doneMeters: number;
  /** In the middle of the work on it. */
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
};

/**
 * A part of the route done before or after its turn, by far, for a while. Of what was done as much as possible is taken to be in
 * order; in which direction a street was done does not matter.
 */
export function outOfOrder(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const { beyondMeters, minutes } = settings.outOfOrder;
  const done = streetsDone(watched, duty, settings);
  const kept = new Set(inOrder(done));
  const events: FleetEvent[] = [];
  let run: { readonly street: Street; readonly backMeters: number }[] = [];
  const close = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && last.street.toMs - first.street.fromMs >= minutes * MINUTE_MS)
      events.push({
        ...{ kind: "out_of_order", routeId: duty.routeId, edgeId: first.street.edgeId },
        ...{ fromMs: first.street.fromMs, toMs: last.street.toMs },
        position: positionAt(watched, first.street.fromMs),
        detail: { backMeters: Math.round(first.backMeters) },
      });
    run = [];
  };
  for (const [i, street] of done.entries()) {
    if (kept.has(street)) {
      close();
      continue;
    }
    const before = done.slice(0, i).filter((one) => kept.has(one));
    const after = done.slice(i).filter((one) => kept.has(one));
    const backMeters = Math.max(
      ...before.map(({ alongMeters }) => alongMeters - street.alongMeters),
      ...after.map(({ alongMeters }) => street.alongMeters - alongMeters),
    );
    if (backMeters > beyondMeters) run.push({ street, backMeters });
    else close();
  }
  close();
  return events;
}

/** What was done of each street of a duty, in order of time. */
function streetsDone(watched: Watched, duty: Duty, settings: FleetSettings): Street[] {
  const band = bandOf(settings, duty);
  const covered = coveredBy(watched.passes, duty, (pass) => isLikelyWork(pass, band));
  const streets: Street[] = [];
  let alongMeters = 0;
  for (let from = 0; from < duty.edges.length; ) {
    let [to, meters] = [from, 0];
    do meters += duty.edges[to++]!.lengthMeters;
    while (to < duty.edges.length && isSameStreet(duty.edges[from]!, duty.edges[to]!));
    const done = covered.slice(from, to).filter((one) => one !== null);
    if (done.length > 0) streets.push(streetOf(duty, done, alongMeters));
    alongMeters += meters;
    from = to;
  }
  return streets.sort((a, b) => a.atMs - b.atMs);
}

type Edge = Duty["edges"][number];
const isSameStreet = (a: Edge, b: Edge) => a.streetId !== null && a.streetId === b.streetId;

function streetOf({ edges }: Duty, done: readonly Covered[], alongMeters: number): Street {
  const lengthOf = ({ at }: Covered) => edges[at]!.lengthMeters;
  const doneMeters = done.reduce((sum, one) => sum + lengthOf(one), 0);
  const inTime = done.toSorted((a, b) => a.firstMs - b.firstMs);
  let meters = 0;
  const middle = inTime.find((one) => {
    meters += lengthOf(one);
    return meters >= doneMeters / 2;
  })!; // all of them together are enough
  return {
    ...{ edgeId: edges[inTime[0]!.at]!.edgeId, alongMeters, doneMeters, atMs: middle.firstMs },
    ...{ fromMs: inTime[0]!.firstMs, toMs: Math.max(...done.map(({ lastMs }) => lastMs)) },
  };
}

/**
 * Of streets in order of time those that make up the longest way in the order of the route: the heaviest increasing subsequence.
 * Of two that are as long, the one that was done first. O(n²), of some dozens.
 */
function inOrder(streets: readonly Street[]): Street[] {
  const best: { readonly meters: number; readonly before: number }[] = [];
  let last = -1;
  for (const [i, { alongMeters, doneMeters }] of streets.entries()) {
    let before = -1;
    for (let j = 0; j < i; j++)
      if (
        streets[j]!.alongMeters < alongMeters &&
        best[j]!.meters > (before < 0 ? 0 : best[before]!.meters)
      )
        before = j;
    best.push({ meters: doneMeters + (before < 0 ? 0 : best[before]!.meters), before });
    if (last < 0 || best[i]!.meters > best[last]!.meters) last = i;
  }
  const kept: Street[] = [];
  for (let i = last; i >= 0; i = best[i]!.before) kept.push(streets[i]!);
  return kept.reverse();
}

import { distanceMeters } from "./measure.ts";
import type { LngLat } from "./position.ts";

type Course = {
  readonly edge: { readonly lengthMeters: number };
  readonly path: readonly (readonly number[])[];
};

/** The courses of all edges: those of edge `e` stand from `starts[e]` to before `starts[e + 1]`. */
export type Courses = {
  readonly starts: Uint32Array;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  /** Meters from the edge's beginning, in its own length. */
  readonly alongs: Float64Array;
};

/** Packs courses, each measured in its edge's own length. O(n) for n positions. */
export function coursesOf(drawn: readonly Course[]): Courses {
  const starts = new Uint32Array(drawn.length + 1);
  for (const [e, { path }] of drawn.entries()) starts[e + 1] = starts[e]! + path.length;
  const size = starts[drawn.length]!;
  const [lngs, lats] = [new Float64Array(size), new Float64Array(size)];
  const alongs = new Float64Array(size);
  for (const [e, { edge, path }] of drawn.entries()) {
    const start = starts[e]!;
    for (const [i, at] of path.entries()) {
      lngs[start + i] = at[0]!;
      lats[start + i] = at[1]!;
      if (i > 0)
        alongs[start + i] =
          alongs[start + i - 1]! +
          distanceMeters(
            [lngs[start + i - 1]!, lats[start + i - 1]!],
            [lngs[start + i]!, lats[start + i]!],
          );
    }
    const last = starts[e + 1]! - 1;
    const scale = alongs[last] === 0 ? 0 : edge.lengthMeters / alongs[last]!;
    for (let at = start; at < last; at++) alongs[at]! *= scale;
    alongs[last] = edge.lengthMeters;
  }
  return { starts, lngs, lats, alongs };
}

/** The part of a course from one distance along its edge to another, both ends included. */
export function lineIn(
  { starts, lngs, lats, alongs }: Courses,
  edge: number,
  from: number,
  to: number,
) {
  const [start, end] = [starts[edge]!, starts[edge + 1]!];
  const positionAt = (meters: number): LngLat => {
    let at = start;
    while (at < end - 2 && alongs[at + 1]! < meters) at++;
    const length = alongs[at + 1]! - alongs[at]!;
    const share = length === 0 ? 0 : Math.min(Math.max((meters - alongs[at]!) / length, 0), 1);
    return between([lngs[at]!, lats[at]!], [lngs[at + 1]!, lats[at + 1]!], share);
  };
  const line = [positionAt(from)];
  for (let at = start; at < end; at++)
    if (alongs[at]! > from && alongs[at]! < to) line.push([lngs[at]!, lats[at]!]);
  line.push(positionAt(to));
  return line;
}

/** A share of the way from `a` to `b`; at the ends the end itself, to the last digit, so that lines that meet do. */
export function between(a: LngLat, b: LngLat, share: number): LngLat {
  if (share === 1) return b;
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

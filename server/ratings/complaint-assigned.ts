import Flatbush from "flatbush";
import { bboxAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Counted } from "./complaint-counts.ts";
import { keyOf } from "./keys.ts";
import type { Subject } from "./register-store.ts";

/** A complaint, and what it is recorded as being about. */
export type Located = {
  readonly day: string;
  readonly facilityId: string | null;
  readonly streetId: string | null;
  readonly position: LngLat | null;
};

type Placed = Pick<Subject, "subjectKind" | "subjectId" | "position">;

/**
 * Complaints by what they are about: the facility and the street that are recorded; where no facility is, the nearest of the
 * subjects within `nearMeters` in a straight line.
 */
export function assigned(
  complaints: readonly Located[],
  subjects: readonly Placed[],
  nearMeters: number,
): Map<string, Counted[]> {
  const nearest = nearestIn(subjects, nearMeters);
  const counted = new Map<string, Counted[]>();
  const add = (key: string, one: Counted) => {
    const known = counted.get(key);
    if (known) known.push(one);
    else counted.set(key, [one]);
  };
  for (const { day, facilityId, streetId, position } of complaints) {
    if (streetId !== null) add(keyOf("street", streetId), { day, isLinked: true });
    if (facilityId !== null) add(keyOf("facility", facilityId), { day, isLinked: true });
    else if (position) {
      const found = nearest(position);
      if (found) add(keyOf("facility", found.subjectId), { day, isLinked: false });
    }
  }
  return counted;
}

/** Finds the facility nearest to a place; of two as near, the first by id. */
function nearestIn(subjects: readonly Placed[], withinMeters: number) {
  const placed = subjects.flatMap((one) =>
    one.subjectKind === "facility" && one.position ? [{ ...one, position: one.position }] : [],
  );
  if (placed.length === 0) return () => null;
  const index = new Flatbush(placed.length);
  for (const { position } of placed) index.add(position[0], position[1], position[0], position[1]);
  index.finish();
  return (position: LngLat) => {
    const found = index
      .search(...bboxAround(position, withinMeters))
      .map((at) => ({ one: placed[at]!, meters: distanceMeters(position, placed[at]!.position) }))
      .filter(({ meters }) => meters <= withinMeters)
      .sort((a, b) => a.meters - b.meters || (a.one.subjectId < b.one.subjectId ? -1 : 1));
    return found[0]?.one ?? null;
  };
}

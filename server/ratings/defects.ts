import { itemsOf } from "../../data/rubric-score.ts";
import type { RubricVersion } from "./rubric-store.ts";
import type { ScoredInspection } from "./scored-store.ts";

/** Something found wanting and not found full since. */
export type Defect = {
  readonly itemId: string;
  readonly lost: number;
  readonly of: number;
  readonly note: string;
  readonly inspectionId: string;
  readonly day: string;
};

/**
 * What is open: of each item, what the latest inspection in which there was any of it says. The latest first.
 *
 * @param inspections  of one subject, in order of time.
 */
export function defectsOf(
  inspections: readonly ScoredInspection[],
  ofItem: (inspection: ScoredInspection, itemId: string) => number | null,
): Defect[] {
  const open = new Map<string, Defect>();
  for (const one of inspections)
    for (const { itemId, points, note } of one.marks) {
      const of = ofItem(one, itemId);
      if (points === null || of === null) continue;
      open.delete(itemId);
      if (points < of)
        open.set(itemId, {
          ...{ itemId, lost: of - points, of, note: note ?? "" },
          ...{ inspectionId: one.inspectionId, day: one.day },
        });
    }
  return [...open.values()].reverse();
}

/** Finds the most points of an item under the version an inspection was scored with. */
export function pointsIn(versions: readonly RubricVersion[]) {
  const points = new Map(
    versions.map(({ rubricId, version, content }) => [
      `${rubricId} ${version}`,
      new Map(itemsOf(content).map((item) => [item.itemId, item.points])),
    ]),
  );
  return ({ rubricId, rubricVersion }: ScoredInspection, itemId: string) =>
    points.get(`${rubricId} ${rubricVersion}`)?.get(itemId) ?? null;
}

import { createHash } from "node:crypto";
import type { RubricContent } from "../../data/rubric.ts";
import { itemsOf } from "../../data/rubric-score.ts";
import type { Fault } from "../http/problem.ts";

type Draft = {
  readonly marks: readonly { readonly itemId: string; readonly points: number | null }[];
  readonly vetoes: readonly string[];
};

const fault = (field: string, rule: string, remedy: string, limit?: number): Fault => ({
  ...{ field, rule, remedy },
  ...(limit === undefined ? {} : { limit }),
});

/** What is wrong with marks and vetoes under a rubric; nothing is a list without an entry. */
export function faultsOf(rubric: RubricContent, { marks, vetoes }: Draft): Fault[] {
  const faults: Fault[] = [];
  const markById = new Map(marks.map((mark) => [mark.itemId, mark]));
  const items = itemsOf(rubric);
  for (const { itemId, points: most, mayNotApply } of items) {
    const mark = markById.get(itemId);
    if (!mark) faults.push(fault(`marks.${itemId}`, "mark-missing", "a mark for each item"));
    else if (mark.points === null && !mayNotApply)
      faults.push(fault(`marks.${itemId}`, "mark-must-apply", "points: it applies everywhere"));
    else if (mark.points !== null && mark.points > most)
      faults.push(fault(`marks.${itemId}`, "mark-too-many", `at most ${most} points`, most));
  }
  const known = new Set(items.map(({ itemId }) => itemId));
  const seen = new Set<string>();
  for (const { itemId } of marks) {
    if (!known.has(itemId))
      faults.push(fault(`marks.${itemId}`, "mark-unknown", "only items of the rubric"));
    if (seen.has(itemId)) faults.push(fault(`marks.${itemId}`, "mark-twice", "one mark an item"));
    seen.add(itemId);
  }
  for (const vetoId of vetoes)
    if (!rubric.vetoes.some((veto) => veto.vetoId === vetoId))
      faults.push(fault(`vetoes.${vetoId}`, "mark-unknown", "only vetoes of the rubric"));
  return faults;
}

const STROKE = /M\d{1,3}(?:\.\d)? \d{1,3}(?:\.\d)?(?:L\d{1,3}(?:\.\d)? \d{1,3}(?:\.\d)?)*/y;

/** Whether a text is nothing but strokes within 0 0 300 100: it is drawn again as it is. */
export function isSignature(path: string): boolean {
  for (STROKE.lastIndex = 0; STROKE.lastIndex < path.length; ) if (!STROKE.test(path)) return false;
  const numbers = path.match(/\d+(?:\.\d)?/g) ?? [];
  return path !== "" && numbers.every((number, i) => Number(number) <= (i % 2 === 0 ? 300 : 100));
}

const ordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(ordered)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, one]) => [name, ordered(one)]),
        )
      : value;

/** What tells two inspections apart, whatever order their values came in. */
export const digestOf = (draft: object) =>
  createHash("sha256")
    .update(JSON.stringify(ordered(draft)))
    .digest("hex");

/**
 * Whether an inspection was entered where its subject is. What nobody knows is said so.
 *
 * @param accuracyMeters  taken off the distance before it is compared; one that is worse than the limit says nothing.
 */
export function positionStateOf(
  distanceMeters: number | null,
  accuracyMeters: number | null,
  limitMeters: number,
): "near" | "far" | "unknown" {
  const unsure = accuracyMeters ?? 0;
  if (distanceMeters === null || unsure > limitMeters) return "unknown";
  return distanceMeters - unsure > limitMeters ? "far" : "near";
}

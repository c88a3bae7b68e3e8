import { scoreOf, starsOf } from "../../data/rubric-score.ts";
import type { components } from "../api/schema.gen.ts";
import type { LngLat } from "../map/geometry.ts";
import type { KitRubric, KitSubject, KitTask } from "./inspect-kit.ts";

export type InspectionDraft = components["schemas"]["InspectionDraft"];
export type Level = KitLevels[number];
type KitLevels = components["schemas"]["InspectionKit"]["levels"];

/** What one item was given so far; without points it is still to be looked at. */
export type DraftMark = { readonly points?: number | null; readonly note: string };

export type DraftPlace = {
  readonly position: LngLat;
  readonly source: "device" | "typed";
  readonly accuracyMeters: number | null;
};

/** An inspection while it is being made, with all it needs where there is no line: the rubric as it was taken along. */
export type Draft = {
  /** The inspection's id, made here. */
  readonly draftId: string;
  readonly accountId: string;
  readonly districtId: string;
  readonly startedAt: string;
  readonly changedAt: string;
  readonly subject: KitSubject;
  readonly rubric: KitRubric;
  readonly level: Level | null;
  readonly taskId: string | null;
  readonly reinspectionOf: string | null;
  /** Items that an earlier inspection found wanting. */
  readonly again: readonly string[];
  readonly marks: Readonly<Record<string, DraftMark>>;
  readonly vetoes: readonly string[];
  /** Whether somebody said that there are no others. */
  readonly areVetoesSeen: boolean;
  readonly remark: string;
  readonly place: DraftPlace | null;
  readonly signature: string | null;
  /** Signed in words instead. */
  readonly isAffirmed: boolean;
  readonly inspectedAt: string | null;
};

export type DraftItem = KitRubric["groups"][number]["items"][number];

/** Begins an inspection of a subject. @param tasks  the open ones: the most urgent of the subject is answered by it. */
export function newDraft(of: {
  readonly draftId: string;
  readonly accountId: string;
  readonly districtId: string;
  readonly now: string;
  readonly subject: KitSubject;
  readonly rubric: KitRubric;
  readonly levels: readonly Level[];
  readonly tasks: readonly KitTask[];
}): Draft {
  const { draftId, accountId, districtId, now, subject, rubric, levels } = of;
  const own = of.tasks.filter(
    (task) =>
      task.rubricId === rubric.rubricId &&
      task.subject.kind === subject.kind &&
      task.subject.id === subject.id,
  );
  // what was found wanting before is looked at again, whichever task is more urgent
  const task = own.find(({ basis }) => basis.inspectionId !== undefined) ?? own[0];
  return {
    ...{ draftId, accountId, districtId, startedAt: now, changedAt: now, subject, rubric },
    level: levels.length === 1 ? levels[0]! : null,
    taskId: task?.taskId ?? null,
    reinspectionOf: task?.basis.inspectionId ?? null,
    again: task?.basis.items ?? [],
    ...{ marks: {}, vetoes: [], areVetoesSeen: false, remark: "", place: null },
    ...{ signature: null, isAffirmed: false, inspectedAt: null },
  };
}

const isMarked = (draft: Draft, { itemId }: DraftItem) => draft.marks[itemId]?.points !== undefined;

/** Groups in which there is something to look at. */
export const groupsOf = ({ rubric }: Draft) =>
  rubric.groups.filter(({ items }) => items.length > 0);

export const markedIn = (draft: Draft, items: readonly DraftItem[]) =>
  items.filter((item) => isMarked(draft, item)).length;

/** The parts of an inspection, in order: a group each, then what ends it. */
export const partsOf = (draft: Draft): string[] => [
  ...groupsOf(draft).map(({ groupId }) => `group-${groupId}`),
  ...(draft.rubric.vetoes.length > 0 ? ["vetoes"] : []),
  ...["place", "sign"],
];

/** What is still to be done before it can be sent, with the part where it is done. */
export function missingOf(draft: Draft): { readonly part: string; readonly count: number }[] {
  const missing = groupsOf(draft).map(({ groupId, items }) => ({
    part: `group-${groupId}`,
    count: items.length - markedIn(draft, items),
  }));
  const hasVetoes = draft.rubric.vetoes.length > 0;
  return [
    ...missing,
    {
      part: "vetoes",
      count: hasVetoes && !draft.areVetoesSeen && draft.vetoes.length === 0 ? 1 : 0,
    },
    { part: "level", count: draft.level === null ? 1 : 0 },
    { part: "sign", count: draft.signature === null && !draft.isAffirmed ? 1 : 0 },
  ].filter(({ count }) => count > 0);
}

/** By how much a press changes the points of an item. */
export const stepOf = (most: number) => (most <= 5 ? 0.5 : 1);

/** Gives an item points, or says that there is none of it; its note stays. */
export const marked = (draft: Draft, itemId: string, points: number | null): Draft => ({
  ...draft,
  marks: { ...draft.marks, [itemId]: { note: draft.marks[itemId]?.note ?? "", points } },
});

export const noted = (draft: Draft, itemId: string, note: string): Draft => ({
  ...draft,
  marks: { ...draft.marks, [itemId]: { ...draft.marks[itemId], note } },
});

/** Gives all points to those items of a group that have none yet. */
export const fullOf = (draft: Draft, items: readonly DraftItem[]): Draft =>
  items
    .filter((item) => !isMarked(draft, item))
    .reduce((now, { itemId, points }) => marked(now, itemId, points), draft);

/** How it scores so far: items that are still to be looked at are left out. */
export function scoreSoFar(draft: Draft) {
  const groups = groupsOf(draft).map(({ items }) => ({
    items: items.filter((item) => isMarked(draft, item)),
  }));
  const marks = groups
    .flatMap(({ items }) => items)
    .map(({ itemId }) => {
      const { points = null, note = "" } = draft.marks[itemId] ?? {};
      return { itemId, points, note };
    });
  const scored = scoreOf({ groups }, { marks, vetoes: draft.vetoes });
  return { ...scored, stars: starsOf(draft.rubric, scored) };
}

/** As the server takes it; the same draft is always the same words. */
export function toInspection(draft: Draft): InspectionDraft {
  const { subject, rubric, place } = draft;
  return {
    inspectionId: draft.draftId,
    subject: { kind: subject.kind, id: subject.id },
    ...{ rubricId: rubric.rubricId, rubricVersion: rubric.version },
    level: draft.level!, // a draft without one is not complete
    inspectedAt: draft.inspectedAt ?? draft.changedAt,
    marks: groupsOf(draft)
      .flatMap(({ items }) => items)
      .map(({ itemId }) => {
        const { points = null, note = "" } = draft.marks[itemId] ?? {};
        return { itemId, points, note: note.trim() };
      }),
    ...{ vetoes: [...draft.vetoes], remark: draft.remark.trim(), signature: draft.signature },
    position: place ? [place.position[0], place.position[1]] : null,
    positionSource: place?.source ?? null,
    accuracyMeters: place?.accuracyMeters ?? null,
    ...{ reinspectionOf: draft.reinspectionOf, taskId: draft.taskId },
  };
}

import { RUBRICS } from "../../data/rubric.ts";
import { type Draft, fullOf, groupsOf, newDraft } from "../../web/ratings/inspect-draft.ts";
import type { Kit, KitRubric, KitSubject, KitTask } from "../../web/ratings/inspect-kit.ts";

const { title, subject, groups, vetoes, stars } = RUBRICS["star-toilet"]!;

export const rubric: KitRubric = {
  ...{ rubricId: "star-toilet", version: 1, isTrial: true, intervalDays: 30 },
  ...{ title, subject, groups, vetoes, stars },
};

export const toilet = (id: string, changes: Partial<KitSubject> = {}): KitSubject => ({
  ...{ kind: "facility", id, code: id.toUpperCase(), name: `${id}公厕`, nameEn: null },
  ...{ facilityKind: "toilet", points: [[25, 60]], last: null },
  ...changes,
});

export const taskOf = (id: string, changes: Partial<KitTask> = {}): KitTask => ({
  ...{ taskId: `task-${id}`, rubricId: "star-toilet", rubricTitle: title, state: "due" },
  subject: { kind: "facility", id, code: id.toUpperCase(), name: id, nameEn: null },
  ...{ dueOn: "2026-03-08", reason: "interval", basis: {}, assignedTo: null, assignedName: null },
  ...{ drawnAt: "2026-03-01T00:00:00Z", drawnBy: "甲", done: null, dropped: null },
  ...changes,
});

export const kitOf = (changes: Partial<Kit> = {}): Kit => ({
  ...{ districtId: "north", asOf: "2026-03-02T00:00:00Z", today: "2026-03-02" },
  ...{ levels: ["section"], rubrics: [rubric], subjects: [toilet("t1")], tasks: [] },
  limits: { positionMeters: 150, oldestDays: 14, photographs: 30 },
  ...changes,
});

export const ACCOUNT = "inspector";

/** A draft with nothing in it yet. */
export const begun = (draftId: string, tasks: readonly KitTask[] = []): Draft =>
  newDraft({
    ...{ draftId, accountId: ACCOUNT, districtId: "north", now: "2026-03-02T08:00:00Z", rubric },
    ...{ subject: toilet("t1"), levels: ["section"], tasks },
  });

/** One that is complete: all points, nothing found, signed. */
export const complete = (draftId: string): Draft => ({
  ...groupsOf(begun(draftId)).reduce((now, { items }) => fullOf(now, items), begun(draftId)),
  ...{ areVetoesSeen: true, signature: "M1 1L2 2" },
});

import type { TaskState } from "../../data/rubric.ts";
import type { TaskWire } from "./plan-schema.ts";
import type { TaskRow } from "./plan-store.ts";
import type { RubricVersion } from "./rubric-store.ts";

type Standing = Pick<TaskRow, "droppedAt" | "doneBy" | "dueOn">;

/** How a task stands on a day. One that was dropped stays so, also when it was inspected all the same. */
export function taskStateOf({ droppedAt, doneBy, dueOn }: Standing, today: string): TaskState {
  if (droppedAt !== null) return "dropped";
  if (doneBy !== null) return "done";
  return dueOn < today ? "overdue" : "due";
}

/** What a rubric is called, by its latest version. */
export const rubricTitle = (rubrics: readonly RubricVersion[], rubricId: string) =>
  rubrics.findLast((one) => one.rubricId === rubricId)?.content.title ?? {
    ...{ zh: rubricId, en: rubricId },
  };

export function taskOf(row: TaskRow, rubrics: readonly RubricVersion[], today: string): TaskWire {
  const { doneBy, doneOn, droppedAt } = row;
  return {
    ...{ taskId: row.taskId, rubricId: row.rubricId },
    rubricTitle: rubricTitle(rubrics, row.rubricId),
    subject: {
      ...{ kind: row.subjectKind, id: row.subjectId, code: row.code, nameEn: row.nameEn },
      name: row.name ?? row.subjectId,
    },
    ...{ dueOn: row.dueOn, reason: row.reason, basis: row.basis },
    state: taskStateOf(row, today),
    ...{ assignedTo: row.assignedTo, assignedName: row.assignedName },
    ...{ drawnAt: row.drawnAt.toISOString(), drawnBy: row.drawnBy },
    done:
      doneBy === null || doneOn === null
        ? null
        : { inspectionId: doneBy, day: doneOn, isLate: doneOn > row.dueOn },
    dropped: droppedAt && {
      ...{ at: droppedAt.toISOString(), by: row.droppedBy ?? "" },
      reason: row.droppedReason ?? "",
    },
  };
}

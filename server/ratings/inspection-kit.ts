import type { z } from "@hono/zod-openapi";
import { type Desk, holdsAny } from "./desk.ts";
import { readLevels } from "./inspection-desk.ts";
import type { InspectionKit } from "./inspection-kit-schema.ts";
import { GREATEST_PHOTOGRAPHS } from "./inspection-photograph-api.ts";
import { taskOf } from "./plan-answer.ts";
import { readOpenTasks } from "./plan-store.ts";
import { readLast, rubricsOn, subjectsOf } from "./rated.ts";
import { readRubrics } from "./rubric-store.ts";
import { ratingSetting } from "./settings.ts";
import { readSubjects } from "./subject-store.ts";

/** All that an inspector takes along. */
export async function inspectionKit(desk: Desk): Promise<z.infer<typeof InspectionKit>> {
  const { tx, districtId, today, now, reach } = desk;
  const all = await readRubrics(tx, districtId);
  const rubrics = rubricsOn(all, today);
  const { positionMeters, inspection } = await ratingSetting.read(tx, districtId);
  const subjects = (await readSubjects(tx, districtId, subjectsOf(rubrics))).filter(({ points }) =>
    holdsAny(reach, points),
  );
  const last = await readLast(desk, all);
  const isThere = new Set(subjects.map(({ kind, id }) => `${kind} ${id}`));
  const tasks = (await readOpenTasks(tx, districtId)).filter(({ subjectKind, subjectId }) =>
    isThere.has(`${subjectKind} ${subjectId}`),
  );
  return {
    ...{ districtId, asOf: now.toISOString(), today, levels: await readLevels(desk) },
    rubrics: rubrics.map(({ rubricId, version, state, content }) => ({
      ...{ rubricId, version, isTrial: state !== "approved" },
      ...{ title: content.title, subject: content.subject, groups: content.groups },
      ...{ vetoes: content.vetoes, stars: content.stars },
      intervalDays: content.sampling.intervalDays,
    })),
    subjects: subjects.map(({ points, ...subject }) => {
      const one = last.bySubject.get(`${subject.kind} ${subject.id}`);
      return {
        ...subject,
        points: points.map((point) => [...point]),
        last: one
          ? {
              ...{ inspectionId: one.inspectionId, rubricId: one.rubricId },
              ...{ day: one.day, score: one.score },
            }
          : null,
      };
    }),
    tasks: tasks.map((task) => taskOf(task, all, today)),
    limits: {
      ...{ positionMeters, oldestDays: inspection.oldestDays, photographs: GREATEST_PHOTOGRAPHS },
    },
  };
}

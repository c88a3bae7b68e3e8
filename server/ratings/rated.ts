import type { Desk } from "./desk.ts";
import { type RubricVersion, versionOn } from "./rubric-store.ts";
import { readScored, type ScoredInspection } from "./scored-store.ts";

/** So far back the last inspection is looked for. */
const YEARS_BACK = 3;

/** The rubrics one scores by on a day. */
export const rubricsOn = (all: readonly RubricVersion[], day: string): RubricVersion[] =>
  [...new Set(all.map(({ rubricId }) => rubricId))].flatMap(
    (rubricId) =>
      versionOn(
        all.filter((one) => one.rubricId === rubricId),
        day,
      ) ?? [],
  );

/** The last inspection that counts of each subject, under any rubric and under each. */
export async function readLast(
  { tx, districtId, district, now }: Desk,
  rubrics: readonly RubricVersion[],
) {
  const from = new Date(now.getTime() - YEARS_BACK * 365 * 86_400_000);
  const { timeZone } = district;
  const scored = await readScored(tx, { districtId, timeZone, from, before: now, rubrics });
  const bySubject = new Map<string, ScoredInspection>();
  const byRubric = new Map<string, ScoredInspection>();
  for (const one of scored) {
    const subject = `${one.subjectKind} ${one.subjectId}`;
    bySubject.set(subject, one);
    byRubric.set(`${one.rubricId} ${subject}`, one);
  }
  return { bySubject, byRubric };
}

/** Of which subjects rubrics speak. */
export const subjectsOf = (rubrics: readonly RubricVersion[]) => ({
  facilityKinds: rubrics.flatMap(({ content: { subject } }) =>
    subject.kind === "facility" ? [subject.facilityKind] : [],
  ),
  hasStreets: rubrics.some(({ content }) => content.subject.kind === "street"),
});

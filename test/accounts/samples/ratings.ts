import { RUBRICS } from "../../../data/rubric.ts";
import { inNorth, type Samples } from "./sample.ts";

const rubric = { ...inNorth, rubricId: "star-toilet" };
const rubricDraft = { content: RUBRICS["star-toilet"], effectiveFrom: "2020-01-01" };
/** One that is refused once it is let through: its marks are none of the rubric's. */
const inspection = (id: string) => ({
  ...{ inspectionId: `sample-${id}`, subject: { kind: "facility", id }, rubricId: "star-toilet" },
  ...{ rubricVersion: 0, level: "section", inspectedAt: new Date().toISOString() },
  ...{ marks: [{ itemId: "none", points: 0 }], position: null, positionSource: null },
});
const period = { from: "2026-03-01", to: "2026-03-07" };

/** Rubrics, stars, inspections and appeals. */
export const RATING_SAMPLES: Samples = {
  getRubrics: { path: inNorth },
  getRubric: { path: rubric },
  createRubric: { path: inNorth, body: { ...rubricDraft, rubricId: "star-toilet" } },
  proposeRubricVersion: { path: rubric, body: { ...rubricDraft, lastVersion: 99 } },
  approveRubricVersion: {
    path: { ...rubric, version: "99" },
    body: { effectiveFrom: "2020-01-01" },
  },
  withdrawRubricVersion: { path: { ...rubric, version: "99" }, body: { note: "样例" } },
  previewRubric: {
    path: inNorth,
    body: { rubricId: "star-toilet", content: rubricDraft.content },
  },
  getRatedSubjects: { path: inNorth },
  getRatedSubject: { path: { ...inNorth, subjectKind: "facility", subjectId: "t1" } },
  getRatingOverview: { path: inNorth },
  getRatingWarnings: { path: inNorth },
  getRatingExpiries: { path: inNorth },
  getRatingsAndComplaints: { path: inNorth },
  decideRating: {
    path: { ...inNorth, subjectKind: "facility", subjectId: "none" },
    body: { kind: "creation", stars: 3, validFrom: "2020-01-01", reason: "样例" },
  },
  getRedFlags: { path: inNorth },
  awardRedFlag: {
    path: inNorth,
    body: { rubricId: "none", month: "2020-01", subjectId: "t1" },
  },
  getRatingSettings: { path: inNorth },
  setRatingSettings: { path: inNorth, body: {} },
  getWallStars: { path: inNorth },
  getInspectionKit: { path: inNorth },
  getInspections: { path: inNorth },
  enterInspection: {
    path: inNorth,
    body: inspection("t1"),
    outside: { body: inspection("t3") },
  },
  getInspection: { path: { ...inNorth, inspectionId: "none-here" } },
  withdrawInspection: { path: { ...inNorth, inspectionId: "none-here" }, body: { reason: "误录" } },
  addInspectionPhotograph: { path: { ...inNorth, inspectionId: "none-here" }, body: {} },
  orderReinspection: {
    ...{ path: { ...inNorth, inspectionId: "none-here" }, body: { dueOn: "2026-03-01" } },
  },
  getInspectionPlan: { path: inNorth },
  previewInspectionPlan: { path: inNorth, body: period },
  drawInspectionPlan: { path: inNorth, body: { ...period, to: "2026-02-01" } },
  getInspectors: { path: inNorth },
  changeInspectionTask: { path: { ...inNorth, taskId: "none" }, body: { assignedTo: null } },
  dropInspectionTask: { path: { ...inNorth, taskId: "none" }, body: { reason: "样例" } },
  getRatingAppeals: { path: inNorth },
  getRatingAppeal: { path: { ...inNorth, appealId: "none" } },
  raiseRatingAppeal: { path: inNorth, body: { inspectionId: "none-here", words: "样例" } },
  decideRatingAppeal: {
    ...{ path: { ...inNorth, appealId: "none" }, body: { step: "accepted", words: "样例" } },
  },
  withdrawRatingAppeal: { path: { ...inNorth, appealId: "none" }, body: { words: "样例" } },
};

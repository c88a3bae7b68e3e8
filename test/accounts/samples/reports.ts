import { inNorth, type Samples } from "./sample.ts";

// today in the small district, or the day before
const today = new Date().toISOString().slice(0, 10);
const inspected = { areaId: "west", day: today, found: [], note: "样例" };
const exposed = { areaId: "west", day: today, medium: "样例报", title: "样例", isGood: true };
const document = { ...inNorth, reportId: "none" };

/** The sanitation of communities, bulletins and rankings. */
export const REPORT_SAMPLES: Samples = {
  getReportChoices: { path: inNorth },
  getReportRecords: { path: inNorth },
  enterCommunityInspection: {
    path: inNorth,
    body: inspected,
    outside: { body: { ...inspected, areaId: "east" } },
  },
  withdrawCommunityInspection: {
    path: { ...inNorth, inspectionId: "none" },
    body: { reason: "样例" },
  },
  getCommunityInspectionPhotographs: { path: { ...inNorth, inspectionId: "none" } },
  addCommunityInspectionPhotograph: { path: { ...inNorth, inspectionId: "none" }, body: {} },
  enterHygieneActivity: {
    path: inNorth,
    body: { areaId: "west", day: today, done: "样例" },
    outside: { body: { areaId: "east", day: today, done: "样例" } },
  },
  withdrawHygieneActivity: {
    path: { ...inNorth, activityId: "none" },
    body: { reason: "样例" },
  },
  enterMediaExposure: {
    path: inNorth,
    body: exposed,
    outside: { body: { ...exposed, areaId: "east" } },
  },
  withdrawMediaExposure: { path: { ...inNorth, exposureId: "none" }, body: { reason: "样例" } },
  judgeMediaExposure: {
    path: { ...inNorth, exposureId: "none" },
    body: { isUpheld: true, reason: "样例" },
  },
  getReportsOverview: { path: inNorth },
  getMonthRanking: { path: { ...inNorth, month: "2026-03" } },
  getReport: { path: document },
  getReportFile: { path: document },
  composeReport: { path: inNorth, body: { kind: "bulletin", from: today, to: "2020-01-01" } },
  setReportRemarks: { path: document, body: { remarks: "样例", revision: 1 } },
  recomposeReport: { path: document },
  publishReport: { path: document, body: { revision: 1 } },
  dropReport: { path: document },
  getReportSettings: { path: inNorth },
  setReportSettings: { path: inNorth, body: {} },
};

import { inNorth, NO_PHOTOGRAPH, type Samples, seen } from "./sample.ts";

const c1 = { ...inNorth, complaintId: "c1" };
const c5 = { ...inNorth, complaintId: "c5" };

/** Complaints, who made them, and how they are assigned. */
export const COMPLAINT_SAMPLES: Samples = {
  takeComplaint: {
    path: inNorth,
    headers: { "Idempotency-Key": "sample-0001" },
    body: { channel: "telephone", text: "路面有垃圾", position: [25.003, 60.004] },
    outside: { body: { channel: "telephone", text: "路面有垃圾", position: [25.013, 60.004] } },
  },
  getComplaints: { path: inNorth },
  exportReporters: { path: inNorth, body: { reason: "核对回访" } },
  compareComplaints: { path: { ...inNorth } },
  findNearComplaints: {
    path: inNorth,
    body: { position: [25.003, 60.004] },
    outside: { body: { position: [25.013, 60.004] } },
  },
  findPlaces: { path: inNorth },
  getComplaint: { path: c1, outside: { path: c5 } },
  correctComplaint: {
    path: c1,
    headers: seen,
    body: { address: "中街 1 号" },
    outside: { path: c5 },
  },
  stepComplaint: {
    path: c1,
    headers: seen,
    body: { action: "remark", words: "已知晓" },
    outside: { path: c5 },
  },
  lookAtReporter: { path: c1, outside: { path: c5 } },
  eraseReporter: { path: c1, body: { reason: "本人要求" }, outside: { path: c5 } },
  getReporterErasures: { path: inNorth },
  getCategorySettings: { path: inNorth },
  setCategorySettings: { path: inNorth, body: {} },
  getComplaintDeadlines: { path: inNorth },
  setComplaintDeadlines: { path: inNorth, body: {} },
  tryComplaintDeadlines: { path: inNorth, body: { kind: "direct" } },
  getComplaintIntake: { path: inNorth },
  setComplaintIntake: { path: inNorth, body: {} },
  getComplaintRates: { path: inNorth },
  getOpen311Keys: { path: inNorth },
  createOpen311Key: { path: inNorth, body: { name: "示例程序" } },
  revokeOpen311Key: { path: { ...inNorth, keyId: "none" } },
  getComplaintSurroundings: { path: c1, outside: { path: c5 } },
  getComplaintConfidants: { path: c1, outside: { path: c5 } },
  nameComplaintConfidant: {
    path: c1,
    body: { accountId: "somebody" },
    outside: { path: c5 },
  },
  dropComplaintConfidant: {
    path: { ...c1, accountId: "somebody" },
    outside: { path: { ...c5, accountId: "somebody" } },
  },
  releaseComplaintText: {
    path: c1,
    headers: seen,
    body: { text: "路面有垃圾" },
    outside: { path: c5 },
  },
  withdrawComplaintText: { path: c1, headers: seen, outside: { path: c5 } },
  getComplaintPhotographs: { path: c1, outside: { path: c5 } },
  addComplaintPhotograph: {
    path: { ...c1, part: "after" },
    body: {},
    outside: { path: { ...c5, part: "after" } },
  },
  removeComplaintPhotograph: {
    path: { ...c1, part: "after", photographId: NO_PHOTOGRAPH },
    outside: { path: { ...c5, part: "after", photographId: NO_PHOTOGRAPH } },
  },
  getComplaintAssignment: { path: inNorth },
  setComplaintAssignment: { path: inNorth, body: { rules: [] } },
  tryComplaintAssignment: { path: inNorth, body: { rules: [], days: 28 } },
  getUnits: { path: inNorth },
  createUnit: { path: inNorth, body: { name: "全体" } }, // the guard test has it already
  changeUnit: { path: { ...inNorth, unitId: "none" }, body: { name: "没有" } },
  getUnitMembers: { path: inNorth },
  setUnitMembers: { path: { ...inNorth, unitId: "none" }, body: { accountIds: [] } },
};

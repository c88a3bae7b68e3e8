import { inNorth, NO_PHOTOGRAPH, type Samples, seen } from "./sample.ts";

const t1 = { ...inNorth, facilityId: "t1" };
const t3 = { ...inNorth, facilityId: "t3" };
const draft = (code: string, lng: number) => ({
  kind: "bin",
  code,
  name: "新果皮箱",
  position: [lng, 60.004],
});

/** Facilities and what lies around them, photographs, and the quality of what was imported. */
export const FACILITY_SAMPLES: Samples = {
  getPlot: { path: { ...inNorth, plotId: "free" } },
  getFacilityRecord: { path: t1, outside: { path: t3 } },
  getFacilityHistory: { path: t1, outside: { path: t3 } },
  createFacility: {
    path: inNorth,
    body: draft("N-1", 25.003),
    outside: { body: draft("N-2", 25.013) },
  },
  checkFacility: { path: inNorth, body: { facilityId: null, kind: "bin" } },
  removeFacility: { path: t1, headers: seen, outside: { path: t3 } },
  restoreFacility: { path: t1, outside: { path: t3 } },
  getFacilityPhotographs: { path: t1, outside: { path: t3 } },
  addFacilityPhotograph: { path: t1, body: {}, outside: { path: t3 } },
  describeFacilityPhotograph: {
    path: { ...t1, photographId: NO_PHOTOGRAPH },
    body: { caption: "正面" },
    outside: { path: { ...t3, photographId: NO_PHOTOGRAPH } },
  },
  removeFacilityPhotograph: {
    path: { ...t1, photographId: NO_PHOTOGRAPH },
    outside: { path: { ...t3, photographId: NO_PHOTOGRAPH } },
  },
  getPhotograph: { path: { ...inNorth, photographId: NO_PHOTOGRAPH } },
  editFacility: { path: t1, headers: seen, body: { name: "一号" }, outside: { path: t3 } },
  closeFacility: {
    path: t1,
    headers: seen,
    body: { closedOn: "2026-01-01", reason: "拆除" },
    outside: { path: t3 },
  },
  reopenFacility: { path: t1, headers: seen, body: { reason: "恢复" }, outside: { path: t3 } },
  verifyFacility: { path: t1, headers: seen, body: {}, outside: { path: t3 } },
  editFacilities: {
    path: inNorth,
    body: { records: [{ facilityId: "t1", revision: 999 }], manager: "公司" },
    outside: { body: { records: [{ facilityId: "t3", revision: 999 }], manager: "公司" } },
  },
  verifyFacilities: {
    path: inNorth,
    body: { records: [{ facilityId: "t1", revision: 999 }] },
    outside: { body: { records: [{ facilityId: "t3", revision: 999 }] } },
  },
  withdrawVerification: { path: t1, headers: seen, outside: { path: t3 } },
  getQuality: { path: inNorth },
  getDatumGroups: { path: inNorth },
  getDatumRepairs: { path: inNorth },
  getQualityRows: { path: { ...inNorth, check: "never-verified" } },
  setQualitySettings: { path: inNorth, body: {} },
  previewDatumRepair: { path: inNorth, body: { groupId: "none", reading: "gcj02" } },
  repairDatum: { path: inNorth, body: { groupId: "none", reading: "gcj02", fingerprint: "none" } },
  undoDatumRepair: { path: { ...inNorth, repairId: "none" } },
};

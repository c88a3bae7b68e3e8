import { RUBRICS } from "../../data/rubric.ts";

/** A request that makes sense in the small district `north`, but for who sends it. */
export type Sample = {
  path: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** A path whose record lies in the area `east` instead of `west`, where the endpoint has records with a place. */
  outside?: { path?: Record<string, string>; body?: unknown };
};

const inNorth = { districtId: "north" };
const t1 = { ...inNorth, facilityId: "t1" };
const t3 = { ...inNorth, facilityId: "t3" };
const c1 = { ...inNorth, complaintId: "c1" };
const c5 = { ...inNorth, complaintId: "c5" };
const somebody = { ...inNorth, accountId: "somebody" }; // written by the guard test
const seen = { "If-Match": '"999"' }; // nobody has seen it: what is let through is told so, and changes nothing
const NO_PHOTOGRAPH = "0".repeat(64);
const draft = (code: string, lng: number) => ({
  kind: "bin",
  code,
  name: "新果皮箱",
  position: [lng, 60.004],
});

const rota = {
  ...{ from: "2026-03-01", to: "2026-03-01", hours: [{ startsAt: "08:00", endsAt: "20:00" }] },
  officers: { people: [{ name: "值班员" }], every: "shift" },
};

const scenario = { ...inNorth, scenarioId: "none" };
const scenarioDraft = { name: "样例方案", question: {} };
const vehicle = { ...inNorth, vehicleId: "none" };
const target = { ...inNorth, targetId: "none" };
const targetDraft = { kind: "toilet", name: "样例目标" };

const swept = {
  ...{ work: "full_sweep", fromAt: "2026-03-01T04:00:00Z", toAt: "2026-03-01T05:00:00Z" },
};

// its first day is past, so that it is refused once it is let through
const routeChange = {
  ...{ name: "样例路线", work: "full_sweep", proof: "confirmation", shifts: [], passes: 1 },
  ...{ validFrom: "2020-01-01", edgeIds: ["e1"] },
};

const rubric = { ...inNorth, rubricId: "star-toilet" };
const rubricDraft = { content: RUBRICS["star-toilet"], effectiveFrom: "2020-01-01" };
/** One that is refused once it is let through: its marks are none of the rubric's. */
const inspection = (id: string) => ({
  ...{ inspectionId: `sample-${id}`, subject: { kind: "facility", id }, rubricId: "star-toilet" },
  ...{ rubricVersion: 0, level: "section", inspectedAt: new Date().toISOString() },
  ...{ marks: [{ itemId: "none", points: 0 }], position: null, positionSource: null },
});
const period = { from: "2026-03-01", to: "2026-03-07" };
// today in the small district, or the day before
const today = new Date().toISOString().slice(0, 10);
const inspected = { areaId: "west", day: today, found: [], note: "样例" };
const exposed = { areaId: "west", day: today, medium: "样例报", title: "样例", isGood: true };
const document = { ...inNorth, reportId: "none" };
const wallScenes = {
  scenes: [
    {
      ...{ sceneId: "sample", title: { zh: "样例", en: "Sample" }, layers: [], panels: [] },
      camera: { fit: "district", center: null, zoom: null, bearing: 0, pitch: 0 },
      ...{ seconds: 30, isActive: true },
    },
  ],
};
const heartbeat = {
  ...{ screen: "样例屏", sceneId: null, appVersion: "0", uptimeSeconds: 1, lastError: null },
  glContexts: 1,
};

const hotspotRule = { name: "新热点", categories: null, measure: "count", role: "manager" };

/**
 * One sample for each guarded endpoint, by operation id. Whoever adds an endpoint adds one here, or the guard test
 * fails: it cannot tell otherwise that a refusal is for who asks and not for what is asked.
 */
export const SAMPLES: Record<string, Sample> = {
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
  getWallState: { path: inNorth },
  getWallHotspots: { path: inNorth },
  getWallStars: { path: inNorth },
  getWallStarChanges: { path: inNorth },
  getWallCoverage: { path: inNorth },
  getWallVehicles: { path: inNorth },
  getWallTicker: { path: inNorth },
  getWallHandover: { path: inNorth },
  getWallAlarms: { path: inNorth },
  getWallAlarm: { path: { ...inNorth, alarmId: "none" } },
  acknowledgeWallAlarm: { path: { ...inNorth, alarmId: "none" } },
  getWallScenes: { path: inNorth },
  setWallScenes: { path: inNorth, headers: seen, body: wallScenes },
  getWallSettings: { path: inNorth },
  setWallSettings: { path: inNorth, body: {} },
  sendWallHeartbeat: { path: inNorth, body: heartbeat },
  getVehicles: { path: inNorth },
  getVehicle: { path: vehicle },
  createVehicle: { path: inNorth, body: { plate: "演示 1", kind: "sweeper" } },
  changeVehicle: { path: vehicle, headers: seen, body: { note: "样例" } },
  importVehicles: { path: inNorth, body: {} },
  setTerminal: { path: vehicle, body: { terminalId: "13900000000" } },
  removeTerminal: { path: vehicle },
  issueTerminalKey: { path: vehicle },
  getPositionRejections: { path: vehicle },
  sendDistrictPositions: { path: inNorth, body: { positions: [] } },
  forwardTraccar: { path: inNorth, body: {} },
  uploadTrack: { path: vehicle, body: {} },
  getFleetLive: { path: inNorth },
  getTracks: { path: inNorth },
  getFleetEvents: { path: inNorth },
  acknowledgeFleetEvent: { path: { ...inNorth, eventId: "none" }, body: {} },
  getFleetSettings: { path: inNorth },
  setFleetSettings: { path: inNorth, body: {} },
  setCoverageLenses: { path: inNorth, body: {} },
  askCoverage: { path: inNorth, body: {} },
  tryCoverage: {
    path: inNorth,
    body: { question: {}, site: "new-1", position: [25.003, 60.004] },
  },
  askCoverageLens: { path: inNorth, body: { lensId: "bin-main" } },
  exportCoverageLens: { path: inNorth },
  exportCoverage: { path: inNorth, body: { question: {} } },
  rehearseClosure: {
    path: inNorth,
    body: { question: {}, closings: [{ facilityId: "t1" }] },
  },
  askCoverageStreets: { path: inNorth, body: {} },
  getScenarios: { path: inNorth },
  compareScenarios: { path: inNorth },
  getScenario: { path: scenario },
  createScenario: { path: inNorth, body: scenarioDraft },
  changeScenario: { path: scenario, headers: seen, body: scenarioDraft },
  removeScenario: { path: scenario, headers: seen },
  exportScenario: { path: scenario },
  exportScenarioComparison: { path: inNorth },
  getConstructionTargets: { path: inNorth },
  createConstructionTarget: { path: inNorth, body: targetDraft },
  createTargetsOfScenario: { path: scenario, body: {} },
  changeConstructionTarget: { path: target, headers: seen, body: targetDraft },
  removeConstructionTarget: { path: target, headers: seen },
  askSiting: {
    path: inNorth,
    body: { coverage: {}, count: 1, candidates: { corners: true } },
  },
  getSitingJob: { path: { ...inNorth, jobId: "none" } },
  cancelSitingJob: { path: { ...inNorth, jobId: "none" } },
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
  getPlot: { path: { ...inNorth, plotId: "free" } },
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
  getDutyRoster: { path: inNorth },
  getDutyNow: { path: inNorth },
  getDutyPeople: { path: inNorth },
  createDutyShift: {
    path: inNorth,
    body: {
      ...{ startsAt: "2026-03-01T06:00:00Z", endsAt: "2026-03-01T05:00:00Z" },
      officer: { name: "值班员" },
    },
  },
  editDutyShift: {
    path: { ...inNorth, shiftId: "none" },
    headers: seen,
    body: {
      ...{ startsAt: "2026-03-01T06:00:00Z", endsAt: "2026-03-01T18:00:00Z" },
      officer: { name: "值班员" },
    },
  },
  removeDutyShift: { path: { ...inNorth, shiftId: "none" }, headers: seen },
  coverDutyShift: {
    path: { ...inNorth, shiftId: "none" },
    headers: seen,
    body: { reason: "生病" },
  },
  previewDutyRota: { path: inNorth, body: rota },
  writeDutyRota: { path: inNorth, body: { ...rota, isSkippingTaken: true } },
  getDutyHandoverDraft: { path: inNorth },
  getDutyHandovers: { path: inNorth },
  getDutyHandover: { path: { ...inNorth, handoverId: "none" } },
  signDutyOut: { path: inNorth, body: { shiftId: "none" } },
  signDutyIn: { path: { ...inNorth, handoverId: "none" } },
  getReminders: { path: inNorth },
  seeReminders: { path: inNorth, body: { number: 1 } },
  getSupervisions: { path: inNorth },
  getSupervisionProposals: { path: inNorth },
  issueSupervisions: {
    path: inNorth,
    body: { complaintIds: ["none"], term: "2199-12-31", words: "请限期办结" },
  },
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
  getHotspotChoices: { path: inNorth },
  exportHotspots: { path: inNorth },
  exportHotspotCube: { path: inNorth },
  exportHotspotStreets: { path: inNorth },
  exportHotspotAreas: { path: inNorth },
  exportHotspotClusters: { path: inNorth },
  exportHotspotAlarms: { path: inNorth },
  getHotspots: { path: inNorth },
  getHotspotSettings: { path: inNorth },
  setHotspotSettings: { path: inNorth, body: {} },
  getHotspotFrame: { path: inNorth },
  getHotspotCube: { path: inNorth },
  getRepeatPlaces: { path: inNorth },
  getRepeatReporters: { path: inNorth },
  getPlaceReturns: { path: inNorth },
  getHotspot: { path: { ...inNorth, spotId: "8a4032b164e7fff" } },
  getHotspotStreets: { path: inNorth },
  getHotspotAreas: { path: inNorth },
  getHotspotClusters: { path: inNorth },
  getHotspotAlarms: { path: inNorth },
  getHotspotRules: { path: inNorth },
  createHotspotRule: { path: inNorth, body: hotspotRule },
  changeHotspotRule: { path: { ...inNorth, ruleId: "none" }, headers: seen, body: hotspotRule },
  removeHotspotRule: { path: { ...inNorth, ruleId: "none" }, headers: seen },
  getHotspotRuleAlarms: { path: inNorth },
  seeHotspotRuleAlarm: { path: { ...inNorth, alarmId: "none" } },
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
  signOut: { path: {} },
  getOwnAccount: { path: {} },
  changePassword: { path: {}, body: { current: "not-it-at-all", next: "another-word-77" } },
  beginTotp: { path: {}, body: { password: "not-it-at-all" } },
  confirmTotp: { path: {}, body: { code: "000000" } },
  removeTotp: { path: {}, body: { password: "not-it-at-all", code: "000000" } },
  getOwnSignOn: { path: {} },
  linkOwnSignOn: { path: {}, body: { password: "not-it-at-all" } },
  unlinkOwnSignOn: { path: {}, body: { password: "not-it-at-all" } },
  endSession: { path: { sessionId: "none" } },
  endOtherSessions: { path: {} },
  getOwnTokens: { path: {} },
  createOwnToken: { path: {}, body: { name: "", access: "read", expiresInDays: null } },
  revokeOwnToken: { path: { tokenId: "none" } },
  getAccounts: { path: inNorth },
  getGrantAreas: { path: inNorth },
  createAccount: {
    path: inNorth,
    body: {
      loginName: "new.colleague",
      displayName: "新同事",
      grants: [{ role: "viewer", areaIds: null }],
      signOn: "oidc",
    },
  },
  changeAccount: { path: somebody, body: { displayName: "换了名字" } },
  resetPassword: { path: somebody },
  resetSignOn: { path: somebody },
  resetTotp: { path: somebody },
  revokeSessions: { path: somebody },
  inviteAccount: {
    path: inNorth,
    body: { loginName: "somebody", role: "planner", areaIds: ["west"] },
  },
  giveGrant: { path: somebody, body: { role: "inspector", areaIds: ["west"] } },
  withdrawGrant: { path: { ...somebody, grantId: "somebody-views" } },
  getDisplays: { path: inNorth },
  createDisplay: { path: inNorth, body: { name: "值班室大屏", expiresInDays: null } },
  revokeDisplay: { path: { ...inNorth, tokenId: "wall" } },
  getSignInRules: { path: inNorth },
  setSignInRules: { path: inNorth, body: { totpRoles: [] } },
  getAudit: { path: inNorth },
  getAuditChoices: { path: inNorth },
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
  getCleaningStatus: { path: inNorth },
  exportCleaningStatus: { path: inNorth },
  getServiceProof: { path: { ...inNorth, streetId: "s1" } },
  exportCollectionRounds: { path: inNorth },
  exportServiceProof: { path: { ...inNorth, streetId: "s1" } },
  getCleaningCompliance: { path: inNorth },
  exportCleaningCompliance: { path: inNorth },
  getCleaningSections: { path: inNorth },
  getCollectionRounds: { path: inNorth },
  getCleanedBefore: { path: inNorth },
  getRouteToday: { path: { ...inNorth, routeId: "r1" } },
  getCleaningRoutes: { path: inNorth },
  getCleaningRoute: { path: { ...inNorth, routeId: "r1" } },
  exportCleaningRoute: { path: { ...inNorth, routeId: "r1" } },
  addCleaningRoute: { path: inNorth, body: { code: "R-9", ...routeChange } },
  changeCleaningRoute: {
    ...{ path: { ...inNorth, routeId: "none" }, headers: seen, body: routeChange },
  },
  endCleaningRoute: {
    ...{ path: { ...inNorth, routeId: "none" }, headers: seen, body: { validTo: null } },
  },
  takeBackCleaningRoute: { path: { ...inNorth, routeId: "none" }, headers: seen },
  getCleaningNetwork: { path: inNorth },
  getCleaningStops: { path: inNorth },
  getCleaningRoutesOverview: { path: inNorth },
  findCleaningPath: { path: inNorth, body: { going: "foot", through: [{ edgeId: "e1" }] } },
  getServiceEntries: { path: inNorth },
  enterService: {
    path: inNorth,
    headers: { "Idempotency-Key": "sample-0002" },
    body: { kind: "confirmed", ...swept, edgeIds: ["e1"] },
    outside: { body: { kind: "confirmed", ...swept, edgeIds: ["e2"] } },
  },
  withdrawServiceEntry: { path: { ...inNorth, entryId: "none" }, body: { reason: "点错了" } },
  getServiceEntryPhotographs: { path: { ...inNorth, entryId: "none" } },
  addServiceEntryPhotograph: { path: { ...inNorth, entryId: "none" }, body: {} },
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
  getServiceSuspensions: { path: inNorth },
  suspendService: {
    path: inNorth,
    body: {
      ...{ works: ["wash"], fromAt: "2026-03-01T00:00:00Z", toAt: "2026-02-01T00:00:00Z" },
      reason: "低温",
    },
  },
  withdrawServiceSuspension: { path: { ...inNorth, suspensionId: "none" } },
  getServiceOrders: { path: inNorth },
  orderService: {
    path: inNorth,
    body: {
      ...{ work: "full_sweep", edgeIds: ["none"], dueAt: "2199-03-01T00:00:00Z" },
      reason: "撒漏",
    },
  },
  withdrawServiceOrder: { path: { ...inNorth, orderId: "none" } },
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
  getCleaningSettings: { path: inNorth },
  setCleaningSettings: { path: inNorth, body: {} },
  getQuality: { path: inNorth },
  getDatumGroups: { path: inNorth },
  getDatumRepairs: { path: inNorth },
  getQualityRows: { path: { ...inNorth, check: "never-verified" } },
  setQualitySettings: { path: inNorth, body: {} },
  previewDatumRepair: { path: inNorth, body: { groupId: "none", reading: "gcj02" } },
  repairDatum: { path: inNorth, body: { groupId: "none", reading: "gcj02", fingerprint: "none" } },
  undoDatumRepair: { path: { ...inNorth, repairId: "none" } },
};

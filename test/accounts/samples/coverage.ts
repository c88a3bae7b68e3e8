import { inNorth, type Samples, seen } from "./sample.ts";

const scenario = { ...inNorth, scenarioId: "none" };
const scenarioDraft = { name: "样例方案", question: {} };
const target = { ...inNorth, targetId: "none" };
const targetDraft = { kind: "toilet", name: "样例目标" };

/** Coverage, scenarios, what is built of them, and siting. */
export const COVERAGE_SAMPLES: Samples = {
  getWallCoverage: { path: inNorth },
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
};

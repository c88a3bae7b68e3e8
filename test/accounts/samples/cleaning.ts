import { inNorth, type Samples, seen } from "./sample.ts";

const swept = {
  ...{ work: "full_sweep", fromAt: "2026-03-01T04:00:00Z", toAt: "2026-03-01T05:00:00Z" },
};

// its first day is past, so that it is refused once it is let through
const routeChange = {
  ...{ name: "样例路线", work: "full_sweep", proof: "confirmation", shifts: [], passes: 1 },
  ...{ validFrom: "2020-01-01", edgeIds: ["e1"] },
};

/** What was cleaned, by which routes, and what was entered of it. */
export const CLEANING_SAMPLES: Samples = {
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
  getCleaningSettings: { path: inNorth },
  setCleaningSettings: { path: inNorth, body: {} },
};

import { inNorth, type Samples, seen } from "./sample.ts";

const hotspotRule = { name: "新热点", categories: null, measure: "count", role: "manager" };

/** Hotspots, and the rules that tell of new ones. */
export const HOTSPOT_SAMPLES: Samples = {
  getWallHotspots: { path: inNorth },
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
};

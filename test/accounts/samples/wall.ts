import { inNorth, type Samples, seen } from "./sample.ts";

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

/** The wall, its alarms, scenes and screens. */
export const WALL_SAMPLES: Samples = {
  getWallState: { path: inNorth },
  getWallStarChanges: { path: inNorth },
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
};

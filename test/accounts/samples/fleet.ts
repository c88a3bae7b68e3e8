import { inNorth, type Samples, seen } from "./sample.ts";

const vehicle = { ...inNorth, vehicleId: "none" };

/** Vehicles, their terminals and positions. */
export const FLEET_SAMPLES: Samples = {
  getWallVehicles: { path: inNorth },
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
};

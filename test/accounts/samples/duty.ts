import { inNorth, type Samples, seen } from "./sample.ts";

const rota = {
  ...{ from: "2026-03-01", to: "2026-03-01", hours: [{ startsAt: "08:00", endsAt: "20:00" }] },
  officers: { people: [{ name: "值班员" }], every: "shift" },
};

/** The desk of complaints: who is on duty, and what is late. */
export const DUTY_SAMPLES: Samples = {
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
};

import type { DemoEntry } from "../data/demo/confirmations.ts";
import type { FleetDay } from "../data/demo/fleet-day.ts";
import type { DemoDistrict, DemoTerminal } from "../data/demo/records.ts";
import { columnsOf, type Rows } from "./demo-tables.ts";

/** Who the demonstration says has written something. */
const WRITTEN_BY = "演示数据 demonstration";
/** Where terminals of the demonstration say that brush or pump is on: an item of the makers' own range, its lowest bit. */
export const WORKING_ITEM = 0xe1;

/** The register of vehicles, and what they are assigned to. */
export function registerRows({ vehicles, routes }: DemoDistrict): Rows[] {
  const withTerminal = vehicles.filter(({ terminal }) => terminal !== null);
  const terminalOf = ({ terminal }: (typeof vehicles)[number]) => terminal!; // those that have one
  const assigned = vehicles.filter(({ routeId }) => routeId !== null);
  const stops = routes.flatMap(({ routeId, stopIds }) =>
    stopIds.map((facilityId, i) => ({ routeId, sequence: i + 1, facilityId })),
  );
  return [
    {
      table: "vehicle",
      columns: columnsOf(vehicles, {
        vehicle_id: ["text", ({ vehicleId }) => vehicleId],
        plate: ["text", ({ plate }) => plate],
        kind: ["text", ({ kind }) => kind],
        team: ["text", ({ team }) => team],
        status: ["text", ({ status }) => status],
        status_reason: ["text", ({ statusReason }) => statusReason],
        status_since: ["timestamptz", ({ statusSince }) => statusSince?.toISOString() ?? null],
        bought_on: ["date", ({ boughtOn }) => boughtOn],
        overhaul_due_on: ["date", ({ overhaulDueOn }) => overhaulDueOn],
        safety_check_due_on: ["date", ({ safetyCheckDueOn }) => safetyCheckDueOn],
        note: ["text", ({ note }) => note],
      }),
    },
    {
      table: "terminal",
      columns: columnsOf(withTerminal, {
        terminal_id: ["text", (vehicle) => terminalOf(vehicle).terminalId],
        vehicle_id: ["text", ({ vehicleId }) => vehicleId],
        working_signal: ["jsonb", (vehicle) => signalOf(terminalOf(vehicle))],
        created_by: ["text", () => WRITTEN_BY],
      }),
    },
    {
      table: "cleaning_route_vehicle",
      columns: columnsOf(assigned, {
        route_id: ["text", ({ routeId }) => routeId],
        vehicle_id: ["text", ({ vehicleId }) => vehicleId],
      }),
    },
    {
      table: "cleaning_route_stop",
      columns: columnsOf(stops, {
        route_id: ["text", ({ routeId }) => routeId],
        sequence: ["integer", ({ sequence }) => sequence],
        facility_id: ["text", ({ facilityId }) => facilityId],
      }),
    },
  ];
}

const signalOf = ({ saysWorking, protocol }: DemoTerminal) =>
  saysWorking && protocol.startsWith("jt808")
    ? JSON.stringify({ field: WORKING_ITEM, bit: 0, isWorkingWhen: 1 })
    : null;

const iso = (atMs: number) => new Date(atMs).toISOString();

/** Service records and visits of stops of a day; their local day is that on which they began. */
export function recordRows(day: FleetDay, dayOf: (atMs: number) => string): Rows[] {
  const records = day.vehicles.flatMap(({ vehicleId, passages }) =>
    passages.map((passage) => ({ vehicleId, ...passage })),
  );
  const visits = day.vehicles.flatMap(({ vehicleId, visits }) =>
    visits.map((visit) => ({ vehicleId, ...visit })),
  );
  return [
    {
      table: "service_record",
      columns: columnsOf(records, {
        day: ["date", ({ fromMs }) => dayOf(fromMs)],
        vehicle_id: ["text", ({ vehicleId }) => vehicleId],
        from_at: ["timestamptz", ({ fromMs }) => iso(fromMs)],
        edge_id: ["text", ({ edgeId }) => edgeId],
        to_at: ["timestamptz", ({ toMs }) => iso(toMs)],
        from_share: ["real", ({ fromShare }) => fromShare],
        to_share: ["real", ({ toShare }) => toShare],
        points: ["integer", ({ points }) => points],
        speed_kmh: ["real", ({ speedKmh }) => speedKmh],
        is_working: ["boolean", ({ isWorking }) => isWorking],
        confidence: ["real", ({ confidence }) => confidence],
      }),
    },
    {
      table: "stop_visit",
      columns: columnsOf(visits, {
        day: ["date", ({ fromMs }) => dayOf(fromMs)],
        facility_id: ["text", ({ facilityId }) => facilityId],
        vehicle_id: ["text", ({ vehicleId }) => vehicleId],
        from_at: ["timestamptz", ({ fromMs }) => iso(fromMs)],
        to_at: ["timestamptz", ({ toMs }) => iso(toMs)],
        nearest_meters: ["real", ({ nearestMeters }) => nearestMeters],
      }),
    },
  ];
}

/** What team leaders said, and of which stretches. */
export function entryRows(entries: readonly DemoEntry[]): Rows[] {
  const items = entries.flatMap(({ entryId, items }) =>
    items.map((item) => ({ entryId, ...item })),
  );
  return [
    {
      table: "service_entry",
      columns: columnsOf(entries, {
        entry_id: ["text", ({ entryId }) => entryId],
        kind: ["text", ({ kind }) => kind],
        route_id: ["text", ({ routeId }) => routeId],
        work: ["text", ({ work }) => work],
        day: ["date", ({ day }) => day],
        from_at: ["timestamptz", ({ fromAt }) => fromAt.toISOString()],
        to_at: ["timestamptz", ({ toAt }) => toAt.toISOString()],
        reason: ["text", ({ reason }) => reason],
        entered_at: ["timestamptz", ({ enteredAt }) => enteredAt.toISOString()],
        entered_by: ["text", () => WRITTEN_BY],
        entered_name: ["text", ({ enteredName }) => enteredName],
      }),
    },
    {
      table: "service_entry_item",
      columns: columnsOf(items, {
        entry_id: ["text", ({ entryId }) => entryId],
        subject_kind: ["text", ({ subjectKind }) => subjectKind],
        subject_id: ["text", ({ subjectId }) => subjectId],
        outcome: ["text", ({ outcome }) => outcome],
        reason: ["text", ({ reason }) => reason],
      }),
    },
  ];
}

/** Positions of a day as they were sent. */
export function positionRows(day: FleetDay, sourceOf: (vehicleId: string) => string): Rows {
  const all = day.vehicles.flatMap(({ vehicleId, fixes }) =>
    fixes ? Array.from(fixes.atMs, (atMs, i) => ({ vehicleId, fixes, atMs, i })) : [],
  );
  return {
    table: "position",
    columns: columnsOf(all, {
      vehicle_id: ["text", ({ vehicleId }) => vehicleId],
      at: ["timestamptz", ({ atMs }) => iso(atMs)],
      lng: ["float8", ({ fixes, i }) => fixes.lngs[i]],
      lat: ["float8", ({ fixes, i }) => fixes.lats[i]],
      speed_kmh: ["real", ({ fixes, i }) => fixes.speeds[i]],
      heading_degrees: ["smallint", ({ fixes, i }) => unlessUnsaid(fixes.headings[i]!)],
      is_working: ["boolean", ({ fixes, i }) => isOn(fixes.working[i]!)],
      source: ["text", ({ vehicleId }) => sourceOf(vehicleId)],
      received_at: ["timestamptz", ({ fixes, i }) => iso(fixes.receivedMs[i]!)],
    }),
  };
}

export const unlessUnsaid = (heading: number) => (heading < 0 ? null : heading);
export const isOn = (working: number) => (working < 0 ? null : working === 1);
/** How a terminal's positions come in. */
export const sourceOf = ({ protocol }: DemoTerminal) =>
  protocol.startsWith("jt808") ? "jt808" : protocol;

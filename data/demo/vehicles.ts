import type { VehicleKind } from "../vehicle.ts";
import { DEPOT_OF } from "./cleaning.ts";
import type { Days } from "./days.ts";
import { SWEEPERS } from "./facilities.ts";
import { FAST, LATE, SILENT } from "./fleet-truths.ts";
import type { DemoRoute, DemoTerminal, DemoVehicle } from "./records.ts";

/** Vehicles on a route: of this work, on streets of this name, so many of these kinds. */
type Crew = {
  readonly team: string;
  /** How the name of its route begins; null: of no route. */
  readonly route: string | null;
  readonly kinds: readonly VehicleKind[];
};

const CREWS: readonly Crew[] = [
  { team: "一班", route: "一班主干道普扫", kinds: ["sweeper", "scrubber"] },
  { team: "一班", route: "一班次干道普扫", kinds: ["sweeper", "sweeper"] },
  { team: "二班", route: "二班主干道普扫", kinds: ["sweeper", "scrubber"] },
  { team: "二班", route: "二班次干道普扫", kinds: ["sweeper", "sweeper"] },
  { team: "三班", route: "三班主干道普扫", kinds: ["sweeper", "scrubber"] },
  { team: "三班", route: "三班次干道普扫", kinds: ["sweeper"] },
  { team: "四班", route: "四班主干道普扫", kinds: ["sweeper", "scrubber"] },
  { team: "四班", route: "四班次干道普扫", kinds: ["sweeper"] },
  { team: "三班", route: null, kinds: ["sweeper"] }, // the one that is out of service
  { team: "冲洗班", route: "主干道轮流冲洗", kinds: ["washer", "washer"] },
  { team: "冲洗班", route: null, kinds: ["washer", "washer"] },
  { team: "清运班", route: "清运一线收运", kinds: ["compactor"] },
  { team: "清运班", route: "清运二线收运", kinds: ["compactor"] },
  { team: "清运班", route: "清运三线收运", kinds: ["compactor"] },
  { team: "清运班", route: "清运四线收运", kinds: ["compactor"] },
  { team: "清运班", route: "清运五线收运", kinds: ["compactor"] },
  { team: "清运班", route: null, kinds: ["compactor", "compactor", "hook_lift", "hook_lift"] },
  ...["一班", "二班", "三班", "四班"].flatMap((team): Crew[] => [
    { team, route: `${team}主干道巡回保洁`, kinds: ["patrol_cart"] },
    { team, route: `${team}次干道巡回保洁`, kinds: ["patrol_cart"] },
    { team, route: `${team}支路巡回保洁`, kinds: ["patrol_cart", "patrol_cart"] },
  ]),
  { team: "一班", route: null, kinds: ["patrol_cart"] }, // in reserve
];

const OCTOBER = 9;
const OUT_OF_SERVICE = "demo-v15";
const NOTES: Readonly<Record<string, string>> = {
  [OUT_OF_SERVICE]: "车龄长，底盘锈蚀，等待大修经费（演示）",
};

/**
 * 45 vehicles of the register: their plates are no plates (演 is no letter of one), their terminals' numbers begin with 99,
 * which no network gives out. Most of them are old; one water truck was bought in the last October.
 */
export function vehiclesOf(routes: readonly DemoRoute[], days: Days): DemoVehicle[] {
  return CREWS.flatMap(({ team, route, kinds }) =>
    kinds.map((kind, i) => ({ team, route, kind, i, of: kinds.length })),
  ).map(({ team, route, kind, i, of }, index): DemoVehicle => {
    const serial = index + 1;
    const vehicleId = `demo-v${String(serial).padStart(2, "0")}`;
    const isOut = vehicleId === OUT_OF_SERVICE;
    const isNew = vehicleId === NEW_WATER_TRUCK;
    const age = isNew ? 0 : kind === "patrol_cart" ? 2 + (serial % 4) : 5 + ((serial * 5) % 11);
    return {
      vehicleId,
      plate:
        kind === "patrol_cart"
          ? `演示车${String(serial).padStart(2, "0")}`
          : `湘D·演${String(serial).padStart(3, "0")}`,
      ...{ kind, team: SWEEPERS + team },
      status: isOut ? "out_of_service" : "in_service",
      statusReason: isOut ? "发动机大修，等待配件（演示）" : null,
      statusSince: isOut ? days.at(-46, 9 * 3600) : null,
      boughtOn: isNew ? lastOctober(days) : days.day(-365 * age - ((serial * 37) % 300)),
      ...checksOf(serial, kind, days),
      note: isNew ? "市级拨款10万元，自筹4.75万元" : (NOTES[vehicleId] ?? ""),
      terminal: isOut ? null : terminalOf(serial, kind, vehicleId),
      depotId: DEPOT_OF[team]!,
      routeId: route === null ? null : routes.find(({ name }) => name === route)!.routeId,
      share: [i, of],
    };
  });
}

/** The second water truck of the washing route. */
const NEW_WATER_TRUCK = "demo-v17";

/** The fifteenth of the last October before the anchor. */
function lastOctober(days: Days): string {
  for (let offset = -1; ; offset--) {
    const day = days.day(offset);
    if (days.month(offset) === OCTOBER && day.endsWith("-15")) return day;
  }
}

/** Overhauls and safety checks are due all over the year; of one the check is overdue, of another the overhaul. */
function checksOf(serial: number, kind: VehicleKind, days: Days) {
  if (kind === "patrol_cart") return { overhaulDueOn: null, safetyCheckDueOn: null };
  const overhaul = serial === 9 ? -23 : 12 + ((serial * 53) % 330);
  const check = serial === 4 ? -12 : 9 + ((serial * 41) % 340);
  return { overhaulDueOn: days.day(overhaul), safetyCheckDueOn: days.day(check) };
}

const PROTOCOLS: readonly DemoTerminal["protocol"][] = ["jt808-2013", "http", "jt808-2019", "http"];
/** Kinds with a brush or a pump; of these two in three say whether it is on. */
const SAYS: readonly VehicleKind[] = ["sweeper", "scrubber", "washer"];
/** The truths that need a terminal which keeps what it could not send, or which says whether it works. */
const BY_JT808 = [LATE.vehicleId, FAST.vehicleId, SILENT.vehicleId];

function terminalOf(serial: number, kind: VehicleKind, vehicleId: string): DemoTerminal {
  const isCart = kind === "patrol_cart";
  const protocol = BY_JT808.includes(vehicleId)
    ? "jt808-2019"
    : serial === 40
      ? "osmand"
      : PROTOCOLS[serial % PROTOCOLS.length]!;
  return {
    terminalId: protocol.startsWith("jt808")
      ? `990430408${String(serial).padStart(3, "0")}`
      : `demo-${String(serial).padStart(3, "0")}`,
    protocol,
    saysWorking: SAYS.includes(kind) && serial % 3 !== 0,
    everySeconds: isCart ? 30 : 10,
  };
}

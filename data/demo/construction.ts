import { cellToLatLng } from "h3-js";
import type { Days } from "./days.ts";
import type { Random } from "./random.ts";
import type {
  DemoConstruction,
  DemoDistrict,
  DemoFacility,
  DemoScenario,
  DemoTarget,
  LngLat,
} from "./records.ts";

/** The city's task for the year, 2站2厕, as the document names what was built of it. */
const TASK = ["南华苑一号中转站", "衡钢西大门中转站", "平湖公园一号公厕", "平湖公园二号公厕"];
const TASK_NOTE = "市下达“2站2厕”任务（演示数据）";
const INVENTED_NOTE = "演示数据，虚构";

/** Farther than this from every toilet, somebody is outside of one: GB 55013-2021 5.0.1. */
const REACH_METERS = 300;
/** So far apart are the two that are tried out. */
const APART_METERS = 600;

/**
 * What is to be built, and a scenario that tries two toilets: the four of the task, which are done, and two invented
 * ones on their way.
 */
export function constructionOf(
  district: DemoDistrict,
  days: Days,
  random: Random,
): DemoConstruction {
  const { facilities } = district;
  const done = TASK.map((name): DemoTarget => {
    const facility = facilities.find((each) => each.name === name);
    if (!facility) throw new RangeError(`the demonstration has no ${name}`);
    const { kind, position, facilityId } = facility;
    return {
      ...{ targetId: `task-${facilityId}`, kind, name, position, facilityId },
      ...{ plannedFor: days.day(-30), state: "planned", costYuan: null, note: TASK_NOTE },
    };
  });
  const begun = (kind: DemoFacility["kind"], status: DemoFacility["status"]) => {
    const found = facilities.filter((each) => each.kind === kind && each.status === status);
    if (found.length === 0)
      throw new RangeError(`the demonstration has no ${kind} that is ${status}`);
    return random.pick(found);
  };
  const invented = [
    { facility: begun("toilet", "building"), state: "building", inDays: 60, costYuan: 420_000 },
    {
      facility: begun("transfer_station", "planned"),
      state: "approved",
      inDays: 210,
      costYuan: 1_350_000,
    },
  ] as const;
  return {
    scenarios: [scenarioOf(district, random)],
    targets: [
      ...done,
      ...invented.map(
        ({ facility, state, inDays, costYuan }): DemoTarget => ({
          targetId: `task-${facility.facilityId}`,
          ...{ kind: facility.kind, name: facility.name, position: facility.position },
          ...{ plannedFor: days.day(inDays), state, facilityId: facility.facilityId },
          ...{ costYuan, note: INVENTED_NOTE },
        }),
      ),
    ],
  };
}

/** Two toilets where most people live far from one. */
function scenarioOf({ cells, facilities }: DemoDistrict, random: Random): DemoScenario {
  const taken = facilities
    .filter(({ kind, status }) => kind === "toilet" && status === "open")
    .map(({ position }) => position);
  const places = cells
    .map(({ cell, residents }) => ({ at: middleOf(cell), residents }))
    .sort((a, b) => b.residents - a.residents);
  const added: LngLat[] = [];
  for (const { at } of places) {
    if (added.length === 2) break;
    if (taken.some((other) => metersBetween(at, other) < REACH_METERS)) continue;
    if (added.some((other) => metersBetween(at, other) < APART_METERS)) continue;
    added.push(at);
  }
  const sites = added.map((position, i) => ({ id: `new-${i + 1}`, position }));
  return {
    scenarioId: "demo-two-toilets",
    name: "新增两厕（演示）",
    note: INVENTED_NOTE,
    question: {
      ...{ kind: "toilet", demand: "residents", statuses: ["open"], hasCapacity: false },
      edits: { added: sites, moved: [], closed: [], barriers: [] },
    },
    costs: Object.fromEntries(sites.map(({ id }) => [id, 10_000 * random.whole(28, 45)])),
  };
}

function middleOf(cell: string): LngLat {
  const [lat, lng] = cellToLatLng(cell);
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

/** Good enough between places of one town. */
function metersBetween([lng, lat]: LngLat, [otherLng, otherLat]: LngLat) {
  const north = (otherLat - lat) * 111_195;
  const east = (otherLng - lng) * 111_195 * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(north, east);
}

import { CLEANING_FREQUENCIES, type CleaningFrequency } from "../standards.ts";
import type { Days } from "./days.ts";
import { SWEEPERS } from "./facilities.ts";
import type { Point } from "./plane.ts";
import type { DemoFacility, DemoRoute } from "./records.ts";
import { stopsAlong } from "./rounds.ts";
import { middleOf, type Stretch } from "./streets.ts";
import { shortestPath } from "./walk.ts";
import { gateOf, waysOf, workingOrder } from "./ways.ts";

type Shift = { readonly from: string; readonly to: string };
type Work = Pick<DemoRoute, "kind" | "passes" | "shifts" | "vehicleKind"> & {
  readonly zh: string;
  readonly en: string;
  readonly season?: DemoRoute["season"];
  readonly part?: DemoRoute["part"];
};

const shift = (from: string, to: string): Shift => ({ from, to });
/** When sweeps are done: as many of these as the grade asks for. */
const FULL_SHIFTS = [shift("04:30", "07:00"), shift("12:30", "14:30"), shift("19:30", "21:30")];
const FINE_SHIFTS = [shift("09:00", "11:30"), shift("15:00", "17:30")];
/** In summer the fast lanes' turn comes by night. */
const NIGHT_SHIFTS = [shift("22:00", "00:30"), shift("02:00", "04:30")];

/** The work a grade asks for, from the presets; those of main and model roads are the seed document's. */
function workOf(grade: CleaningFrequency["grade"]): Work[] {
  const preset = CLEANING_FREQUENCIES.find((frequency) => frequency.grade === grade)!;
  const { fullSweepsPerDay, fineSweepsPerDay, patrol } = preset;
  const isByMachine = grade === "main" || grade === 2;
  const work: Work[] = [
    {
      kind: "full_sweep",
      zh: "普扫",
      en: "full sweep",
      passes: fullSweepsPerDay,
      shifts: FULL_SHIFTS.slice(0, fullSweepsPerDay),
      vehicleKind: isByMachine ? "sweeper" : null,
    },
    ...fineWork(fineSweepsPerDay),
  ];
  if (patrol) {
    work.push({
      kind: "patrol",
      zh: "巡回保洁",
      en: "patrol cleaning",
      passes: 1, // one that lasts all day
      shifts: [patrol],
      vehicleKind: "patrol_cart",
    });
  }
  return work.filter(({ passes }) => passes > 0);
}

/** Fine sweeping: in summer slow lanes with their planters by day, fast lanes by night. */
function fineWork(passes: number): Work[] {
  const work = { kind: "fine_sweep" as const, passes, vehicleKind: null };
  const shifts = FINE_SHIFTS.slice(0, passes);
  return [
    { ...work, zh: "细扫", en: "fine sweep", shifts, season: "other" },
    {
      ...{
        ...work,
        zh: "夏季慢车道、花坛细扫",
        en: "summer fine sweep of slow lanes and planters",
      },
      ...{ shifts, season: "summer", part: "slow_lane" },
    },
    {
      ...{ ...work, zh: "夏季快车道夜间细扫", en: "summer fine sweep of fast lanes by night" },
      ...{ shifts: NIGHT_SHIFTS.slice(0, passes), season: "summer", part: "fast_lane" },
    },
  ];
}

/** Where vehicles of a team stand. */
export const DEPOT_OF: Readonly<Record<string, string>> = {
  一班: "depot-002",
  二班: "depot-001",
  三班: "depot-001",
  四班: "depot-004",
  冲洗班: "depot-001",
  清运班: "depot-004",
};

/** What proves that a pass was done: a machine's positions, stops, or the word of the team's leader. */
const proofOf = ({ kind, vehicleKind }: Work): DemoRoute["proof"] => {
  if (kind === "collection") return "stops";
  if (kind === "wash" || (kind === "full_sweep" && vehicleKind !== null)) return "positions";
  return "confirmation";
};

/** Who cleans where: the river, 解放大道 and 清泉南路 divide the town. */
const TEAMS: readonly {
  readonly zh: string;
  readonly en: string;
  readonly has: (p: Point) => boolean;
}[] = [
  { zh: "一班", en: "Team 1", has: ([, y]) => y >= -155 && y < 1320 },
  { zh: "二班", en: "Team 2", has: ([x, y]) => y < -155 && x >= 500 },
  { zh: "三班", en: "Team 3", has: ([x, y]) => y < -155 && x < 500 },
  { zh: "四班", en: "Team 4", has: ([, y]) => y >= 1320 },
];
const FIRST_DAY = -900;

/** Some 50 routes: what is due where, by team and grade; washing in turn; collection from point to station. */
export function routesOf(
  stretches: readonly Stretch[],
  collections: readonly {
    readonly name: string;
    readonly nameEn: string;
    readonly stops: readonly Stretch[];
    /** Of the points and of the station. */
    readonly stopIds: readonly string[];
  }[],
  facilities: readonly DemoFacility[],
  days: Days,
): { routes: DemoRoute[]; washRotation: string[] } {
  const swept = stretches.filter(
    ({ edge, isConnected }) => edge.grade !== null && isConnected && edge.class !== "path",
  );
  const ways = waysOf(
    swept.map(({ edge }) => edge),
    () => true,
  );
  const depotOf = (team: string) => {
    const { position } = facilities.find(({ facilityId }) => facilityId === DEPOT_OF[team])!;
    return gateOf(ways, position).node;
  };
  const inOrder = (own: readonly Stretch[], team: string) =>
    workingOrder(
      ways,
      own.map(({ edge }) => edge),
      depotOf(team),
    ).map(({ edgeId }) => edgeId);
  const isTop = ({ street }: Stretch) => street !== null && (street.isMain || street.isModel);
  const routes: DemoRoute[] = [];
  const add = (
    work: Work,
    zh: string,
    en: string,
    team: string,
    edges: readonly string[],
    more: Partial<Pick<DemoRoute, "period" | "turn" | "stopIds">> = {},
  ) => {
    if (edges.length === 0) return;
    const serial = String(routes.length + 1).padStart(2, "0");
    routes.push({
      routeId: `route-${serial}`,
      code: `ZY${serial}`,
      name: `${zh}${work.zh}`,
      nameEn: `${en}, ${work.en}`,
      kind: work.kind,
      team,
      vehicleKind: work.vehicleKind,
      shifts: work.shifts,
      passes: work.passes,
      period: "day",
      turn: "none",
      season: work.season ?? "all",
      part: work.part ?? "whole",
      proof: proofOf(work),
      validFrom: days.day(FIRST_DAY),
      edgeIds: edges,
      stopIds: [],
      ...more,
    });
  };
  for (const team of TEAMS) {
    const here = swept.filter((stretch) => team.has(middleOf(stretch)));
    const top = inOrder(here.filter(isTop), team.zh);
    for (const work of workOf("main"))
      add(work, `${team.zh}主干道`, `${team.en} main roads`, `${SWEEPERS}${team.zh}`, top);
    for (const grade of [2, 3, 4] as const) {
      const edges = inOrder(
        here.filter((stretch) => !isTop(stretch) && sweptAs(stretch) === grade),
        team.zh,
      );
      const title = {
        2: ["次干道", "secondary roads"],
        3: ["支路", "branch roads"],
        4: ["背街小巷", "lanes"],
      }[grade];
      for (const work of workOf(grade)) {
        add(work, team.zh + title[0], `${team.en} ${title[1]}`, `${SWEEPERS}${team.zh}`, edges);
      }
    }
  }
  const top = swept.filter(isTop);
  const washRotation = [...new Set(top.map(({ street }) => street!.streetId))].sort();
  // One road a day in turn: each is due once in as many days as there are roads.
  add(
    {
      kind: "wash",
      zh: "冲洗",
      en: "washing",
      passes: Math.round((30 / washRotation.length) * 100) / 100,
      shifts: [shift("22:30", "04:30")],
      vehicleKind: "washer",
    },
    "主干道轮流",
    "Main roads in turn",
    `${SWEEPERS}冲洗班`,
    washRotation.flatMap((id) =>
      inOrder(
        top.filter(({ street }) => street!.streetId === id),
        "冲洗班",
      ),
    ),
    { period: "month", turn: "street" },
  );
  for (const { name, nameEn, stops, stopIds } of collections) {
    const edges = stops.slice(1).flatMap((stop, i) => shortestPath(swept, stops[i]!, stop));
    const work: Work = {
      kind: "collection",
      zh: "收运",
      en: "collection",
      passes: 1,
      shifts: [shift("05:00", "11:00")],
      vehicleKind: "compactor",
    };
    const along = stopsAlong(
      edges.map((id) => ways.edgeById.get(id)!),
      facilities,
      stopIds,
    );
    add(work, name, nameEn, `${SWEEPERS}清运班`, edges, { stopIds: along });
  }
  return { routes, washRotation };
}

/** Grade-one streets that are not main roads are swept as grade two. */
const sweptAs = ({ edge }: Stretch) => Math.max(2, edge.grade ?? 4);

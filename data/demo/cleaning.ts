import { CLEANING_FREQUENCIES, type CleaningFrequency } from "../standards.ts";
import type { Days } from "./days.ts";
import { SWEEPERS } from "./facilities.ts";
import type { Point } from "./plane.ts";
import type { DemoRoute } from "./records.ts";
import { middleOf, type Stretch } from "./streets.ts";
import { shortestPath } from "./walk.ts";

type Shift = { readonly from: string; readonly to: string };
type Work = {
  readonly kind: DemoRoute["kind"];
  readonly zh: string;
  readonly en: string;
  readonly passes: number;
  readonly shifts: readonly Shift[];
  readonly vehicleKind: string | null;
};

const shift = (from: string, to: string): Shift => ({ from, to });
/** When sweeps are done: as many of these as the grade asks for. */
const FULL_SHIFTS = [shift("04:30", "07:00"), shift("12:30", "14:30"), shift("19:30", "21:30")];
const FINE_SHIFTS = [shift("09:00", "11:30"), shift("15:00", "17:30")];

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
      vehicleKind: isByMachine ? "扫路车" : null,
    },
    {
      kind: "fine_sweep",
      zh: "细扫",
      en: "fine sweep",
      passes: fineSweepsPerDay,
      shifts: FINE_SHIFTS.slice(0, fineSweepsPerDay),
      vehicleKind: null,
    },
  ];
  if (patrol) {
    work.push({
      kind: "patrol",
      zh: "巡回保洁",
      en: "patrol cleaning",
      passes: 1, // one that lasts all day
      shifts: [patrol],
      vehicleKind: "电动保洁车",
    });
  }
  return work.filter(({ passes }) => passes > 0);
}

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

/** Some 40 routes: what is due where, by team and grade; washing in turn; collection from point to station. */
export function routesOf(
  stretches: readonly Stretch[],
  collections: readonly {
    readonly name: string;
    readonly nameEn: string;
    readonly stops: readonly Stretch[];
  }[],
  days: Days,
): { routes: DemoRoute[]; washRotation: string[] } {
  const swept = stretches.filter(
    ({ edge, isConnected }) => edge.grade !== null && isConnected && edge.class !== "path",
  );
  const isTop = ({ street }: Stretch) => street !== null && (street.isMain || street.isModel);
  const routes: DemoRoute[] = [];
  const add = (
    work: Work,
    zh: string,
    en: string,
    team: string,
    edges: readonly string[],
    period: DemoRoute["period"] = "day",
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
      period,
      validFrom: days.day(FIRST_DAY),
      edgeIds: edges,
    });
  };
  for (const team of TEAMS) {
    const here = swept.filter((stretch) => team.has(middleOf(stretch)));
    const top = ordered(here.filter(isTop));
    for (const work of workOf("main"))
      add(work, `${team.zh}主干道`, `${team.en} main roads`, `${SWEEPERS}${team.zh}`, top);
    for (const grade of [2, 3, 4] as const) {
      const edges = ordered(
        here.filter((stretch) => !isTop(stretch) && sweptAs(stretch) === grade),
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
  const washRotation = [...new Set(top.map(({ street }) => street!.streetId))];
  // One road a day in turn: each is due once in as many days as there are roads.
  add(
    {
      kind: "wash",
      zh: "冲洗",
      en: "washing",
      passes: Math.round((30 / washRotation.length) * 100) / 100,
      shifts: [shift("22:30", "04:30")],
      vehicleKind: "洒水车",
    },
    "主干道轮流",
    "Main roads in turn",
    `${SWEEPERS}冲洗班`,
    ordered(top),
    "month",
  );
  for (const { name, nameEn, stops } of collections) {
    const edges = stops.slice(1).flatMap((stop, i) => shortestPath(swept, stops[i]!, stop));
    const work = {
      kind: "collection" as const,
      zh: "收运",
      en: "collection",
      passes: 1,
      shifts: [shift("05:00", "11:00")],
      vehicleKind: "压缩车",
    };
    add(work, name, nameEn, `${SWEEPERS}清运班`, edges);
  }
  return { routes, washRotation };
}

/** Grade-one streets that are not main roads are swept as grade two. */
const sweptAs = ({ edge }: Stretch) => Math.max(2, edge.grade ?? 4);

/** Street by street, each along its course. */
function ordered(stretches: readonly Stretch[]): string[] {
  return [...stretches]
    .sort((p, q) => {
      const [a, b] = [p.street?.streetId ?? "~", q.street?.streetId ?? "~"];
      return a < b ? -1 : a > b ? 1 : p.edge.edgeId < q.edge.edgeId ? -1 : 1;
    })
    .map(({ edge }) => edge.edgeId);
}

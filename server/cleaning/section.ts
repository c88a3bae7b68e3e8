import type { Queryable } from "../store/database.ts";
import type { PageSection, Title } from "../store/layer.ts";

type RouteRow = {
  route_id: string;
  code: string;
  name: string;
  kind: string;
  team: string | null;
  passes: number;
  period: string;
  shifts: { from: string; to: string }[];
  length_meters: number;
};

type StopRow = Omit<RouteRow, "length_meters"> & { stop: number; stops: number };

type GradeRow = { grade: number | null; length_meters: number };

const KINDS: Readonly<Record<string, Title>> = {
  full_sweep: { zh: "普扫", en: "Full sweep" },
  fine_sweep: { zh: "细扫", en: "Fine sweep" },
  wash: { zh: "冲洗", en: "Wash" },
  patrol: { zh: "巡回保洁", en: "Patrol cleaning" },
  collection: { zh: "垃圾收运", en: "Collection" },
};

const PERIODS: Readonly<Record<string, Title>> = {
  day: { zh: "每日", en: "a day" },
  week: { zh: "每周", en: "a week" },
  month: { zh: "每月", en: "a month" },
};

const ROUTES = `
  select r.route_id, r.code, r.name, r.kind, r.team, r.passes::float8 as passes, r.period, r.shifts,
    sum(e.length_meters) as length_meters
  from cleaning_route r
  join cleaning_route_edge l using (district_id, route_id)
  join street_edge e using (district_id, edge_id)
  where r.district_id = $1 and e.street_id = $2
    and r.valid_from <= $3::date and (r.valid_to is null or r.valid_to > $3::date)
  group by r.district_id, r.route_id
  order by r.kind, r.code`;

const STOPS = `
  select r.route_id, r.code, r.name, r.kind, r.team, r.passes::float8 as passes, r.period, r.shifts,
    s.sequence as stop,
    (select count(*)::int from cleaning_route_stop o where o.district_id = $1 and o.route_id = r.route_id) as stops
  from cleaning_route r
  join cleaning_route_stop s using (district_id, route_id)
  where r.district_id = $1 and s.facility_id = $2
    and r.valid_from <= $3::date and (r.valid_to is null or r.valid_to > $3::date)
  order by r.code`;

const GRADES = `
  select grade, sum(length_meters) as length_meters from street_edge
  where district_id = $1 and street_id = $2 group by grade order by grade nulls last`;

const COLUMNS = [
  { name: "code", title: { zh: "编号", en: "Code" } },
  { name: "name", title: { zh: "线路", en: "Route" } },
  { name: "kind", title: { zh: "作业", en: "Work" }, values: KINDS },
  { name: "passes", title: { zh: "应作业次数", en: "Passes due" } },
  { name: "period", title: { zh: "周期", en: "Every" }, values: PERIODS },
  { name: "shifts", title: { zh: "班次", en: "Shifts" } },
  { name: "team", title: { zh: "班组", en: "Team" } },
];

const told = (route: Omit<RouteRow, "length_meters">) => ({
  ...{ code: route.code, name: route.name, kind: route.kind, passes: route.passes },
  ...{ period: route.period, team: route.team },
  shifts: route.shifts.map(({ from, to }) => `${from}–${to}`).join(", "),
});

/** The rounds that stop at a facility; null where none does. */
async function roundsOf(tx: Queryable, districtId: string, id: string, today: string) {
  const rows = await tx.query<StopRow>(STOPS, [districtId, id, today]);
  if (rows.length === 0) return null;
  return {
    table: {
      columns: [...COLUMNS, { name: "stop", title: { zh: "停靠次序", en: "Stop" } }],
      rows: rows.map((row) => ({ ...told(row), stop: `${row.stop} / ${row.stops}` })),
      total: rows.length,
    },
  };
}

/** What cleaning is due on a street: grades by length, and the routes that pass it; of a facility the rounds that stop at it. */
export const cleaningSection: PageSection = {
  id: "cleaning",
  title: { zh: "清扫保洁", en: "Cleaning" },
  async read(tx, districtId, subject, today) {
    if (subject.kind !== "street") return roundsOf(tx, districtId, subject.id, today);
    const grades = await tx.query<GradeRow>(GRADES, [districtId, subject.id]);
    const routes = await tx.query<RouteRow>(ROUTES, [districtId, subject.id, today]);
    return {
      facts: grades.map(({ grade, length_meters }) => ({
        label:
          grade === null
            ? { zh: "未定等级（米）", en: "No grade, m" }
            : { zh: `${"一二三四"[grade - 1]}级（米）`, en: `Grade ${grade}, m` },
        value: Math.round(length_meters),
      })),
      table: {
        columns: [
          ...COLUMNS,
          { name: "lengthMeters", title: { zh: "本路长度（米）", en: "On this street, m" } },
        ],
        rows: routes.map((route) => ({
          ...told(route),
          lengthMeters: Math.round(route.length_meters),
        })),
        total: routes.length,
      },
    };
  },
};

import type { Geometry } from "geojson";
import { CLEANING } from "../../data/cleaning.ts";
import { VEHICLE_KIND_TITLES } from "../../data/vehicle.ts";
import { type LayerSource, layerColumn, NAME_COLUMNS } from "../store/layer.ts";
import { ratingInForce } from "../store/rating.ts";

/** Passes due in a day of a cleaning route `r`; a month is counted as 30 days. */
const PASSES_A_DAY = `r.passes::float8 / (case r.period when 'day' then 1 when 'week' then 7 else 30 end)`;

/** The months of summer routes: the district's own, or the presets'. */
const SUMMER_MONTHS = `coalesce((
      select value -> 'summerMonths' from district_setting where district_id = $1 and key = 'cleaning'
    ), '${JSON.stringify(CLEANING.summerMonths)}'::jsonb)`;

/** Parts of a road are swept beside each other: of them the one with the most passes counts. */
const READ_STREETS = `
  with today as (
    select day, case when ${SUMMER_MONTHS} @> to_jsonb(extract(month from day)::int) then 'summer' else 'other' end as season
    from (select (now() at time zone time_zone)::date as day from district where district_id = $1) d
  ), due as (
    select edge_id, round(sum(whole + coalesce(part, 0))::numeric, 2)::float8 as passes from (
      select edge_id, kind, coalesce(sum(passes) filter (where part = 'whole'), 0) as whole,
        max(passes) filter (where part <> 'whole') as part
      from (
        select edge_id, kind, part, sum(passes) as passes from (
          select distinct l.edge_id, l.route_id, r.kind, r.part, ${PASSES_A_DAY} as passes
          from cleaning_route_edge l
          join cleaning_route r using (district_id, route_id)
          where l.district_id = $1 and r.kind in ('full_sweep', 'fine_sweep')
            and r.valid_from <= (select day from today)
            and (r.valid_to is null or r.valid_to > (select day from today))
            and r.season in ('all', (select season from today))
        ) each group by edge_id, kind, part
      ) parts group by edge_id, kind
    ) kinds group by edge_id
  )
  select e.edge_id as id, st_asgeojson(e.path, 7)::json as geometry, e.street_id, s.name, s.name_en, e.class, e.grade,
    t.stars, s.is_main, s.is_model, e.length_meters, e.width_meters::float8 as width_meters, e.is_walkable,
    e.is_drivable, e.is_bridge, e.oneway, due.passes
  from street_edge e
  left join street s on s.district_id = e.district_id and s.street_id = e.street_id
  left join due on due.edge_id = e.edge_id
  left join (
    select street_id, r.stars from street
    join lateral ${ratingInForce({
      ...{
        district: "$1",
        kind: "'street'",
        id: "street.street_id",
        day: "(select day from today)",
      },
    })} r on true
    where street.district_id = $1
  ) t on t.street_id = e.street_id
  where e.district_id = $1 and ($2::text[] is null or e.edge_id = any ($2))`;

type StreetRow = {
  id: string;
  geometry: Geometry;
  street_id: string | null;
  name: string | null;
  name_en: string | null;
  class: string;
  grade: number | null;
  stars: number | null;
  is_main: boolean | null;
  is_model: boolean | null;
  length_meters: number;
  width_meters: number | null;
  is_walkable: boolean;
  is_drivable: boolean;
  is_bridge: boolean;
  oneway: string;
  passes: number | null;
};

/** The street network, one record an edge. */
const streets: LayerSource = {
  id: "streets",
  title: { zh: "道路", en: "Streets" },
  geometry: "line",
  audience: "public",
  kinds: ["street_edge", "street", "rating", "cleaning_route", "district_setting"],
  dependsOnToday: true,
  detailFromZoom: 10,
  columns: [
    layerColumn("streetId", "text", "道路标识", "Street id", { isInTiles: true }),
    ...NAME_COLUMNS,
    layerColumn("class", "text", "道路类别", "Class", {
      isInTiles: true,
      isClass: true,
      values: {
        motorway: { zh: "快速路", en: "Motorway" },
        arterial: { zh: "主干路", en: "Arterial" },
        secondary: { zh: "次干路", en: "Secondary" },
        branch: { zh: "支路", en: "Branch" },
        lane: { zh: "街巷", en: "Lane" },
        path: { zh: "步行道", en: "Path" },
      },
    }),
    layerColumn("grade", "integer", "保洁等级", "Cleaning grade", {
      isInTiles: true,
      isClass: true,
      values: {
        "1": { zh: "一级", en: "Grade 1" },
        "2": { zh: "二级", en: "Grade 2" },
        "3": { zh: "三级", en: "Grade 3" },
        "4": { zh: "四级", en: "Grade 4" },
      },
    }),
    layerColumn("stars", "integer", "星级", "Stars", { isInTiles: true }),
    layerColumn("isMain", "boolean", "主要道路", "Main road"),
    layerColumn("isModel", "boolean", "文明样板路", "Model road", { isInTiles: true }),
    layerColumn("lengthMeters", "number", "长度（米）", "Length, m"),
    layerColumn("widthMeters", "number", "宽度（米）", "Width, m"),
    layerColumn("isWalkable", "boolean", "可步行", "Walkable"),
    layerColumn("isDrivable", "boolean", "可行车", "Drivable"),
    layerColumn("isBridge", "boolean", "桥", "Bridge", { isInTiles: true }),
    layerColumn("oneway", "text", "单行", "One-way", {
      values: {
        no: { zh: "双向", en: "Both ways" },
        forward: { zh: "顺向单行", en: "Forward" },
        backward: { zh: "逆向单行", en: "Backward" },
      },
    }),
    layerColumn("passesDuePerDay", "number", "每日应清扫次数", "Sweeps due per day", {
      isInTiles: true,
    }),
  ],
  async read(tx, districtId, ids) {
    const rows = await tx.query<StreetRow>(READ_STREETS, [districtId, ids]);
    return rows.map((row) => ({
      id: row.id,
      geometry: row.geometry,
      values: [
        row.street_id,
        row.name,
        row.name_en,
        row.class,
        row.grade,
        row.stars,
        row.is_main,
        row.is_model,
        row.length_meters,
        row.width_meters,
        row.is_walkable,
        row.is_drivable,
        row.is_bridge,
        row.oneway,
        row.passes,
      ],
    }));
  },
};

const READ_ROUTES = `
  select r.route_id as id, st_asgeojson(l.path, 7)::json as geometry, r.code, r.name, r.name_en, r.kind, r.team,
    r.vehicle_kind, r.passes::float8 as passes, r.period, round((${PASSES_A_DAY})::numeric, 2)::float8 as passes_a_day,
    r.shifts, l.length_meters, r.valid_from, r.valid_to
  from cleaning_route r
  left join (
    select l.route_id, st_multi(st_collect(e.path order by l.sequence)) as path, sum(e.length_meters) as length_meters
    from cleaning_route_edge l join street_edge e using (district_id, edge_id)
    where l.district_id = $1 group by l.route_id
  ) l using (route_id)
  where r.district_id = $1 and ($2::text[] is null or r.route_id = any ($2))`;

type RouteRow = {
  id: string;
  geometry: Geometry | null;
  code: string;
  name: string;
  name_en: string | null;
  kind: string;
  team: string | null;
  vehicle_kind: string | null;
  passes: number;
  period: string;
  passes_a_day: number;
  shifts: { from: string; to: string }[];
  length_meters: number | null;
  valid_from: string;
  valid_to: string | null;
};

/** What is to be cleaned, how and how often: one record a cleaning route. */
const cleaningRoutes: LayerSource = {
  id: "cleaning-routes",
  title: { zh: "作业路线", en: "Cleaning routes" },
  geometry: "line",
  audience: "public",
  kinds: ["cleaning_route", "street_edge"],
  validity: { from: "validFrom", to: "validTo" },
  detailFromZoom: 10,
  columns: [
    layerColumn("code", "text", "编号", "Code"),
    ...NAME_COLUMNS,
    layerColumn("kind", "text", "作业方式", "Kind of work", {
      isInTiles: true,
      isClass: true,
      values: {
        full_sweep: { zh: "普扫", en: "Full sweep" },
        fine_sweep: { zh: "细扫", en: "Fine sweep" },
        wash: { zh: "冲洗", en: "Wash" },
        patrol: { zh: "巡回保洁", en: "Patrol cleaning" },
        collection: { zh: "垃圾收运", en: "Collection" },
      },
    }),
    layerColumn("team", "text", "班组", "Team"),
    layerColumn("vehicleKind", "text", "车辆类型", "Vehicle kind", { values: VEHICLE_KIND_TITLES }),
    layerColumn("passes", "number", "应作业次数", "Passes due"),
    layerColumn("period", "text", "周期", "Period", {
      values: {
        day: { zh: "每日", en: "A day" },
        week: { zh: "每周", en: "A week" },
        month: { zh: "每月", en: "A month" },
      },
    }),
    layerColumn("passesDuePerDay", "number", "每日应作业次数", "Passes due per day", {
      isInTiles: true,
    }),
    layerColumn("shifts", "text", "作业时段", "Shifts"),
    layerColumn("lengthMeters", "number", "长度（米）", "Length, m"),
    layerColumn("validFrom", "date", "生效日期", "Valid from"),
    layerColumn("validTo", "date", "失效日期", "Valid to"),
  ],
  async read(tx, districtId, ids) {
    const rows = await tx.query<RouteRow>(READ_ROUTES, [districtId, ids]);
    return rows.map((row) => ({
      id: row.id,
      geometry: row.geometry,
      values: [
        row.code,
        row.name,
        row.name_en,
        row.kind,
        row.team,
        row.vehicle_kind,
        row.passes,
        row.period,
        row.passes_a_day,
        row.shifts.map(({ from, to }) => `${from}–${to}`).join(" "),
        row.length_meters,
        row.valid_from,
        row.valid_to,
      ],
    }));
  },
};

/** The layers of cleaning, with the stars in force and the sweeps due today. */
export const cleaningLayers: readonly LayerSource[] = [streets, cleaningRoutes];

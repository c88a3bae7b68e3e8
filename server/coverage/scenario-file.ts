import type { z } from "@hono/zod-openapi";
import type { Geometry } from "geojson";
import { FACILITY_KIND_TITLES } from "../../data/facility.ts";
import { field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { CoverageAnswer } from "./coverage-schema.ts";
import { tenthsOf } from "./rounding.ts";
import type { Comparison, ComparisonColumn, ScenarioFigures } from "./scenario-schema.ts";

type Answer = z.infer<typeof CoverageAnswer>;
/** Whose file it is, and in which language. */
export type FileTold = Pick<ExportTable, "district" | "language" | "date">;

const tenths = (value: number | null) => value && tenthsOf(value);

/** What a site of a scenario is. */
const SITE_STATES = {
  there: { zh: "现有", en: "There" },
  added: { zh: "新增", en: "Added" },
  moved: { zh: "迁移", en: "Moved" },
  closed: { zh: "关闭", en: "Closed" },
} as const;

type SiteRow = {
  readonly id: string;
  readonly state: keyof typeof SITE_STATES;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly position: readonly number[] | null;
  readonly from: readonly number[] | null;
  readonly costYuan: number | null;
  readonly site: Answer["sites"][number] | null;
};

const point = (at: readonly number[] | null): Geometry | null =>
  at && { type: "Point", coordinates: [...at] };

/** Sites of a scenario: those that are there, added, moved and closed. */
export function sitesTable(
  scenario: { readonly name: string },
  answer: Answer,
  tried: ComparisonColumn["tried"],
  told: FileTold,
): ExportTable {
  const { kind } = answer.asked;
  const triedById = new Map(tried.map((one) => [one.siteId, one]));
  const sites = answer.sites.map((site): SiteRow => {
    const known = triedById.get(site.id);
    return {
      ...{ id: site.id, state: known?.state ?? "there", site },
      ...{ name: site.name, nameEn: site.nameEn, position: site.position, from: site.from },
      costYuan: known?.costYuan ?? null,
    };
  });
  const shown = new Set(answer.sites.map(({ id }) => id));
  const gone = tried
    .filter(({ siteId }) => !shown.has(siteId))
    .map(({ siteId: id, ...one }): SiteRow => ({ id, site: null, ...one }));
  const of = field<SiteRow>();
  const kindTitle = FACILITY_KIND_TITLES[kind][told.language];
  return tableOf(
    {
      ...told,
      id: "scenario-sites",
      title: titleOf(scenario, told, "设施", "sites"),
      hasPlaces: true,
    },
    [
      of("scenario", "方案", "Scenario", "text", () => scenario.name),
      of("kind", "类别", "Kind", "text", () => kindTitle),
      of("name", "名称", "Name", "text", (row) => nameIn(told.language, row)),
      of("state", "方案中", "In the scenario", "text", ({ state }) => state, SITE_STATES),
      of("stars", "星级", "Stars", "integer", ({ site }) => site?.stars ?? null),
      of("nearest", "就近服务", "Nearest to", "number", ({ site }) => site?.nearest ?? null),
      of("alone", "唯一服务", "Alone in reach of", "number", ({ site }) => site?.alone ?? null),
      of("costYuan", "费用（元）", "Cost, yuan", "number", ({ costYuan }) => costYuan),
      of("fromLng", "原经度", "Stood at lng", "number", ({ from }) => from?.[0] ?? null),
      of("fromLat", "原纬度", "Stood at lat", "number", ({ from }) => from?.[1] ?? null),
    ],
    [...sites, ...gone],
    ({ id, position }) => ({ id, geometry: point(position) }),
  );
}

const titleOf = (
  { name }: { readonly name: string },
  { language }: FileTold,
  zh: string,
  en: string,
) => (language === "zh" ? `${name}-${zh}` : `${name}-${en}`);

/** Gaps that a scenario leaves, as polygons. */
export function gapsTable(
  scenario: { readonly name: string },
  { gaps }: Answer,
  told: FileTold,
): ExportTable {
  const of = field<Answer["gaps"][number]>();
  return tableOf(
    {
      ...told,
      id: "scenario-gaps",
      title: titleOf(scenario, told, "缺口", "gaps"),
      hasPlaces: false,
    },
    [
      of("scenario", "方案", "Scenario", "text", () => scenario.name),
      of("demand", "覆盖外", "Outside", "number", ({ demand }) => demand),
      of("farthestMeters", "最远（米）", "Farthest, m", "number", ({ farthestMeters }) =>
        tenths(farthestMeters),
      ),
      of("street", "道路", "Street", "text", ({ street, streetEn }) =>
        nameIn(told.language, { name: street, nameEn: streetEn }),
      ),
      of("area", "街道", "Sub-district", "text", ({ areaId }) => areaId),
      of("siteLng", "建议经度", "Site lng", "number", ({ position }) => position[0]),
      of("siteLat", "建议纬度", "Site lat", "number", ({ position }) => position[1]),
    ],
    gaps,
    ({ id, shape }) => ({ id, geometry: shape }),
  );
}

/** Areas under a scenario. */
export function areasTable(
  scenario: { readonly name: string },
  { areas }: Answer,
  shapes: Snapshot,
  told: FileTold,
): ExportTable {
  const levels = {
    subdistrict: { zh: "街道", en: "Sub-district" },
    community: { zh: "社区", en: "Community" },
  };
  const of = field<Answer["areas"][number]>();
  const shapeOf = (id: string) => {
    const row = shapes.rowOf(id);
    return row === null ? null : shapes.geometryAt(row);
  };
  return tableOf(
    {
      ...told,
      id: "scenario-areas",
      title: titleOf(scenario, told, "街道社区", "areas"),
      hasPlaces: false,
    },
    [
      of("scenario", "方案", "Scenario", "text", () => scenario.name),
      of("name", "名称", "Name", "text", (area) => nameIn(told.language, area)),
      of("level", "级别", "Level", "text", ({ level }) => level, levels),
      of("demand", "服务对象", "Demand", "number", ({ demand }) => demand),
      of("served", "已覆盖", "Served", "number", ({ served }) => served),
      of("withoutRoom", "无容量", "Without room", "number", ({ withoutRoom }) => withoutRoom),
      of("outside", "覆盖外", "Outside", "number", ({ outside }) => outside),
      of("rejected", "无法判断", "Cannot be told", "number", ({ rejected }) => rejected),
      of("medianMeters", "中位距离（米）", "Median, m", "number", (area) =>
        tenths(area.medianMeters),
      ),
      of("sites", "设施数", "Sites", "integer", ({ sites }) => sites),
    ],
    areas,
    ({ areaId }) => ({ id: areaId, geometry: shapeOf(areaId) }),
  );
}

type ComparedRow = {
  readonly name: string;
  readonly when: "now" | "saved";
  readonly figures: ScenarioFigures;
};

/** A comparison as a table: a row each for what a scenario comes to now and what it came to when it was saved. */
export function comparisonTable({ columns }: Comparison, told: FileTold): ExportTable {
  const today = { zh: "现状", en: "As it is" }[told.language];
  const rows = columns.flatMap(({ name, now, saved }): ComparedRow[] => [
    ...(now ? [{ name: name ?? today, when: "now" as const, figures: now }] : []),
    ...(saved && name ? [{ name, when: "saved" as const, figures: saved }] : []),
  ]);
  const of = field<ComparedRow>();
  const figure = (
    name: string,
    zh: string,
    en: string,
    read: (figures: ScenarioFigures) => number | null,
  ) => of(name, zh, en, "number", ({ figures }) => read(figures));
  const quantile = (share: number) => (figures: ScenarioFigures) =>
    tenths(figures.distances.quantiles.find((each) => each.share === share)?.meters ?? null);
  return tableOf(
    {
      ...told,
      id: "scenario-comparison",
      title: { zh: "方案比较", en: "Scenarios compared" }[told.language],
      hasPlaces: false,
    },
    [
      of("scenario", "方案", "Scenario", "text", ({ name }) => name),
      of("when", "时点", "When", "text", ({ when }) => when, {
        now: { zh: "按今日台账", en: "Register of today" },
        saved: { zh: "保存时", en: "When saved" },
      }),
      of("at", "计算时间", "Worked out at", "instant", ({ figures }) => figures.at),
      figure("radiusMeters", "半径（米）", "Radius, m", ({ radiusMeters }) => radiusMeters),
      figure("demand", "服务对象", "Demand", ({ totals }) => totals.demand),
      figure("served", "已覆盖", "Served", ({ totals }) => totals.served),
      figure("withoutRoom", "无容量", "Without room", ({ totals }) => totals.withoutRoom),
      figure("outside", "覆盖外", "Outside", ({ totals }) => totals.outside),
      figure("rejected", "无法判断", "Cannot be told", ({ totals }) => totals.rejected),
      figure("straight", "直线距离内", "In a straight line", ({ straight }) => straight),
      figure("backedUp", "有第二座", "With a second site", ({ backedUp }) => backedUp),
      figure("streetMeters", "道路（米）", "Streets, m", ({ streets }) => tenths(streets.meters)),
      figure("streetServedMeters", "覆盖道路（米）", "Streets served, m", ({ streets }) =>
        tenths(streets.servedMeters),
      ),
      figure("withWay", "有路可达", "With a way", ({ distances }) => distances.reached),
      figure("meanMeters", "平均距离（米）", "Mean, m", (f) => tenths(f.distances.meanMeters)),
      figure("medianMeters", "中位距离（米）", "Median, m", quantile(0.5)),
      figure("ninthMeters", "90% 距离（米）", "90 %, m", quantile(0.9)),
      figure(
        "placesWithin",
        "规范对象范围内",
        "Places within",
        (f) => f.compliance?.within ?? null,
      ),
      figure("places", "规范对象", "Places", (f) => f.compliance?.total ?? null),
      figure("starSum", "星级合计", "Stars together", ({ stars }) => stars.sum),
      figure("rated", "已评星", "Rated", ({ stars }) => stars.rated),
      figure("sites", "设施数", "Sites", ({ sites }) => sites.count),
      figure("added", "新增", "Added", ({ sites }) => sites.added),
      figure("moved", "迁移", "Moved", ({ sites }) => sites.moved),
      figure("closed", "关闭", "Closed", ({ sites }) => sites.closed),
      figure("gaps", "缺口", "Gaps", ({ gaps }) => gaps.count),
      figure("largestGap", "最大缺口", "Largest gap", ({ gaps }) => gaps.largest),
      figure("costYuan", "费用（元）", "Cost, yuan", ({ cost }) => cost.yuan),
      figure("costKnown", "已知费用（座）", "Of known cost", ({ cost }) => cost.known),
      figure("costUnknown", "费用不明（座）", "Of unknown cost", ({ cost }) => cost.unknown),
    ],
    rows,
    (_, i) => ({ id: String(i + 1), geometry: null }),
  );
}

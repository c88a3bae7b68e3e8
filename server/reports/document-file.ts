import { REPORT_ITEM_TITLES, REPORT_LEVEL_TITLES, REPORT_LEVELS } from "../../data/reports.ts";
import { field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type {
  BulletinContent,
  RankedArea,
  RankingContent,
  ReportAreaWire,
  ReportWire,
} from "./document-schema.ts";

type Language = ExportTable["language"];
type District = { readonly districtId: string; readonly name: string; readonly isDemo: boolean };

/** A bulletin or ranking as a table: one row a record, or one row an area. */
export function reportTable(
  report: ReportWire,
  { districtId, ...district }: District,
  language: Language,
): ExportTable {
  const file = {
    district: { id: districtId, ...district },
    ...{ id: `${report.kind}-${report.from}`, title: titleOf(report, language), language },
    ...{ date: report.to, hasPlaces: false },
  };
  return report.content.kind === "bulletin"
    ? bulletinTable(report.content, file)
    : rankingTable(report.content, file);
}

function titleOf({ kind, year, number }: ReportWire, language: Language): string {
  const title = {
    bulletin: { zh: "社区环境卫生通报", en: "Community sanitation bulletin" },
    ranking: { zh: "社区环境卫生排名", en: "Community sanitation ranking" },
  }[kind][language];
  if (number === null) return `${title}${language === "zh" ? "（草稿）" : " (draft)"}`;
  return language === "zh" ? `${title}${year}年第${number}期` : `${title} ${year} no. ${number}`;
}

const LEVELS = Object.fromEntries(
  REPORT_LEVELS.map((level) => [level, REPORT_LEVEL_TITLES[level]]),
);

type File = Omit<ExportTable, "columns" | "rows">;
const place = (id: string) => ({ id, geometry: null });
const areaFields = <Row extends { readonly area: ReportAreaWire }>(language: Language) => {
  const of = field<Row>();
  return [
    of("area", "社区（村）、乡镇街道", "Area", "text", ({ area }) => nameIn(language, area)),
    of("code", "代码", "Code", "text", ({ area }) => area.code),
    of("level", "层级", "Level", "text", ({ area }) => area.level, LEVELS),
    of("parent", "所属乡镇街道", "Of", "text", ({ area }) => nameIn(language, area.parent)),
  ];
};

type BulletinRow = {
  readonly id: string;
  readonly kind: "inspection" | "activity" | "exposure";
  readonly area: ReportAreaWire;
  readonly day: string;
  readonly said: string;
  readonly deducted: number | null;
  readonly upheld: boolean | null;
};

const KINDS = {
  inspection: { zh: "检查", en: "Inspection" },
  activity: { zh: "卫生日", en: "Hygiene day" },
  exposure: { zh: "媒体曝光", en: "Media" },
};

function bulletinTable(content: BulletinContent, file: File): ExportTable {
  const { language } = file;
  const of = field<BulletinRow>();
  return tableOf(
    file,
    [
      of("day", "日期", "Day", "date", ({ day }) => day),
      of("kind", "记录", "Record", "text", ({ kind }) => kind, KINDS),
      ...areaFields<BulletinRow>(language),
      of("said", "内容", "What", "text", ({ said }) => said),
      of("deducted", "扣分", "Points deducted", "number", ({ deducted }) => deducted),
      of("upheld", "已查实", "Upheld", "boolean", ({ upheld }) => upheld),
    ],
    bulletinRows(content, language),
    ({ id }) => place(id),
  );
}

function bulletinRows(
  { named, inspections, activities, exposures }: BulletinContent,
  language: Language,
): BulletinRow[] {
  const byId = new Map(named.map((area) => [area.areaId, area]));
  const areaOf = (areaId: string) => byId.get(areaId)!; // every area of a record is named
  return [
    ...inspections.map(({ inspectionId, areaId, day, found, deducted, note }) => ({
      ...{
        id: inspectionId,
        kind: "inspection" as const,
        area: areaOf(areaId),
        day,
        deducted,
        upheld: null,
      },
      said: [
        ...found.map(
          ({ itemId, places }) => `${REPORT_ITEM_TITLES.get(itemId)?.[language]} ×${places}`,
        ),
        ...(note === "" ? [] : [note]),
      ].join(language === "zh" ? "；" : "; "),
    })),
    ...activities.map(({ activityId, areaId, day, done }) => ({
      ...{ id: activityId, kind: "activity" as const, area: areaOf(areaId), day, said: done },
      ...{ deducted: null, upheld: null },
    })),
    ...exposures.map(({ exposureId, areaId, day, medium, title, isUpheld }) => ({
      ...{
        id: exposureId,
        kind: "exposure" as const,
        area: areaOf(areaId),
        day,
        said: `${medium}: ${title}`,
      },
      ...{ deducted: null, upheld: isUpheld },
    })),
  ];
}

function rankingTable({ groups, weights }: RankingContent, file: File): ExportTable {
  const of = field<RankedArea>();
  const weighted = (title: string, weight: number, isZh: boolean) =>
    isZh ? `${title}（权重 ${weight}）` : `${title} (weight ${weight})`;
  const part = (
    name: "inspections" | "hygiene" | "media",
    [zh, en]: readonly [string, string],
    value: (row: RankedArea) => number | null,
  ) =>
    of(
      ...([
        `${name}Score`,
        weighted(zh, weights[name], true),
        weighted(en, weights[name], false),
      ] as const),
      ...(["number", value] as const),
    );
  return tableOf(
    file,
    [
      of("rank", "名次", "Rank", "integer", ({ rank }) => rank),
      ...areaFields<RankedArea>(file.language),
      of("score", "总分", "Score", "number", ({ score }) => score),
      part("inspections", ["检查得分", "Inspections"], (row) => row.inspections.score),
      of("inspections", "检查次数", "Inspections, n", "integer", (row) => row.inspections.count),
      of("deducted", "扣分合计", "Points deducted", "number", (row) => row.inspections.deducted),
      part("hygiene", ["卫生日得分", "Hygiene days"], (row) => row.hygiene.score),
      of("hygieneDays", "参加卫生日", "Days taken part in", "integer", (row) => row.hygiene.days),
      of("hygieneOf", "应参加卫生日", "Of days", "integer", (row) => row.hygiene.of),
      part("media", ["媒体曝光得分", "Media"], (row) => row.media.score),
      of("good", "查实表扬", "Praise upheld", "integer", (row) => row.media.good),
      of("bad", "查实批评", "Criticism upheld", "integer", (row) => row.media.bad),
    ],
    groups.flatMap(({ areas }) => areas),
    ({ area }) => place(area.areaId),
  );
}

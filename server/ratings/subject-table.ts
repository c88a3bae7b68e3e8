import { FACILITY_KIND_TITLES } from "../../data/facility.ts";
import { RATING_KIND_TITLES } from "../../data/rubric.ts";
import { field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type { Book } from "./book.ts";
import type { SubjectWire, WarningKind } from "./subject-schema.ts";

const KINDS = { ...FACILITY_KIND_TITLES, street: { zh: "道路", en: "Street" } };

/** What warnings are called. */
export const WARNING_TITLES: Readonly<Record<WarningKind, { zh: string; en: string }>> = {
  expiring: { zh: "即将到期", en: "Ends soon" },
  score: { zh: "得分低于星级", en: "Mean below its stars" },
  needed: { zh: "必备项缺失", en: "A needed item is missing" },
  veto: { zh: "一票否决", en: "Veto" },
  defects: { zh: "未整改问题多", en: "Open defects" },
  overdue: { zh: "超过检查间隔", en: "Past its interval" },
  complaints: { zh: "投诉多", en: "Complaints" },
};

const rounded = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Math.round(value * 100) / 100;

/** Subjects with their stars, as a file. */
export function subjectsTable(
  { districtId, name, isDemo, day }: Book,
  subjects: readonly SubjectWire[],
  language: ExportTable["language"],
): ExportTable {
  const of = field<SubjectWire>();
  const title = { zh: "星级", en: "Stars" };
  return tableOf(
    {
      district: { id: districtId, name, isDemo },
      ...{ id: "ratings", title: title[language], language, date: day },
    },
    [
      of("kind", "种类", "Kind", "text", ({ kind }) => kind, KINDS),
      of("code", "编号", "Code", "text", ({ code }) => code),
      of("name", "名称", "Name", "text", (one) => nameIn(language, one)),
      of("area", "街道", "Sub-district", "text", ({ areaName, areaNameEn }) =>
        nameIn(language, { name: areaName, nameEn: areaNameEn }),
      ),
      of("manager", "管理单位或班组", "Manager or team", "text", ({ manager }) => manager),
      of("stars", "有效星级", "Stars in force", "integer", ({ rating }) => rating?.stars ?? null),
      of(
        ...(["decision", "评定方式", "Decided as", "text"] as const),
        ({ rating }) => rating?.kind ?? null,
        RATING_KIND_TITLES,
      ),
      of("validFrom", "生效", "From", "date", ({ rating }) => rating?.validFrom ?? null),
      of("validTo", "失效", "To", "date", ({ rating }) => rating?.validTo ?? null),
      of("trialStars", "试评星级", "Trial stars", "integer", ({ trial }) => trial?.stars ?? null),
      of("score", "平均得分", "Mean score", "number", ({ trial }) => rounded(trial?.score)),
      of("inspections", "检查次数", "Inspections", "integer", ({ trial }) => trial?.n ?? null),
      of(
        "isSmall",
        "检查次数不足",
        "Small sample",
        "boolean",
        ({ trial }) => trial?.isSmall ?? null,
      ),
      of("rank", "名次", "Rank", "integer", ({ rank }) => rank),
      of("lastInspectedOn", "最近检查", "Last inspected", "date", (one) => one.lastInspectedOn),
      of("dueOn", "应于何日前检查", "Due on", "date", ({ dueOn }) => dueOn),
      of("openDefects", "未整改问题", "Open defects", "integer", (one) => one.openDefects),
      of("complaints", "投诉件数", "Complaints", "integer", ({ complaints }) => complaints.n),
      of("complaintsFrom", "投诉起", "Complaints from", "date", (one) => one.complaints.from),
      of("complaintsTo", "投诉止", "Complaints to", "date", (one) => one.complaints.to),
      of("complaintsPerKm", "每公里投诉", "Complaints a km", "number", ({ complaints }) =>
        rounded(complaints.perKm),
      ),
      of("warnings", "预警", "Warnings", "text", ({ warnings }) =>
        warnings
          .map(({ kind }) => WARNING_TITLES[kind][language])
          .join(language === "zh" ? "、" : ", "),
      ),
    ],
    subjects,
    ({ subjectId, position }) => ({
      id: subjectId,
      geometry: position && { type: "Point", coordinates: [...position] },
    }),
  );
}

import { DEADLINE_STEPS } from "../../data/complaint-deadlines.ts";
import { COMPLAINT_LIFE } from "../../data/complaint-life.ts";
import { COMPLAINT_CHANNELS } from "../../data/standards.ts";
import type { ExportColumn, ExportRow } from "../http/export-table.ts";
import { localInstant } from "../store/local-day.ts";
import type { CaseLine } from "./case-list-schema.ts";

type Language = "zh" | "en";
type Titled = readonly {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
}[];

const DUE: Titled = [
  { id: "on-time", title: { zh: "期限内", en: "On time" } },
  { id: "soon", title: { zh: "将到期", en: "Soon due" } },
  { id: "late", title: { zh: "超期", en: "Late" } },
  { id: "late-3", title: { zh: "严重超期", en: "Very late" } },
];

/** The columns of a file of complaints: nothing of who complained. */
export function caseColumnsOf(language: Language, categories: Titled): ExportColumn[] {
  const column = (zh: string, en: string, name: string, more: Partial<ExportColumn> = {}) => ({
    ...{ name, title: language === "zh" ? zh : en, type: "text" as const },
    ...more,
  });
  const coded = (titled: Titled) => ({
    values: Object.fromEntries(titled.map(({ id, title }) => [id, title[language]])),
  });
  return [
    column("编号", "Number", "number"),
    column("受理方式", "Kind", "kind", coded(COMPLAINT_LIFE.kinds)),
    column("渠道", "Channel", "channel", coded(COMPLAINT_CHANNELS)),
    column("类别", "Category", "category", coded(categories)),
    column("重要程度", "Importance", "importance", coded(COMPLAINT_LIFE.importances)),
    column("状态", "State", "state", coded(COMPLAINT_LIFE.states)),
    column("投诉内容（已脱敏）", "What was said (masked)", "text"),
    column("街道", "Sub-district", "area"),
    column("道路", "Street", "street"),
    column("地址", "Address", "address"),
    column("承办单位", "Handling unit", "unit"),
    column("受理时间", "Received", "receivedAt", { type: "instant" }),
    column("待办环节", "Next due", "dueStep", coded(DEADLINE_STEPS)),
    column("期限", "Due", "dueAt", { type: "instant" }),
    column("期限状态", "Term", "dueStatus", coded(DUE)),
    column("办结时间", "Settled", "settledAt", { type: "instant" }),
    column("重办次数", "Reopened", "reopened", { type: "integer" }),
    column("是否解决", "Resolved", "isResolved", { type: "boolean" }),
    column("满意度", "Satisfaction", "satisfaction", coded(COMPLAINT_LIFE.satisfactions)),
    column("并入件数", "Duplicates", "duplicates", { type: "integer" }),
  ];
}

/** Who complained, and what they said unmasked, for files that somebody is permitted to have. */
export type PersonalFields = {
  readonly name: string | null;
  readonly telephone: string | null;
  readonly contact: string | null;
  readonly text: string;
};

/** The columns that such a file has besides. */
export const personalColumnsOf = (language: Language): ExportColumn[] =>
  (
    [
      ["reporterName", "投诉人", "Reporter"],
      ["reporterTelephone", "电话", "Telephone"],
      ["reporterContact", "其他联系方式", "Other contact"],
      ["wholeText", "投诉内容（未脱敏）", "What was said (unmasked)"],
    ] as const
  ).map(([name, zh, en]) => ({ name, title: language === "zh" ? zh : en, type: "text" }));

/** The same row with who complained. */
export const withPersonal = (row: ExportRow, personal: PersonalFields | undefined): ExportRow => ({
  ...row,
  values: [
    ...row.values,
    ...(personal
      ? [personal.name, personal.telephone, personal.contact, personal.text]
      : [null, null, null, null]),
  ],
});

/** A complaint as a row of those columns. */
export function caseRowOf(line: CaseLine, timeZone: string): ExportRow {
  const at = (instant: string | null) => instant && localInstant(new Date(instant), timeZone);
  return {
    id: line.complaintId,
    geometry: line.position && { type: "Point", coordinates: [...line.position] },
    values: [
      ...[line.number, line.kind, line.channel, line.category, line.importance, line.state],
      ...[line.text, line.area, line.street, line.address, line.unit, at(line.receivedAt)],
      ...[line.dueStep, at(line.dueAt), line.dueStatus, at(line.settledAt), line.reopened],
      ...[line.isResolved, line.satisfaction, line.duplicates],
    ],
  };
}

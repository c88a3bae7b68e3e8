import { ACTION_TITLES, RECORD_TITLES } from "../../data/audit.ts";
import type { ExportColumn, ExportRow } from "../http/export-table.ts";
import { localInstant } from "../store/local-day.ts";
import type { AuditEntry } from "./audit-schema.ts";

type Language = "zh" | "en";
type Titles = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

const wordsOf = (titles: Titles, language: Language) =>
  Object.fromEntries(Object.entries(titles).map(([value, title]) => [value, title[language]]));

const VIA: Titles = {
  session: { zh: "网页", en: "browser" },
  token: { zh: "令牌", en: "token" },
  command: { zh: "命令行", en: "command line" },
  server: { zh: "服务器", en: "server" },
};

/** The columns of a file of entries. */
export function auditColumns(language: Language): ExportColumn[] {
  const column = (
    name: string,
    zh: string,
    en: string,
    more: Partial<ExportColumn> = {},
  ): ExportColumn => ({ name, title: language === "zh" ? zh : en, type: "text", ...more });
  return [
    column("at", "时间", "Time", { type: "instant" }),
    column("actorName", "操作人", "Who"),
    column("via", "方式", "Via", { values: wordsOf(VIA, language) }),
    column("address", "地址", "Address"),
    column("action", "操作", "What", { values: wordsOf(ACTION_TITLES, language) }),
    column("record", "对象类型", "Kind of record", { values: wordsOf(RECORD_TITLES, language) }),
    column("recordId", "对象编号", "Record"),
    column("recordName", "对象名称", "Name"),
    column("before", "修改前", "Before"),
    column("after", "修改后", "After"),
  ];
}

/** What a spreadsheet's cell holds. */
const GREATEST_CELL = 32_000;

const asText = (fields: AuditEntry["before"]) => {
  const text = fields && JSON.stringify(fields);
  return text && text.length > GREATEST_CELL ? `${text.slice(0, GREATEST_CELL)}…` : text;
};

/** An entry as a row of those columns. */
export const auditRow = (entry: AuditEntry, timeZone: string): ExportRow => ({
  id: entry.entryId,
  geometry: null,
  values: [
    localInstant(new Date(entry.at), timeZone),
    entry.actorName,
    entry.via,
    entry.address,
    entry.action,
    entry.record,
    entry.recordId,
    entry.recordName,
    asText(entry.before),
    asText(entry.after),
  ],
});

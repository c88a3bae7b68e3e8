import { ACTION_TITLES, RECORD_TITLES, VIA_TITLES } from "../../data/audit.ts";
import type { ExportColumn, ExportRow } from "../http/export-table.ts";
import { localInstant } from "../store/local-day.ts";
import type { AuditEntry } from "./audit-schema.ts";
import { fieldsWords, type Speech } from "./audit-words.ts";

type Language = "zh" | "en";
type Titles = typeof VIA_TITLES;

const wordsOf = (titles: Titles, language: Language) =>
  Object.fromEntries(Object.entries(titles).map(([value, title]) => [value, title[language]]));

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
    column("via", "方式", "Via", { values: wordsOf(VIA_TITLES, language) }),
    column("address", "地址", "Address"),
    column("action", "操作", "What", { values: wordsOf(ACTION_TITLES, language) }),
    column("record", "对象类型", "Kind of record", { values: wordsOf(RECORD_TITLES, language) }),
    column("recordId", "对象编号", "Record"),
    column("recordName", "对象名称", "Name"),
    column("recordCode", "对象代码", "Code"),
    column("note", "说明", "Reason or remark"),
    column("before", "修改前", "Before"),
    column("after", "修改后", "After"),
  ];
}

/** What a spreadsheet's cell holds. */
const GREATEST_CELL = 32_000;

const inCell = (text: string | null) =>
  text && text.length > GREATEST_CELL ? `${text.slice(0, GREATEST_CELL)}…` : text;

/** An entry as a row of those columns, in words. */
export function auditRow(entry: AuditEntry, speech: Speech): ExportRow {
  const note = entry.after?.note;
  const side = { isAlone: !entry.before || !entry.after };
  return {
    id: entry.entryId,
    geometry: null,
    values: [
      localInstant(new Date(entry.at), speech.timeZone),
      entry.actorName,
      entry.via,
      entry.address,
      entry.action,
      entry.record,
      entry.recordId,
      entry.recordName,
      entry.recordCode,
      typeof note === "string" ? note : null,
      inCell(fieldsWords(entry.before, side, speech)),
      inCell(fieldsWords(entry.after, side, speech)),
    ],
  };
}

import { dictionary, type Title } from "../ui/language.ts";

/** What the columns of a file are called. */
const FIELDS: Readonly<Record<string, Title>> = {
  plate: { zh: "车牌", en: "plate" },
  kind: { zh: "车型", en: "kind" },
  name: { zh: "名称", en: "name" },
  team: { zh: "班组", en: "team" },
  boughtOn: { zh: "购置日期", en: "bought on" },
  overhaulDueOn: { zh: "大修到期", en: "overhaul due" },
  safetyCheckDueOn: { zh: "年检到期", en: "safety check due" },
  note: { zh: "备注", en: "note" },
  terminalId: { zh: "终端号", en: "terminal" },
  file: { zh: "文件", en: "file" },
};

/** Words of entering vehicles. */
export const addWords = dictionary(
  {
    title: "登记车辆",
    one: "一辆",
    many: "从 CSV 文件导入",
    plate: "车牌号",
    plateMissing: "请填车牌号",
    kind: "车型",
    name: "名称或编号（可不填）",
    team: "班组（可不填）",
    terminal: "终端号（可不填，以后再登记）",
    save: "登记",
    cancel: "取消",
    close: "关闭",
    file: "CSV 文件",
    columns:
      "首行是列名：车牌、车型、班组、名称、终端号、购置日期、大修到期、年检到期、备注；车型写中文名，如 扫路车、洒水车。",
    reading: "正在核对文件…",
    read: (added: string, changed: string, same: string) =>
      `新增 ${added} 辆，修改 ${changed} 辆，${same} 辆没有变化`,
    none: "有错误，整个文件都不会登记：",
    fault: (row: number | null, field: string, value: string, remedy: string) =>
      `${row === null ? "" : `第 ${row} 行 `}${FIELDS[field]?.zh ?? field}${value && `“${value}”`}：${remedy}`,
    begin: (count: string) => `登记 ${count} 辆`,
    doing: "正在登记…",
    done: (added: string, changed: string) => `已新增 ${added} 辆，修改 ${changed} 辆。`,
  },
  {
    title: "Add vehicles",
    one: "One",
    many: "From a CSV file",
    plate: "Plate",
    plateMissing: "A plate, please",
    kind: "Kind",
    name: "Name or number (may wait)",
    team: "Team (may wait)",
    terminal: "Terminal number (may wait)",
    save: "Add",
    cancel: "Cancel",
    close: "Close",
    file: "CSV file",
    columns:
      "The first line names the columns: plate, kind, team, name, terminal, bought_on, overhaul_due_on, safety_check_due_on, note; kinds such as sweeper or water truck.",
    reading: "Checking the file…",
    read: (added, changed, same) => `${added} to add, ${changed} to change, ${same} as they are`,
    none: "There are faults, so nothing of the file is entered:",
    fault: (row, field, value, remedy) =>
      `${row === null ? "" : `Row ${row}, `}${FIELDS[field]?.en ?? field}${value && ` “${value}”`}: ${remedy}`,
    begin: (count) => `Enter ${count}`,
    doing: "Entering…",
    done: (added, changed) => `${added} added, ${changed} changed.`,
  },
);

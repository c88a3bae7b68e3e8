import { dictionary } from "../ui/language.ts";
import type { LineFault } from "./vehicle-file.ts";

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
    file: "CSV 文件（UTF-8）",
    columns: "首行是列名：车牌、车型、班组、名称、终端号；车型写中文名，如 扫路车、洒水车。",
    noPlateColumn: "文件里没有“车牌”这一列。",
    read: (count: string) => `可登记 ${count} 辆`,
    faults: (count: string) => `${count} 行不能用`,
    fault: ({ line, is, value }: LineFault) =>
      `第 ${line} 行：${
        {
          "no-plate": "没有车牌",
          "no-kind": `不认识的车型“${value}”`,
          twice: `车牌 ${value} 重复`,
          terminal: `终端号“${value}”只能用字母、数字和 . _ -`,
        }[is]
      }`,
    begin: (count: string) => `登记 ${count} 辆`,
    doing: (done: string, all: string) => `正在登记 ${done} / ${all}`,
    done: (count: string) => `已登记 ${count} 辆。`,
    notDone: (count: string) => `${count} 辆没有登记：`,
    notDoneLine: (line: string, plate: string, why: string) => `第 ${line} 行 ${plate}：${why}`,
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
    file: "CSV file (UTF-8)",
    columns:
      "The first line names the columns: plate, kind, team, name, terminal; kinds such as sweeper or water truck.",
    noPlateColumn: "The file has no column called plate.",
    read: (count: string) => `${count} can be entered`,
    faults: (count: string) => `${count} lines cannot`,
    fault: ({ line, is, value }: LineFault) =>
      `Line ${line}: ${
        {
          "no-plate": "no plate",
          "no-kind": `“${value}” is no kind of vehicle`,
          twice: `the plate ${value} comes twice`,
          terminal: `terminal “${value}”: letters, digits and . _ - only`,
        }[is]
      }`,
    begin: (count: string) => `Enter ${count}`,
    doing: (done: string, all: string) => `${done} of ${all}`,
    done: (count: string) => `${count} entered.`,
    notDone: (count: string) => `${count} were not:`,
    notDoneLine: (line: string, plate: string, why: string) => `Line ${line} ${plate}: ${why}`,
  },
);

import { dictionary } from "../ui/language.ts";

/** Words of the file that says who complained. */
export const personalWords = dictionary(
  {
    title: "导出含投诉人的文件",
    what: (count: string) =>
      `按当前条件 ${count} 件，带投诉人姓名、电话、联系方式和未隐去的投诉内容。`,
    reason: "用途",
    reasonHint: "例如：回访核实、移交归档",
    format: "格式",
    notice: "用途、条件和件数记入审计。保密信访件不在文件内；已到期删除的投诉人为空。",
    cancel: "取消",
    download: "下载",
    waiting: "正在生成…",
  },
  {
    title: "Export with who complained",
    what: (count: string) =>
      `${count} as filtered now, with names, telephone numbers, other contacts and the words unmasked.`,
    reason: "What for",
    reasonHint: "e.g. calling back, handing over a file",
    format: "Format",
    notice:
      "The reason, the filters and the count go into the audit trail. Confidential complaints are not in the file; whoever was erased after the term is left blank.",
    cancel: "Cancel",
    download: "Download",
    waiting: "Preparing…",
  },
);

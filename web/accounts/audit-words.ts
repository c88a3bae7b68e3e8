import { dictionary } from "../ui/language.ts";

export const auditWords = dictionary(
  {
    search: "搜索姓名、编号、内容",
    everything: "全部操作",
    action: "操作",
    at: "时间",
    actor: "谁",
    record: "对象",
    change: "前后",
    more: "再看更早的",
    total: (count: string) => `共 ${count} 条，最新在前`,
    none: "还没有人做过修改。",
    noneSuch: "没有符合条件的记录。",
  },
  {
    search: "Search names, ids, values",
    everything: "Every action",
    action: "Action",
    at: "When",
    actor: "Who",
    record: "What",
    change: "Before and after",
    more: "Show earlier ones",
    total: (count: string) => `${count} entries, newest first`,
    none: "Nobody has changed anything yet.",
    noneSuch: "Nothing fits what is asked.",
  },
);

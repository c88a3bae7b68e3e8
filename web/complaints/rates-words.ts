import { dictionary } from "../ui/language.ts";

/** Words of the page of rates. */
export const ratesWords = dictionary(
  {
    by: "分组",
    byTitle: (by: string) => ({ unit: "承办单位", month: "月份", area: "街道" })[by] ?? by,
    from: "收到日期从",
    to: "到",
    period: "时段",
    year: "近一年",
    quarter: "近 90 天",
    thisYear: "今年",
    complaints: "件数",
    complaintsHint: "时段内收到的件数",
    total: "合计",
    nobody: (by: string): string => (by === "area" ? "不在任何街道" : "未交办"),
    empty: "这段时间没有投诉。",
    wrong: "起止日期不对：先后颠倒，或不是日期。",
    most: "合计含涉密信访，各组之和可能少于合计。",
    opens:
      "点件数打开台账中的这些投诉；是否按时不是台账的筛选条件，响应率和按期办结率的件数不能打开。",
    open: (name: string, count: string) => `打开${name}的 ${count} 件`,
    table: "办理指标",
  },
  {
    by: "By",
    byTitle: (by: string) => ({ unit: "Unit", month: "Month", area: "Sub-district" })[by] ?? by,
    from: "Received from",
    to: "to",
    period: "Period",
    year: "Last 365 days",
    quarter: "Last 90 days",
    thisYear: "This year",
    complaints: "Cases",
    complaintsHint: "Received in the period",
    total: "Total",
    nobody: (by: string): string => (by === "area" ? "In no sub-district" : "Not assigned"),
    empty: "No complaint came in this period.",
    wrong: "From and to are no days, or the wrong way round.",
    most: "The total has confidential petitions, so groups may add up to less.",
    opens:
      "A count opens its complaints in the register. Whether they were in time is no filter there, so the counts of response and punctuality do not open.",
    open: (name: string, count: string) => `Open ${count}: ${name}`,
    table: "Rates",
  },
);

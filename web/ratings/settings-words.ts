import { dictionary, type Title } from "../ui/language.ts";
import type { FieldUnit } from "./settings-fields.ts";

type Said = { readonly title: Title; readonly does: Title };

const of = (zh: string, en: string, doesZh: string, doesEn: string): Said => ({
  title: { zh, en },
  does: { zh: doesZh, en: doesEn },
});

/** What the groups and the values are called, and what they do. */
export const GROUP_SAID: Readonly<Record<string, Said>> = {
  inspections: of(
    "检查",
    "Inspections",
    "在不在现场，多久内可补、可撤、可申诉",
    "on the spot or not, and how long one may act",
  ),
  risk: of(
    "风险抽查",
    "Drawn by risk",
    "什么让检查显得必要",
    "what makes an inspection seem needed",
  ),
  warnings: of(
    "降星、摘星预警",
    "Warnings",
    "哪些情况提前提示",
    "what is told before a star is lost",
  ),
  complaints: of("星级与投诉", "Stars and complaints", "怎样算不相称", "when they do not agree"),
  redFlag: of("流动红旗", "Red flag", "每月谁可以得旗", "who may be given it each month"),
};

export const SETTING_SAID: Readonly<Record<string, Said>> = {
  positionMeters: of(
    "距离上限",
    "Distance",
    "检查位置离对象超过这个距离时注明“不在现场”",
    "An inspection entered farther from its subject says so",
  ),
  "inspection.oldestDays": of(
    "补录期限",
    "Sent later",
    "检查后这么多天内可以送达",
    "An inspection may come in so long after it was made",
  ),
  "inspection.withdrawHours": of(
    "撤回期限",
    "Taken back",
    "送达后这么久内检查人可自行撤回",
    "So long after it came in its inspector may take it back",
  ),
  "inspection.appealDays": of(
    "申诉期限",
    "Appeals",
    "送达后这么多天内可申诉",
    "So many days after it came in one may appeal",
  ),
  "risk.complaintDays": of("投诉期", "Complaints of", "往前数多少天", "So many days back"),
  "risk.perComplaint": of("每件投诉", "A complaint", "加多少分", "Weighs so much"),
  "risk.perLostPoint": of(
    "每失一分",
    "A point lost",
    "上次得分离满分每差一分加多少",
    "Each point the last score lacks to 100",
  ),
  "risk.perDefect": of(
    "每项扣分",
    "A deduction",
    "上次扣分的每一项加多少",
    "Each item the last found wanting",
  ),
  "risk.perDay": of(
    "每隔一天",
    "A day",
    "距上次检查每过一天加多少",
    "Each day since the last inspection",
  ),
  "warnings.expiryDays": of(
    "到期提前",
    "Before it ends",
    "有效期只剩这么多天时预警",
    "Warned so long before a rating ends",
  ),
  "warnings.openDefects": of(
    "未整改项",
    "Open defects",
    "扣分后未见整改的项目达到这么多时预警",
    "So many items found wanting and not found mended",
  ),
  "warnings.complaints": of(
    "投诉件数",
    "Complaints",
    "期内投诉达到这么多时预警",
    "So many complaints within their period",
  ),
  "warnings.complaintsPerKm": of(
    "每公里投诉",
    "Complaints a kilometre",
    "道路还须每公里达到这么多才预警",
    "Of a street, so many a kilometre beside",
  ),
  "warnings.complaintDays": of("投诉期", "Their period", "往前数多少天", "So many days back"),
  "complaints.days": of("统计期", "Period", "往前数多少天的投诉", "Complaints of so many days"),
  "complaints.facilityMeters": of(
    "设施周边",
    "Around a facility",
    "未指明设施的投诉，离它这么近就算它的",
    "A complaint that names none is of the facility so near",
  ),
  "complaints.many.stars": of("高星起点", "Many stars", "从几星起算高星", "From so many stars on"),
  "complaints.many.complaints": of(
    "投诉偏多",
    "Many complaints",
    "高星而投诉达到这么多件，列入名单",
    "With many stars and so many complaints it is listed",
  ),
  "complaints.many.perKm": of(
    "每公里偏多",
    "Many a kilometre",
    "道路还须每公里达到这么多件",
    "Of a street, at least so many a kilometre beside",
  ),
  "complaints.quiet.stars": of(
    "低星上限",
    "Few stars",
    "几星及以下算低星",
    "So many stars or fewer",
  ),
  "complaints.quiet.complaints": of(
    "投诉较少",
    "Few complaints",
    "低星而投诉不超过这么多件，列入名单",
    "With few stars and no more complaints it is listed",
  ),
  "complaints.quiet.perKm": of(
    "每公里较少",
    "Few a kilometre",
    "道路改看每公里，不超过这么多件",
    "Of a street, no more than so many a kilometre instead",
  ),
  "redFlag.leastInspections": of(
    "最少检查",
    "Inspections",
    "当月检查不足这么多次的不评",
    "Inspected less often in the month, it cannot have it",
  ),
  "redFlag.leastScore": of(
    "最低均分",
    "Mean score",
    "当月均分低于此的不评",
    "With less, it cannot have it",
  ),
  "redFlag.mostComplaints": of(
    "投诉上限",
    "Complaints",
    "当月投诉超过此数的不评；留空为不看投诉",
    "With more, it cannot have it; empty: they do not matter",
  ),
};

const UNITS_ZH: Readonly<Record<FieldUnit, string>> = {
  ...{
    meters: "米",
    days: "天",
    hours: "小时",
    points: "分",
    stars: "星",
    items: "项",
    cases: "件",
    casesPerKm: "件／公里",
    inspections: "次",
  },
  score: "分",
};
const UNITS_EN: Readonly<Record<FieldUnit, string>> = {
  ...{
    meters: "m",
    days: "days",
    hours: "hours",
    points: "points",
    stars: "stars",
    items: "items",
    cases: "complaints",
    casesPerKm: "a km",
  },
  ...{ inspections: "times", score: "of 100" },
};
const CONFIDENCE_ZH: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "建议值", DERIVED: "推算", READ: "查证原文", "READ*": "见于转述" },
};
const CONFIDENCE_EN: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "proposal", DERIVED: "derived", READ: "read in the standard" },
  "READ*": "read in a weak copy",
};

/** Words of the page of what stars are watched and awarded by. */
export const settingsWords = dictionary(
  {
    back: "星级",
    intro: "预警、比对和流动红旗按下列数值。改动对本区所有人生效；已经评定的星级不变。",
    readOnly: "修改需要“修改区级设置”权限。",
    confidence: (mark: string) => CONFIDENCE_ZH[mark] ?? mark,
    standard: (standard: string) => (standard === "the bureau's own" ? "本局自定" : standard),
    allPreset: "各项都与预设相同。",
    own: (count: string) => `本区另定 ${count} 项，其余与预设相同。`,
    preset: (value: string) => `预设 ${value}`,
    resetAll: "全部恢复预设",
    resetAsk: "全部恢复预设？",
    resetSays: "下列数值改回预设，立即生效：",
    change: (what: string, before: string, after: string) => `${what}：${before} → ${after}`,
    saved: "已保存，按新的数值执行。",
    notUnderstood: (count: string, which: string) =>
      `以前保存的 ${count} 项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    unit: (unit: FieldUnit) => UNITS_ZH[unit],
    noLimit: "不看",
    targets: "创建目标",
    targetsDo: "只有本区录入了目标，页面才对照目标",
    noTargets: "没有录入目标。",
    year: "年份",
    rubric: "评分标准",
    created: "创建数",
    add: "加入",
    remove: (what: string) => `删去目标：${what}`,
    target: (year: number, rubric: string, created: string) => `${year} 年 ${rubric} ${created} 个`,
    targetChange: (before: string, after: string) => `创建目标：${before} → ${after}`,
    none: "无",
    targetWrong: "年份填 2000 至 2100，创建数填 1 至 10000 的整数。",
  },
  {
    back: "Stars",
    intro:
      "Warnings, comparisons and the red flag go by these values. A change holds for everybody in the district; stars that were decided stay.",
    readOnly: " Changing them needs the permission to change the district's settings.",
    confidence: (mark: string) => CONFIDENCE_EN[mark] ?? mark,
    standard: (standard: string) => standard,
    allPreset: "All are as the presets have them.",
    own: (count: string) =>
      `${count} of the district's own; the others are as the presets have them.`,
    preset: (value: string) => `Preset ${value}`,
    resetAll: "All back to the presets",
    resetAsk: "All back to the presets?",
    resetSays: "These go back to the presets at once:",
    change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
    saved: "Saved: the new values hold.",
    notUnderstood: (count: string, which: string) =>
      `${count} values kept from another version cannot be used, and the presets hold: ${which}. They go with the next save.`,
    unit: (unit: FieldUnit) => UNITS_EN[unit],
    noLimit: "do not matter",
    targets: "Targets",
    targetsDo: "the page compares with a target only where one is entered",
    noTargets: "No target is entered.",
    year: "Year",
    rubric: "Rubric",
    created: "Created",
    add: "Add",
    remove: (what: string) => `Remove the target: ${what}`,
    target: (year: number, rubric: string, created: string) => `${year}: ${created} of ${rubric}`,
    targetChange: (before: string, after: string) => `Targets: ${before} → ${after}`,
    none: "none",
    targetWrong: "A year from 2000 to 2100, and a whole number from 1 to 10,000.",
  },
);

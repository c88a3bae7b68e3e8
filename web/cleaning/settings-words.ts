import { dictionary, type Title } from "../ui/language.ts";
import type { FieldUnit } from "./settings-fields.ts";

type Said = { readonly title: Title; readonly does: Title };

/** What the groups and the values are called, and what they do. */
export const GROUP_SAID: Readonly<Record<string, Said>> = {
  proof: {
    title: { zh: "怎样算作业", en: "What counts as service" },
    does: { zh: "定位覆盖多少、宽限多久", en: "how much is covered, and when" },
  },
  season: {
    title: { zh: "季节与低温", en: "Seasons and frost" },
    does: { zh: "夏季线路、低温停冲洗", en: "summer routes; no washing in frost" },
  },
  workload: {
    title: { zh: "工作量系数", en: "Workload" },
    does: { zh: "公里数乘以等级系数", en: "kilometres times the weight of their grade" },
  },
  rounds: {
    title: { zh: "收运停靠", en: "Stops of collection" },
    does: { zh: "停在旁边多久算清运", en: "how long beside it is emptied" },
  },
};

const of = (zh: string, en: string, doesZh: string, doesEn: string): Said => ({
  title: { zh, en },
  does: { zh: doesZh, en: doesEn },
});

export const SETTING_SAID: Readonly<Record<string, Said>> = {
  coveredShare: of(
    "覆盖比例",
    "Share covered",
    "一段路有这么多长度被定位覆盖，才算作业",
    "A stretch is serviced when so much of its length was covered",
  ),
  observedShare: of(
    "在线比例",
    "Share heard",
    "作业时段内车辆在线达到这一比例而没有经过，才说未作业；不到则为未记录",
    "A vehicle heard for so much of the time that did not pass did not do it; one heard less is not recorded",
  ),
  graceMinutes: of(
    "宽限",
    "Grace",
    "时段前后多久之内完成仍算",
    "What is done so long before or after its time still counts",
  ),
  tooFastCounts: of(
    "超速经过",
    "Passes too fast",
    "超过作业速度的经过是否算作业",
    "Whether a pass faster than its work allows is service",
  ),
  summerMonths: of(
    "夏季月份",
    "Summer months",
    "夏季线路在这些月份生效",
    "Summer routes are due in these months",
  ),
  suspendedBelowCelsius: of(
    "停冲洗气温",
    "No washing below",
    "低于此温度由值班人员手动暂停冲洗；系统不测气温",
    "Washing is suspended by hand below it; nothing measures it",
  ),
  "gradeWeights.main": of("主要道路", "Main roads", "每公里折合", "A kilometre weighs"),
  "gradeWeights.grades.0": of("一级", "Grade 1", "每公里折合", "A kilometre weighs"),
  "gradeWeights.grades.1": of("二级", "Grade 2", "每公里折合", "A kilometre weighs"),
  "gradeWeights.grades.2": of("三级", "Grade 3", "每公里折合", "A kilometre weighs"),
  "gradeWeights.grades.3": of("四级", "Grade 4", "每公里折合", "A kilometre weighs"),
  "stand.meters": of("停靠距离", "Distance", "停在多近算在旁边", "So near is beside it"),
  "stand.seconds": of("停靠时长", "Time", "停这么久算已清运", "Standing so long empties it"),
};

/** Words of the page of what cleaning is held to. */
export const settingsWords = dictionary(
  {
    back: "作业现况",
    intro: "作业按下列数值判定。改动对本区所有人生效，过去的日子也按新的数值重算。",
    readOnly: "修改需要“修改区级设置”权限。",
    confidence: (mark: string) => CONFIDENCE_ZH[mark] ?? mark,
    standard: (standard: string) => (standard === "the bureau's own" ? "本局自定" : standard),
    clause: (clause: string) => (/^[\d.]+$/.test(clause) ? `第 ${clause} 条` : ""),
    allPreset: "各项都与预设相同。",
    own: (count: string) => `本区另定 ${count} 项，其余与预设相同。`,
    preset: (value: string) => `预设 ${value}`,
    resetAll: "全部恢复预设",
    resetAsk: "全部恢复预设？",
    resetSays: "下列数值改回预设，立即生效：",
    change: (what: string, before: string, after: string) => `${what}：${before} → ${after}`,
    saved: "已保存，作业按新的数值判定。",
    notUnderstood: (count: string, which: string) =>
      `以前保存的 ${count} 项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    unit: (unit: FieldUnit) => UNITS_ZH[unit],
    option: (option: string): string => (option === "true" ? "算作业" : "不算"),
    months: (months: string) => (months === "" ? "无" : `${months.split(",").join("、")} 月`),
    month: (month: string) => `${month}月`,
  },
  {
    back: "How streets stand",
    intro:
      "Work is judged by these values. A change holds for everybody in the district, and days that are past are judged anew.",
    readOnly: " Changing them needs the permission to change the district's settings.",
    confidence: (mark: string) => CONFIDENCE_EN[mark] ?? mark,
    standard: (standard: string) => standard,
    clause: (clause: string) => (/^[\d.]+$/.test(clause) ? `§${clause}` : clause),
    allPreset: "All are as the presets have them.",
    own: (count: string) =>
      `${count} of the district's own; the others are as the presets have them.`,
    preset: (value: string) => `Preset ${value}`,
    resetAll: "All back to the presets",
    resetAsk: "All back to the presets?",
    resetSays: "These go back to the presets at once:",
    change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
    saved: "Saved: work is judged by the new values.",
    notUnderstood: (count: string, which: string) =>
      `${count} values kept from another version cannot be used, and the presets hold: ${which}. They go with the next save.`,
    unit: (unit: FieldUnit) => UNITS_EN[unit],
    option: (option: string) => (option === "true" ? "Count" : "Do not count"),
    months: (months: string) =>
      months === ""
        ? "none"
        : months
            .split(",")
            .map((month) => MONTHS_EN[Number(month) - 1] ?? month)
            .join(", "),
    month: (month: string) => MONTHS_EN[Number(month) - 1] ?? month,
  },
);

const MONTHS_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const UNITS_ZH: Readonly<Record<FieldUnit, string>> = {
  ...{ percent: "%", minutes: "分钟", celsius: "℃", times: "倍", meters: "米", seconds: "秒" },
};
const UNITS_EN: Readonly<Record<FieldUnit, string>> = {
  ...{ percent: "%", minutes: "min", celsius: "°C", times: "×", meters: "m", seconds: "s" },
};
const CONFIDENCE_ZH: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "建议值", DERIVED: "推算", READ: "查证原文" },
};
const CONFIDENCE_EN: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "proposal", DERIVED: "derived", READ: "read in the standard" },
};

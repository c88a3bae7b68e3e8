import { dictionary } from "../ui/language.ts";
import type { FieldUnit } from "./settings-fields.ts";

const OPTIONS_ZH: Readonly<Record<string, string>> = {
  ...{ critical: "紧急", warning: "重要", info: "一般" },
  ...{ none: "静音", soft: "轻柔", clear: "清晰", urgent: "急促" },
};
const OPTIONS_EN: Readonly<Record<string, string>> = {
  ...{ critical: "Critical", warning: "Warning", info: "Info" },
  ...{ none: "None", soft: "Soft", clear: "Clear", urgent: "Urgent" },
};
const UNITS_ZH: Readonly<Record<FieldUnit, string>> = {
  ...{ minutes: "分钟", hours: "小时", days: "天", seconds: "秒", pixels: "像素", zoom: "级" },
};
const UNITS_EN: Readonly<Record<FieldUnit, string>> = {
  ...{ minutes: "min", hours: "hours", days: "days", seconds: "s", pixels: "px", zoom: "" },
};
const CONFIDENCE_ZH: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "建议值", DERIVED: "推算", READ: "查证原文", "READ*": "见于转述" },
};
const CONFIDENCE_EN: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "proposal", DERIVED: "derived", READ: "read in the standard" },
  "READ*": "read in a weak copy",
};

/** Words of the page of what the wall goes by. */
export const settingsWords = dictionary(
  {
    back: "大屏场景",
    intro: "大屏按下列数值告警、发声和运行。改动对本区所有大屏生效，五分钟内换用。",
    readOnly: "修改需要“修改区级设置”权限。",
    basis: (says: string, standard: string, confidence: string) =>
      `${says}（${standard}，${confidence}）`,
    confidence: (mark: string) => CONFIDENCE_ZH[mark] ?? mark,
    standard: (standard: string) => (standard === "the bureau's own" ? "本局自定" : standard),
    allPreset: "各项都与预设相同。",
    own: (count: string) => `本区另定 ${count} 项，其余与预设相同。`,
    preset: (value: string) => `预设 ${value}`,
    resetAll: "全部恢复预设",
    resetAsk: "全部恢复预设？",
    resetSays: "下列数值改回预设，立即生效：",
    change: (what: string, before: string, after: string) => `${what}：${before} → ${after}`,
    saved: "已保存，大屏按新的数值运行。",
    notUnderstood: (count: string, which: string) =>
      `以前保存的 ${count} 项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    unit: (unit: FieldUnit) => UNITS_ZH[unit],
    option: (option: string) => OPTIONS_ZH[option] ?? option,
    none: "无",
    noTime: "填时刻，例如 08:00",
    listen: (what: string, sound: string) => `试听 ${what}：${sound}`,
  },
  {
    back: "Wall scenes",
    intro:
      "The wall raises alarms, sounds and runs by these values. A change holds for every wall of the district within five minutes.",
    readOnly: " Changing them needs the permission to change the district's settings.",
    basis: (says: string, standard: string, confidence: string) =>
      `${says} (${standard}, ${confidence})`,
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
    saved: "Saved: walls go by the new values.",
    notUnderstood: (count: string, which: string) =>
      `${count} values kept from another version cannot be used, and the presets hold: ${which}. They go with the next save.`,
    unit: (unit: FieldUnit) => UNITS_EN[unit],
    option: (option: string) => OPTIONS_EN[option] ?? option,
    none: "none",
    noTime: "A time, for example 08:00",
    listen: (what: string, sound: string) => `Listen to ${what}: ${sound}`,
  },
);

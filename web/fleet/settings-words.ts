import { dictionary } from "../ui/language.ts";
import type { FieldUnit } from "./settings-fields.ts";

const UNITS_ZH: Record<FieldUnit, string> = {
  ...{ seconds: "秒", minutes: "分钟", meters: "米", kmh: "km/h", days: "天", positions: "次" },
};
const UNITS_EN: Record<FieldUnit, string> = {
  ...{ seconds: "s", minutes: "min", meters: "m", kmh: "km/h", days: "days", positions: "times" },
};

/** Words of the page by what vehicles are watched. */
export const settingsWords = dictionary(
  {
    back: "车辆",
    intro: "车辆按下列数值监看。改动对本区所有人生效，从保存时起。",
    readOnly: "修改需要“修改区级设置”权限。",
    basis: "预设依据：本系统拟定，供起步用。没有查到规定扫路速度或失联时间的标准。",
    allPreset: "各项都与预设相同。",
    own: (count: string) => `本区另定 ${count} 项，其余与预设相同。`,
    preset: (value: string) => `预设 ${value}`,
    resetAll: "全部恢复预设",
    resetAsk: "全部恢复预设？",
    resetSays: "本区另定的数值全部改回预设，立即生效。尚未保存的改动同时放弃。",
    change: (what: string, before: string, after: string) => `${what}：${before} → ${after}`,
    saved: "已保存，车辆按新的数值监看。",
    notUnderstood: (which: string) =>
      `以前保存的这些项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    path: (group: string, title: string) => `${group} · ${title}`,
    unit: (unit: FieldUnit) => UNITS_ZH[unit],
    nothing: "都不算",
  },
  {
    back: "Vehicles",
    intro:
      "Vehicles are watched by these values. A change holds for everybody in the district, from when it is saved.",
    readOnly: " Changing them needs the permission to change the district's settings.",
    basis:
      "The presets are ours to start from: no standard that was read gives speeds of sweeping or times of silence.",
    allPreset: "All are as the presets have them.",
    own: (count: string) =>
      `${count} of the district's own; the others are as the presets have them.`,
    preset: (value: string) => `Preset ${value}`,
    resetAll: "All back to the presets",
    resetAsk: "All back to the presets?",
    resetSays:
      "The district's own values go back to the presets at once. Changes that are not saved are given up as well.",
    change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
    saved: "Saved: vehicles are watched by the new values.",
    notUnderstood: (which: string) =>
      `These were kept by another version and cannot be used; the presets hold: ${which}. They go with the next save.`,
    path: (group: string, title: string) => `${group} · ${title}`,
    unit: (unit: FieldUnit) => UNITS_EN[unit],
    nothing: "none",
  },
);

import { dictionary } from "../ui/language.ts";
import type { FieldUnit } from "./settings-fields.ts";

/** Words of the page of how hotspots are found. */
export const settingsWords = dictionary(
  {
    back: "热点",
    intro: "热点按下列数值找出。改动对本区所有人生效，从下一次统计起。",
    readOnly: "修改需要“修改区级设置”权限。",
    basisOf: (standard: string) => STANDARDS_ZH[standard] ?? standard,
    clauseOf: (clause: string) => CLAUSES_ZH[clause] ?? clause,
    sourceOf: (source: string) => SOURCES_ZH[source] ?? source,
    confidence: (mark: string) => CONFIDENCE_ZH[mark] ?? mark,
    allPreset: "各项都与预设相同。",
    own: (count: string) => `本区另定 ${count} 项，其余与预设相同。`,
    preset: (value: string) => `预设 ${value}`,
    resetAll: "全部恢复预设",
    resetAsk: "全部恢复预设？",
    resetSays: "下列数值改回预设，立即生效：",
    resetEdits: "尚未保存的改动同时放弃。",
    change: (what: string, before: string, after: string) => `${what}：${before} → ${after}`,
    saved: "已保存，热点按新的数值统计。",
    notUnderstood: (count: string, which: string) =>
      `以前保存的 ${count} 项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    path: (group: string, title: string) => `${group} · ${title}`,
    unit: (unit: FieldUnit) => UNITS_ZH[unit],
    value: (value: string, unit: FieldUnit) =>
      unit === "resolution"
        ? `H3 ${value} 级`
        : `${value}${unit === "percent" ? "" : " "}${UNITS_ZH[unit]}`,
    option: (option: string) => OPTIONS_ZH[option] ?? option,
  },
  {
    back: "Hot spots",
    intro:
      "Hotspots are found by these values. A change holds for everybody in the district, from the next analysis on.",
    readOnly: " Changing them needs the permission to change the district's settings.",
    basisOf: (standard: string) => standard,
    clauseOf: (clause: string) => clause,
    sourceOf: (source: string) => source,
    confidence: (mark: string) => CONFIDENCE_EN[mark] ?? mark,
    allPreset: "All are as the presets have them.",
    own: (count: string) =>
      `${count} of the district's own; the others are as the presets have them.`,
    preset: (value: string) => `Preset ${value}`,
    resetAll: "All back to the presets",
    resetAsk: "All back to the presets?",
    resetSays: "These go back to the presets at once:",
    resetEdits: "Changes that are not saved are given up as well.",
    change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
    saved: "Saved: hotspots are found by the new values.",
    notUnderstood: (count: string, which: string) =>
      `${count} values kept from another version cannot be used, and the presets hold: ${which}. They go with the next save.`,
    path: (group: string, title: string) => `${group} · ${title}`,
    unit: (unit: FieldUnit) => UNITS_EN[unit],
    value: (value: string, unit: FieldUnit) =>
      unit === "resolution"
        ? `H3 ${value}`
        : unit === "percent"
          ? `${value}%`
          : `${value} ${value === "1" ? UNITS_EN[unit].replace(/s$/, "") : UNITS_EN[unit]}`,
    option: (option: string) => OPTIONS_EN[option] ?? option,
  },
);

const UNITS_ZH: Readonly<Record<FieldUnit, string>> = {
  ...{ days: "天", percent: "%", complaints: "件", rings: "圈", resolution: "级（H3）" },
  ...{ cells: "格", steps: "期", meters: "米", times: "次", residents: "人" },
};
const UNITS_EN: Readonly<Record<FieldUnit, string>> = {
  ...{ days: "days", percent: "%", complaints: "complaints", rings: "rings", resolution: "H3" },
  ...{ cells: "cells", steps: "steps", meters: "m", times: "times", residents: "residents" },
};
const OPTIONS_ZH: Readonly<Record<string, string>> = { day: "一天", week: "一周" };
const OPTIONS_EN: Readonly<Record<string, string>> = { day: "a day", week: "a week" };

/** The presets name what they stand on in English. */
const STANDARDS_ZH: Readonly<Record<string, string>> = { "the bureau's own": "本局自定" };
const CLAUSES_ZH: Readonly<Record<string, string>> = {
  "how hotspots of complaints are found": "投诉热点的统计方法",
};
const SOURCES_ZH: Readonly<Record<string, string>> = {
  "ours to start from: 5 % false discoveries is the convention of the field; a neighbourhood of fewer than five complaints is an anecdote; the rest is what a district of 30 km² with 30 complaints a day was seen to need":
    "起步用的建议值：错误发现率 5% 是本领域的惯例；一格连同邻格不足五件只算个例；其余是面积 30 平方公里、每天 30 件投诉的区试下来需要的。",
};
const CONFIDENCE_ZH: Readonly<Record<string, string>> = { PROPOSAL: "建议值", DERIVED: "推算" };
const CONFIDENCE_EN: Readonly<Record<string, string>> = {
  PROPOSAL: "proposal",
  DERIVED: "derived",
};

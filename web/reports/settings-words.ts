import { dictionary, type Title } from "../ui/language.ts";
import type { FieldUnit } from "./settings-fields.ts";
import { ITEM_TITLES } from "./titles.ts";

type Said = { readonly title: Title; readonly does: Title };

const of = (zh: string, en: string, doesZh: string, doesEn: string): Said => ({
  title: { zh, en },
  does: { zh: doesZh, en: doesEn },
});

/** What the groups and the values are called, and what they do. */
export const GROUP_SAID: Readonly<Record<string, Said>> = {
  rhythm: of("通报间隔", "Rhythm", "多久一期、哪天是卫生日", "how often, and which day"),
  ranking: of("月度排名", "Ranking", "各部分怎样计分", "what each part counts"),
  points: of("扣分标准", "Points", "每处扣多少", "what a place deducts"),
};

export const SETTING_SAID: Readonly<Record<string, Said>> = {
  intervalDays: of(
    "通报间隔",
    "Days between bulletins",
    "应发期数按此计算；不自动生成通报",
    "How many are due follows from it; none is composed by itself",
  ),
  hygieneWeekday: of(
    "卫生日",
    "Hygiene day",
    "卫生日活动只能登记在这一天",
    "Activity of a hygiene day is entered on this day of the week only",
  ),
  "weights.inspections": of(
    "检查权重",
    "Weight of inspections",
    "各次检查平均得分所占的份量",
    "What the mean of inspections counts",
  ),
  "weights.hygiene": of(
    "卫生日权重",
    "Weight of hygiene days",
    "参加卫生日的比例所占的份量；当月无卫生日则归入其余两项",
    "What the share of hygiene days counts; without any in the month it falls to the others",
  ),
  "weights.media": of(
    "媒体曝光权重",
    "Weight of the media",
    "媒体曝光得分所占的份量",
    "What exposure in the media counts",
  ),
  leastInspections: of(
    "最少检查次数",
    "Inspections to be ranked",
    "当月检查少于此数为无数据，不排名",
    "With fewer in the month there is no data, and no rank",
  ),
  "media.base": of(
    "媒体基础分",
    "Media: to begin with",
    "没有曝光时的得分",
    "Where nothing was exposed",
  ),
  "media.good": of("表扬加分", "Media: praise", "每次查实的表扬", "For each that was upheld"),
  "media.bad": of("批评减分", "Media: criticism", "每次查实的批评", "For each that was upheld"),
  deductionsCap: of(
    "一次最多扣分",
    "Most that an inspection deducts",
    "满分 100 分，一次检查最多扣这么多",
    "Of 100 points, no inspection deducts more",
  ),
  ...Object.fromEntries(
    Object.entries(ITEM_TITLES).map(([itemId, title]) => [
      `points.${itemId}`,
      {
        title,
        does: {
          zh: "每处扣分；填 0 则检查时不列",
          en: "For each place; with 0 it is not asked for",
        },
      },
    ]),
  ),
};

/** Words of the page of what bulletins and rankings are held to. */
export const settingsWords = dictionary(
  {
    back: "社区通报",
    intro:
      "通报与排名按下列数值编制。改动对以后编制的生效；已发布的不变，已登记的检查保留当时的扣分。",
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
    saved: "已保存，以后按新的数值编制。",
    notUnderstood: (count: string, which: string) =>
      `以前保存的 ${count} 项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    unit: (unit: FieldUnit) => UNITS_ZH[unit],
    weekday: (day: string) => WEEKDAYS_ZH[Number(day) - 1] ?? day,
  },
  {
    back: "Bulletins",
    intro:
      "Bulletins and rankings are composed by these values. A change holds for those composed from now on; what is published stays, and inspections keep the points of their day.",
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
    saved: "Saved: what is composed from now on follows it.",
    notUnderstood: (count: string, which: string) =>
      `${count} values kept from another version cannot be used, and the presets hold: ${which}. They go with the next save.`,
    unit: (unit: FieldUnit) => UNITS_EN[unit],
    weekday: (day: string) => WEEKDAYS_EN[Number(day) - 1] ?? day,
  },
);

const WEEKDAYS_ZH = ["一", "二", "三", "四", "五", "六", "日"].map((day) => `星期${day}`);
const WEEKDAYS_EN = [
  ...["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];
const UNITS_ZH: Readonly<Record<FieldUnit, string>> = {
  ...{ days: "天", points: "分", times: "次", weight: "份" },
};
const UNITS_EN: Readonly<Record<FieldUnit, string>> = {
  ...{ days: "days", points: "points", times: "times", weight: "parts" },
};
const CONFIDENCE_ZH: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "建议值", DERIVED: "推算", READ: "查证原文" },
};
const CONFIDENCE_EN: Readonly<Record<string, string>> = {
  ...{ PROPOSAL: "proposal", DERIVED: "derived", READ: "read in the source" },
};

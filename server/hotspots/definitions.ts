import type { HotspotMeasure } from "../../data/hotspots.ts";

type Title = { readonly zh: string; readonly en: string };

/** What a measure is called, and its 口径: what is counted, and what it is held against. */
export const MEASURE_TITLES: Record<
  HotspotMeasure,
  { title: Title; definition: Title; unit: Title }
> = {
  count: {
    title: { zh: "投诉数", en: "Complaints" },
    unit: { zh: "件", en: "complaints" },
    definition: {
      zh: "按受理的当地日期统计的投诉件数。期望数：全部投诉平均落到研究范围的每一格。",
      en: "Complaints by their local day of receipt. Expected: all of them spread evenly over the cells of the study area.",
    },
  },
  reporters: {
    title: { zh: "投诉人数", en: "Distinct reporters" },
    unit: { zh: "人", en: "reporters" },
    definition: {
      zh: "不同投诉人的人数：同一人在相近各格的投诉只计一人，计在其投诉最多的一格；未留身份的每件计一人。期望数：平均落到每一格。",
      en: "Different people: whoever complained in cells near each other is one, in the cell where they did so most; whoever did not say who they are counts each time. Expected: spread evenly over the cells.",
    },
  },
  "per-street": {
    title: { zh: "每公里道路", en: "Per km of street" },
    unit: { zh: "件", en: "complaints" },
    definition: {
      zh: "投诉件数与格内道路长度（快速路除外）相比。期望数：全部投诉按道路长度分摊。",
      en: "Complaints against the length of street in the cell, motorways aside. Expected: all of them shared out by length of street.",
    },
  },
  "per-resident": {
    title: { zh: "每千居民", en: "Per 1,000 residents" },
    unit: { zh: "件", en: "complaints" },
    definition: {
      zh: "投诉件数与格内居住人口相比。期望数：全部投诉按人口分摊；周围无人居住的格不作判断。",
      en: "Complaints against the residents of the cell. Expected: all of them shared out by residents; where nobody lives around, nothing is judged.",
    },
  },
  late: {
    title: { zh: "超期占比", en: "Share late" },
    unit: { zh: "件超期", en: "late" },
    definition: {
      zh: "分子：办结晚于时限或未办结且已过时限的投诉；分母：有时限的投诉。期望数：全区超期比例乘以本地件数。",
      en: "Numerator: settled after their term, or open past it; denominator: complaints with a term. Expected: the district's share of the complaints here.",
    },
  },
  reopened: {
    title: { zh: "重办占比", en: "Share reopened" },
    unit: { zh: "件重办", en: "reopened" },
    definition: {
      zh: "分子：办结后重新办理过的投诉；分母：全部投诉。期望数：全区重办比例乘以本地件数。",
      en: "Numerator: complaints reopened after settling; denominator: all complaints. Expected: the district's share of the complaints here.",
    },
  },
};

import { dictionary } from "../ui/language.ts";

type Param = "repeatMeters" | "repeatDays" | "repeatReturn" | "repeatFewest";
type Part = "places" | "reporters" | "returns";

/** What is said of repetition. */
export const repeatWords = dictionary(
  {
    parts: "重复投诉",
    part: (part: Part) => PARTS_ZH[part],
    notReporters: "没有查看投诉人的权限。",
    definition: "口径与参数",
    parameter: (param: Param) => PARAMS_ZH[param],
    choice: (param: Param, value: string) => `${value} ${UNITS_ZH[param]}`,
    placesWord: "处重复投诉点位",
    placesOf: (count: string, all: string) => `共 ${count} 件，期内全部投诉 ${all} 件`,
    notRepeatable: (count: string) => `${count} 件为并入件或无位置、类别，不参与判断`,
    noPlaces: (fewest: string) => `没有哪一处同类投诉达到 ${fewest} 件。`,
    byCount: "按件数排序",
    onlyFirst: (count: string) => `只列出前 ${count} 个，请缩小范围`,
    short: (count: string) => `${count} 件`,
    people: (count: string) => `${count} 人`,
    mostOfOne: (count: string) => `其中一人 ${count} 件`,
    cameBack: (count: string, of: string, days: number) =>
      `办结后 ${days} 天内再投诉 ${count}/${of}`,
    received: "受理",
    inRegister: "在台账中查看",
    about: (count: string) => `约 ${count} 件`,
    stillOpen: "在办",
    settledJudged: (days: number) => `已办结 / 其中已满 ${days} 天`,
    cameBackWithin: (days: number) => `办结后 ${days} 天内再投诉`,
    reportersWord: "位重复投诉人",
    reportersOf: (count: string, all: string) => `共投诉 ${count} 件，期内全部投诉 ${all} 件`,
    numbersOnly: "以编号表示，不显示姓名电话，不导出。",
    noReporters: (fewest: string) => `没有人投诉达到 ${fewest} 件。`,
    many: "一人主导热点",
    onDays: (days: string, most: string) => `${days} 天，单日最多 ${most} 件`,
    spread: (places: string, categories: string, streets: string) =>
      `${places} 处、${categories} 类、${streets} 条道路`,
    mostly: (category: string) => `多为${category}`,
    settledOf: (count: string, of: string) => `已办结 ${count}/${of}`,
    merged: (count: string) => `并入 ${count} 件`,
    ofHotspot: (count: string, of: string) => `某热点 ${of} 件中的 ${count} 件出自此人`,
    noneSettled: "这一时期没有办结的投诉。",
    returnedOf: (count: string, of: string, days: number) =>
      `办结 ${of} 件，其中 ${count} 件 ${days} 天内同处再被投诉`,
    settledIn: (period: string) => `办结于 ${period}`,
    judgedUpTo: (day: string) => `可判断到 ${day}`,
    settled: (count: string) => `办结 ${count}`,
    judged: (count: string) => `可判断 ${count}`,
    early: (count: string) => `尚待判断 ${count}`,
    unable: (count: string) => `不参与 ${count}`,
    reopened: (count: string) => `曾重办 ${count}`,
    byShare: "按再投诉比例排序",
    tooFew: (fewest: string) => `可判断的不足 ${fewest} 件，不作比较`,
    intervalNote: "横条为再投诉比例，细线为 95% 区间，竖线为全部合计",
    interval: (low: string, high: string) => `95% 区间 ${low}%–${high}%`,
  },
  {
    parts: "Repetition",
    part: (part: Part) => PARTS_EN[part],
    notReporters: "You are not granted to see who complained.",
    definition: "Definition and parameters",
    parameter: (param: Param) => PARAMS_EN[param],
    choice: (param: Param, value: string) => `${value} ${UNITS_EN[param]}`,
    placesWord: "repeat places",
    placesOf: (count: string, all: string) => `${count} of ${all} complaints of the period`,
    notRepeatable: (count: string) => `${count} merged or without place or category, left out`,
    noPlaces: (fewest: string) => `No place has ${fewest} complaints of one category.`,
    byCount: "By number of complaints",
    onlyFirst: (count: string) => `Only the first ${count} are listed: narrow the question`,
    short: (count: string) => count,
    people: (count: string) => `${count} reporters`,
    mostOfOne: (count: string) => `${count} by one`,
    cameBack: (count: string, of: string, days: number) =>
      `back within ${days} days ${count}/${of}`,
    received: "Received",
    inRegister: "In the register",
    about: (count: string) => `about ${count}`,
    stillOpen: "Open",
    settledJudged: (days: number) => `Settled / at least ${days} days ago`,
    cameBackWithin: (days: number) => `Came back within ${days} days`,
    reportersWord: "repeat reporters",
    reportersOf: (count: string, all: string) => `${count} of ${all} complaints of the period`,
    numbersOnly: "Numbers, without name or telephone; in no file.",
    noReporters: (fewest: string) => `Nobody reported ${fewest} times.`,
    many: "made a hot spot",
    onDays: (days: string, most: string) => `days ${days}, most in one ${most}`,
    spread: (places: string, categories: string, streets: string) =>
      `places ${places}, categories ${categories}, streets ${streets}`,
    mostly: (category: string) => `mostly ${category}`,
    settledOf: (count: string, of: string) => `settled ${count}/${of}`,
    merged: (count: string) => `${count} merged`,
    ofHotspot: (count: string, of: string) => `${count} of ${of} complaints of one hot spot`,
    noneSettled: "No complaint was settled in this period.",
    returnedOf: (count: string, of: string, days: number) =>
      `${count} of ${of} settled were complained of again at the place within ${days} days`,
    settledIn: (period: string) => `Settled ${period}`,
    judgedUpTo: (day: string) => `to judge up to ${day}`,
    settled: (count: string) => `Settled ${count}`,
    judged: (count: string) => `judged ${count}`,
    early: (count: string) => `too early ${count}`,
    unable: (count: string) => `left out ${count}`,
    reopened: (count: string) => `reopened ${count}`,
    byShare: "By share that came back",
    tooFew: (fewest: string) => `Fewer than ${fewest} to judge: not compared`,
    intervalNote: "Bar: share. Line: 95 % interval. Tick: all together.",
    interval: (low: string, high: string) => `95 % interval ${low}–${high} %`,
  },
);

const PARTS_ZH: Record<Part, string> = {
  places: "点位",
  reporters: "投诉人",
  returns: "办结后再投诉",
};
const PARTS_EN: Record<Part, string> = {
  places: "Places",
  reporters: "Reporters",
  returns: "Came back",
};
const PARAMS_ZH: Record<Param, string> = {
  repeatMeters: "同一处",
  repeatDays: "相隔",
  repeatReturn: "办结后",
  repeatFewest: "至少",
};
const PARAMS_EN: Record<Param, string> = {
  repeatMeters: "Same place",
  repeatDays: "Apart",
  repeatReturn: "After settling",
  repeatFewest: "At least",
};
const UNITS_ZH: Record<Param, string> = {
  repeatMeters: "米以内",
  repeatDays: "天以内",
  repeatReturn: "天内",
  repeatFewest: "件",
};
const UNITS_EN: Record<Param, string> = {
  repeatMeters: "m",
  repeatDays: "days",
  repeatReturn: "days",
  repeatFewest: "complaints",
};

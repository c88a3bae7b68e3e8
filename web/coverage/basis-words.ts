import type { components } from "../api/schema.gen.ts";
import type { Language } from "../ui/language.ts";

export type Stands = components["schemas"]["CoverageLens"]["basis"];

/** The presets name what they stand on in English, cities' programmes in Chinese. */
const ZH: Readonly<Record<string, string>> = {
  "DBJ43/T 310 (draft of 2023)": "DBJ43/T 310（2023 征求意见稿）",
  "a city's decree on sanitation": "某市环卫管理办法",
  "CJJ 27 (old edition)": "CJJ 27（旧版）",
  "a county's plan; CJJ 27-2012 4.2": "某县规划；CJJ 27-2012 4.2",
  "a local standard": "某地方标准",
  "the bureau's own": "本局自定",
  "the district's own": "本区自定",
  "table 3.4.2": "表 3.4.2",
  "table 4.2": "表 4.2",
  "table of public toilets": "公共厕所设置表",
  "Art. 8": "第八条",
  "class by location": "按地点定类别",
  "siting of toilets": "公厕选址",
  "litter bins": "废物箱",
  "reply of the city": "市政府答复",
  "said by the city's office": "市主管部门介绍",
  "collection points": "收集点",
  "small stations": "小型站",
  "plan of the city": "城市规划",
  "collection stations": "收集站",
  "density of stations": "站点密度",
  "table of classes": "分类表",
  "news of the programme": "项目报道",
  "table of crew rooms": "道班房表",
  "rest places": "作息场所",
  "base-level offices": "基层机构",
  "vehicle yards": "停车场",
  "where a record has none": "未登记时",
  "planning figure": "规划指标",
  "Appendix A": "附录 A",
  "spacing along streets": "沿街间距",
  "2021, in force 2022-01-01": "2021 版，2022-01-01 施行",
  "draft of 2023; DBJ43/T 310-2023 in force 2024-03-01":
    "2023 征求意见稿；DBJ43/T 310-2023 于 2024-03-01 施行",
  "2003, since replaced by GB/T 50337-2018": "2003 版，已由 GB/T 50337-2018 代替",
  "wording of CJJ 27-89 and CJJ 27-2005, still in force in cities":
    "沿用 CJJ 27-89、CJJ 27-2005 的写法，仍有城市施行",
  "1987, since replaced by CJJ 14-2016": "1987 版，已由 CJJ 14-2016 代替",
  "2003 and later": "2003 及以后",
  "2005, since replaced by CJJ 27-2012; still quoted by vendors":
    "2005 版，已由 CJJ 27-2012 代替，厂家仍在引用",
  "older, still widely quoted": "旧版，仍常被引用",
  "2006, since replaced by CJJ/T 47-2016": "2006 版，已由 CJJ/T 47-2016 代替",
  "old; the year is not in the copy": "旧版，抄本未注年份",
  "the plan was read, the clause recalled": "规划见过，条文凭记忆",
  "2016, in force 2016-12-01": "2016 版，2016-12-01 施行",
  "the copy does not say": "抄本未注",
  "2018, quoted by a county's plan": "2018 版，某县规划引用",
  "as set here": "以本区设置为准",
};
const EN: Readonly<Record<string, string>> = {
  "汕头市答复 (2022)": "Shantou, reply of 2022",
  "武汉市 (2016–2017)": "Wuhan (2016–2017)",
  "马鞍山市“十四五”规划": "Ma'anshan, 14th five-year plan",
  "衡阳市城市驿站 (2021)": "Hengyang, city rest stations (2021)",
};

/** Remarks, sentence by sentence. */
const REMARKS: Readonly<Record<string, string>> = {
  "Towns: all work places and public places where crowds gather.":
    "城镇：各类工作场所和人流聚集的公共场所。",
  "Checked in second-hand copies, not with the publisher.": "据转载本核对，未与出版社核对。",
  "Checked in a second-hand copy, not with the publisher.": "据转载本核对，未与出版社核对。",
  "Not seen in a copy.": "未见原文。",
  "The draft; the figures of GB/T 50337-2018 are recalled to be the same.":
    "征求意见稿；据记忆 GB/T 50337-2018 数值相同。",
  "New residential areas only, which land use does not tell.": "仅指新建居住区，用地性质分不出。",
  "1 per 5,000 m² is 200 per km².": "每 5000 平方米 1 座即每平方公里 200 座。",
  "A spacing along the street.": "指沿街间距。",
  "Where a distance around each is drawn, it is half of the greatest spacing.":
    "画成服务圈时，半径取最大间距的一半。",
  "Very dense flow is not in the register: commercial land stands for it.":
    "台账没有人流密度，以商业用地代替。",
  "The site is that of an independent toilet.": "用地指独立式公厕。",
  "Open water of the register stands for a source; wells are not in it.":
    "以台账中的水面代替水源，水井不在台账中。",
  "Buried tanks are not in the register.": "地下水池不在台账中。",
  "Markets stand for food trade and schools for nurseries; intakes are not in the register.":
    "以市场代替食品经营、学校代替托幼；取水点不在台账中。",
  "The copy misprints the unit.": "抄本单位印错。",
  "Also expressways with a side road, which the register does not tell.":
    "也指有辅路的快速路，台账分不出。",
  "Also expressways with a footway, which the register does not tell.":
    "也指有人行道的快速路，台账分不出。",
  "A city's practice, not a standard.": "是一个城市的做法，不是标准。",
  "Compounds are not in the register.": "小区不在台账中。",
  "The copy is cut.": "抄本不全。",
  "Blocks of one estate are not in the register.": "住宅楼归属不在台账中。",
  "Preferred; at most 5 km.": "宜取此值，最大 5 公里。",
  "Preferred; at most 1 km.": "宜取此值，最大 1 公里。",
  "A city's plan, not a standard.": "是一个城市的规划，不是标准。",
  "Or for 4 t a day or more.": "或日产 4 吨以上。",
  "The clause of CJJ 27-2012 is RECALLED-M.": "CJJ 27-2012 的条文凭记忆。",
  "1 in 0.7 km² is 1.43 per km².": "0.7 平方公里 1 座即每平方公里 1.43 座。",
  "1 in 15 km² is 0.067 per km².": "15 平方公里 1 座即每平方公里 0.067 座。",
  "1 in 3 km² is 0.33 per km².": "3 平方公里 1 座即每平方公里 0.33 座。",
  "The site was read in a weak copy; the gap is recalled, and one page says 30 m for all above 450 t/d.":
    "用地见于不可靠的抄本；间距凭记忆，有一处写 450 吨以上均为 30 米。",
  "The site is recalled; the gap was read in a weak copy.": "用地凭记忆；间距见于不可靠的抄本。",
  "Below 30 t/d it is a collection station (GB 55013-2021, explanation of 4.0.3).":
    "不足 30 吨/日按收集站（GB 55013-2021 4.0.3 条文说明）。",
  "20–30 % of it green.": "其中绿地 20–30%。",
  "A city programme, not a standard.": "是一个城市的项目，不是标准。",
  "The copy lost its signs.": "抄本缺大于、小于号。",
  "Farthest walk 0.7–1.0 km; 2–4 m² for each worker on shift.":
    "最远步行 0.7–1.0 公里；当班每人 2–4 平方米。",
  "Farthest walk 1.0–1.3 km; 2–4 m² for each worker on shift.":
    "最远步行 1.0–1.3 公里；当班每人 2–4 平方米。",
  "Farthest walk 1.3–1.7 km; 2–4 m² for each worker on shift.":
    "最远步行 1.3–1.7 公里；当班每人 2–4 平方米。",
  "The clause is RECALLED-M.": "条文号凭记忆。",
  "Not to be relied on.": "不足为凭。",
  "A small station handles 20–150 t a day.": "小型站日转运 20–150 吨。",
  "The range was READ; its middle is ours.": "范围见过，取中值。",
  "A facility farther from any such street stands along none.":
    "离这类道路更远的设施不计入任何道路。",
};

const CONFIDENCE: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  READ: { zh: "见过抄本", en: "read in a copy" },
  "READ*": { zh: "抄本不可靠", en: "read in a weak copy" },
  "RECALLED-H": { zh: "凭记忆，较有把握", en: "recalled, near certain" },
  "RECALLED-M": { zh: "凭记忆，待核对", en: "recalled, probable" },
  "RECALLED-L": { zh: "凭记忆，不足为凭", en: "recalled, not to be relied on" },
  DERIVED: { zh: "推算", en: "derived" },
  PROPOSAL: { zh: "建议值", en: "proposal" },
  OWN: { zh: "本区另定", en: "set by the district" },
};

/** What a value stands on: standard, clause and edition in one line. */
export function standsTold({ standard, clause, edition }: Stands, language: Language): string {
  const words = language === "en" ? EN : ZH;
  const told = [standard, clause].map((text) => words[text] ?? text).join(" ");
  return `${told} · ${words[edition] ?? edition}`;
}

/** How sure a value is, in words. */
export const confidenceTold = (mark: string, language: Language): string =>
  CONFIDENCE[mark]?.[language === "en" ? "en" : "zh"] ?? mark;

/** What is to be said beside a value; what has no translation stays as it is. */
export function remarkTold({ note = "" }: Stands, language: Language): string {
  if (language === "en") return note;
  return note
    .split(/(?<=\.) (?=[A-Z0-9])/)
    .map((sentence) => REMARKS[sentence] ?? sentence)
    .join("");
}

import type { Pattern } from "./emerging.ts";

type Title = { readonly zh: string; readonly en: string };

const KINDS: Record<string, Title> = {
  new: { zh: "新增", en: "New" },
  consecutive: { zh: "连续", en: "Consecutive" },
  intensifying: { zh: "加强", en: "Intensifying" },
  persistent: { zh: "持续", en: "Persistent" },
  diminishing: { zh: "减弱", en: "Diminishing" },
  sporadic: { zh: "零散", en: "Sporadic" },
  oscillating: { zh: "振荡", en: "Oscillating" },
  historical: { zh: "历史", en: "Historical" },
};

const MEANINGS: Record<string, Title> = {
  new: { zh: "最近一期首次成为{热}点", en: "{hot} in the last step for the first time" },
  consecutive: {
    zh: "最近连续数期为{热}点，此前从未是",
    en: "{hot} in an unbroken run of the last steps, and never before it",
  },
  intensifying: {
    zh: "九成以上时期为{热}点，且程度显著上升",
    en: "{hot} in at least 90 % of the steps, and significantly more so with time",
  },
  persistent: {
    zh: "九成以上时期为{热}点，程度无明显升降",
    en: "{hot} in at least 90 % of the steps, without a trend",
  },
  diminishing: {
    zh: "九成以上时期为{热}点，但程度显著下降",
    en: "{hot} in at least 90 % of the steps, but significantly less so with time",
  },
  sporadic: {
    zh: "最近一期为{热}点，此前时有时无，从未成为相反的一类",
    en: "{hot} in the last step and on and off before, never the opposite",
  },
  oscillating: {
    zh: "最近一期为{热}点，而以前曾是相反的一类",
    en: "{hot} in the last step, though it was the opposite before",
  },
  historical: {
    zh: "九成以上时期为{热}点，但最近一期不是",
    en: "{hot} in at least 90 % of the steps, but not in the last",
  },
};

/** What an emerging hot spot category is called, and what it means; the same words on every page. */
export function patternWords(pattern: Pattern): {
  title: Title;
  /** Without "hot" or "cold", for where that is plain. */
  short: Title;
  meaning: Title;
} {
  if (pattern === "none")
    return {
      title: { zh: "无规律", en: "No pattern" },
      short: { zh: "无规律", en: "No pattern" },
      meaning: { zh: "不属于任何一类", en: "None of the categories fits" },
    };
  const cut = pattern.lastIndexOf("-");
  const [kind, isHot] = [pattern.slice(0, cut), pattern.endsWith("-hot")];
  const title = KINDS[kind]!;
  const meaning = MEANINGS[kind]!;
  return {
    short: title,
    title: {
      zh: `${title.zh}${isHot ? "热点" : "冷点"}`,
      en: `${title.en} ${isHot ? "hot" : "cold"} spot`,
    },
    meaning: {
      zh: meaning.zh.replaceAll("{热}", isHot ? "热" : "冷"),
      en: meaning.en.replace("{hot}", isHot ? "Hot" : "Cold"),
    },
  };
}

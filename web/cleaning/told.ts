import { formatCount, formatNumber } from "../ui/format.ts";
import { type Language, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { EVIDENCE_TITLES, type Evidence, WORK_TITLES, type Work } from "./titles.ts";
import { words } from "./words.ts";

/** Whole kilometres say enough of many, tenths of few. */
export const kilometers = (meters: number, language: Language) =>
  formatNumber(meters / 1000, language, meters < 100_000 ? 1 : 0);

/** A share as it is said; what is there and rounds to nothing is said to be. */
export function percentOf(part: number, whole: number, language: Language): string {
  if (whole <= 0) return "–";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return `<${formatNumber(0.1, language)}%`;
  // what is not all is never said to be all
  const shown = percent < 100 && percent > 99.9 ? 99.9 : percent;
  return `${formatNumber(shown, language, shown < 10 || shown > 99 ? 1 : 0)}%`;
}

/** How long something is ago, or may be: in hours, and from two days on in days. */
export function useHours() {
  const say = useWords(words);
  const language = useLanguage();
  return (hours: number) =>
    hours < 48
      ? say.hours(formatNumber(hours, language, hours < 10 ? 1 : 0))
      : say.days(formatNumber(hours / 24, language, hours < 240 ? 1 : 0));
}

/** What is said of a work, of evidence, of counts. */
export function useTold() {
  const language = useLanguage();
  return {
    work: (work: Work) => titleIn(language, WORK_TITLES[work]),
    evidence: (evidence: Evidence) => titleIn(language, EVIDENCE_TITLES[evidence]),
    count: (count: number) => formatCount(count, language),
    km: (meters: number) => kilometers(meters, language),
    percent: (part: number, whole: number) => percentOf(part, whole, language),
  };
}

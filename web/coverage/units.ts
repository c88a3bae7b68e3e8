import { formatCount, formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { CoverageAnswer } from "./queries.ts";
import { words } from "./words.ts";

/** How amounts of an answer are written: people are whole, and so are complaints. */
export function useAmounts(demand: CoverageAnswer["asked"]["demand"]) {
  const say = useWords(words);
  const language = useLanguage();
  return {
    unit: demand === "complaints" ? say.cases : say.people,
    amount: (value: number) => formatCount(Math.round(value), language),
    meters: (value: number) => formatCount(Math.round(value), language),
    /** Counts stand beside it always. */
    percent: (part: number, whole: number) =>
      whole > 0 ? `${formatNumber((100 * part) / whole, language, 1)}%` : "—",
  };
}

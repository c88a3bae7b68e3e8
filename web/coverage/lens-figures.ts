import { formatCount, formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { lensWords } from "./lens-words.ts";

/** How figures of a lens are written. Shares never stand without their counts. */
export function useFigures() {
  const say = useWords(lensWords);
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  const number = (value: number, digits: number) => formatNumber(value, language, digits);
  const few = (value: number) => number(value, value < 10 ? 2 : value < 100 ? 1 : 0);
  return {
    ...{ say, language, count, few },
    meters: (value: number) => say.meters(number(value, value < 100 ? 1 : 0)),
    kilometers: (meters: number) => number(meters / 1000, meters < 10_000 ? 2 : 1),
    percent: (part: number, whole: number) =>
      whole > 0 ? `${number((100 * part) / whole, 1)}%` : "—",
  };
}

import { useView } from "../map/view.ts";
import { formatCount, formatNumber } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { ComparisonColumn } from "./scenario-queries.ts";
import type { Cell, Row } from "./scenario-rows.ts";
import { words } from "./scenario-words.ts";

type Demand = NonNullable<ComparisonColumn["asked"]>["demand"];

/** How figures of a comparison are written. */
export function useFigureFormat() {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const time = dateFormat(language, {
    ...{ year: "numeric", month: "numeric", day: "numeric", timeZone },
  });
  const number = (unit: Row["unit"], value: number) =>
    unit === "km" || unit === "stars"
      ? formatNumber(value, language, 1)
      : formatCount(Math.round(value), language);
  const suffix = (unit: Row["unit"]) =>
    unit === "km" ? " km" : unit === "m" ? " m" : unit === "yuan" ? ` ${say.yuan}` : "";
  return {
    count: (value: number) => formatCount(value, language),
    percent: (part: number, whole: number) =>
      whole > 0 ? `${formatNumber((100 * part) / whole, language, 1)}%` : "—",
    day: (at: string) => time.format(new Date(at)),
    value: (unit: Row["unit"], { value }: Pick<Cell, "value">) =>
      value === null ? "—" : number(unit, value) + suffix(unit),
    /** What a cell speaks of: its share with the whole, or its n. */
    beside: (unit: Row["unit"], { value, whole, n }: Cell, demand: Demand) => {
      if (value === null) return null;
      const who = ` ${demand === "complaints" ? say.cases : say.people}`;
      if (whole !== undefined) {
        const share = whole > 0 ? `${formatNumber((100 * value) / whole, language, 1)}%` : "—";
        return say.ofAll(share, number(unit, whole) + (unit === "amount" ? who : suffix(unit)));
      }
      return n === undefined
        ? null
        : say.n(formatCount(Math.round(n), language)) + (unit === "m" ? who : "");
    },
    /** With its sign; null where it would read as nothing. */
    difference: (unit: Row["unit"], by: number) => {
      const text = number(unit, Math.abs(by));
      if (!/[1-9]/.test(text)) return null;
      return `${by > 0 ? "+" : "−"}${text}${suffix(unit)}`;
    },
  };
}

import { useView } from "../map/view.ts";
import { formatCount, formatNumber } from "../ui/format.ts";
import { dateFormat, numberFormat } from "../ui/formatters.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import type { ReportArea, ReportHead } from "./queries.ts";
import { words } from "./words.ts";

/** Scores stand beneath each other. */
const TWO_PLACES = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Numbers, names, numbers of issues and instants as a page tells them. */
export function useTold() {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const stamp = dateFormat(language, {
    ...{ year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  return {
    count: (count: number) => formatCount(count, language),
    /** Points, with the hundredths there are. */
    points: (points: number) => formatNumber(points, language, 2),
    score: (score: number | null) =>
      score === null ? say.noData : numberFormat(language, TWO_PLACES).format(score),
    stamp: (iso: string) => stamp.format(new Date(iso)),
    /** A year is no count: it has no thousands. */
    issue: ({ year, number }: { year: number | null; number: number | null }) =>
      year === null || number === null ? say.draft : say.issueNo(String(year), String(number)),
    month: (month: string) => say.monthTitle(month.slice(0, 4), String(Number(month.slice(5, 7)))),
    area: (area: Pick<ReportArea, "name" | "nameEn">) => nameIn(language, area),
  };
}

/** Where a bulletin or ranking is read. */
export const pathOfReport = ({
  kind,
  reportId,
  from,
}: Pick<ReportHead, "kind" | "reportId" | "from">) =>
  kind === "bulletin" ? `/reports/bulletins/${reportId}` : `/reports/rankings/${from.slice(0, 7)}`;

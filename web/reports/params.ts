import { addDays, daysBetween, isDay } from "../ui/format.ts";
import { useLink, useSetLink } from "../ui/link.ts";

/** What this capability keeps in the link beside the view. */
const LINKED = [
  "reportFrom",
  "reportTo",
  "reportRecords",
  "reportArea",
  "reportShown",
  "reportNew",
] as const;
export type ReportParam = (typeof LINKED)[number];

/** This capability's parameters of the link. */
export const useReportLink = () => useLink(LINKED);

/** Changes some of them. */
export const useSetReportLink = useSetLink<ReportParam>;

export type Period = { readonly from: string; readonly to: string };

export const RECORD_KINDS = ["inspection", "activity", "exposure"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export const recordKindOf = (text: string | undefined): RecordKind =>
  RECORD_KINDS.find((kind) => kind === text) ?? "inspection";

/** Periods one asks for most. */
export const PERIODS = ["days365", "thisYear", "lastYear"] as const;

/** The days of a named period: the 365 before today, this year so far, the year before. */
export function namedPeriod(name: (typeof PERIODS)[number], today: string): Period {
  const year = Number(today.slice(0, 4));
  return {
    days365: { from: addDays(today, -365), to: addDays(today, -1) },
    thisYear: { from: `${year}-01-01`, to: today },
    lastYear: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
  }[name];
}

const MOST_DAYS = 1_100;

export const isPeriod = (from: string, to: string) =>
  isDay(from) && isDay(to) && from <= to && daysBetween(from, to) < MOST_DAYS;

/** The period of a link; the 365 days before today where it names none that there is. */
export function periodOf(
  { reportFrom = "", reportTo = "" }: { readonly [K in ReportParam]?: string },
  today: string,
): Period {
  return isPeriod(reportFrom, reportTo)
    ? { from: reportFrom, to: reportTo }
    : namedPeriod("days365", today);
}

/** The month of a day, and both its days. @param month  `YYYY-MM`. */
export function monthPeriod(month: string): Period {
  const from = `${month}-01`;
  const next = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, to: addDays(next, -1) };
}

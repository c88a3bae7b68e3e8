import { dateFormat, numberFormat } from "./formatters.ts";
import type { Language } from "./language.ts";

const DAY_MILLISECONDS = 86_400_000;

/** A count with the grouping of the language: 30,412. */
export const formatCount = (count: number, language: Language) =>
  numberFormat(language, { maximumFractionDigits: 0 }).format(count);

/** A number with at most `digits` decimals. */
export const formatNumber = (value: number, language: Language, digits = 1) =>
  numberFormat(language, { maximumFractionDigits: digits }).format(value);

/** A length on the ground, in meters below a kilometer. */
export function formatLength(lengthMeters: number, language: Language): string {
  return lengthMeters < 1000
    ? `${formatNumber(lengthMeters, language, 0)} m`
    : `${formatNumber(lengthMeters / 1000, language, lengthMeters < 100_000 ? 1 : 0)} km`;
}

/** A local day `YYYY-MM-DD` as the language writes it; days have no time zone. */
export const formatDay = (day: string, language: Language) =>
  dateFormat(language, {
    year: "numeric",
    month: language === "en" ? "short" : "long",
    day: "numeric",
    timeZone: "UTC",
  }).format(dayToUtc(day));

/** A period, both days included. */
export const formatPeriod = (period: { from: string; to: string }, language: Language) =>
  period.from === period.to
    ? formatDay(period.from, language)
    : dateFormat(language, {
        year: "numeric",
        month: language === "en" ? "short" : "numeric",
        day: "numeric",
        timeZone: "UTC",
      }).formatRange(dayToUtc(period.from), dayToUtc(period.to));

/** Whether `text` is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** The day that somebody wrote: 2026-3-2, 2026/03/02, 2026.3.2, 20260302, 2026年3月2日; null when it is none. */
export function dayOfText(text: string): string | null {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  const [, year, month, day] =
    /^(\d{4})(\d\d)(\d\d)$/.exec(plain) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ??
    [];
  const read = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  return isDay(read) ? read : null;
}

/** The day `days` after `day` (before it when negative). */
export const addDays = (day: string, days: number) =>
  new Date(dayToUtc(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);

/** How many days `to` is after `from`. */
export const daysBetween = (from: string, to: string) =>
  Math.round((dayToUtc(to) - dayToUtc(from)) / DAY_MILLISECONDS);

const dayToUtc = (day: string) => Date.parse(`${day}T00:00:00Z`);

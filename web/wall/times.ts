import { useView } from "../map/view.ts";
import { dateFormat } from "../ui/formatters.ts";
import { type Language, useLanguage } from "../ui/language.ts";

const DAY_MS = 86_400_000;

/** The local day of an instant, `YYYY-MM-DD`. */
export const dayAt = (ms: number, timeZone: string) =>
  dateFormat("en-CA", {
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    timeZone,
  }).format(new Date(ms));

/** `HH:MM` in the district. */
export const timeAt = (ms: number, timeZone: string) =>
  dateFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(ms));

/** `HH:MM:SS` in the district. */
export const clockAt = (ms: number, timeZone: string) =>
  dateFormat("en-GB", {
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
    timeZone,
  }).format(new Date(ms));

/** Day and weekday in the district. */
export const longDayAt = (ms: number, timeZone: string, language: Language) =>
  [{ year: "numeric", month: "long", day: "numeric" } as const, { weekday: "long" } as const]
    .map((part) => dateFormat(language, { ...part, timeZone }).format(new Date(ms)))
    .join(" ");

/** `HH:MM`, with the day before it where it is not today's. */
export function momentAt(ms: number, nowMs: number, timeZone: string, language: Language) {
  const time = timeAt(ms, timeZone);
  if (dayAt(ms, timeZone) === dayAt(nowMs, timeZone)) return time;
  const isNear = Math.abs(ms - nowMs) < 300 * DAY_MS;
  const day = dateFormat(language, {
    ...{ month: "short", day: "numeric" },
    ...(isNear ? {} : { year: "numeric" as const }),
    timeZone,
  }).format(new Date(ms));
  return `${day} ${time}`;
}

/** The day alone, as it is told here. */
export function useDayOf() {
  const { timeZone } = useView().view.district;
  const language = useLanguage();
  return (at: string) =>
    dateFormat(language, { month: "short", day: "numeric", timeZone }).format(Date.parse(at));
}

/** Hours and minutes of the district's day. */
export function localTime(ms: number, timeZone: string) {
  const [hours = 0, minutes = 0] = timeAt(ms, timeZone).split(":").map(Number);
  return { hours, minutes };
}

/** Moments as they are told here. */
export function useMoment() {
  const { timeZone } = useView().view.district;
  const language = useLanguage();
  return (at: string | number, nowMs: number | null) => {
    const ms = typeof at === "number" ? at : Date.parse(at);
    return momentAt(ms, nowMs ?? ms, timeZone, language);
  };
}

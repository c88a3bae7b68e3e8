const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Which day it is in a time zone.
 *
 * @param timeZone  IANA name. @returns `YYYY-MM-DD`.
 * @throws {RangeError} when the time zone is unknown.
 */
export function localDay(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/**
 * An instant as a clock in a time zone shows it.
 *
 * @returns ISO 8601 to the second, with the offset from UTC: `2024-05-06T15:08:09+08:00`.
 */
export function localInstant(instant: Date, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  })
    .format(instant)
    .replace(" ", "T");
  const seconds = Math.floor(instant.getTime() / 1000);
  const minutes = Math.round((Date.parse(`${clock}Z`) / 1000 - seconds) / 60);
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const away = Math.abs(minutes);
  return `${clock}${minutes < 0 ? "-" : "+"}${two(away / 60)}:${two(away % 60)}`;
}

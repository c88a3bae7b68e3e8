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

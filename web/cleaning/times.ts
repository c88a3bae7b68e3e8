import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { dateFormat } from "../ui/formatters.ts";
import { type Language, useLanguage } from "../ui/language.ts";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { month: "2-digit", day: "2-digit" } as const;

/** Instants as the clocks of a district show them. */
export function momentsIn(language: Language, timeZone: string) {
  const clock = dateFormat(language, { ...CLOCK, timeZone });
  const day = dateFormat(language, { ...DAY, timeZone });
  const both = dateFormat(language, { ...DAY, ...CLOCK, timeZone });
  const year = dateFormat("sv-SE", { dateStyle: "short", timeZone });
  return {
    /** 04:30 */
    clock: (iso: string) => clock.format(new Date(iso)),
    /** 11/29 04:30 */
    stamp: (iso: string) => both.format(new Date(iso)),
    /** 04:30–07:00, with the day where it is another than `on`, and where the end lies on another than the beginning. */
    span(from: string, to: string, on?: string) {
      const [first, last] = [year.format(new Date(from)), year.format(new Date(to))];
      const begins = on === undefined || on === first ? clock : both;
      const ends = first === last ? clock : both;
      return `${begins.format(new Date(from))}–${ends.format(new Date(to))}`;
    },
    /** The local day, `YYYY-MM-DD`. */
    dayOf: (iso: string) => year.format(new Date(iso)),
    shortDay: (localDay: string) =>
      dateFormat(language, { ...DAY, weekday: "short", timeZone: "UTC" }).format(
        new Date(`${localDay}T00:00:00Z`),
      ),
    day: (iso: string) => day.format(new Date(iso)),
  };
}

export function useMoments() {
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  return momentsIn(language, timeZone);
}

/** Now, told anew every so many seconds. */
export function useNow(seconds = 20): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return now;
}

/**
 * The instant at which the clocks of a place show a local day and time.
 *
 * @param day  `YYYY-MM-DD`.
 * @param clock  `HH:MM`.
 */
export function instantOf(day: string, clock: string, timeZone: string): string {
  const asUtc = Date.parse(`${day}T${clock}:00Z`);
  const parts = dateFormat("sv-SE", {
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ ...CLOCK, timeZone },
  });
  const shown = (at: number) => Date.parse(`${parts.format(new Date(at)).replace(" ", "T")}:00Z`);
  // twice: between them clocks may have been changed
  const first = asUtc - (shown(asUtc) - asUtc);
  return new Date(first - (shown(first) - asUtc)).toISOString();
}

import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage } from "../ui/language.ts";

/** An instant as the district's clocks show it. */
export function useTime(): (iso: string) => string {
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const format = dateFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  return (iso) => format.format(new Date(iso));
}

/** The day of an instant in the district. */
export function useDay(): (iso: string) => string {
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const format = dateFormat(language, { dateStyle: "long", timeZone });
  return (iso) => format.format(new Date(iso));
}

const MINUTE = 60_000;

/** Now, told anew every minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

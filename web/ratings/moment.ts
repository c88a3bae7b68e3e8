import { useView } from "../map/view.ts";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage } from "../ui/language.ts";

/** An instant as the district's clock shows it, to the minute. */
export function useMoment() {
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  return (at: string) =>
    dateFormat(language, {
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
    }).format(new Date(at));
}

import { formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Subject, Warning } from "./queries.ts";
import { words } from "./words.ts";

/** Figures and days as the screen's language writes them. */
export function useTold() {
  const language = useLanguage();
  return {
    count: (n: number) => formatCount(n, language),
    score: (score: number) => formatNumber(score, language, 1),
    day: (day: string) => formatDay(day, language),
    title: (title: Title) => titleIn(language, title),
    name: ({ name, nameEn }: { readonly name: string | null; readonly nameEn: string | null }) =>
      (language === "en" && nameEn) || (name ?? ""),
  };
}

/** What a warning says, with its figures and what they are held against. */
export function useWarningTold() {
  const say = useWords(words);
  const { count, score, day } = useTold();
  return ({ kind, value, limit, n, day: at, isSmall, perKm, days }: Warning) => {
    const number = value === null ? "" : count(value);
    const held = limit === null ? "" : count(limit);
    const said = {
      expiring: () =>
        value === 0 ? say.expiresToday : say.expiringIn(number, at === null ? "" : day(at)),
      score: () =>
        say.scoreBelow(value === null ? "—" : score(value), held, n === null ? "0" : count(n)),
      needed: () => say.neededMissing(held),
      veto: () => say.vetoes(number),
      defects: () => say.defects(number, held),
      overdue: () =>
        value === null ? say.neverInspected : say.overdueBy(number, at === null ? "" : day(at)),
      complaints: () =>
        [
          say.complaintsIn(number, held),
          ...(perKm === null || perKm === undefined ? [] : [say.perKm(score(perKm))]),
          ...(days === null || days === undefined ? [] : [say.period(count(days))]),
        ].join(" · "),
    }[kind]();
    return isSmall ? `${said} · ${say.smallSample}` : said;
  };
}

/** What is complained of a subject: how many, of how many days, of a street also per kilometre. */
export function useComplaintsTold() {
  const say = useWords(words);
  const { count, score } = useTold();
  return ({ n, perKm, days }: Subject["complaints"]) =>
    [
      say.complaints(count(n)),
      ...(perKm === null ? [] : [say.perKm(score(perKm))]),
      say.period(count(days)),
    ].join(" · ");
}

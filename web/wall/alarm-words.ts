import { formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { WallAlarm } from "./queries.ts";
import { FEED_TITLES } from "./titles.ts";
import { words } from "./words.ts";

/** What an alarm says, in one line and in what stands under it. */
export function useAlarmWords() {
  const say = useWords(words);
  const language = useLanguage();
  const named = (record: { name: string; nameEn: string | null } | null) =>
    record && nameIn(language, record);
  return ({ kind, subject, count, stars }: WallAlarm): { title: string; note: string } => {
    const category = subject.category && titleIn(language, subject.category.title);
    const street = named(subject.street);
    const place = named(subject.facility) ?? street ?? say.placeUnknown;
    const n = formatCount(count, language);
    const after = stars?.after ?? null;
    const titles: Record<WallAlarm["kind"], () => string> = {
      "late-case": () => say.lateCases(named(subject.unit) ?? say.unitUnknown, n),
      "new-hotspot": () => say.hotspotNew(place),
      downgrade: () =>
        say.starLost(
          place,
          stars?.before ?? 0,
          after === null || after === 0 ? say.starNone : say.starOf(after),
        ),
      "facility-closed": () => say.closed(place),
      "feed-silent": () =>
        say.silent(subject.feed ? titleIn(language, FEED_TITLES[subject.feed]) : ""),
    };
    const notes = [
      ...(kind === "late-case" ? [category, street] : []),
      ...(kind === "new-hotspot" ? [category, `${n} ${say.items}`.trim()] : []),
      stars?.isTrial ? say.trial : null,
    ];
    return { title: titles[kind](), note: notes.filter(Boolean).join(" · ") };
  };
}

import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage } from "../ui/language.ts";
import { choicesQuery } from "./queries.ts";

/** What the history of a spot is called; its meaning when pointed at. */
export function PatternChip({ pattern, isShort }: { pattern: string; isShort?: boolean }) {
  const language = useLanguage();
  const { view } = useView();
  const found = useQuery(choicesQuery(view.district.districtId)).data?.patterns.find(
    ({ id }) => id === pattern,
  );
  if (!found || pattern === "none") return null;
  return (
    <span className="hot-chip" data-pattern={pattern} title={titleIn(language, found.meaning)}>
      {titleIn(language, isShort ? found.short : found.title)}
    </span>
  );
}

import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { pathOf } from "./settings-draft.ts";
import { type LensSettings, words } from "./settings-words.ts";

/** Says one edit: what it is of, as it is saved and as it will be. */
export function useChangeTold({ lenses, capacities }: LensSettings) {
  const say = useWords(words);
  const language = useLanguage();
  const titles = new Map(
    [...lenses, ...capacities].map(({ id, title }) => [id, titleIn(language, title)]),
  );
  const nameOf = (path: string) => {
    const [group, id = "", part = "", figure] = path.split(".");
    if (group === "defaults") {
      const kind = lenses.find(({ facilityKind }) => pathOf.default(facilityKind) === path);
      return kind ? `${say.kind(kind.facilityKind)} · ${say.isDefault}` : path;
    }
    const title = titles.get(id) ?? id;
    if (figure) return `${title} · ${say.figure(figure)}`;
    return part === "reason" ? `${title} · ${say.reason}` : title;
  };
  const toText = (path: string, text: string) => {
    if (path.startsWith("defaults.")) return titles.get(text) ?? "–";
    if (path.endsWith(".isOn")) return text === "true" ? say.yes : say.no;
    return text.trim() || "–";
  };
  return (path: string, before: string, after: string) =>
    say.change(nameOf(path), toText(path, before), toText(path, after));
}

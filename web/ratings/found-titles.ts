import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage } from "../ui/language.ts";
import { itemsOf } from "./rubric-draft.ts";
import { rubricsQuery } from "./rubric-queries.ts";

/** What an item or veto is called in the version of the rubric by which it was found; its id until that is known. */
export function useFoundTitle(of: { readonly rubricId: string; readonly rubricVersion: number }) {
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const rubrics = useQuery(rubricsQuery(districtId)).data?.rubrics;
  const version = rubrics
    ?.find(({ rubricId }) => rubricId === of.rubricId)
    ?.versions.find((one) => one.version === of.rubricVersion);
  const titles = new Map(
    version && [
      ...version.content.vetoes.map(({ vetoId, title }) => [vetoId, title] as const),
      ...itemsOf(version.content).map(({ itemId, title }) => [itemId, title] as const),
    ],
  );
  return (id: string) => {
    const title = titles.get(id);
    return title ? titleIn(language, title) || title.zh : id;
  };
}

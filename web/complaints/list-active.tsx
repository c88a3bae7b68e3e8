import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import {
  chosenOf,
  FACETS,
  type ListLinked,
  MARKS,
  useSetListLinked,
  WITHOUT_FILTERS,
} from "./list-params.ts";
import type { TitleOf } from "./list-titles.ts";
import { listWords } from "./list-words.ts";

/** Every filter that is on, each to be taken out by itself, or all of them at once. */
export function ListActive(props: {
  linked: ListLinked;
  titleOf: TitleOf;
  /** Of the street that is asked for. */
  streetName: string | null;
}) {
  const { linked, titleOf, streetName } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const set = useSetListLinked();
  const chosen = chosenOf(linked);
  if (chosen.length === 0) return null;
  return (
    <ul className="cases-active" aria-label={say.active}>
      {chosen.map(({ param, value, without }) => {
        const isMark = param === "open" || MARKS.some((mark) => mark.param === param);
        const values = FACETS.some((facet) => facet.param === param) ? value.split(",") : [];
        const one = param === "street" ? (streetName ?? say.facet(param)) : titleOf(param, value);
        const title = values.length > 1 ? say.several(formatCount(values.length, language)) : one;
        const words = isMark ? title : `${say.facet(param)} ${title}`;
        return (
          <li key={`${param} ${value}`}>
            {!isMark && <span>{say.facet(param)}</span>}
            {title}
            <button
              type="button"
              className="cases-remove"
              aria-label={say.remove(words)}
              title={say.remove(words)}
              data-print="hide"
              onClick={() => set(without, true)}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        );
      })}
      <li className="cases-clear" data-print="hide">
        <button
          type="button"
          className="cases-clear-all"
          onClick={() => set(WITHOUT_FILTERS, true)}
        >
          {say.clear}
        </button>
      </li>
    </ul>
  );
}

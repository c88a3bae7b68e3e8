import type { ReactNode } from "react";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { moreWords } from "./more-words.ts";
import { useHotLink, useSetHotLink } from "./params.ts";
import { SettingsLink } from "./settings-link.tsx";
import { words } from "./words.ts";

/** A place is known in the link by where it is: ranks change with every call. */
export const placeKey = (center: readonly number[]) =>
  center.map((degrees) => degrees.toFixed(5)).join(",");

/** One place of a list. */
export type PlaceRow = {
  readonly center: readonly number[];
  readonly name: string;
  /** What it is ranked by. */
  readonly figure: string;
  /** Of the greatest of the list, 0 … 1. */
  readonly share: number;
  readonly facts: ReactNode;
  readonly more: string;
  /** What is told once it is chosen. */
  readonly detail: ReactNode;
};

/** Places by rank; the one that is chosen is opened, and found on the map. */
export function PlaceList({ places }: { places: readonly PlaceRow[] }) {
  const say = useWords(words);
  const { spot } = useHotLink();
  const set = useSetHotLink();
  return (
    <ol className="hot-list">
      {places.map(({ center, name, figure, share, facts, more, detail }, i) => {
        const key = placeKey(center);
        const isOpen = key === spot;
        return (
          <li key={key} className="hot-place" data-open={isOpen || undefined}>
            <button
              type="button"
              className="hot-row"
              aria-expanded={isOpen}
              aria-label={`${i + 1}. ${say.open(name)}`}
              onClick={() => set({ spot: isOpen ? undefined : key }, true)}
            >
              <span className="hot-rank">{i + 1}</span>
              <span className="hot-row-name">
                <strong>{name}</strong>
              </span>
              <span className="hot-row-excess">
                {figure}
                <i style={{ inlineSize: `${Math.max(4, 100 * share)}%` }} />
              </span>
              <small>{facts}</small>
              <small>{more}</small>
            </button>
            {isOpen && <div className="hot-place-detail">{detail}</div>}
          </li>
        );
      })}
    </ol>
  );
}

type Category = {
  readonly value: string;
  readonly count: number;
  readonly title: { readonly zh: string; readonly en: string };
};

/** Which categories occur how often, the most frequent first. */
export function Categories({ categories }: { categories: readonly Category[] }) {
  const language = useLanguage();
  return (
    <ul className="hot-mix">
      {categories.slice(0, 6).map(({ value, count, title }) => (
        <li key={value}>
          {titleIn(language, title)} <b>{formatCount(count, language)}</b>
        </li>
      ))}
    </ul>
  );
}

/** What was worked out and how: folded, because most never ask. */
export function Definition({ of, children }: { of: Category["title"]; children?: ReactNode }) {
  const say = useWords(moreWords);
  const language = useLanguage();
  return (
    <details className="hot-more">
      <summary>
        <Icon name="down" size={12} />
        {say.definition}
      </summary>
      {children}
      <p className="hot-definition">
        <small>{titleIn(language, of)}</small>
      </p>
      <SettingsLink />
    </details>
  );
}

/** A p, small ones by their power of ten. */
export const formatP = (p: number | null) =>
  p === null ? "–" : p < 0.001 ? p.toExponential(1) : p.toPrecision(2);

type Name = { readonly name: string; readonly nameEn: string | null };

/** The street of a place, or that it has none; and its unit. */
export function useNames() {
  const say = useWords(words);
  const language = useLanguage();
  return {
    street: (street: Name | null) => (street ? nameIn(language, street) : say.unnamed),
    unit: (unit: Name | null) => (unit ? nameIn(language, unit) : say.noUnit),
  };
}

import { type ReactNode, useState } from "react";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { useCoverageLink, useSetCoverageLink } from "./params.ts";
import { words } from "./words.ts";

const [FIRST, STEP] = [12, 40];

/** One row of a list: what it is of, the number, and the particulars. */
export type ListRow = {
  /** As the link names it. */
  readonly id: string;
  readonly title: string;
  readonly amount: ReactNode;
  /** From 0 to 1: how much of the largest it is. */
  readonly bar?: number;
  readonly state: string;
  readonly more: ReactNode;
};

/** Rows to go through with the arrow keys; a click goes to the place and marks it. */
export function LensList({ rows, label }: { rows: readonly ListRow[]; label: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const { gap } = useCoverageLink();
  const set = useSetCoverageLink();
  const [shown, setShown] = useState(FIRST);
  const at = rows.findIndex(({ id }) => id === gap);
  const most = Math.max(shown, at + 1);
  return (
    <>
      <ol className="cov-list lens-list" aria-label={label} onKeyDown={throughRows(".cov-row")}>
        {rows.slice(0, most).map(({ id, title, amount, bar, state, more }) => (
          <li key={id}>
            <button
              type="button"
              className="cov-row"
              aria-pressed={gap === id}
              onClick={() => set({ gap: gap === id ? undefined : id }, true)}
            >
              <i className="lens-mark" data-state={state} />
              <strong>{title}</strong>
              <span className="cov-amount">
                {amount}
                {bar !== undefined && (
                  <i style={{ inlineSize: `${Math.max(3, 100 * bar)}%` }} data-state={state} />
                )}
              </span>
              <small>{more}</small>
            </button>
          </li>
        ))}
      </ol>
      {rows.length > most && (
        <Button isQuiet onPress={() => setShown(most + STEP)}>
          {say.showMore(formatCount(Math.min(STEP, rows.length - most), language))}
        </Button>
      )}
    </>
  );
}

import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { useSetCleaningLink, useStandingAsked, withState } from "./params.ts";
import { StreetSign } from "./sign.tsx";
import type { Standing } from "./standing.ts";
import { STREET_STATE_TITLES, STREET_STATES } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** What the lines on the map say, how much there is of each, and what one wants to see of it. */
export function StandingLegend({ standing: { counts, meters } }: { standing: Standing }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, km } = useTold();
  const { shown } = useStandingAsked();
  const set = useSetCleaningLink();
  const there = STREET_STATES.filter(
    (state) => counts[state].edges > 0 || shown?.has(state) || MAIN.has(state),
  );
  return (
    <Section title={say.legend} aside={say.legendHint}>
      <ul className="clean-bar" aria-hidden="true">
        {there.map((state) => (
          <li
            key={state}
            className="clean-sign"
            data-sign={state === "no_data" ? "no-data" : state.replace("_", "-")}
            style={{ flexGrow: meters > 0 ? counts[state].meters / meters : 0 }}
          />
        ))}
      </ul>
      <ul className="clean-legend">
        {there.map((state) => (
          <li key={state}>
            <button
              type="button"
              aria-pressed={shown?.has(state) ?? false}
              data-off={(shown && !shown.has(state)) || undefined}
              onClick={() => set({ cleanShow: withState(STREET_STATES, shown, state) }, true)}
            >
              <StreetSign state={state} />
              <span>{titleIn(language, STREET_STATE_TITLES[state])}</span>
              <small>{say.legendCount(count(counts[state].edges), km(counts[state].meters))}</small>
            </button>
          </li>
        ))}
      </ul>
      {shown && (
        <button
          type="button"
          className="clean-link"
          onClick={() => set({ cleanShow: undefined }, true)}
        >
          {say.showAll}
        </button>
      )}
    </Section>
  );
}

/** Those that stand in the legend though there are none: that there are none is what one wants to know. */
const MAIN: ReadonlySet<string> = new Set(["behind", "no_data", "on_time", "done"]);

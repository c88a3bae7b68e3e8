import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { withState } from "./params.ts";
import { useRoundsAsked, useSetRoundLink } from "./round-link.ts";
import { roundWords } from "./round-words.ts";
import { allIn, type StopCounts } from "./rounds.ts";
import { StopSign } from "./stop-sign.tsx";
import { PASS_STATES, type PassState, SIGN_OF_PASS, STOP_STATE_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** Those that stand in the legend though there are none: that there are none is what one wants to know. */
const MAIN: ReadonlySet<PassState> = new Set(["done", "not_done", "not_recorded"]);

/** What the marks on the map say, how many there are of each, and what one wants to see of them. */
export function RoundsLegend(props: {
  counts: StopCounts;
  /** What the line on the map is, where there is one. */
  line?: { readonly title: string; readonly isCourse: boolean };
}) {
  const { counts, line } = props;
  const say = useWords(roundWords);
  const language = useLanguage();
  const { count } = useTold();
  const flavor = useFlavor();
  const { shown } = useRoundsAsked();
  const set = useSetRoundLink();
  const there = PASS_STATES.filter(
    (state) => counts[state] > 0 || shown?.has(state) || MAIN.has(state),
  );
  return (
    <Section title={say.legend} aside={say.legendHint}>
      <ul className="clean-legend">
        {there.map((state) => (
          <li key={state}>
            <button
              type="button"
              aria-pressed={shown?.has(state) ?? false}
              data-off={(shown && !shown.has(state)) || undefined}
              onClick={() => set({ roundShow: withState(PASS_STATES, shown, state) }, true)}
            >
              <StopSign state={state} />
              <span>{titleIn(language, STOP_STATE_TITLES[state])}</span>
              <small>{say.legendCount(count(counts[state]))}</small>
            </button>
          </li>
        ))}
      </ul>
      {line && (
        <p className="rnd-line">
          <i
            data-course={line.isCourse || undefined}
            style={{ borderColor: palettes[flavor].route.collection }}
          />
          {line.title}
        </p>
      )}
      {shown && (
        <button
          type="button"
          className="clean-link"
          onClick={() => set({ roundShow: undefined }, true)}
        >
          {say.showAll}
        </button>
      )}
    </Section>
  );
}

/** How much of its stops stand in each state. */
export function StopBar({ counts }: { counts: StopCounts }) {
  const all = allIn(counts);
  return (
    <span className="clean-bar" aria-hidden="true">
      {PASS_STATES.map((state) => (
        <i
          key={state}
          className="clean-sign"
          data-sign={SIGN_OF_PASS[state]}
          style={{ flexGrow: all > 0 ? counts[state] / all : 0 }}
        />
      ))}
    </span>
  );
}

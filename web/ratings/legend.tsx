import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { useSetRatingLink, withStanding } from "./params.ts";
import type { Subject } from "./queries.ts";
import { SubjectSign } from "./sign.tsx";
import { type Sign, STANDINGS, type Standing } from "./signs.ts";
import { countStandings } from "./standing.ts";
import { KIND_TITLES, STANDING_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

const EXAMPLE: Readonly<Record<Standing, Pick<Sign, "stars" | "n">>> = {
  ...{ stars: { stars: 4, n: 3 }, trial: { stars: 3, n: 3 }, none: { stars: null, n: 3 } },
  ...{ small: { stars: null, n: 1 }, unknown: { stars: null, n: 0 } },
};
const SHAPES = ["toilet", "transfer_station", "street"] as const;

/** What the signs on the map say, how many there are of each, and what one wants to see of it. */
export function Legend(props: {
  subjects: readonly Subject[];
  shown: ReadonlySet<Standing> | null;
}) {
  const { shown } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { count } = useTold();
  const set = useSetRatingLink();
  const counts = countStandings(props.subjects);
  return (
    <Section title={say.legend} aside={say.legendHint}>
      <ul className="st-legend">
        {STANDINGS.map((standing) => (
          <li key={standing}>
            <button
              type="button"
              aria-pressed={shown?.has(standing) ?? false}
              data-off={(shown && !shown.has(standing)) || undefined}
              onClick={() => set({ starShow: withStanding(shown, standing) }, true)}
            >
              <SubjectSign
                sign={{ kind: "toilet", standing, hasWarning: false, ...EXAMPLE[standing] }}
              />
              <span>{titleIn(language, STANDING_TITLES[standing])}</span>
              <small>{count(counts[standing])}</small>
            </button>
          </li>
        ))}
      </ul>
      <p className="st-key">
        {SHAPES.map((kind) => (
          <span key={kind}>
            <SubjectSign sign={{ kind, standing: "none", stars: null, n: 0, hasWarning: false }} />
            {titleIn(language, KIND_TITLES[kind])}
          </span>
        ))}
        <span>
          <SubjectSign
            sign={{ kind: "toilet", standing: "none", stars: null, n: 0, hasWarning: true }}
          />
          {say.warningSign}
        </span>
      </p>
      <p className="st-ramp">
        {[1, 2, 3, 4, 5].map((stars) => (
          <span key={stars}>
            <i data-stars={stars} />
            {say.stars(stars)}
          </span>
        ))}
      </p>
    </Section>
  );
}

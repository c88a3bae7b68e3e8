import { useFlavor } from "../map/flavor.ts";
import { reachPalettes } from "../map/reach-palette.ts";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { SitingAnswer } from "./queries.ts";
import { words } from "./words.ts";

/** What the map shows of an answer, with how many, and from when. */
export function SitingLegend(props: { answer: Pick<SitingAnswer, "kinds" | "obstacle" | "at"> }) {
  const { kinds, obstacle, at } = props.answer;
  const say = useWords(words);
  const language = useLanguage();
  const palette = reachPalettes[useFlavor()];
  const { timeZone } = useView().view.district;
  const sum = (of: (kind: (typeof kinds)[number]) => number) =>
    formatCount(
      kinds.reduce((all, kind) => all + of(kind), 0),
      language,
    );
  const time = dateFormat(language, { hour: "2-digit", minute: "2-digit", timeZone }).format(
    new Date(at),
  );
  return (
    <section className="cov-legend" aria-label={say.legend}>
      <ul>
        <li>
          <i data-shape="dot" style={{ background: palette.siteNew }} /> {say.legendChosen}{" "}
          {sum(({ sites }) => sites.length)}
        </li>
        <li>
          <b aria-hidden="true">×</b> {say.legendRefused}{" "}
          {sum(({ candidates }) => candidates.refused)}
        </li>
        {obstacle && obstacle.cellCount > 0 && (
          <li>
            <i data-shape="dot" style={{ background: palette.gap }} /> {say.legendUnreached}{" "}
            {formatCount(obstacle.cellCount, language)}
          </li>
        )}
      </ul>
      <p className="cov-note">{say.asked(time)}</p>
    </section>
  );
}

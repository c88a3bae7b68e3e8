import { useFlavor } from "../map/flavor.ts";
import { cssOf, reachPalettes } from "../map/reach-palette.ts";
import { useView } from "../map/view.ts";
import { Toggle } from "../ui/controls.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useCoverageLink, useSetCoverageLink } from "./params.ts";
import type { CoverageAnswer } from "./queries.ts";
import { useAmounts } from "./units.ts";
import { STATE_TITLES, words } from "./words.ts";

/** What the map shows, exactly, and from when. */
export function Legend({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const palette = reachPalettes[useFlavor()];
  const { streets } = useCoverageLink();
  const set = useSetCoverageLink();
  const { timeZone } = useView().view.district;
  const { asked, at, rejected } = coverage;
  const { amount, unit } = useAmounts(asked.demand);
  const time = dateFormat(language, { hour: "2-digit", minute: "2-digit", timeZone }).format(
    new Date(at),
  );
  const reasons = [
    { count: rejected.noStreet, title: say.noRoad },
    { count: rejected.obstacle, title: say.acrossObstacle },
    { count: rejected.noPlace, title: say.noPlace },
  ].filter(({ count }) => count > 0);
  return (
    <section className="cov-legend" aria-label={say.legend}>
      <p>{say.legendCells(asked.demand === "complaints" ? say.complaints : say[asked.demand])}</p>
      <ul>
        {(["served", "withoutRoom", "outside"] as const)
          .filter((state) => state !== "withoutRoom" || asked.hasCapacity)
          .map((state) => (
            <li key={state}>
              <i style={{ background: cssOf(palette[state]) }} />{" "}
              {titleIn(language, STATE_TITLES[state]!)}
            </li>
          ))}
        <li>
          <i data-state="rejected" /> {titleIn(language, STATE_TITLES.rejected!)}
          {reasons.length > 0 &&
            ` (${reasons.map(({ count, title }) => `${title} ${amount(count)} ${unit}`).join(", ")})`}
        </li>
        <li>
          <i data-shape="dot" style={{ background: palette.site }} />
          <i data-shape="dot" style={{ background: palette.siteNew }} /> {say.legendSites}
        </li>
        <li>
          <i data-shape="ring" style={{ borderColor: palette.gap }} /> {say.legendGaps}
        </li>
      </ul>
      <Toggle
        isOn={streets !== "off"}
        onChange={(isOn) => set({ streets: isOn ? undefined : "off" })}
      >
        {say.streetsOn}
      </Toggle>
      <p className="cov-note">
        {say.legendStreets} · {say.asked(time)}
      </p>
    </section>
  );
}

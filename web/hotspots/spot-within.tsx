import { useView } from "../map/view.ts";
import { Stars } from "../ui/figure.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import type { HotspotCard } from "./queries.ts";
import { words } from "./words.ts";

/** What stands and lies within a spot, each leading to its record. */
export function Within({ card }: { card: HotspotCard }) {
  const say = useWords(words);
  const language = useLanguage();
  const { change } = useView();
  const count = (value: number) => formatCount(value, language);
  return (
    <Section title={say.within}>
      <ul className="hot-plain">
        {card.facilities.map((facility) => (
          <li key={facility.facilityId}>
            <button
              type="button"
              className="hot-link"
              onClick={() =>
                change(
                  {
                    selection: {
                      layerId: LAYER_OF[facility.kind] ?? "toilets",
                      id: facility.facilityId,
                    },
                  },
                  true,
                )
              }
            >
              {nameIn(language, facility)}
            </button>
            <Stars count={facility.stars} />
          </li>
        ))}
        {card.bins > 0 && <li>{say.bins(count(card.bins))}</li>}
        {card.streets.slice(0, 5).map((street) => (
          <li key={street.streetId}>
            <span>
              <button
                type="button"
                className="hot-link"
                onClick={() =>
                  change({ selection: { layerId: "streets", id: street.streetId } }, true)
                }
              >
                {nameIn(language, street)}
              </button>{" "}
              <small>
                {say.meters(count(street.metersWithin))} ·{" "}
                {street.grades.length > 0 ? say.grade(street.grades.join("/")) : say.noGrade}
                {street.passesDuePerDay !== null &&
                  ` · ${say.passes(formatNumber(street.passesDuePerDay, language))}`}
                {` · ${say.lastService}`}
              </small>
            </span>
            <small>{count(street.complaints)}</small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The layer in which a kind of facility is selected. */
const LAYER_OF: Readonly<Record<string, string>> = {
  transfer_station: "transfer-stations",
  toilet: "toilets",
  bin: "bins",
  collection_point: "collection-points",
  rest_stop: "rest-stops",
  depot: "depots",
};

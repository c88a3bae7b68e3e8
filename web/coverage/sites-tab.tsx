import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useCoverageLink, useSetCoverageLink } from "./params.ts";
import type { CoverageAnswer, CoverageSite } from "./queries.ts";
import { useAmounts } from "./units.ts";
import { useTries } from "./use-tries.ts";
import { FAILURE_TITLES, words } from "./words.ts";

const FIRST = 30;

/** Facilities, those first whom most people would miss. */
export function SitesTab({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const [shown, setShown] = useState(FIRST);
  const sites = coverage.sites.toSorted((a, b) => b.alone - a.alone || b.nearest - a.nearest);
  return (
    <>
      <ul className="cov-list">
        {sites.slice(0, shown).map((site) => (
          <Row key={site.id} site={site} demand={coverage.asked.demand} />
        ))}
      </ul>
      {sites.length > shown && (
        <Button isQuiet onPress={() => setShown(shown + FIRST)}>
          {say.showMore(formatCount(Math.min(FIRST, sites.length - shown), language))}
        </Button>
      )}
    </>
  );
}

function Row({ site, demand }: { site: CoverageSite; demand: CoverageAnswer["asked"]["demand"] }) {
  const say = useWords(words);
  const language = useLanguage();
  const { site: chosen } = useCoverageLink();
  const set = useSetCoverageLink();
  const { close, reset } = useTries();
  const { amount, unit } = useAmounts(demand);
  const isChosen = chosen === site.id;
  const name = site.isNew
    ? say.newSite(site.id.slice(4))
    : nameIn(language, { name: site.name ?? site.id, nameEn: site.nameEn });
  return (
    <li>
      <button
        type="button"
        className="cov-row"
        aria-pressed={isChosen}
        onClick={() => set({ site: isChosen ? undefined : site.id, gap: undefined }, true)}
      >
        <strong>{name}</strong>
        <span className="cov-amount">
          {amount(site.alone)} <small>{unit}</small>
        </span>
        <small>
          {site.failure
            ? titleIn(language, FAILURE_TITLES[site.failure]!)
            : [
                say.siteAlone(amount(site.alone)),
                say.siteNearest(amount(site.nearest)),
                ...(site.capacity !== null && site.load !== null
                  ? [say.siteLoad(amount(site.load), amount(site.capacity))]
                  : []),
              ].join(" · ")}
        </small>
      </button>
      {isChosen && (
        <span className="cov-row-tools">
          <Button onPress={() => close(site.id)}>{site.isNew ? say.remove : say.close}</Button>
          {site.from && (
            <Button isQuiet onPress={() => reset(site.id)}>
              {say.reopen}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

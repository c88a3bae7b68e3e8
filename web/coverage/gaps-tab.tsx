import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { useCoverageLink, useSetCoverageLink } from "./params.ts";
import type { CoverageAnswer, CoverageGap } from "./queries.ts";
import { useAmounts } from "./units.ts";
import { useTries } from "./use-tries.ts";
import { words } from "./words.ts";

const FIRST = 10;

/** Gaps, the most people first. */
export function GapsTab({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const [shown, setShown] = useState(FIRST);
  const { gaps, gapsLeftOut, asked } = coverage;
  const { amount, unit } = useAmounts(asked.demand);
  if (gaps.length === 0) return <p className="answer-empty">{say.noGaps}</p>;
  return (
    <>
      <p className="cov-note">{say.gapNote}</p>
      <ol className="cov-list" onKeyDown={throughRows(".cov-row")}>
        {gaps.slice(0, shown).map((gap, i) => (
          <Row key={gap.id} gap={gap} rank={i + 1} most={gaps[0]!.demand} asked={asked} />
        ))}
      </ol>
      {gaps.length > shown && (
        <Button isQuiet onPress={() => setShown(shown + 30)}>
          {say.showMore(formatCount(Math.min(30, gaps.length - shown), language))}
        </Button>
      )}
      {gapsLeftOut.count > 0 && gaps.length <= shown && (
        <p className="cov-note">
          {say.gapsMore(
            formatCount(gapsLeftOut.count, language),
            `${amount(gapsLeftOut.demand)} ${unit}`,
          )}
        </p>
      )}
    </>
  );
}

function Row(props: {
  gap: CoverageGap;
  rank: number;
  most: number;
  asked: CoverageAnswer["asked"];
}) {
  const { gap, rank, most, asked } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { gap: chosen } = useCoverageLink();
  const set = useSetCoverageLink();
  const { add } = useTries();
  const { amount, unit, meters } = useAmounts(asked.demand);
  const isChosen = chosen === gap.id;
  const name = gap.street
    ? nameIn(language, { name: gap.street, nameEn: gap.streetEn })
    : say.gapUnnamed;
  return (
    <li>
      <button
        type="button"
        className="cov-row"
        aria-pressed={isChosen}
        onClick={() => set({ gap: isChosen ? undefined : gap.id, site: undefined }, true)}
      >
        <span className="cov-rank">{rank}</span>
        <strong>{name}</strong>
        <span className="cov-amount">
          {amount(gap.demand)} <small>{unit}</small>
          <i style={{ inlineSize: `${Math.max(3, (100 * gap.demand) / most)}%` }} />
        </span>
        <small>
          {gap.farthestMeters === null ? say.gapNoWay : say.gapFarthest(meters(gap.farthestMeters))}
        </small>
      </button>
      {isChosen && (
        <Button icon="pin-plus" onPress={() => add([gap.position[0]!, gap.position[1]!])}>
          {say.gapHere}
        </Button>
      )}
    </li>
  );
}

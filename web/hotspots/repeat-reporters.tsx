import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Headline } from "./headline.tsx";
import { useSetHotLink } from "./params.ts";
import { RegisterLink } from "./register-link.tsx";
import { RepeatParameters } from "./repeat-parameters.tsx";
import {
  type RepeatReporter,
  type RepeatReporters,
  repeatReportersQuery,
  useRepeatQuestion,
} from "./repeat-question.ts";
import { repeatWords } from "./repeat-words.ts";
import { words } from "./words.ts";

/** Reporters that are listed before somebody asks for more. */
const FIRST = 20;

/** Who reports again and again: a number for each, and what their reports are of. */
export function RepeatReportersPart() {
  const say = useWords(repeatWords);
  const both = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const answer = useQuery(repeatReportersQuery(districtId, useRepeatQuestion().reporters));
  const [isLong, setLong] = useState(false);
  const count = (value: number) => formatCount(value, language);
  return (
    <Answer to={answer}>
      {(told) => {
        const shown = isLong ? told.reporters : told.reporters.slice(0, FIRST);
        const [first] = told.reporters;
        return (
          <>
            <Summary told={told} />
            {first === undefined && (
              <p className="answer-empty">{say.noReporters(String(told.fewest))}</p>
            )}
            <ol className="hot-list">
              {shown.map((reporter, i) => (
                <Row
                  key={reporter.reporterId}
                  reporter={reporter}
                  rank={i + 1}
                  most={first!.count}
                />
              ))}
            </ol>
            {told.reporters.length > shown.length && (
              <Button isQuiet onPress={() => setLong(true)}>
                {both.more(count(told.reporters.length - shown.length))}
              </Button>
            )}
            {told.total > told.reporters.length && (
              <small>{say.onlyFirst(count(told.reporters.length))}</small>
            )}
            <RepeatParameters
              definition={told.definition}
              asked={{ repeatMeters: told.radiusMeters, repeatFewest: told.fewest }}
            />
          </>
        );
      }}
    </Answer>
  );
}

function Summary({ told }: { told: RepeatReporters }) {
  const say = useWords(repeatWords);
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  return (
    <section className="hot-summary">
      <Headline value={count(told.total)} title={say.reportersWord} period={told.period} />
      <small>{say.reportersOf(count(told.byThem), count(told.complaints))}</small>
      <small>{say.numbersOnly}</small>
    </section>
  );
}

function Row(props: { reporter: RepeatReporter; rank: number; most: number }) {
  const { reporter, rank, most } = props;
  const say = useWords(repeatWords);
  const both = useWords(words);
  const language = useLanguage();
  const set = useSetHotLink();
  const count = (value: number) => formatCount(value, language);
  const { hotspot } = reporter;
  return (
    <li className="hot-row hot-still">
      <span className="hot-rank">{rank}</span>
      <span className="hot-row-name">
        <strong>{reporter.reporterId}</strong>
        {reporter.isMany && <span className="hot-chip">{say.many}</span>}
      </span>
      <span className="hot-row-excess">
        <RegisterLink
          list={reporter.list}
          label={`${reporter.reporterId}: ${both.allCases(count(reporter.count))}`}
        >
          {say.short(count(reporter.count))}
        </RegisterLink>
        <i style={{ inlineSize: `${Math.max(4, (100 * reporter.count) / most)}%` }} />
      </span>
      <small>
        {say.onDays(count(reporter.days), count(reporter.mostInOneDay))}
        {" · "}
        {say.spread(count(reporter.places), count(reporter.categories), count(reporter.streets))}
      </small>
      <small>
        {reporter.mainCategoryTitle &&
          `${say.mostly(titleIn(language, reporter.mainCategoryTitle))} · `}
        {say.settledOf(count(reporter.settled), count(reporter.count))}
        {reporter.duplicates > 0 && ` · ${say.merged(count(reporter.duplicates))}`}
      </small>
      {hotspot && (
        <small>
          <button
            type="button"
            className="hot-link"
            onClick={() =>
              set({ hotTab: undefined, repeats: undefined, spot: hotspot.spotId }, true)
            }
          >
            {say.ofHotspot(count(hotspot.count), count(hotspot.of))}
          </button>
        </small>
      )}
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount, formatDay, formatNumber, formatPeriod } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { RegisterLink } from "./register-link.tsx";
import { RepeatParameters } from "./repeat-parameters.tsx";
import {
  type PlaceReturns,
  returnsQuery,
  type UnitReturns,
  useRepeatQuestion,
} from "./repeat-question.ts";
import { repeatWords } from "./repeat-words.ts";
import { words } from "./words.ts";

type Figures = Omit<UnitReturns, "unit">;

/** By unit: how often a place was complained of again soon after it was settled, with how sure that is. */
export function ReturnsPart() {
  const say = useWords(repeatWords);
  const { districtId } = useView().view.district;
  const answer = useQuery(returnsQuery(districtId, useRepeatQuestion().returns));
  return (
    <Answer to={answer} isEmpty={({ all }) => all.settled === 0} empty={say.noneSettled}>
      {(told) => (
        <>
          <Summary told={told} />
          <Units told={told} />
          <RepeatParameters
            definition={told.definition}
            asked={{ repeatMeters: told.radiusMeters, repeatReturn: told.returnDays }}
          />
        </>
      )}
    </Answer>
  );
}

/** A share in whole percent; nothing of nothing. */
function useShare() {
  const language = useLanguage();
  return ({ count, of }: Pick<Figures, "count" | "of">) =>
    of === 0 ? "–" : `${formatNumber((100 * count) / of, language, 0)}%`;
}

function Summary({ told }: { told: PlaceReturns }) {
  const say = useWords(repeatWords);
  const language = useLanguage();
  const share = useShare();
  const { all } = told;
  return (
    <section className="hot-summary">
      <p className="hot-summary-now">
        <strong>{share(all)}</strong>
        <span>
          {say.returnedOf(
            formatCount(all.count, language),
            formatCount(all.of, language),
            told.returnDays,
          )}
          <br />
          <small>
            {say.settledIn(formatPeriod(told.period, language))} ·{" "}
            {say.judgedUpTo(formatDay(told.lastJudged, language))}
          </small>
        </span>
      </p>
      <Others figures={all} />
    </section>
  );
}

/** What else is told of the settled, each figure with its complaints. */
function Others({ figures }: { figures: Figures }) {
  const say = useWords(repeatWords);
  const language = useLanguage();
  const { settled, of, early, unable, reopened, lists } = figures;
  const count = (value: number) => formatCount(value, language);
  const parts = [
    { key: "settled", text: say.settled(count(settled)), list: lists.settled },
    { key: "judged", text: say.judged(count(of)), list: lists.of },
    { key: "early", text: say.early(count(early)), list: null },
    ...(unable > 0 ? [{ key: "unable", text: say.unable(count(unable)), list: null }] : []),
    ...(reopened > 0
      ? [{ key: "reopened", text: say.reopened(count(reopened)), list: lists.reopened }]
      : []),
  ];
  return (
    <small className="hot-others">
      {parts.map(({ key, text, list }) => (
        <RegisterLink key={key} list={list}>
          {text}
        </RegisterLink>
      ))}
    </small>
  );
}

function Units({ told }: { told: PlaceReturns }) {
  const say = useWords(repeatWords);
  const both = useWords(words);
  const language = useLanguage();
  const share = useShare();
  const { all, fewestToRate } = told;
  const district = all.of > 0 ? (100 * all.count) / all.of : null;
  return (
    <>
      <p className="hot-by">
        <small>{say.byShare}</small>
      </p>
      <ul className="hot-returns">
        {told.units.map(({ unit, ...figures }) => (
          <li key={unit?.id ?? ""} data-few={figures.isTooFew || undefined}>
            <span className="hot-returns-name">
              <strong>{unit ? nameIn(language, unit) : both.noUnit}</strong>
              <RegisterLink list={figures.lists.count}>
                {formatCount(figures.count, language)}/{formatCount(figures.of, language)}
              </RegisterLink>
              <b>{figures.isTooFew ? "–" : share(figures)}</b>
            </span>
            {figures.isTooFew ? (
              <small>{say.tooFew(String(fewestToRate))}</small>
            ) : (
              <Interval figures={figures} district={district} />
            )}
            <Others figures={figures} />
          </li>
        ))}
      </ul>
      <p className="hot-by">
        <small>{say.intervalNote}</small>
      </p>
    </>
  );
}

function Interval({ figures, district }: { figures: Figures; district: number | null }) {
  const say = useWords(repeatWords);
  const language = useLanguage();
  const { low, high, count, of } = figures;
  const percent = (share: number) => formatNumber(100 * share, language, 0);
  return (
    <span
      className="hot-returns-track"
      role="img"
      aria-label={say.interval(percent(low), percent(high))}
      title={say.interval(percent(low), percent(high))}
    >
      <i style={{ inlineSize: `${(100 * count) / of}%` }} />
      <u style={{ insetInlineStart: `${100 * low}%`, inlineSize: `${100 * (high - low)}%` }} />
      {district !== null && <b style={{ insetInlineStart: `${district}%` }} />}
    </span>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { formatCount, formatDay, formatNumber, formatPeriod } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { type Bar, Bars } from "./bars.tsx";
import { useQuestion, useSetHotLink } from "./params.ts";
import { PatternChip } from "./pattern-chip.tsx";
import { type HotspotCard, spotQuery } from "./queries.ts";
import { Cases } from "./spot-cases.tsx";
import { Within } from "./spot-within.tsx";
import { formatTenths } from "./tenths.ts";
import { words } from "./words.ts";

/** One spot: what its figures say in words, and the figures themselves. */
export function SpotCard({ spotId }: { spotId: string }) {
  const say = useWords(words);
  const { view } = useView();
  const set = useSetHotLink();
  const question = useQuestion();
  const card = useQuery(spotQuery(view.district.districtId, spotId, question));
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || view.selection) return;
      set({ spot: undefined }, true);
    };
    addEventListener("keydown", back);
    return () => removeEventListener("keydown", back);
  }, [set, view.selection]);
  const isNone = card.error !== null && /404|not-found/.test(codeOf(card.error));
  return (
    <article className="hot-card">
      <p className="hot-back" data-print="hide">
        <Button isQuiet icon="left" onPress={() => set({ spot: undefined }, true)}>
          {say.back}
        </Button>
        <IconButton icon="print" label={say.print} tip="left" onPress={() => window.print()} />
      </p>
      {isNone ? (
        <p className="answer-empty">{say.notSpot}</p>
      ) : (
        <Answer to={card}>{(told) => <Told card={told} />}</Answer>
      )}
    </article>
  );
}

const codeOf = (error: unknown) =>
  typeof error === "object" && error !== null && "problem" in error
    ? String((error.problem as { code?: unknown }).code)
    : "";

function Told({ card }: { card: HotspotCard }) {
  const say = useWords(words);
  const language = useLanguage();
  const number = (value: number) => formatTenths(value, language);
  const count = (value: number) => formatCount(value, language);
  const [street] = card.streets;
  return (
    <>
      <header className="hot-card-head">
        <h3>{street ? nameIn(language, street) : say.unnamed}</h3>
        <PatternChip pattern={card.pattern} />
        <small>
          {say.rank(card.rank, card.of)} · {formatPeriod(card.period, language)}
        </small>
      </header>
      <p className="hot-card-figure">
        <strong>
          {card.excess > 0 ? "+" : ""}
          {number(card.excess)}
        </strong>
        <span>
          {say.observedOf(
            count(card.observed),
            number(card.expected),
            titleIn(language, card.asked.unit),
          )}
          <br />
          <small>{titleIn(language, card.asked.title)}</small>
        </span>
      </p>
      <Section title={say.why}>
        <ul className="hot-sentences">
          {card.sentences.map((sentence) => (
            <li key={sentence.about} data-caution={sentence.isCaution || undefined}>
              {titleIn(language, sentence)}
            </li>
          ))}
        </ul>
      </Section>
      <History card={card} />
      <Section title={say.categories}>
        <Bars
          bars={card.categories.map((one) => ({
            ...one,
            key: one.value,
            title: titleIn(language, one.title),
          }))}
        />
      </Section>
      <Times card={card} />
      <Within card={card} />
      <Section title={say.responsible}>
        <ul className="hot-plain">
          {card.units.map((unit) => (
            <li key={unit.unitId}>
              <span>{nameIn(language, unit)}</span>
              <small>{count(unit.count)}</small>
            </li>
          ))}
          {card.withoutUnit > 0 && (
            <li>
              <span>{say.noOne}</span>
              <small>{count(card.withoutUnit)}</small>
            </li>
          )}
        </ul>
      </Section>
      <Cases card={card} />
      <Statistics card={card} />
    </>
  );
}

function History({ card }: { card: HotspotCard }) {
  const say = useWords(words);
  const language = useLanguage();
  const most = Math.max(1, ...card.history.map(({ count }) => count));
  return (
    <Section title={say.history} aside={say.historyNote}>
      <div
        className="hot-history"
        role="img"
        aria-label={card.history.map(({ count }) => count).join(" ")}
      >
        {card.history.map(({ from, count, state }) => (
          <i
            key={from}
            data-state={state}
            title={`${formatDay(from, language)}: ${formatCount(count, language)}`}
            style={{ blockSize: `${Math.max(2, (100 * count) / most)}%` }}
          />
        ))}
      </div>
      <p className="hot-history-ends">
        <small>{formatDay(card.history[0]!.from, language)}</small>
        <small>{formatDay(card.period.to, language)}</small>
      </p>
    </Section>
  );
}

function Times({ card }: { card: HotspotCard }) {
  const say = useWords(words);
  const language = useLanguage();
  const inOrder = (shares: HotspotCard["weekdays"], title: (value: number) => string): Bar[] =>
    [...shares]
      .sort((a, b) => a.value - b.value)
      .map((one) => ({ ...one, key: String(one.value), title: title(one.value) }));
  const two = (hour: number) => String(hour).padStart(2, "0");
  return (
    <Section
      title={say.times}
      aside={say.withHour(
        formatCount(card.withHour, language),
        formatCount(card.complaints, language),
      )}
    >
      <div>
        <Bars bars={inOrder(card.weekdays, say.weekday)} />
        <Bars bars={inOrder(card.hours, (hour) => `${two(hour)}–${two(hour + 3)}`)} />
      </div>
    </Section>
  );
}

function Statistics({ card }: { card: HotspotCard }) {
  const say = useWords(words);
  const language = useLanguage();
  const facts = [
    [say.zWord, card.z === null ? "–" : formatNumber(card.z, language, 2)],
    [say.pWord, card.p === null ? "–" : card.p.toPrecision(2)],
    [say.expectedWord, formatNumber(card.expected, language, 2)],
    [say.cellCount, formatCount(card.cells.length, language)],
    [say.areaWord, say.squareMeters(formatCount(card.areaSquareMeters, language))],
  ];
  return (
    <details className="hot-more">
      <summary>
        <Icon name="down" size={12} />
        {say.figures}
      </summary>
      <dl className="hot-facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="hot-definition">
        <small>{titleIn(language, card.asked.definition)}</small>
      </p>
    </details>
  );
}

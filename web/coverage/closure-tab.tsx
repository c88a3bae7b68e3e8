import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText, formatCount, formatDay } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { closingsOf, writeClosingDays } from "./closing-days.ts";
import { closureWords } from "./closure-words.ts";
import { useCoverageLink, useQuestion, useSetCoverageLink } from "./params.ts";
import { type Closure, type CoverageAnswer, closureQuery } from "./queries.ts";
import { toEdits } from "./tries.ts";
import { useAmounts } from "./units.ts";
import { useTries } from "./use-tries.ts";

type Period = Closure["periods"][number];

/** Facilities that are to be closed, from when to when, and whom that costs what. */
export function ClosureTab({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(closureWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { question, tries } = useQuestion();
  const { closingDays } = useCoverageLink();
  const set = useSetCoverageLink();
  const { close, reset } = useTries();
  const closings = closingsOf(tries.closed, closingDays);
  // the question without what closes: that is what it is held against
  const open = { ...question, edits: { ...toEdits(tries), closed: [] } };
  const answer = useQuery({
    ...closureQuery(districtId, { question: open, closings }),
    enabled: closings.length > 0,
  });
  const nameById = useNames(coverage);
  const setDays = (facilityId: string, days: { from: string | null; to: string | null }) =>
    set({
      closingDays: writeClosingDays(
        closings.map((one) => (one.facilityId === facilityId ? { ...one, ...days } : one)),
      ),
    });
  const others = coverage.sites
    .filter(({ id, isNew }) => !isNew && !tries.closed.includes(id))
    .toSorted((a, b) => b.alone - a.alone);
  return (
    <section className="cov-closure">
      <p className="cov-note">{say.note}</p>
      <Select
        label={say.choose}
        isBoxed
        value=""
        options={[
          { value: "", title: say.choose },
          ...others.map(({ id }) => ({ value: id, title: nameById(id) })),
        ]}
        onChange={(id) => id && close(id)}
      />
      {closings.length > 0 && (
        <ul className="cov-closings">
          {closings.map(({ facilityId, from, to }) => (
            <li key={facilityId}>
              <strong>{nameById(facilityId)}</strong>
              <Button isQuiet onPress={() => reset(facilityId)}>
                {say.reopen}
              </Button>
              <span className="cov-days">
                <Day
                  label={say.from}
                  day={from}
                  onDay={(day) => setDays(facilityId, { from: day, to })}
                />
                <Day
                  label={say.to}
                  day={to}
                  onDay={(day) => setDays(facilityId, { from, to: day })}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      {closings.length > 0 && (
        <Answer to={answer}>
          {({ periods }) =>
            periods.map((period) => (
              <PeriodCard
                key={`${period.from} ${period.to}`}
                period={period}
                coverage={coverage}
                nameOf={nameById}
                daysTold={daysTold(period, language, say.atOnce, say.forGood)}
              />
            ))
          }
        </Answer>
      )}
      {closings.length === 0 && (
        <p className="answer-empty">{say.none(formatCount(coverage.sites.length, language))}</p>
      )}
    </section>
  );
}

/** A day that is kept once it is one; an empty field is no day. */
function Day(props: { label: string; day: string | null; onDay: (day: string | null) => void }) {
  const { label, day, onDay } = props;
  const id = useId();
  const [text, setText] = useState(day ?? "");
  return (
    <label htmlFor={id}>
      {label}
      <DayInput
        id={id}
        text={text}
        onChange={(next) => {
          setText(next);
          const found = dayOfText(next);
          if (next.trim() === "") onDay(null);
          else if (found !== null) onDay(found);
        }}
      />
    </label>
  );
}

function daysTold(
  { from, to }: Period,
  language: ReturnType<typeof useLanguage>,
  atOnce: string,
  forGood: string,
) {
  if (from === null && to === null) return forGood;
  const [first, last] = [from, to].map((day) => day && formatDay(day, language));
  return `${first ?? atOnce} – ${last ?? forGood}`;
}

/** What facilities are called, those that are closed too. */
function useNames(coverage: CoverageAnswer) {
  const language = useLanguage();
  const known = new Map([...coverage.sites, ...coverage.closed].map((site) => [site.id, site]));
  return (id: string) => {
    const named = known.get(id);
    return named ? nameIn(language, { name: named.name ?? id, nameEn: named.nameEn }) : id;
  };
}

function PeriodCard(props: {
  period: Period;
  coverage: CoverageAnswer;
  nameOf: (id: string) => string;
  daysTold: string;
}) {
  const { period, coverage, nameOf } = props;
  const say = useWords(closureWords);
  const language = useLanguage();
  const { add } = useTries();
  const { amount, unit, meters } = useAmounts(coverage.asked.demand);
  const { ways, lost, further, lostDays, proposals, areas } = period;
  return (
    <article className="cov-period">
      <h4>
        {props.daysTold}
        {period.days !== null && <small> · {say.days(formatCount(period.days, language))}</small>}
      </h4>
      <p className="cov-note">
        {period.facilityIds.map(nameOf).join(language === "en" ? ", " : "、")}
      </p>
      {lost === 0 ? (
        <p>{say.nobody}</p>
      ) : (
        <p className="cov-lost">
          {say.lost} <b>{amount(lost)}</b> {unit}
          {lostDays !== null && <small> · {say.lostDays(amount(lostDays))}</small>}
        </p>
      )}
      <dl className="cov-beside">
        {ways.beforeMeanMeters !== null && (
          <>
            <dt>{say.ways}</dt>
            <dd>
              {meters(ways.beforeMeanMeters)} →{" "}
              {ways.afterMeanMeters === null ? say.noWay : `${meters(ways.afterMeanMeters)} m`}
              {ways.afterMostMeters !== null && (
                <small> · {say.most(meters(ways.afterMostMeters))}</small>
              )}
            </dd>
          </>
        )}
        {ways.withoutWay > 0 && (
          <>
            <dt>{say.noWay}</dt>
            <dd>
              {amount(ways.withoutWay)} {unit}
            </dd>
          </>
        )}
        {further > 0 && (
          <>
            <dt>{say.further}</dt>
            <dd>
              {amount(further)} {unit}
            </dd>
          </>
        )}
        {areas.slice(0, MOST_AREAS).map((area) => (
          <div key={area.areaId}>
            <dt>{nameIn(language, area)}</dt>
            <dd>
              −{amount(area.lost)} {unit}
            </dd>
          </div>
        ))}
      </dl>
      {proposals.length > 0 && (
        <>
          <p className="cov-note">{say.proposals}</p>
          <ol className="cov-tries">
            {proposals.map(({ position, demand, street, streetEn }) => (
              <li key={String(position)}>
                <span>
                  {street ? nameIn(language, { name: street, nameEn: streetEn }) : say.unnamed}{" "}
                  <b>+{amount(demand)}</b> {unit}
                </span>
                <Button isQuiet onPress={() => add([position[0]!, position[1]!])}>
                  {say.tryHere}
                </Button>
              </li>
            ))}
          </ol>
        </>
      )}
    </article>
  );
}
const MOST_AREAS = 6;

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText, formatCount, formatPeriod, isDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { type RateId, type Rates, ratesQuery } from "./rates-queries.ts";
import { ratesWords } from "./rates-words.ts";
import { WatchLinks } from "./watch-links.tsx";
import "./list-comparison.css";
import "./rates.css";

const LINKED = ["by", "since", "until"] as const;
const BY = ["unit", "month", "area"] as const;
type Group = Rates["groups"][number];

/** 响应率、解决率、满意率、按期办结率: each with the two counts it is of. */
export function RatesPage() {
  const say = useWords(ratesWords);
  const { districtId, today } = useView().view.district;
  const linked = useLink(LINKED);
  const set = useSetLink<(typeof LINKED)[number]>();
  const by = BY.find((one) => one === linked.by) ?? "unit";
  const to = linked.until && isDay(linked.until) ? linked.until : today;
  const from = linked.since && isDay(linked.since) ? linked.since : addDays(to, -364);
  const answer = useQuery(ratesQuery(districtId, { by, from, to }));
  return (
    <div className="watch-page">
      <WatchLinks at="rates" />
      <div className="watch-line" data-print="hide">
        <Segmented
          label={say.by}
          value={by}
          options={BY.map((value) => ({ value, title: say.byTitle(value) }))}
          onChange={(value) => set({ by: value }, true)}
        />
        <Period
          key={`${from} ${to}`}
          {...{ from, to, today }}
          onChange={(since, until) => set({ since, until }, true)}
        />
      </div>
      <Answer to={answer} isEmpty={({ total }) => total.complaints === 0} empty={say.empty}>
        {(rates) => <Table rates={rates} />}
      </Answer>
    </div>
  );
}

function Period(props: {
  from: string;
  to: string;
  today: string;
  onChange: (from: string, to: string) => void;
}) {
  const { today, onChange } = props;
  const say = useWords(ratesWords);
  const id = useId();
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(props.to);
  const isWrong = (one: string, other: string) => {
    const [first, last] = [dayOfText(one), dayOfText(other)];
    return !first || !last || first > last;
  };
  const change = (one: string, other: string) => {
    setFrom(one);
    setTo(other);
    const [first, last] = [dayOfText(one), dayOfText(other)];
    if (first && last && first <= last && (first !== props.from || last !== props.to))
      onChange(first, last);
  };
  const usual = [
    { title: say.year, since: addDays(today, -364) },
    { title: say.quarter, since: addDays(today, -89) },
    { title: say.thisYear, since: `${today.slice(0, 4)}-01-01` },
  ];
  return (
    <fieldset className="watch-line" aria-label={say.period}>
      <label htmlFor={`${id}-from`}>{say.from}</label>
      <DayInput id={`${id}-from`} text={from} onChange={(text) => change(text, to)} />
      <label htmlFor={`${id}-to`}>{say.to}</label>
      <DayInput id={`${id}-to`} text={to} onChange={(text) => change(from, text)} />
      {usual.map(({ title, since }) => (
        <Button
          key={title}
          isPressed={props.from === since && props.to === today}
          onPress={() => onChange(since, today)}
        >
          {title}
        </Button>
      ))}
      {isWrong(from, to) && (
        <small className="rates-wrong" role="alert">
          {say.wrong}
        </small>
      )}
    </fieldset>
  );
}

function Table({ rates }: { rates: Rates }) {
  const say = useWords(ratesWords);
  const language = useLanguage();
  const { by, definitions, groups, total, from, to } = rates;
  const ids = definitions.map(({ id }) => id as RateId); // each of them is among the rates
  return (
    <>
      <p className="watch-quiet">{formatPeriod({ from, to }, language)}</p>
      <div className="compared-scroller rates-scroller">
        <table className="compared-table rates-table" aria-label={say.table}>
          <thead>
            <tr>
              <th scope="col">{say.byTitle(by)}</th>
              <Head title={say.complaints} definition={say.complaintsHint} />
              {definitions.map(({ id, title, definition }) => (
                <Head
                  key={id}
                  title={titleIn(language, title)}
                  definition={titleIn(language, definition)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={say.total} of={total} ids={ids} isTotal />
            {groups.map((group) => (
              <Row key={group.id} name={nameOf(group)} of={group} ids={ids} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="watch-quiet">
        {titleIn(language, rates.population)}
        {language === "en" ? " " : ""}
        {say.most}
      </p>
    </>
  );

  function nameOf({ id, name, nameEn }: Group): string {
    if (by === "month" && id)
      return new Intl.DateTimeFormat(language, {
        ...{ year: "numeric", month: language === "en" ? "short" : "long", timeZone: "UTC" },
      }).format(new Date(`${id}-01T00:00:00Z`));
    return name ? nameIn(language, { name, nameEn }) : (id ?? say.nobody(by));
  }
}

/** A column's name, and how it is counted while pointed at or focused. */
function Head({ title, definition }: { title: string; definition: string }) {
  const id = useId();
  return (
    <th scope="col">
      <button type="button" className="rates-head" aria-describedby={id}>
        {title}
      </button>
      <span className="compared-definition" role="tooltip" id={id}>
        {definition}
      </span>
    </th>
  );
}

function Row(props: { name: string; of: Rates["total"]; ids: readonly RateId[]; isTotal?: true }) {
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, {
    ...{ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
  });
  return (
    <tr data-total={props.isTotal}>
      <th scope="row">{props.name}</th>
      <td>{formatCount(props.of.complaints, language)}</td>
      {props.ids.map((id) => {
        const { met, of } = props.of.rates[id];
        return (
          <td key={id}>
            {of === 0 ? "–" : percent.format(met / of)}
            <small>{`${formatCount(met, language)}/${formatCount(of, language)}`}</small>
          </td>
        );
      })}
    </tr>
  );
}

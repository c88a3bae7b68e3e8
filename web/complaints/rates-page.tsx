import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText, isDay } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { ratesQuery } from "./rates-queries.ts";
import { RatesTable } from "./rates-table.tsx";
import { ratesWords } from "./rates-words.ts";
import { WatchLinks } from "./watch-links.tsx";

const LINKED = ["by", "since", "until"] as const;
const BY = ["unit", "month", "area"] as const;

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
        {(rates) => <RatesTable rates={rates} />}
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
    <fieldset className="watch-line rates-period" aria-label={say.period}>
      <span>
        <label htmlFor={`${id}-from`}>{say.from}</label>
        <DayInput id={`${id}-from`} text={from} onChange={(text) => change(text, to)} />
      </span>
      <span>
        <label htmlFor={`${id}-to`}>{say.to}</label>
        <DayInput id={`${id}-to`} text={to} onChange={(text) => change(from, text)} />
      </span>
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

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText, formatDay, formatPeriod } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { ComposeDialog } from "./compose-dialog.tsx";
import { CurrentMonth } from "./current-month.tsx";
import {
  isPeriod,
  namedPeriod,
  PERIODS,
  type Period,
  periodOf,
  useReportLink,
  useSetReportLink,
} from "./params.ts";
import { type Overview, overviewQuery, type ReportHead } from "./queries.ts";
import { RecordList } from "./record-list.tsx";
import "./reports.css";
import { ReportList } from "./report-list.tsx";
import { To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** Bulletins and rankings: what was due and what was issued, what is being made, and the records they come from. */
export function ReportsPage() {
  const { districtId, today } = useView().view.district;
  const period = periodOf(useReportLink(), today);
  const overview = useQuery(overviewQuery(districtId, period));
  return (
    <div className="rep-page">
      <Asking period={period} />
      <Answer to={overview}>{(known) => <Known overview={known} />}</Answer>
      <CurrentMonth month={today.slice(0, 7)} />
      <RecordList period={period} />
    </div>
  );
}

function Asking({ period }: { period: Period }) {
  const say = useWords(words);
  const { today } = useView().view.district;
  const mayRecord = useMay("reports.record") !== null;
  const set = useSetReportLink();
  const id = useId();
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const [isWrong, setWrong] = useState(false);
  const texts = { ...period, ...typed };
  const choose = ({ from, to }: Period, isStep: boolean) => {
    setTyped({});
    setWrong(false);
    set({ reportFrom: from, reportTo: to }, isStep);
  };
  const type = (change: { from?: string; to?: string }) => {
    const next = { ...texts, ...change };
    const [from, to] = [dayOfText(next.from), dayOfText(next.to)];
    setTyped({ ...typed, ...change });
    if (!from || !to) return;
    if (isPeriod(from, to)) choose({ from, to }, false);
    else setWrong(true);
  };
  const current = PERIODS.find((name) => {
    const { from, to } = namedPeriod(name, today);
    return from === period.from && to === period.to;
  });
  return (
    <div className="rep-asking" data-print="hide">
      <Segmented
        label={say.period}
        value={current ?? null}
        options={PERIODS.map((value) => ({ value, title: say[value] }))}
        onChange={(name) => choose(namedPeriod(name, today), true)}
      />
      <span className="rep-days">
        <label htmlFor={`${id}-from`}>{say.from}</label>
        <DayInput id={`${id}-from`} text={texts.from} onChange={(from) => type({ from })} />
        <label htmlFor={`${id}-to`}>{say.to}</label>
        <DayInput id={`${id}-to`} text={texts.to} onChange={(to) => type({ to })} />
      </span>
      <span className="rep-tools">
        {mayRecord && (
          <To page="/reports/record" className="button button-main">
            <Icon name="plus" size={16} />
            <span>{say.toRecord}</span>
          </To>
        )}
        <To page="/reports/settings" className="button button-quiet">
          <Icon name="gear" size={16} />
          <span>{say.toSettings}</span>
        </To>
      </span>
      {isWrong && (
        <p className="rep-why" role="alert">
          {say.wrongPeriod}
        </p>
      )}
    </div>
  );
}

function Known({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const language = useLanguage();
  const { district } = useView().view;
  return (
    <div className="rep-known">
      <header className="rep-head">
        <h2>
          {nameIn(language, district)} · {formatPeriod(overview.query, language)}
        </h2>
        {overview.since !== null && overview.since > overview.query.from && (
          <p>{say.sinceFirst(formatDay(overview.since, language))}</p>
        )}
      </header>
      <DueAndIssued overview={overview} />
      {overview.drafts.length > 0 && (
        <section className="rep-card" data-draft="true">
          <h3>{say.drafts}</h3>
          <ReportList reports={overview.drafts} />
        </section>
      )}
      <div className="rep-two">
        <Issues title={say.bulletins} reports={overview.bulletins} empty={say.noBulletins} />
        <Issues title={say.rankings} reports={overview.rankings} empty={say.noRankings} />
      </div>
      <details className="rep-card rep-definition">
        <summary>{say.definition}</summary>
        <p>{titleIn(language, overview.definition)}</p>
      </details>
    </div>
  );
}

function Issues(props: { title: string; reports: readonly ReportHead[]; empty: string }) {
  const { count } = useTold();
  return (
    <section className="rep-card" aria-label={props.title}>
      <h3>
        {props.title} <small>{count(props.reports.length)}</small>
      </h3>
      {props.reports.length === 0 ? (
        <p className="answer-empty">{props.empty}</p>
      ) : (
        <ReportList reports={props.reports} />
      )}
    </section>
  );
}

/** Due and issued stand apart: nothing is made up between them. */
function DueAndIssued({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const { count } = useTold();
  const mayPublish = useMay("reports.publish")?.isWhole === true;
  const [isComposing, setComposing] = useState(false);
  const { due, issued, since } = overview;
  return (
    <section className="rep-card rep-due">
      <Pair
        title={say.bulletins}
        says={say.dueSays(count(overview.intervalDays))}
        due={due.bulletins}
        issued={issued.bulletins}
      />
      <Pair
        title={say.rankings}
        says={say.dueMonthly}
        due={due.rankings}
        issued={issued.rankings}
      />
      <div className="rep-due-says">
        {since === null && <p>{say.nothingInspected}</p>}
        {issued.corrections > 0 && <p>{say.corrections(count(issued.corrections))}</p>}
        {mayPublish && (
          <span data-print="hide">
            <Button icon="plus" onPress={() => setComposing(true)}>
              {say.compose}
            </Button>
          </span>
        )}
      </div>
      {isComposing && <ComposeDialog next={overview.next} onClose={() => setComposing(false)} />}
    </section>
  );
}

function Pair(props: { title: string; says: string; due: number; issued: number }) {
  const say = useWords(words);
  const { count } = useTold();
  const missing = props.due - props.issued;
  return (
    <div className="rep-pair">
      <h3>
        {props.title} <small>{props.says}</small>
      </h3>
      <dl>
        <div>
          <dt>{say.due}</dt>
          <dd>
            {count(props.due)} <small>{say.issuesUnit}</small>
          </dd>
        </div>
        <div>
          <dt>{say.issued}</dt>
          <dd>
            {count(props.issued)} <small>{say.issuesUnit}</small>
          </dd>
        </div>
      </dl>
      {missing > 0 && <p>{say.notIssued(count(missing))}</p>}
    </div>
  );
}

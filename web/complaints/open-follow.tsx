import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { ServiceIcon } from "./open-icon.tsx";
import { ownReports } from "./open-mine.ts";
import { PhotographsLater } from "./open-photographs.tsx";
import { type PublicReport, publicReportQuery } from "./open-queries.ts";
import { openWords } from "./open-words.ts";
import "./open.css";

const LINKED = ["number"] as const;

/** Where anybody sees what became of a report, by its number; whoever reported it sees more. */
export function OpenFollowPage() {
  const say = useWords(openWords);
  const { number } = useLink(LINKED);
  const setLinked = useSetLink<(typeof LINKED)[number]>();
  // read once: the link loses what stands behind # when another number is asked for
  const [token] = useState(() => ({ of: number, value: location.hash.slice(1) || null }));
  const mine = ownReports();
  const own =
    (token.of === number ? token.value : null) ??
    mine.find((one) => one.number === number)?.followToken ??
    null;
  return (
    <div className="open-page open-follow">
      <form
        className="open-find"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = new FormData(event.currentTarget).get("number");
          setLinked({
            number:
              String(asked ?? "")
                .trim()
                .toUpperCase() || undefined,
          });
        }}
      >
        <label>
          <span>{say.followLead}</span>
          <input
            key={number}
            className="input"
            name="number"
            defaultValue={number}
            aria-label={say.number}
            placeholder="TS202601010001"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
          />
        </label>
        <button className="button button-main" type="submit">
          {say.find}
        </button>
      </form>
      {number && <Found number={number} token={own} />}
      {mine.length > 0 && (
        <section className="open-mine">
          <h2>{say.mine}</h2>
          <ul>
            {mine.map((one) => (
              <li key={one.number}>
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => setLinked({ number: one.number })}
                >
                  {one.number}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Link className="button" to={"/open/report" as never} search={withoutNumber as never}>
        {say.report}
      </Link>
    </div>
  );
}

const withoutNumber = ({ number: _left, ...others }: Record<string, unknown>) => others;

function Found({ number, token }: { number: string; token: string | null }) {
  const say = useWords(openWords);
  const { view } = useView();
  const report = useQuery(publicReportQuery(view.district.districtId, number, token));
  const isUnknown =
    report.error !== null && "problem" in report.error && isMissing(report.error.problem);
  if (isUnknown)
    return (
      <p className="open-unknown" role="alert">
        {say.unknown}
      </p>
    );
  return (
    <Answer to={report} isEmpty={() => false} empty={say.unknown}>
      {(known) => <Report report={known} token={token} onSent={() => void report.refetch()} />}
    </Answer>
  );
}

const isMissing = (problem: unknown) =>
  typeof problem === "object" &&
  problem !== null &&
  "code" in problem &&
  problem.code === "complaint-unknown";

function Report(props: { report: PublicReport; token: string | null; onSent: () => void }) {
  const { report, token } = props;
  const say = useWords(openWords);
  const language = useLanguage();
  const { view } = useView();
  const { timeZone } = view.district;
  const format = dateFormat(language, {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone },
  });
  const time = (at: string) => format.format(new Date(at));
  const { own } = report;
  return (
    <article className="open-found">
      <header>
        <ServiceIcon code={report.service.code} />
        <div>
          <h2>{titleIn(language, report.service.title)}</h2>
          <small>{report.number}</small>
        </div>
        <strong data-open={report.isOpen || undefined}>
          {titleIn(language, report.stateTitle)}
        </strong>
      </header>
      <dl>
        <dt>{say.received}</dt>
        <dd>{time(report.receivedAt)}</dd>
        <dt>{say.updated}</dt>
        <dd>{time(report.updatedAt)}</dd>
        {report.settledAt && (
          <>
            <dt>{say.settled}</dt>
            <dd>{time(report.settledAt)}</dd>
          </>
        )}
        {report.text && (
          <>
            <dt>{say.text}</dt>
            <dd>{report.text}</dd>
          </>
        )}
      </dl>
      {own && (
        <>
          <h3>{say.steps}</h3>
          <ol>
            {own.steps.map((step) => (
              <li key={`${step.action} ${step.at}`}>
                <span>{titleIn(language, step.title)}</span>
                <small>{time(step.at)}</small>
                {step.action === "report" && <p>{step.words ?? say.answerLater}</p>}
              </li>
            ))}
          </ol>
          {own.photographs > 0 && <p>{say.photographCount(own.photographs)}</p>}
          {token && (
            <PhotographsLater
              key={report.number}
              report={{ number: report.number, followToken: token }}
              photographs={own.photographs}
              mayAdd={own.mayAddPhotographs}
              onSent={props.onSent}
            />
          )}
        </>
      )}
      {!own && report.isOpen && <small>{say.lost}</small>}
    </article>
  );
}

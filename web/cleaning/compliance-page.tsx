import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Figure } from "../ui/figure.tsx";
import { FileMenu, TABLE_FORMATS } from "../ui/file-menu.tsx";
import { dayOfText, formatPeriod } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import "./cleaning.css";
import {
  type DueAsked,
  dueAsked,
  dueOf,
  isPeriod,
  namedPeriod,
  PERIODS,
  toQuery,
} from "./compliance-asked.ts";
import { ComplianceChart } from "./compliance-chart.tsx";
import { ComplianceRecords } from "./compliance-records.tsx";
import { ComplianceTable } from "./compliance-table.tsx";
import { complianceWords, DUE_BY, DUE_BY_TITLES } from "./compliance-words.ts";
import "./compliance.css";
import { useCleaningLink, useSetCleaningLink } from "./params.ts";
import "./proof.css";
import { type Compliance, complianceQuery, fileUrl } from "./queries.ts";
import { StandingColors, StreetSign } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { STREET_WORKS, WORK_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { To } from "./tools.tsx";

/** Of what was due, how much was done: with its numerator, its denominator, and what nobody can know apart. */
export function CompliancePage() {
  const say = useWords(complianceWords);
  const { districtId, today } = useView().view.district;
  const asked = dueAsked(useCleaningLink(), today);
  const compliance = useQuery(complianceQuery(districtId, toQuery(asked)));
  return (
    <div className="due-page">
      <StandingColors />
      <To page="/cleaning" className="set-page-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      <Asking asked={asked} />
      <Answer to={compliance}>{(known) => <Known asked={asked} compliance={known} />}</Answer>
    </div>
  );
}

function Asking({ asked }: { asked: DueAsked }) {
  const say = useWords(complianceWords);
  const language = useLanguage();
  const { districtId, today } = useView().view.district;
  const set = useSetCleaningLink();
  const id = useId();
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const [isWrong, setWrong] = useState(false);
  const texts = { from: asked.from, to: asked.to, ...typed };
  const choose = (from: string, to: string, isStep: boolean) => {
    setTyped({});
    setWrong(false);
    set({ dueFrom: from, dueTo: to, dueKey: undefined, dueState: undefined }, isStep);
  };
  const type = (change: { from?: string; to?: string }) => {
    const next = { ...texts, ...change };
    const [from, to] = [dayOfText(next.from), dayOfText(next.to)];
    setTyped({ ...typed, ...change });
    if (!from || !to) return;
    if (isPeriod(from, to)) choose(from, to, false);
    else setWrong(true);
  };
  const current = PERIODS.find((name) => {
    const { from, to } = namedPeriod(name, today);
    return from === asked.from && to === asked.to;
  });
  return (
    <div className="proof-asking" data-print="hide">
      <Segmented
        label={say.period}
        value={current ?? null}
        options={PERIODS.map((value) => ({ value, title: say[value] }))}
        onChange={(name) => {
          const { from, to } = namedPeriod(name, today);
          choose(from, to, true);
        }}
      />
      <span className="proof-days">
        <label htmlFor={`${id}-from`}>{say.from}</label>
        <DayInput id={`${id}-from`} text={texts.from} onChange={(from) => type({ from })} />
        <label htmlFor={`${id}-to`}>{say.to}</label>
        <DayInput id={`${id}-to`} text={texts.to} onChange={(to) => type({ to })} />
      </span>
      <Segmented
        label={say.work}
        value={asked.work ?? "all"}
        options={[
          { value: "all", title: say.allWorks },
          ...STREET_WORKS.map((one) => ({
            value: one,
            title: titleIn(language, WORK_TITLES[one]),
          })),
        ]}
        onChange={(value) => set({ dueWork: value === "all" ? undefined : value }, true)}
      />
      <span className="proof-tools">
        <FileMenu label={say.files} text={say.files}>
          {TABLE_FORMATS.map(({ format, title }) => (
            <li key={format}>
              <a
                href={fileUrl(districtId, "compliance", {
                  ...toQuery(asked),
                  ...{ format, lang: language === "en" ? "en" : "zh" },
                })}
                download
              >
                {title}
              </a>
            </li>
          ))}
        </FileMenu>
        <Button icon="print" isQuiet onPress={() => print()}>
          {say.print}
        </Button>
      </span>
      {isWrong && (
        <p className="clean-why" role="alert">
          {say.wrongPeriod}
        </p>
      )}
    </div>
  );
}

function Known({ asked, compliance }: { asked: DueAsked; compliance: Compliance }) {
  const say = useWords(complianceWords);
  const language = useLanguage();
  const { district } = useView().view;
  const moments = useMoments();
  const set = useSetCleaningLink();
  const { query } = compliance;
  return (
    <>
      <header className="proof-head">
        <h2>{say.head(nameIn(language, district), formatPeriod(query, language))}</h2>
        <p>
          {query.work && `${titleIn(language, WORK_TITLES[query.work])} · `}
          {say.asOf(moments.stamp(compliance.asOf))}
        </p>
      </header>
      <Totals compliance={compliance} />
      {query.from !== query.to && <ComplianceChart asked={asked} />}
      <section className="proof-card">
        <div className="due-by" data-print="hide">
          <Segmented
            label={say.by}
            value={asked.by}
            options={DUE_BY.map((value) => ({
              value,
              title: titleIn(language, DUE_BY_TITLES[value]),
            }))}
            onChange={(value) =>
              set({ dueBy: value, dueKey: undefined, dueState: undefined }, true)
            }
          />
          <small>{say.recordsHint}</small>
        </div>
        {compliance.groups.length === 0 ? (
          <p className="answer-empty">{say.empty}</p>
        ) : (
          <ComplianceTable {...{ asked, compliance }} />
        )}
        <p className="due-unit">{say.unit}</p>
      </section>
      <ComplianceRecords {...{ asked, compliance }} />
      <details className="proof-card proof-definition" open={undefined}>
        <summary>{say.definition}</summary>
        <p>{titleIn(language, compliance.definition)}</p>
      </details>
      <p className="due-paper" data-print="only">
        {say.definition}: {titleIn(language, compliance.definition)}
      </p>
    </>
  );
}

/** The figure that is asked for, by what one knows it, and what nobody knows apart. */
function Totals({ compliance: { total } }: { compliance: Compliance }) {
  const say = useWords(complianceWords);
  const { km, percent } = useTold();
  const { states } = total;
  const due = dueOf(total);
  const later = states.open.meters + states.upcoming.meters;
  return (
    <section className="proof-card due-totals">
      <Figure
        value={percent(states.done.meters, due)}
        caption={`${say.rate} · ${say.rateOf(km(states.done.meters), km(due))}`}
      />
      <ul>
        <li>
          {say.byPositions(
            km(total.byPositionsMeters),
            percent(total.byPositionsMeters, states.done.meters),
          )}
        </li>
        <li>{say.byWords(km(total.byWordsMeters))}</li>
        {total.tooFastMeters > 0 && <li>{say.tooFast(km(total.tooFastMeters))}</li>}
        <li>{say.workload(km(total.workloadMeters))}</li>
        {later > 0 && <li>{say.openNow(km(later))}</li>}
        {states.suspended.meters > 0 && <li>{say.suspended(km(states.suspended.meters))}</li>}
      </ul>
      <div className="due-unknown">
        <p>
          <StreetSign state="no_data" />
          <b>
            {say.notRecordedHead(
              km(states.not_recorded.meters),
              percent(states.not_recorded.meters, due),
            )}
          </b>
        </p>
        <small>{say.notRecordedSays}</small>
      </div>
    </section>
  );
}

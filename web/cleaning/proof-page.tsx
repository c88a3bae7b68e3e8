import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { FileMenu, TABLE_FORMATS } from "../ui/file-menu.tsx";
import { addDays, dayOfText, daysBetween, formatPeriod, isDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import "./cleaning.css";
import { useCleaningLink, useSetCleaningLink, workOf } from "./params.ts";
import "./proof.css";
import { ProofSummary } from "./proof-summary.tsx";
import { ProofTimeline } from "./proof-timeline.tsx";
import { proofWords } from "./proof-words.ts";
import { fileUrl, type Proof, type ProofPeriod, proofQuery } from "./queries.ts";
import { graceQuery } from "./settings-queries.ts";
import { StandingColors } from "./sign.tsx";
import { StreetPass } from "./street-pass.tsx";
import { useMoments } from "./times.ts";
import { STREET_WORKS, WORK_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { To } from "./tools.tsx";

const USUAL_DAYS = 7;
const MOST_DAYS = 92;

/** The period of a link; the last seven days where it names none that there is. */
export function periodOf(
  from: string | undefined,
  to: string | undefined,
  today: string,
): ProofPeriod {
  const isSound =
    from !== undefined &&
    to !== undefined &&
    isDay(from) &&
    isDay(to) &&
    from <= to &&
    daysBetween(from, to) < MOST_DAYS;
  return isSound ? { from, to } : { from: addDays(today, 1 - USUAL_DAYS), to: today };
}

/** Everything that shows what was done on a street: to be read, printed, and taken along. */
export function ProofPage() {
  const { streetId = "" } = useParams({ strict: false });
  const { districtId, today } = useView().view.district;
  const { proofFrom, proofTo } = useCleaningLink();
  const say = useWords(proofWords);
  const period = periodOf(proofFrom, proofTo, today);
  const proof = useQuery(proofQuery(districtId, streetId, period));
  return (
    <div className="proof-page">
      <StandingColors />
      <To page="/cleaning" className="set-page-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      <Asking streetId={streetId} period={period} />
      <Answer to={{ ...proof, isFetching: false }}>{(known) => <Known proof={known} />}</Answer>
    </div>
  );
}

/** The period, the work, files and paper. */
function Asking({ streetId, period }: { streetId: string; period: ProofPeriod }) {
  const say = useWords(proofWords);
  const language = useLanguage();
  const { districtId, today } = useView().view.district;
  const work = workOf(useCleaningLink().proofWork);
  const set = useSetCleaningLink();
  const id = useId();
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const [isWrong, setWrong] = useState(false);
  const texts = { ...period, ...typed };
  const type = (change: { from?: string; to?: string }) => {
    const next = { ...texts, ...change };
    const [from, to] = [dayOfText(next.from), dayOfText(next.to)];
    setTyped({ ...typed, ...change });
    if (!from || !to) return;
    const isSound = from <= to && daysBetween(from, to) < MOST_DAYS;
    setWrong(!isSound);
    if (!isSound) return;
    setTyped({});
    set({ proofFrom: from, proofTo: to });
  };
  const days = daysBetween(period.from, period.to) + 1;
  const quick = period.to === today ? String(days) : "";
  const urlOf = (format: string) =>
    fileUrl(districtId, `streets/${encodeURIComponent(streetId)}/proof`, {
      ...period,
      ...{ format, lang: language === "en" ? "en" : "zh" },
    });
  return (
    <div className="proof-asking" data-print="hide">
      <Segmented
        label={say.period}
        value={quick}
        options={[
          { value: "1", title: say.today },
          { value: "7", title: say.last7 },
          { value: "30", title: say.last30 },
        ]}
        onChange={(value) => {
          setTyped({});
          setWrong(false);
          set({ proofFrom: addDays(today, 1 - Number(value)), proofTo: today }, true);
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
        value={work ?? "all"}
        options={[
          { value: "all", title: say.allWorks },
          ...STREET_WORKS.map((one) => ({
            value: one,
            title: titleIn(language, WORK_TITLES[one]),
          })),
        ]}
        onChange={(value) => set({ proofWork: value === "all" ? undefined : value }, true)}
      />
      <span className="proof-tools">
        <FileMenu label={say.files} text={say.files}>
          {TABLE_FORMATS.map(({ format, title }) => (
            <li key={format}>
              <a href={urlOf(format)} download>
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

function Known({ proof }: { proof: Proof }) {
  const say = useWords(proofWords);
  const language = useLanguage();
  const { view } = useView();
  const { district } = view;
  const moments = useMoments();
  const { count, km, percent } = useTold();
  const grace = useQuery(graceQuery(district.districtId)).data;
  const work = workOf(useCleaningLink().proofWork);
  const passes = proof.passes.filter((pass) => work === null || pass.work === work);
  const meters = proof.edges.reduce((sum, edge) => sum + edge.lengthMeters, 0);
  const period = formatPeriod(proof, language);
  const byDay = new Map<string, typeof passes>();
  for (const pass of passes) byDay.set(pass.day, [...(byDay.get(pass.day) ?? []), pass]);
  return (
    <article className="proof">
      <header className="proof-head">
        <h2>{say.head(nameIn(language, proof), period)}</h2>
        <p>
          {nameIn(language, district)} · {say.edges(count(proof.edges.length), km(meters))} ·{" "}
          {say.asOf(moments.stamp(proof.asOf))}
        </p>
      </header>
      {passes.length === 0 ? (
        <p className="answer-empty">{say.none}</p>
      ) : (
        <>
          <ProofSummary {...{ proof, passes }} />
          <ProofTimeline {...{ proof, passes }} />
          <section className="proof-card proof-passes">
            <h3>{say.passes}</h3>
            {proof.isCut && <p className="clean-why">{say.cut}</p>}
            {[...byDay].map(([day, list]) => (
              <section key={day} className="proof-day">
                <h4>{moments.shortDay(day)}</h4>
                <ul>
                  {list.map((pass) => (
                    <li key={pass.passId}>
                      <StreetPass {...{ proof, pass }} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </section>
        </>
      )}
      <footer className="proof-card proof-definition">
        <h3>{say.definition}</h3>
        <p>
          {say.definitions(
            percent(proof.coveredShare, 1),
            grace === undefined ? "–" : count(grace),
          )}
        </p>
        <p>{say.both}</p>
      </footer>
    </article>
  );
}

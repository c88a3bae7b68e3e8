import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard } from "../ui/panel.tsx";
import { CheckRows } from "./check-rows.tsx";
import { useLinked, useSetLinked } from "./params.ts";
import { type Figure, type Report, reportQuery } from "./queries.ts";
import { Settings } from "./settings.tsx";
import { words } from "./words.ts";
import "./quality.css";

const Doctor = lazy(() => import("./doctor.tsx").then((module) => ({ default: module.Doctor })));

/** What the link calls the datum doctor among the checks. */
const DOCTOR = "datum";

/** What is to be mended in the district's records: how much of it on the left, which records on the right. */
export function QualityPage() {
  const say = useWords(words);
  const { view } = useView();
  const extent = useMay("district.read");
  const report = useQuery({
    ...reportQuery(view.district.districtId),
    enabled: extent?.isWhole === true,
  });
  if (extent && !extent.isWhole) return <p className="quality-limited">{say.wholeOnly}</p>;
  return <Answer to={report}>{(data) => <Known report={data} />}</Answer>;
}

function Known({ report }: { report: Report }) {
  const say = useWords(words);
  const linked = useLinked();
  const set = useSetLinked();
  // what a check's link says is told only where there is such a check
  const named = report.checks.find(({ check }) => check === linked.check);
  const isDoctor = linked.check === DOCTOR;
  const chosen = named ?? (isDoctor ? null : (report.checks[0] ?? null));
  const choose = (check: string) =>
    set({ check, ofKind: undefined, ofArea: undefined, order: undefined }, true);
  return (
    <div className="quality" data-chosen={named || isDoctor ? true : undefined}>
      <CheckList
        report={report}
        chosen={isDoctor ? DOCTOR : (chosen?.check ?? null)}
        onChoose={choose}
      />
      <section className="quality-detail">
        <div className="quality-back">
          <Button icon="left" isQuiet onPress={() => set({ check: undefined }, true)}>
            {say.back}
          </Button>
        </div>
        <Guard key={isDoctor ? DOCTOR : chosen?.check}>
          {isDoctor ? (
            <Suspense>
              <Doctor />
            </Suspense>
          ) : (
            chosen && <CheckRows figure={chosen} onDoctor={() => choose(DOCTOR)} />
          )}
        </Guard>
      </section>
    </div>
  );
}

function CheckList(props: {
  report: Report;
  chosen: string | null;
  onChoose: (check: string) => void;
}) {
  const { report, chosen, onChoose } = props;
  const say = useWords(words);
  const language = useLanguage();
  const wrong = report.checks.find(({ check }) => check === "facility-datum")?.count;
  return (
    <nav className="quality-list" aria-label={say.checks}>
      <p className="quality-as-of">{say.asOf(formatDay(report.date, language))}</p>
      <button
        type="button"
        className="quality-doctor"
        aria-current={chosen === DOCTOR || undefined}
        onClick={() => onChoose(DOCTOR)}
      >
        <span>
          {say.doctor}
          <small>{say.doctorHint}</small>
        </span>
        {wrong ? <strong>{formatCount(wrong, language)}</strong> : null}
      </button>
      <ul>
        {report.checks.map((figure) => (
          <li key={figure.check}>
            <button
              type="button"
              aria-current={figure.check === chosen || undefined}
              data-in-order={figure.count === 0 || undefined}
              onClick={() => onChoose(figure.check)}
            >
              <span className="quality-title">{titleIn(language, figure.title)}</span>
              <Count figure={figure} />
              <Bar figure={figure} />
            </button>
          </li>
        ))}
      </ul>
      <Settings report={report} />
    </nav>
  );
}

function Count({ figure: { count, of } }: { figure: Figure }) {
  const say = useWords(words);
  const language = useLanguage();
  if (count === null) return <span className="quality-quiet">{say.cannotTell}</span>;
  if (count === 0) return <span className="quality-quiet">{say.nothing}</span>;
  return (
    <span className="quality-count">
      {formatCount(count, language)} <small>{say.of(formatCount(of, language))}</small>
    </span>
  );
}

/** The share as a length; a little one is still seen. No bar where nothing is told. */
function Bar({ figure: { count, of } }: { figure: Figure }) {
  const language = useLanguage();
  if (count === null)
    return <span className="quality-bar" data-unknown="true" aria-hidden="true" />;
  const percent = of === 0 ? 0 : (100 * count) / of;
  return (
    <span className="quality-bar" title={`${formatNumber(percent, language)} %`} aria-hidden="true">
      {count > 0 && <i style={{ width: `max(3px, ${percent}%)` }} />}
    </span>
  );
}

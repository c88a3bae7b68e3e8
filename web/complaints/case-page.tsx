import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCanGoBack, useParams, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { CaseFacts } from "./case-facts.tsx";
import { CaseHead } from "./case-head.tsx";
import { actionTitle } from "./case-life.ts";
import { CaseMarks } from "./case-marks.tsx";
import { CasePhotographs } from "./case-photographs.tsx";
import { CaseConfidants, CaseRelease } from "./case-public.tsx";
import {
  type CaseRecord,
  casePhotographsQuery,
  caseQuery,
  type Life,
  lifeQuery,
  type Target,
  unitsQuery,
} from "./case-queries.ts";
import { CaseReporter } from "./case-reporter.tsx";
import { CaseSteps } from "./case-steps.tsx";
import { CaseSurroundings } from "./case-surroundings.tsx";
import { CaseTimeline, useEntries } from "./case-timeline.tsx";
import { words } from "./case-words.ts";
import "./case.css";

const CaseLetter = lazy(() =>
  import("./case-papers.tsx").then((module) => ({ default: module.CaseLetter })),
);
const CaseSheet = lazy(() =>
  import("./case-papers.tsx").then((module) => ({ default: module.CaseSheet })),
);
/** Where a correction is begun, and where the focus goes when it is done. */
const CORRECT = ".case-card-head .button";
const CaseCorrect = lazy(() =>
  import("./case-correct.tsx").then((module) => ({ default: module.CaseCorrect })),
);

/** A complaint's own page: what it is, what happened, and what one may do next. */
export function CasePage() {
  const { complaintId = "" } = useParams({ strict: false });
  const { districtId } = useView().view.district;
  const target = { districtId, complaintId };
  const record = useQuery(caseQuery(target));
  const life = useQuery(lifeQuery(districtId));
  useEscBack();
  return (
    <Answer to={record}>
      {(known) =>
        life.data && <Case key={complaintId} {...{ record: known, target }} life={life.data} />
      }
    </Answer>
  );
}

/** Esc goes back to where one came from; the frame's own way leads to the map. */
function useEscBack() {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const isBusy =
        event.defaultPrevented ||
        !canGoBack ||
        (event.target instanceof HTMLElement &&
          event.target.matches("input, textarea, select, [contenteditable]")) ||
        document.querySelector("dialog[open], [role=dialog], [role=listbox]") !== null;
      if (event.key !== "Escape" || isBusy) return;
      event.preventDefault();
      router.history.back();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, [router, canGoBack]);
}

/**
 * What somebody else did while the page was open; null when nothing, and once one has seen it.
 *
 * What one did oneself is known by its revision, told to `isOwn` before the answer is shown.
 */
function useNews(record: CaseRecord) {
  const [seen, setSeen] = useState(record.revision);
  const isOwn = useCallback((revision: number) => setSeen((now) => Math.max(now, revision)), []);
  const last = record.revision > seen ? (record.events.at(-1) ?? null) : null;
  return { last, isOwn };
}

function Case({ record, life, target }: { record: CaseRecord; life: Life; target: Target }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const units = useQuery(unitsQuery(target.districtId)).data?.units ?? [];
  const photographs = useQuery(casePhotographsQuery(target)).data;
  const entriesOf = useEntries();
  const { last, isOwn } = useNews(record);
  const [paper, setPaper] = useState<"letter" | "sheet" | null>(null);
  const close = useCallback(() => setPaper(null), []);
  const [isCorrecting, setCorrecting] = useState(false);
  const corrected = () => {
    setCorrecting(false);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(CORRECT)?.focus());
  };
  const facts = <CaseFacts {...{ record, life }} onCorrect={() => setCorrecting(true)} />;
  const taken = (now: CaseRecord) => {
    isOwn(now.revision);
    client.setQueryData(caseQuery(target).queryKey, now);
  };
  return (
    <div className="case">
      <div className="case-main">
        <CaseHead record={record} life={life} />
        {last && (
          <p className="case-news" role="status">
            {say.changed(last.actor, actionTitle(language, life, last.action))}
            <Button isQuiet onPress={() => isOwn(record.revision)}>
              {say.gotIt}
            </Button>
          </p>
        )}
        <CaseMarks record={record} life={life} />
        {isCorrecting ? (
          <Suspense fallback={facts}>
            <CaseCorrect {...{ record, life, target }} onClose={corrected} onTaken={taken} />
          </Suspense>
        ) : (
          facts
        )}
        <CasePhotographs target={target} />
        <section className="case-card">
          <h3>{say.timeline}</h3>
          <CaseTimeline entries={entriesOf(record, life, units, photographs)} />
        </section>
      </div>
      <aside className="case-side">
        <CaseSteps {...{ record, life, units }} onTaken={taken} />
        <CaseReporter record={record} target={target} />
        {record.isConfidential && <CaseConfidants target={target} />}
        <CaseSurroundings {...{ record, target, life }} />
        {!record.isConfidential && (
          <CaseRelease key={record.publicText} {...{ record, target }} onTaken={taken} />
        )}
        <section className="case-card" data-print="hide">
          <h3>{say.papers}</h3>
          <p className="case-line">
            <Button icon="print" onPress={() => setPaper("letter")}>
              {say.letter}
            </Button>
            <Button icon="print" onPress={() => setPaper("sheet")}>
              {say.sheet}
            </Button>
          </p>
        </section>
      </aside>
      <Suspense fallback={null}>
        {paper === "letter" && <CaseLetter {...{ record, life }} onClose={close} />}
        {paper === "sheet" && <CaseSheet {...{ record, life, units }} onClose={close} />}
      </Suspense>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { AnswerFiles } from "./answer-files.tsx";
import { AreasTab } from "./areas-tab.tsx";
import { Asking } from "./asking.tsx";
import { ClosureTab } from "./closure-tab.tsx";
import "./coverage.css";
import { DistancesTab } from "./distances-tab.tsx";
import { GapsTab } from "./gaps-tab.tsx";
import { Legend } from "./legend.tsx";
import { useLens } from "./lens-choice.ts";
import { useCoverageLink, useQuestion, useSetCoverageLink } from "./params.ts";
import { coverageQuery } from "./queries.ts";
import { Scenarios } from "./scenario-section.tsx";
import { SitesTab } from "./sites-tab.tsx";
import { Summary } from "./summary.tsx";
import { Trial } from "./trial.tsx";
import { TAB_TITLES, words } from "./words.ts";

const LensAnswer = lazy(() =>
  import("./lens-answer.tsx").then((module) => ({ default: module.LensAnswer })),
);

const TABS = [
  { id: "gaps", Tab: GapsTab },
  { id: "areas", Tab: AreasTab },
  { id: "sites", Tab: SitesTab },
  { id: "distances", Tab: DistancesTab },
  { id: "closure", Tab: ClosureTab },
] as const;

/** Who is served and who is not: the question above, what one tries, and the answer in several ways. */
export function CoveragePanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { reachTab } = useCoverageLink();
  const set = useSetCoverageLink();
  const { districtId } = useView().view.district;
  const { question } = useQuestion();
  const { measured, isKnown } = useLens();
  const isRadius = isKnown && !measured;
  const answer = useQuery({ ...coverageQuery(districtId, question), enabled: isRadius });
  const { id, Tab } = TABS.find((each) => each.id === reachTab) ?? TABS[0];
  if (measured)
    return (
      <Panel title={say.title}>
        <Asking asked={null} />
        <Suspense>
          <LensAnswer key={measured.id} lens={measured} />
        </Suspense>
      </Panel>
    );
  return (
    <Panel title={say.title} tools={answer.data && <AnswerFiles />}>
      <Asking asked={answer.data?.asked ?? null} />
      <Answer to={answer} isEmpty={({ cells }) => cells.cell.length === 0} empty={say.empty}>
        {(coverage) => (
          <>
            <Summary coverage={coverage} />
            <Trial coverage={coverage} />
            <Scenarios coverage={coverage} />
            <div className="cov-tabs">
              <Segmented
                label={say.views}
                value={id}
                options={TABS.map((each) => ({
                  value: each.id,
                  title: titleIn(language, TAB_TITLES[each.id]!),
                }))}
                onChange={(value) => set({ reachTab: value === "gaps" ? undefined : value }, true)}
              />
            </div>
            <Tab coverage={coverage} />
            <Legend coverage={coverage} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

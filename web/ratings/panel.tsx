import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton, Segmented, Select } from "../ui/controls.tsx";
import { FILE_FORMATS, FileMenu } from "../ui/file-menu.tsx";
import { formatDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { useSubjectsAsked } from "./asked.ts";
import { TABS, type Tab, tabOf, UNFILTERED, useRatingLink, useSetRatingLink } from "./params.ts";
import { fileUrl, type Overview, overviewQuery } from "./queries.ts";
import "./plan.css";
import "./ratings.css";
import { RatingColors } from "./sign.tsx";
import { TAB_TITLES } from "./titles.ts";
import { To } from "./to.ts";
import { words } from "./words.ts";

const PANELS: Readonly<Record<Tab, React.FunctionComponent<{ overview: Overview }>>> = {
  overview: lazy(() => import("./overview.tsx").then((m) => ({ default: m.OverviewTab }))),
  list: lazy(() => import("./list-tab.tsx").then((m) => ({ default: m.ListTab }))),
  warnings: lazy(() => import("./warnings-tab.tsx").then((m) => ({ default: m.WarningsTab }))),
  meeting: lazy(() => import("./meeting-tab.tsx").then((m) => ({ default: m.MeetingTab }))),
  plan: lazy(() => import("./plan-tab.tsx").then((m) => ({ default: m.PlanTab }))),
  inspections: lazy(() =>
    import("./inspections-tab.tsx").then((m) => ({ default: m.InspectionsTab })),
  ),
  appeals: lazy(() => import("./appeals-tab.tsx").then((m) => ({ default: m.AppealsTab }))),
  flag: lazy(() => import("./flag-tab.tsx").then((m) => ({ default: m.FlagTab }))),
};

/** Which facilities and streets hold stars, which are about to lose them, and what is to be inspected. */
export function RatingsPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const linked = useRatingLink();
  const set = useSetRatingLink();
  const tab = tabOf(linked);
  const Tab = PANELS[tab];
  const overview = useQuery(overviewQuery(view.district.districtId, view.date));
  return (
    <Panel title={say.title} tools={<Tools />}>
      <RatingColors />
      <Paper tab={tab} />
      <Answer
        to={{ ...overview, isFetching: overview.isPlaceholderData }}
        isEmpty={({ rubrics }) => rubrics.every(({ total }) => total.subjects === 0)}
        empty={say.empty}
      >
        {(known) => (
          <>
            <RubricChoice overview={known} />
            <div className="st-tabs" data-print="hide">
              <Segmented
                label={say.views}
                value={tab}
                options={TABS.map((value) => ({
                  value,
                  title: titleIn(language, TAB_TITLES[value]),
                }))}
                onChange={(value) =>
                  set({ ...UNFILTERED, starTab: value === "overview" ? undefined : value }, true)
                }
              />
            </div>
            <Suspense fallback={<p className="answer-waiting" role="status" />}>
              <Tab overview={known} />
            </Suspense>
          </>
        )}
      </Answer>
      <Ways />
    </Panel>
  );
}

/** A named page of a style sheet would say the same, but Chromium prints the first page by the unnamed one. */
const UPRIGHT = "@page { size: A4 portrait; margin: 12mm; }";

/** What stands on paper alone: whose stars these are, of which day, and the map. */
function Paper({ tab }: { tab: Tab }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  return (
    <div className="st-paper prints-itself" data-print="only">
      <style>{UPRIGHT}</style>
      <p>
        {nameIn(language, view.district)} · {titleIn(language, TAB_TITLES[tab])} ·{" "}
        {say.asOf(formatDay(view.date, language))}
        {view.district.isDemo && <strong> · {say.demo}</strong>}
      </p>
      <img className="st-paper-map" alt={say.onMap} />
    </div>
  );
}

/** More rubrics than this do not fit beside each other. */
const MOST_BESIDE = 4;

function RubricChoice({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const language = useLanguage();
  const { starRubric } = useRatingLink();
  const set = useSetRatingLink();
  const options = [
    { value: "", title: say.all },
    ...overview.rubrics.map(({ rubricId, title }) => ({
      value: rubricId,
      title: say.shortRubric(titleIn(language, title)),
    })),
  ];
  const chosen = options.some(({ value }) => value === starRubric) ? (starRubric ?? "") : "";
  const choose = (value: string) => set({ starRubric: value || undefined }, true);
  return (
    <div className="st-rubrics" data-print="hide">
      {options.length > MOST_BESIDE ? (
        <Select isBoxed label={say.rubric} value={chosen} options={options} onChange={choose} />
      ) : (
        <Segmented label={say.rubric} value={chosen} options={options} onChange={choose} />
      )}
    </div>
  );
}

/** What is listed, as a file and on paper. */
function Tools() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const asked = useSubjectsAsked();
  return (
    <>
      <FileMenu label={say.files}>
        {FILE_FORMATS.map(({ format, title }) => (
          <li key={format}>
            <a
              href={fileUrl(districtId, "subjects", {
                ...asked,
                ...{ sort: "ranking", format, lang: language === "en" ? "en" : "zh" },
              })}
              download
            >
              {title}
            </a>
          </li>
        ))}
      </FileMenu>
      <IconButton icon="print" label={say.print} tip="left" onPress={() => print()} />
    </>
  );
}

function Ways() {
  const say = useWords(words);
  const mayInspect = useMay("ratings.inspect") !== null;
  return (
    <div className="st-ways" data-print="hide">
      <To page="/ratings/rubrics">{say.toRubrics}</To>
      {mayInspect && <To page="/inspect">{say.toInspect}</To>}
      <To page="/ratings/settings">{say.toSettings}</To>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useRef } from "react";
import { useView } from "../map/view.ts";
import { Segmented } from "../ui/controls.tsx";
import { addDays, formatPeriod } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLink } from "../ui/link.ts";
import { Panel } from "../ui/panel.tsx";
import { Asking } from "./asking.tsx";
import "./hotspots.css";
import "./more.css";
import { useHotLink, useSetHotLink } from "./params.ts";
import { choicesQuery } from "./queries.ts";
import { type HotTab, TABS, tabOf } from "./tabs.ts";
import { words } from "./words.ts";

/** Where complaints concentrate: the question above, and one way of looking at its answer below. */
export function HotspotsPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { hotTab } = useHotLink();
  const set = useSetHotLink();
  const tab = tabOf(hotTab);
  usePeriodAtFirst();
  return (
    <Panel title={say.title}>
      <PrintHead tab={tab} />
      <div className="hot-tabs">
        <Segmented
          label={say.views}
          value={tab.id}
          options={TABS.map(({ id, title }) => ({ value: id, title: titleIn(language, title) }))}
          onChange={(id) =>
            set(
              {
                ...{ hotTab: id === TABS[0].id ? undefined : id },
                ...{ spot: undefined, repeatPlace: undefined },
              },
              true,
            )
          }
        />
      </div>
      <Asking without={tab.without ?? []} />
      <Suspense fallback={<p className="answer-waiting" role="status" />}>
        <tab.Panel />
      </Suspense>
    </Panel>
  );
}

/** Whoever comes without a period sees the last 30 days, as the settings say; the clock at the foot says the same. */
function usePeriodAtFirst() {
  const { view, change } = useView();
  const { from, to } = useLink(DAYS);
  const days = useQuery(choicesQuery(view.district.districtId)).data?.periodDays;
  const { today } = view.district;
  const isGiven = from !== undefined && to !== undefined;
  const done = useRef(false);
  useEffect(() => {
    if (isGiven || days === undefined || done.current) return;
    done.current = true;
    change({ period: { from: addDays(today, 1 - days), to: today } });
  }, [isGiven, days, today, change]);
}
const DAYS = ["from", "to"] as const;

/** What stands on paper alone: whose figures these are, of what, and the map. Days are said under it where they are known better. */
function PrintHead({ tab }: { tab: HotTab }) {
  const say = useWords(words);
  const language = useLanguage();
  const { district, period } = useView().view;
  return (
    <div className="hot-print prints-itself" data-print="only">
      <p>
        {nameIn(language, district)} · {titleIn(language, tab.title)}
        <span className="hot-print-period"> · {formatPeriod(period, language)}</span>
        {district.isDemo && <strong> · {say.demo}</strong>}
      </p>
      <img className="hot-print-map" alt={say.onMap} />
    </div>
  );
}

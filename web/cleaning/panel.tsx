import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import "./cleaning.css";
import { useSetCleaningLink, useStandingAsked } from "./params.ts";
import { statusQuery } from "./queries.ts";
import { StandingColors } from "./sign.tsx";
import { type Status, standingOf } from "./standing.ts";
import { StandingGroups } from "./standing-groups.tsx";
import { StandingAge, StandingHead } from "./standing-head.tsx";
import { StandingLegend } from "./standing-legend.tsx";
import { StandingList } from "./standing-list.tsx";
import { StreetDrawer } from "./street-drawer.tsx";
import { SuspensionBanner } from "./suspension-banner.tsx";
import { STREET_WORKS, WORK_TITLES } from "./titles.ts";
import { PanelTools, Ways } from "./tools.tsx";
import { words } from "./words.ts";

/** How every street stands now: what is behind first, what nobody can know apart. */
export function CleaningPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { work } = useStandingAsked();
  const set = useSetCleaningLink();
  const status = useQuery(statusQuery(districtId, work));
  return (
    <Panel title={say.title} tools={<PanelTools />}>
      <StandingColors />
      <SuspensionBanner />
      <div className="clean-works">
        <Segmented
          label={say.works}
          value={work ?? "all"}
          options={[
            { value: "all", title: say.allWorks },
            ...STREET_WORKS.map((one) => ({
              value: one,
              title: titleIn(language, WORK_TITLES[one]),
            })),
          ]}
          onChange={(value) => set({ cleanWork: value === "all" ? undefined : value }, true)}
        />
      </div>
      <Ways />
      {/* it is asked again every minute and does not fade for that */}
      <Answer
        to={{ ...status, isFetching: status.isPlaceholderData }}
        isEmpty={({ edges }) => edges.edgeId.length === 0}
        empty={say.empty}
      >
        {(known) => <Standing status={known} />}
      </Answer>
      <StreetDrawer />
    </Panel>
  );
}

function Standing({ status }: { status: Status }) {
  const language = useLanguage();
  const asked = useStandingAsked();
  const { by, of, shown } = asked;
  const standing = useMemo(() => standingOf(status, { by, of, shown }), [status, by, of, shown]);
  return (
    <>
      <StandingAge at={status.at} latestAt={status.latestServiceAt} />
      <StandingHead standing={standing} />
      <StandingLegend standing={standing} />
      <StandingList standing={standing} lookBackDays={status.lookBackDays} />
      <StandingGroups standing={standing} />
      <p className="clean-note">{titleIn(language, status.definition)}</p>
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { monthQuery, type RankingContent } from "./queries.ts";
import { RankingTable, useLevelTitle } from "./ranking-table.tsx";
import { To } from "./to.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

const SHOWN = 5;

/** How areas stand in the month so far: the first and the last of them. */
export function CurrentMonth({ month }: { month: string }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const told = useTold();
  const known = useQuery(monthQuery(districtId, month));
  return (
    <section className="rep-card" aria-label={say.currentMonth(told.month(month))}>
      <header className="rep-card-head">
        <h3>
          {say.currentMonth(told.month(month))} <small>{say.currentSays}</small>
        </h3>
        <To
          page={`/reports/rankings/${month}`}
          className="button button-quiet"
          search={{ reportShown: undefined }}
        >
          <span>{say.openMonth}</span>
          <Icon name="right" size={16} />
        </To>
      </header>
      <Answer
        to={known}
        isEmpty={({ current }) => current.records.inspectionIds.length === 0}
        empty={say.none}
      >
        {({ current }) => <Ends content={current} />}
      </Answer>
    </section>
  );
}

/** Those at either end of one level: all of them are a page of their own. */
function Ends({ content }: { content: RankingContent }) {
  const levelTitle = useLevelTitle();
  const say = useWords(words);
  const [level, setLevel] = useState<RankingContent["groups"][number]["level"]>("subdistrict");
  const areas = content.groups.find((group) => group.level === level)?.areas ?? [];
  const ranked = areas.filter(({ rank }) => rank !== null);
  const isAll = ranked.length <= SHOWN * 2;
  return (
    <>
      <Segmented
        label={say.area}
        value={level}
        options={content.groups.map((group) => ({
          value: group.level,
          title: levelTitle(group.level),
        }))}
        onChange={setLevel}
      />
      <RankingTable
        content={content}
        areas={isAll ? ranked : [...ranked.slice(0, SHOWN), ...ranked.slice(-SHOWN)]}
        gapAfter={isAll ? null : SHOWN}
        unranked={areas.length - ranked.length}
      />
    </>
  );
}

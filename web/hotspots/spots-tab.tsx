import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select, Toggle } from "../ui/controls.tsx";
import { formatCount, formatPeriod } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { CellsLegend } from "./cells-legend.tsx";
import { Exports, OnPaper, useLook } from "./exports.tsx";
import { Parameters } from "./parameters.tsx";
import { useHotLink, useQuestion, useSetHotLink } from "./params.ts";
import { PatternChip } from "./pattern-chip.tsx";
import { type Hotspots, hotspotsQuery, type Spot } from "./queries.ts";
import { type HotSheet, spotsSheet } from "./sheet.ts";
import { SpotCard } from "./spot-card.tsx";
import { formatTenths } from "./tenths.ts";
import { words } from "./words.ts";

/** Spots that are listed before somebody asks for more. */
const FIRST = 10;

/** The spots of the period, the greatest excess first; or one of them. */
export function SpotsTab() {
  const say = useWords(words);
  const { spot } = useHotLink();
  const { view } = useView();
  const look = useLook();
  const answer = useQuery(hotspotsQuery(view.district.districtId, useQuestion()));
  const sheetOf = (hotspots: Hotspots) =>
    answer.isPlaceholderData ? null : spotsSheet(hotspots, look);
  if (spot) return <SpotCard spotId={spot} />;
  return (
    <Answer
      to={answer}
      isEmpty={({ totals }) => totals.period.complaints === 0}
      empty={say.noComplaints}
    >
      {(hotspots) => (
        <>
          <OnPaper sheet={sheetOf(hotspots)} />
          <Summary hotspots={hotspots} sheet={sheetOf(hotspots)} />
          <List hotspots={hotspots} />
          <Beside />
          <CellsLegend />
          <Parameters {...hotspots} />
        </>
      )}
    </Answer>
  );
}

function Summary({ hotspots, sheet }: { hotspots: Hotspots; sheet: HotSheet | null }) {
  const say = useWords(words);
  const asked = useQuestion();
  const language = useLanguage();
  const { view } = useView();
  const { totals, hot, cold, tested, firstDay, spots } = hotspots;
  const count = (value: number) => formatCount(value, language);
  const told = (days: { from: string }, value: number) =>
    firstDay !== null && firstDay <= days.from ? count(value) : say.noData;
  return (
    <section className="hot-summary">
      <p className="hot-summary-now">
        <strong>{count(totals.period.complaints)}</strong>
        <span>
          {formatPeriod(hotspots.period, language)}
          <br />
          <small>
            {say.beforeCount} {told(hotspots.before, totals.before.complaints)} · {say.yearAgoCount}{" "}
            {told(hotspots.yearAgo, totals.yearAgo.complaints)} ·{" "}
            {say.askedAt(clockOf(hotspots.askedAt, language, view.district.timeZone))}
          </small>
        </span>
        <Exports sheet={sheet} files={[{ path: "file", asked }]} />
      </p>
      <p>
        {say.hotSpots(count(spots.length))}
        {hotspots.coldSpots.length > 0 && `、${say.coldSpots(count(hotspots.coldSpots.length))}`}
        <small>
          {" "}
          {say.cellsSay(count(hot), count(cold), count(tested))}
          {totals.period.withoutPosition > 0 &&
            ` · ${say.withoutPosition(count(totals.period.withoutPosition))}`}
        </small>
      </p>
    </section>
  );
}

/** The local time of an answer. */
const clockOf = (instant: string, language: string, timeZone: string) =>
  dateFormat(language, { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(instant));

function List({ hotspots }: { hotspots: Hotspots }) {
  const say = useWords(words);
  const language = useLanguage();
  const [isLong, setLong] = useState(false);
  const { spots, asked } = hotspots;
  if (spots.length === 0) {
    return (
      <div className="hot-none">
        <p>{say.noneHot}</p>
        <small>{say.noneHotWhy(`${Math.round(asked.level * 100)}%`)}</small>
      </div>
    );
  }
  const shown = isLong ? spots : spots.slice(0, FIRST);
  return (
    <>
      <p className="hot-by">
        <small>{say.rankedBy}</small>
      </p>
      <ol className="hot-list" onKeyDown={throughRows(".hot-row")}>
        {shown.map((spot, i) => (
          <Row
            key={spot.spotId}
            spot={spot}
            rank={i + 1}
            most={spots[0]!.excess}
            hotspots={hotspots}
          />
        ))}
      </ol>
      {spots.length > shown.length && (
        <Button isQuiet onPress={() => setLong(true)}>
          {say.more(formatCount(spots.length - shown.length, language))}
        </Button>
      )}
    </>
  );
}

function Row(props: { spot: Spot; rank: number; most: number; hotspots: Hotspots }) {
  const { spot, rank, most, hotspots } = props;
  const say = useWords(words);
  const language = useLanguage();
  const set = useSetHotLink();
  const number = (value: number) => formatTenths(value, language);
  const name = spot.street ? nameIn(language, spot.street) : say.unnamed;
  return (
    <li>
      <button
        type="button"
        className="hot-row"
        aria-label={`${rank}. ${say.open(name)}`}
        onClick={() => set({ spot: spot.spotId }, true)}
      >
        <span className="hot-rank">{rank}</span>
        <span className="hot-row-name">
          <strong>{name}</strong>
          <PatternChip pattern={spot.pattern} isShort />
        </span>
        <span className="hot-row-excess">
          {say.excess(number(spot.excess))}
          <i style={{ inlineSize: `${Math.max(4, (100 * spot.excess) / most)}%` }} />
        </span>
        <small>
          {say.observedOf(
            formatCount(spot.observed, language),
            number(spot.expected),
            titleIn(language, hotspots.asked.unit),
          )}
          {" · "}
          {say.change(formatCount(spot.before, language), formatCount(spot.complaints, language))}
        </small>
        <small>
          {spot.unit ? nameIn(language, spot.unit) : say.noUnit}
          {spot.area && ` · ${nameIn(language, spot.area)}`}
        </small>
      </button>
    </li>
  );
}

/** What can be laid beside the period, and under it. */
function Beside() {
  const say = useWords(words);
  const { against, density } = useHotLink();
  const set = useSetHotLink();
  return (
    <section className="hot-beside">
      <Select
        label={say.compare}
        isBoxed
        value={against ?? ""}
        options={[
          { value: "", title: say.compareNone },
          { value: "before", title: say.compareBefore },
          { value: "yearAgo", title: say.compareYearAgo },
        ]}
        onChange={(value) => set({ against: value || undefined }, true)}
      />
      <Toggle
        isOn={density === "on"}
        onChange={(isOn) => set({ density: isOn ? "on" : undefined }, true)}
      >
        {say.density}
      </Toggle>
      {density === "on" && <small>{say.densityNote}</small>}
    </section>
  );
}

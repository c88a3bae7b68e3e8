import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { setDragged, setPlaying, usePlaying } from "../map/clock.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton, Segmented } from "../ui/controls.tsx";
import { addDays, daysBetween, formatCount, formatPeriod } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type ComplaintColumns, rowsOf, weeksOf } from "./complaint-columns.ts";
import { complaintColumnsQuery } from "./complaint-query.ts";
import { type Period, TimeBrush } from "./time-brush.tsx";
import "./timeline.css";
import { shownEntries } from "./tree.ts";
import { words } from "./words.ts";

/** One step of playing is a day, this often. */
const STEP_MILLISECONDS = 90;

const LENGTHS = [
  { value: "28", title: { zh: "4 周", en: "4 weeks" } },
  { value: "91", title: { zh: "13 周", en: "13 weeks" } },
  { value: "364", title: { zh: "1 年", en: "1 year" } },
  { value: "all", title: { zh: "全部", en: "All" } },
] as const;

/** Which happenings are shown: a period over the weeks of all of them, and a button that lets it run. */
export function Timeline() {
  const { view } = useView();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const shown = shownEntries(view.layers);
  const hasTime = shown.has("complaints") || shown.has("complaint-heat") || path === "/hotspots";
  // vehicles have a clock of their own, and how streets stand is of now
  if (!hasTime || path === "/fleet" || path.startsWith("/cleaning")) return null;
  return <ComplaintTimeline />;
}

function ComplaintTimeline() {
  const { view } = useView();
  const say = useWords(words);
  const columns = useQuery(complaintColumnsQuery(view.district.districtId));
  return (
    <section className="timeline" aria-label={say.timeline}>
      <Answer to={columns} isEmpty={({ count }) => count === 0} empty={say.noComplaints}>
        {(data) => <Slider columns={data} />}
      </Answer>
    </section>
  );
}

function Slider({ columns }: { columns: ComplaintColumns }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view, change } = useView();
  const { today } = view.district;
  const weeks = useMemo(() => weeksOf(columns, today), [columns, today]);
  const extent = { from: weeks.monday, to: today };
  const playing = usePlaying();
  const [dragged, setOwnDragged] = useState<Period | null>(null);
  const drag = useCallback((next: Period | null) => {
    setOwnDragged(next);
    setDragged(next); // the other layers that have time follow
  }, []);
  useEffect(() => () => setDragged(null), []);
  const period = playing ?? dragged ?? view.period;
  const [start, end] = rowsOf(columns, period);

  const settle = useCallback(
    (next: Period) => {
      drag(null);
      change({ period: next });
    },
    [change, drag],
  );
  const { isPlaying, toggle } = usePlay(view.period, extent.from, today, settle);

  return (
    <>
      <div className="timeline-say">
        <IconButton
          icon={isPlaying ? "pause" : "play"}
          label={isPlaying ? say.pause : say.play}
          tip="above"
          onPress={toggle}
        />
        <p>
          <strong>{formatPeriod(period, language)}</strong>
          <small>{say.located(formatCount(end - start, language))}</small>
        </p>
      </div>
      <TimeBrush weeks={weeks} extent={extent} period={period} onDrag={drag} onSettle={settle} />
      <Segmented
        label={say.length}
        options={LENGTHS.map(({ value, title }) => ({ value, title: titleIn(language, title) }))}
        value={lengthOf(period, extent)}
        onChange={(length) => settle(periodOf(length, period, extent))}
      />
    </>
  );
}

function lengthOf(period: Period, extent: Period): (typeof LENGTHS)[number]["value"] | null {
  if (period.from <= extent.from && period.to >= extent.to) return "all";
  const days = String(daysBetween(period.from, period.to) + 1);
  return LENGTHS.find(({ value }) => value === days)?.value ?? null;
}

/** The period of a length that ends where the last one did, as far as the data goes back. */
function periodOf(length: string, period: Period, extent: Period): Period {
  if (length === "all") return extent;
  const to = period.to > extent.to ? extent.to : period.to;
  return { from: addDays(to, 1 - Number(length)), to };
}

/** Lets a period of its length run from the first day to the last, or from where it stands if there is time left. */
function usePlay(period: Period, first: string, last: string, onStop: (at: Period) => void) {
  const playing = usePlaying();
  const isPlaying = playing !== null;
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (playing.to >= last) {
        setPlaying(null);
        onStop(playing);
      } else {
        setPlaying({ from: addDays(playing.from, 1), to: addDays(playing.to, 1) });
      }
    }, STEP_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [playing, last, onStop]);
  useEffect(() => () => setPlaying(null), []);

  const toggle = () => {
    if (playing) {
      setPlaying(null);
      onStop(playing);
      return;
    }
    const days = daysBetween(period.from, period.to);
    setPlaying(period.to >= last ? { from: first, to: addDays(first, days) } : period);
  };
  return { isPlaying, toggle };
}

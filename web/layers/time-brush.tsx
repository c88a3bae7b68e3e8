import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { addDays, daysBetween, formatCount, formatDay, formatPeriod } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { Weeks } from "./complaint-columns.ts";
import { words } from "./words.ts";

export type Period = { readonly from: string; readonly to: string };

type Grip = "from" | "to" | "whole";

const HEIGHT = 40;

/**
 * A histogram of weeks with a period over it that can be moved and stretched, by pointer and by arrow keys.
 * Periods have whole days; keys move by a week.
 */
export function TimeBrush(props: {
  weeks: Weeks;
  extent: Period;
  period: Period;
  onDrag: (period: Period) => void;
  onSettle: (period: Period) => void;
}) {
  const { weeks, extent, period } = props;
  const say = useWords(words);
  const language = useLanguage();
  const track = useRef<HTMLDivElement>(null);
  const held = useRef<{ grip: Grip; startX: number; period: Period } | null>(null);
  const totalDays = daysBetween(extent.from, extent.to) + 1;
  const bars = useBars(weeks);
  const shareOf = (day: string) =>
    Math.min(1, Math.max(0, daysBetween(extent.from, day) / totalDays));
  const left = shareOf(period.from);
  const right = shareOf(addDays(period.to, 1));

  const moved = (grip: Grip, days: number, start: Period) =>
    clampedPeriod(grip, days, start, extent);
  const grab = (grip: Grip) => (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { grip, startX: event.clientX, period };
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!held.current || !track.current) return;
    const perPixel = totalDays / track.current.clientWidth;
    const days = Math.round((event.clientX - held.current.startX) * perPixel);
    props.onDrag(moved(held.current.grip, days, held.current.period));
  };
  const release = () => {
    if (!held.current) return;
    held.current = null;
    props.onSettle(period);
  };
  const press = (grip: Grip) => (event: KeyboardEvent) => {
    const days = { ArrowLeft: -7, ArrowRight: 7 }[event.key];
    if (!days) return;
    event.preventDefault();
    props.onSettle(moved(grip, days, period));
  };
  const center = (event: PointerEvent<HTMLElement>) => {
    if (!track.current) return;
    const box = track.current.getBoundingClientRect();
    const day = Math.round(((event.clientX - box.left) / box.width) * totalDays);
    const middle =
      (daysBetween(extent.from, period.from) + daysBetween(extent.from, period.to)) / 2;
    const next = moved("whole", Math.round(day - middle), period);
    props.onDrag(next);
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { grip: "whole", startX: event.clientX, period: next };
  };
  const hold = (grip: Grip) => ({
    onPointerDown: grab(grip),
    onPointerMove: drag,
    onPointerUp: release,
    onPointerCancel: release,
    onKeyDown: press(grip),
  });
  const slider = (day: string, label: string) => ({
    role: "slider",
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": totalDays - 1,
    "aria-valuenow": daysBetween(extent.from, day),
    "aria-valuetext": formatDay(day, language),
  });

  return (
    <div className="brush" ref={track}>
      <div
        className="brush-track"
        onPointerDown={center}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
      >
        <svg
          viewBox={`0 0 ${weeks.counts.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={say.weekly}
        >
          {bars.map(({ monday, sunday, height, title }, week) => (
            <rect
              key={monday}
              data-in={(monday <= period.to && sunday >= period.from) || undefined}
              x={week + 0.12}
              width={0.76}
              y={HEIGHT - height}
              height={height}
            >
              <title>{title}</title>
            </rect>
          ))}
        </svg>
      </div>
      <div
        className="brush-period"
        style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
      >
        <div className="brush-whole" {...hold("whole")} {...slider(period.from, say.movePeriod)} />
        <div className="brush-grip" {...hold("from")} {...slider(period.from, say.firstDay)} />
        <div
          className="brush-grip brush-grip-to"
          {...hold("to")}
          {...slider(period.to, say.lastDay)}
        />
      </div>
      <Years extent={extent} shareOf={shareOf} />
    </div>
  );
}

/** What stands for each week; told apart from the period, which moves many times a second. */
function useBars({ monday: first, counts }: Weeks) {
  const say = useWords(words);
  const language = useLanguage();
  return useMemo(() => {
    const most = Math.max(1, ...counts);
    return counts.map((count, week) => {
      const monday = addDays(first, week * 7);
      const sunday = addDays(monday, 6);
      const days = formatPeriod({ from: monday, to: sunday }, language);
      return {
        ...{ monday, sunday, height: (count / most) * (HEIGHT - 2) },
        title: say.inWeek(days, formatCount(count, language)),
      };
    });
  }, [first, counts, say, language]);
}

/** Where each year and quarter begins. */
function Years(props: { extent: Period; shareOf: (day: string) => number }) {
  const { extent, shareOf } = props;
  const firstYear = Number(extent.from.slice(0, 4));
  const lastYear = Number(extent.to.slice(0, 4));
  const marks = Array.from({ length: (lastYear - firstYear + 1) * 4 }, (_, index) => {
    const year = firstYear + Math.floor(index / 4);
    const month = String((index % 4) * 3 + 1).padStart(2, "0");
    return {
      day: `${year}-${month}-01`,
      label: month === "01" ? String(year) : `${year}-${month}`,
    };
  }).filter(({ day }) => day > extent.from && day < extent.to);
  return (
    <ol className="brush-years" aria-hidden="true">
      {marks.map(({ day, label }) => (
        <li
          key={day}
          style={{ left: `${shareOf(day) * 100}%` }}
          data-year={label.length === 4 || undefined}
        >
          {label.length === 4 && label}
        </li>
      ))}
    </ol>
  );
}

/** A period after one of its ends, or the whole of it, was moved by days: at least one day long, inside the extent. */
export function clampedPeriod(grip: Grip, days: number, start: Period, extent: Period): Period {
  if (grip === "from") {
    const from = addDays(start.from, days);
    return { from: within(from, extent.from, start.to), to: start.to };
  }
  if (grip === "to") {
    const to = addDays(start.to, days);
    return { from: start.from, to: within(to, start.from, extent.to) };
  }
  const length = daysBetween(start.from, start.to);
  const lastFrom = addDays(extent.to, -length);
  const from = within(
    addDays(start.from, days),
    extent.from,
    lastFrom < extent.from ? extent.from : lastFrom,
  );
  return { from, to: addDays(from, length) };
}

const within = (day: string, least: string, most: string) =>
  day < least ? least : day > most ? most : day;

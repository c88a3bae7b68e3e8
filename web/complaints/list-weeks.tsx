import { type PointerEvent, useRef, useState } from "react";
import { addDays, daysBetween, formatCount, formatPeriod } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { type ListLinked, useSetListLinked } from "./list-params.ts";
import type { CaseList } from "./list-queries.ts";
import { listWords } from "./list-words.ts";

const HEIGHT = 36;

type Week = { readonly monday: string; readonly count: number };

/** Every week from the first to the last, those without a complaint too. */
export function everyWeek(counted: readonly { from: string; count: number }[]): readonly Week[] {
  const first = counted[0]?.from;
  const last = counted.at(-1)?.from;
  if (first === undefined || last === undefined) return [];
  const countOf = new Map(counted.map(({ from, count }) => [from, count]));
  return Array.from({ length: daysBetween(first, last) / 7 + 1 }, (_, week) => {
    const monday = addDays(first, week * 7);
    return { monday, count: countOf.get(monday) ?? 0 };
  });
}

/** How many came in each week; pressing or dragging chooses days of receipt, pressing twice any day again. */
export function ListWeeks(props: {
  linked: ListLinked;
  weeks: NonNullable<CaseList["histogram"]>;
}) {
  const { since, until } = props.linked;
  const say = useWords(listWords);
  const language = useLanguage();
  const set = useSetListLinked();
  const weeks = everyWeek(props.weeks);
  const most = Math.max(1, ...weeks.map(({ count }) => count));
  const start = useRef<number | null>(null);
  const [drawn, setDrawn] = useState<{ from: number; to: number } | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const weekAt = (event: PointerEvent<Element>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * weeks.length);
    return Math.min(weeks.length - 1, Math.max(0, index));
  };
  const periodOf = (from: number, to: number) => ({
    from: weeks[Math.min(from, to)]!.monday,
    to: addDays(weeks[Math.max(from, to)]!.monday, 6),
  });
  const chosen = drawn
    ? periodOf(drawn.from, drawn.to)
    : since || until
      ? { from: since ?? weeks[0]!.monday, to: until ?? addDays(weeks.at(-1)!.monday, 6) }
      : null;
  const told = drawn
    ? periodOf(drawn.from, drawn.to)
    : pointed !== null && periodOf(pointed, pointed);
  const toldCount =
    told &&
    weeks
      .filter(({ monday }) => monday >= told.from && monday <= told.to)
      .reduce((sum, { count }) => sum + count, 0);
  return (
    <figure className="cases-weeks" data-print="hide">
      <svg
        viewBox={`0 0 ${weeks.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say.weeks}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = weekAt(event);
          setDrawn({ from: start.current, to: start.current });
        }}
        onPointerMove={(event) => {
          const week = weekAt(event);
          setPointed(week);
          if (start.current !== null) setDrawn({ from: start.current, to: week });
        }}
        onPointerUp={(event) => {
          if (start.current === null) return;
          const { from, to } = periodOf(start.current, weekAt(event));
          start.current = null;
          setDrawn(null);
          set({ since: from, until: to }, true);
        }}
        onPointerCancel={() => {
          start.current = null;
          setDrawn(null);
        }}
        onPointerLeave={() => setPointed(null)}
        onDoubleClick={() => set({ since: undefined, until: undefined }, true)}
      >
        <rect className="cases-weeks-ground" width={weeks.length} height={HEIGHT} />
        {weeks.map(({ monday, count }, week) => {
          const height = count === 0 ? 0 : Math.max(1, (count / most) * (HEIGHT - 2));
          const isOut = chosen && (addDays(monday, 6) < chosen.from || monday > chosen.to);
          return (
            <rect
              key={monday}
              data-out={isOut || undefined}
              x={week + 0.12}
              width={0.76}
              y={HEIGHT - height}
              height={height}
            />
          );
        })}
      </svg>
      <figcaption>
        {told
          ? say.week(formatPeriod(told, language), formatCount(toldCount || 0, language))
          : say.weeks}
      </figcaption>
    </figure>
  );
}

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { useMinute } from "./list-due.ts";
import { link, useListMap } from "./list-mapped.ts";
import { type ListLinked, useSetListLinked } from "./list-params.ts";
import type { CaseLine } from "./list-queries.ts";
import { ListRow } from "./list-row.tsx";
import { useSteadyScroll } from "./list-scroll.ts";
import type { TitleOf } from "./list-titles.ts";
import { listWords } from "./list-words.ts";

/** Columns, and what pressing their head sorts by, at first so. */
const COLUMNS = [
  { name: "number", sort: "number", first: "desc" },
  { name: "state" },
  { name: "category" },
  { name: "text" },
  { name: "place" },
  { name: "unit" },
  { name: "received", sort: "received", first: "desc" },
  { name: "due", sort: "due", first: "asc" },
] as const;

/** Lines a page key moves by. */
const PAGE_LINES = 10;

/**
 * The lines of the register. Arrows move through them, Enter opens one, the space bar shows all of what was said; more come as one
 * scrolls, and what comes in meanwhile does not move what one reads.
 */
export function ListTable(props: {
  /** Takes the table, for whoever leads the focus into it. */
  focus: RefObject<HTMLElement | null>;
  lines: readonly CaseLine[];
  total: number;
  linked: ListLinked;
  titleOf: TitleOf;
  isSettled: boolean;
  hasMore: boolean;
  isReading: boolean;
  onMore: () => void;
  pointedId?: string | null;
  onPoint?: ((line: CaseLine | null) => void) | undefined;
}) {
  const { lines, linked, hasMore, onMore, onPoint } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const now = useMinute();
  const scroller = useRef<HTMLDivElement>(null);
  const question = JSON.stringify(linked);
  const { activeId, setActiveId, news, toTop } = useSteadyScroll(
    scroller,
    lines,
    question,
    props.isSettled,
  );
  const [openId, setOpenId] = useState<string | null>(null);
  const active = lines.findIndex(({ complaintId }) => complaintId === activeId);

  const move = (to: number) => {
    const line = lines[Math.max(0, Math.min(to, lines.length - 1))];
    const row =
      line && scroller.current?.querySelector(`[data-id="${CSS.escape(line.complaintId)}"]`);
    row?.querySelector("a")?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
    if (to >= lines.length - 1) onMore();
  };
  const { pressedId } = useListMap();
  useEffect(() => {
    if (pressedId === null) return;
    link({ pressedId: null });
    const row = scroller.current?.querySelector(`[data-id="${CSS.escape(pressedId)}"]`);
    row?.querySelector("a")?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }, [pressedId]);
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof HTMLElement && event.target.closest("[data-id]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE_LINES,
      PageUp: active - PAGE_LINES,
      Home: 0,
      End: lines.length - 1,
    }[event.key];
    if (to !== undefined) move(to);
    else if (event.key === " ") setOpenId(openId === activeId ? null : activeId);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are of the links in its lines
    <div
      className="cases-scroller"
      ref={(element) => {
        scroller.current = element;
        props.focus.current = element;
      }}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onPoint?.(null)}
    >
      {news > 0 && (
        <button type="button" className="cases-news" data-print="hide" onClick={toTop}>
          <Icon name="up" size={12} />
          {say.news(formatCount(news, language))}
        </button>
      )}
      <table className="cases-table" aria-label={say.table} aria-rowcount={props.total + 1}>
        <Head linked={linked} />
        <tbody>
          {lines.map((line, index) => (
            <ListRow
              key={line.complaintId}
              line={line}
              row={index + 2}
              now={now}
              words={linked.q ?? ""}
              titleOf={props.titleOf}
              isActive={index === active}
              isFirst={active < 0 && index === 0}
              isPointed={line.complaintId === props.pointedId}
              isOpen={openId === line.complaintId}
              onPoint={onPoint}
              onActive={() => {
                setActiveId(line.complaintId);
                onPoint?.(line);
              }}
            />
          ))}
        </tbody>
      </table>
      <End shown={lines.length} hasMore={hasMore} isReading={props.isReading} onMore={onMore} />
    </div>
  );
}

function Head({ linked }: { linked: ListLinked }) {
  const say = useWords(listWords);
  const set = useSetListLinked();
  const { sort = "received", direction = "desc" } = linked;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {COLUMNS.map((column) => {
          const title = say[column.name];
          if (!("sort" in column))
            return (
              <th key={column.name} scope="col" data-column={column.name}>
                {title}
              </th>
            );
          const isOn = sort === column.sort;
          const next = isOn ? (direction === "desc" ? "asc" : "desc") : column.first;
          return (
            <th
              key={column.name}
              scope="col"
              data-column={column.name}
              aria-sort={isOn ? (direction === "desc" ? "descending" : "ascending") : undefined}
            >
              <button
                type="button"
                className="cases-sort"
                aria-label={say.sortBy(title)}
                onClick={() => set({ sort: column.sort, direction: next }, true)}
              >
                {title}
                {isOn && <Icon name={direction === "desc" ? "down" : "up"} size={12} />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Asks for more lines as it comes into sight. */
function End(props: { shown: number; hasMore: boolean; isReading: boolean; onMore: () => void }) {
  const { shown, hasMore, isReading, onMore } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const mark = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more lines it may be in sight still
  useEffect(() => {
    if (!mark.current || !hasMore || isReading) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: "600px",
    });
    seen.observe(mark.current);
    return () => seen.disconnect();
  }, [hasMore, isReading, shown]);
  return (
    <div className="cases-end" ref={mark} data-print="hide">
      {isReading ? (
        say.loadingMore
      ) : hasMore ? (
        <Button isQuiet onPress={onMore}>
          {say.moreRows}
        </Button>
      ) : (
        `${say.end} · ${say.shown(formatCount(shown, language))}`
      )}
    </div>
  );
}

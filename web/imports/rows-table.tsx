import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { formatCount, formatDay, isDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { type Language, nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LINKED, useSetLinked } from "./params.ts";
import type { QualityRow } from "./queries.ts";
import { KIND_TITLES, words } from "./words.ts";

/** Height of a row; the style sheet sets the same. */
const ROW_PIXELS = 40;
const SPARE_ROWS = 8;

type Choose = (next: ReadonlySet<string>) => void;

/**
 * The records of a check: only those in sight are drawn. Each is a link to where it is mended.
 *
 * @param chosen  Ids of the rows that are selected; null where nothing can be done to many at once.
 */
export function RowsTable(props: {
  rows: readonly QualityRow[];
  total: number;
  isFacility: boolean;
  sort: string;
  chosen: ReadonlySet<string> | null;
  onChoose: Choose;
  onChooseAll: () => void;
  onMore: () => void;
}) {
  const { rows, total, chosen, onChoose, onMore, isFacility } = props;
  const say = useWords(words);
  const language = useLanguage();
  const isPlain = rows.every(({ value }) => value === null); // the check says it all
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useRange(scroller, rows.length);
  const isWanted = rows.length < total && last >= rows.length - SPARE_ROWS;
  useEffect(() => {
    if (isWanted) onMore();
  }, [isWanted, onMore]);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div
      className="quality-table"
      data-bulk={chosen !== null}
      data-facility={isFacility}
      data-plain={isPlain}
    >
      <Head {...props} isPlain={isPlain} />
      <div className="quality-rows" ref={scroller}>
        <ol style={{ height: rows.length * ROW_PIXELS }}>
          {rows.slice(first, last).map((row, i) => (
            <li key={row.id} style={{ top: (first + i) * ROW_PIXELS }}>
              {chosen && (
                <input
                  type="checkbox"
                  aria-label={say.select(row.name)}
                  checked={chosen.has(row.id)}
                  onChange={() => toggle(row.id)}
                />
              )}
              <RowLink row={row} />
            </li>
          ))}
        </ol>
      </div>
      {rows.length < total && (
        <p className="quality-more" role="status">
          {say.more(formatCount(rows.length, language), formatCount(total, language))}
        </p>
      )}
    </div>
  );
}

function Head(props: {
  rows: readonly QualityRow[];
  isFacility: boolean;
  isPlain: boolean;
  sort: string;
  chosen: ReadonlySet<string> | null;
  onChoose: Choose;
  onChooseAll: () => void;
}) {
  const { rows, isFacility, isPlain, sort, chosen, onChoose } = props;
  const say = useWords(words);
  const set = useSetLinked();
  const isAll = chosen !== null && rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  const columns = isFacility
    ? ([
        ["code", say.code],
        ["name", say.name],
        ["kind", say.kind],
        ["area", say.area],
        ...(isPlain ? [] : ([["worst", say.problem]] as const)),
      ] as const)
    : ([
        ["code", say.number],
        ["name", say.category],
        ["worst", say.when],
      ] as const);
  return (
    <div className="quality-columns">
      {chosen && (
        <input
          type="checkbox"
          aria-label={say.selectAll}
          checked={isAll}
          onChange={() => (isAll ? onChoose(new Set()) : props.onChooseAll())}
        />
      )}
      {columns.map(([column, title]) => {
        const isOn = sort === column || sort === `-${column}`;
        const isReversed = sort.startsWith("-");
        const next = !isOn ? column : isReversed ? undefined : `-${column}`;
        return (
          <button
            key={column}
            type="button"
            data-column={column}
            aria-pressed={isOn}
            aria-label={say.sortBy(title)}
            onClick={() => set({ order: next === "worst" ? undefined : next })}
          >
            {title}
            {isOn && <Icon name={isReversed ? "up" : "down"} size={12} />}
          </button>
        );
      })}
    </div>
  );
}

/** Words of the server with their days as the page writes days. */
const daysIn = (text: string, language: Language) =>
  text.replace(/\d{4}-\d{2}-\d{2}/g, (day) => (isDay(day) ? formatDay(day, language) : day));

/** Goes to where a row is mended: the map, with the record open. */
function RowLink({ row }: { row: QualityRow }) {
  const say = useWords(words);
  const language = useLanguage();
  const name = nameIn(language, row);
  const kind = row.kind && KIND_TITLES[row.kind];
  const query = new URLSearchParams(row.link.slice(row.link.indexOf("?") + 1));
  return (
    <Link
      to="/"
      aria-label={say.openRow(name)}
      search={
        ((now: Record<string, unknown>) => ({
          ...Object.fromEntries(
            Object.entries(now).filter(([key]) => !(LINKED as readonly string[]).includes(key)),
          ),
          ...Object.fromEntries(query),
          // the router's type of search is of every page at once; the server's link is plain text
        })) as never
      }
    >
      <span className="code">{row.code}</span>
      <span>{name}</span>
      {row.record === "facility" && (
        <>
          <span data-column="kind">{kind && titleIn(language, kind)}</span>
          <span data-column="area">
            {row.area ? nameIn(language, row.area) : <span className="quality-quiet">—</span>}
          </span>
        </>
      )}
      {row.value && (
        <span title={daysIn(titleIn(language, row.value), language)}>
          {daysIn(titleIn(language, row.value), language)}
        </span>
      )}
      <Icon name="right" size={14} />
    </Link>
  );
}

/** Which rows are in sight, and some more. */
function useRange(scroller: { readonly current: HTMLElement | null }, count: number) {
  const [range, setRange] = useState({ first: 0, last: 40 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / ROW_PIXELS) - SPARE_ROWS);
      const inSight = Math.ceil((element.clientHeight || 800) / ROW_PIXELS);
      const last = first + inSight + 2 * SPARE_ROWS;
      setRange((now) => (now.first === first && now.last === last ? now : { first, last }));
    };
    read();
    element.addEventListener("scroll", read, { passive: true });
    const resized = new ResizeObserver(read);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", read);
      resized.disconnect();
    };
  }, [scroller]);
  return { first: Math.min(range.first, count), last: Math.min(range.last, count) };
}

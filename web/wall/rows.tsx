import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import "./rows.css";

/** Rows that do not fit stand on further pages, each shown for so long: nobody scrolls a wall. */
const PAGE_MS = 8_000;

/** How many rows stand in each column: what does not fit below goes on beside, out of sight. */
function columnsOf(list: HTMLElement): number[] {
  const counts: number[] = [];
  let left: number | null = null;
  for (const row of list.children) {
    const at = (row as HTMLElement).offsetLeft; // a list holds elements of HTML alone
    if (at !== left) counts.push(0);
    left = at;
    counts[counts.length - 1]! += 1; // there is one by now
  }
  return counts;
}

/** Rows by page, as they were laid out last. */
function usePages(list: { readonly current: HTMLElement | null }) {
  const [pages, setPages] = useState<readonly number[]>([]);
  const measure = useRef(() => {});
  measure.current = () => {
    const counts = list.current ? columnsOf(list.current) : [];
    if (counts.join() !== pages.join()) setPages(counts);
  };
  // what was just drawn may have fewer rows, or higher ones
  useLayoutEffect(() => measure.current());
  useEffect(() => {
    const watch = new ResizeObserver(() => measure.current());
    if (list.current) watch.observe(list.current);
    return () => watch.disconnect();
  }, [list]);
  return pages;
}

/**
 * A list of rows; where not all fit, page by page, and it says which of how many are in sight.
 *
 * @param total  how many there are where more exist than are listed.
 */
export function Rows(props: { total?: number; className?: string; children: ReactNode }) {
  const list = useRef<HTMLOListElement>(null);
  const pages = usePages(list);
  const [turned, setTurned] = useState(0);
  const page = pages.length === 0 ? 0 : turned % pages.length;
  const isTurning = pages.length > 1;
  useEffect(() => {
    if (!isTurning) return;
    const timer = setInterval(() => setTurned((now) => now + 1), PAGE_MS);
    return () => clearInterval(timer);
  }, [isTurning]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other pages stand elsewhere
  useLayoutEffect(() => {
    const shown = list.current;
    if (shown) shown.scrollLeft = page * shown.clientWidth;
  }, [page, pages]);
  const listed = pages.reduce((sum, count) => sum + count, 0);
  const before = pages.slice(0, page).reduce((sum, count) => sum + count, 0);
  const all = props.total ?? listed;
  return (
    <>
      <ol className={`wall-rows ${props.className ?? ""}`} ref={list}>
        {props.children}
      </ol>
      {(isTurning || all > listed) && listed > 0 && (
        <p className="wall-page">{`${before + 1}–${before + pages[page]!} / ${all}`}</p>
      )}
    </>
  );
}

/** A row of a list with a bar behind its number. */
export function Row(props: {
  mark?: ReactNode;
  title: ReactNode;
  note?: ReactNode;
  value?: ReactNode;
  unit?: string;
  /** Of the greatest, from 0 to 1. */
  share?: number;
  tone?: "warn" | "good" | "quiet" | undefined;
}) {
  return (
    <li className="wall-row" data-tone={props.tone}>
      {props.mark !== undefined && <span className="wall-mark">{props.mark}</span>}
      <span className="wall-row-title">
        <strong>{props.title}</strong>
        {props.note && <small>{props.note}</small>}
      </span>
      {props.value !== undefined && (
        <span className="wall-row-value">
          {props.value}
          {props.unit && <small>{props.unit}</small>}
        </span>
      )}
      {props.share !== undefined && (
        <i style={{ inlineSize: `${Math.max(1.5, 100 * props.share)}%` }} />
      )}
    </li>
  );
}

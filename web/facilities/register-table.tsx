import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLinked, useSetLinked } from "./params.ts";
import type { Facility } from "./queries.ts";
import type { RegisterColumn } from "./register-columns.ts";
import { type Order, ordered, parseOrder } from "./register-order.ts";
import { RegisterRow } from "./register-row.tsx";
import { words } from "./words.ts";

/** Heights of a row and of the head, and the gap between columns; the style sheet sets the same. */
const ROW_PIXELS = 44;
const HEAD_PIXELS = 32;
const GAP_PIXELS = 12;

/** Rows drawn beyond the visible ones on either side. */
const SPARE_ROWS = 8;

/**
 * The lines of the register: only those in sight are drawn, so that thousands scroll as quickly as ten. The line of
 * the record that is selected comes into sight, wherever it was selected.
 *
 * @param isComplete  Whether `items` is all there is; until then the order is the server's.
 * @param pointedId  The facility the pointer is on, on the map.
 */
export function RegisterTable(props: {
  items: readonly Facility[];
  columns: readonly RegisterColumn[];
  total: number;
  selectedId: string | null;
  pointedId: string | null;
  isComplete: boolean;
  onMore: () => void;
  onOpen: (facility: Facility) => void;
  onPoint: (facility: Facility | null) => void;
}) {
  const { items, columns, isComplete, onMore, selectedId, onPoint } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { sort } = useLinked();
  const order = useMemo(
    () =>
      parseOrder(
        sort,
        columns.map(({ name }) => name),
      ),
    [sort, columns],
  );
  const rows = useMemo(
    () => (isComplete ? ordered(items, order, language) : items),
    [items, isComplete, order, language],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useRange(scroller, rows.length);
  const [active, setActive] = useState(0);
  const current = Math.min(active, rows.length - 1);
  const selected = rows.findIndex(({ facilityId }) => facilityId === selectedId);

  // sorting needs every row, so does finding the selected one, and so does scrolling to the end of what is there
  const isSought = order !== null || (selectedId !== null && selected < 0);
  const isWanted = !isComplete && (isSought || last >= rows.length - SPARE_ROWS);
  useEffect(() => {
    if (isWanted) onMore();
  }, [isWanted, onMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are another table, of another height
  useEffect(() => {
    if (selectedId === null || selected < 0) return;
    setActive(selected);
    reveal(scroller.current, selected);
  }, [selectedId, selected, columns]);

  const move = (to: number) => {
    const row = Math.max(0, Math.min(to, rows.length - 1));
    setActive(row);
    onPoint(rows[row] ?? null);
    reveal(scroller.current, row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return; // a head's button has keys of its own
    const page = Math.max(1, last - first - 2 * SPARE_ROWS);
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    const chosen = rows[current];
    if (to !== undefined) move(to);
    else if ((event.key === "Enter" || event.key === " ") && chosen) props.onOpen(chosen);
    else return;
    event.preventDefault();
  };
  const tracks = columns.map(({ leastPixels, share }) => `minmax(${leastPixels}px, ${share}fr)`);
  const leastPixels = columns.reduce((sum, column) => sum + column.leastPixels + GAP_PIXELS, 0);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: only some of the rows are drawn, each in its place */}
      <div
        className="register-rows"
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={say.tableLabel}
        aria-rowcount={props.total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={rows[current] ? `register-${rows[current].facilityId}` : undefined}
        onKeyDown={onKeyDown}
        onBlur={() => onPoint(null)}
        onPointerLeave={() => onPoint(null)}
        style={
          // React's type knows no custom properties
          { "--tracks": tracks.join(" "), "--least": `${leastPixels}px` } as React.CSSProperties
        }
      >
        <TableHead columns={columns} order={order} />
        <div role="presentation" style={{ height: rows.length * ROW_PIXELS }}>
          {rows.slice(first, last).map((facility, index) => (
            <RegisterRow
              key={facility.facilityId}
              facility={facility}
              columns={columns}
              row={first + index}
              top={(first + index) * ROW_PIXELS}
              isActive={first + index === current}
              isSelected={facility.facilityId === selectedId}
              isPointed={facility.facilityId === props.pointedId}
              onPoint={() => onPoint(facility)}
              onOpen={() => {
                setActive(first + index);
                props.onOpen(facility);
              }}
            />
          ))}
        </div>
      </div>
      {!isComplete && (
        <p className="register-more" role="status">
          {say.shownOf(formatCount(rows.length, language), formatCount(props.total, language))}
        </p>
      )}
    </>
  );
}

function TableHead(props: { columns: readonly RegisterColumn[]; order: Order | null }) {
  const { order } = props;
  const say = useWords(words);
  const language = useLanguage();
  const set = useSetLinked();
  return (
    // biome-ignore lint/a11y/useSemanticElements: the table is a grid of its own
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons are
    <div className="register-head" role="row">
      {props.columns.map(({ name, title, isNumber }) => {
        const isOn = order?.column === name;
        const next = !isOn ? name : order.isDescending ? undefined : `-${name}`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: the table is a grid of its own
          // biome-ignore lint/a11y/useFocusableInteractive: its button is
          <div
            key={name}
            role="columnheader"
            data-column={name}
            data-number={isNumber || undefined}
            aria-sort={isOn ? (order.isDescending ? "descending" : "ascending") : undefined}
          >
            <button
              type="button"
              aria-pressed={isOn}
              aria-label={say.sortBy(titleIn(language, title))}
              onClick={() => set({ sort: next })}
            >
              {titleIn(language, title)}
              {isOn && <Icon name={order.isDescending ? "down" : "up"} size={12} />}
            </button>
          </div>
        );
      })}
    </div>
  );
}

function reveal(scroller: HTMLElement | null, row: number) {
  if (!scroller) return;
  const top = row * ROW_PIXELS;
  const bottom = top + ROW_PIXELS + HEAD_PIXELS - scroller.clientHeight;
  if (scroller.scrollTop > top) scroller.scrollTop = top;
  else if (scroller.scrollTop < bottom) scroller.scrollTop = bottom;
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

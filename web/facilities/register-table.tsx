import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Stars } from "../ui/figure.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { type Language, nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { LayerMark } from "./kind-mark.tsx";
import { useLinked, useSetLinked } from "./params.ts";
import type { Facility } from "./queries.ts";
import { type Order, ordered, parseOrder, SORTED_COLUMNS } from "./register-order.ts";
import { STATUS_TITLES, words } from "./words.ts";

/** Height of a row; the style sheet sets the same. */
const ROW_PIXELS = 44;

/** Rows drawn beyond the visible ones on either side. */
const SPARE_ROWS = 8;

/**
 * The lines of the register: only those in sight are drawn, so that thousands scroll as quickly as ten.
 *
 * @param isComplete  Whether `items` is all there is; until then the order is the server's.
 */
export function RegisterTable(props: {
  items: readonly Facility[];
  total: number;
  selectedId: string | null;
  isComplete: boolean;
  onMore: () => void;
  onOpen: (facility: Facility) => void;
}) {
  const { items, isComplete, onMore } = props;
  const say = useWords(words);
  const language = useLanguage();
  const order = parseOrder(useLinked().sort);
  const rows = useMemo(
    () => (isComplete ? ordered(items, order, language) : items),
    [items, isComplete, order, language],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useRange(scroller, rows.length);
  const [active, setActive] = useState(0);
  const current = Math.min(active, rows.length - 1);

  // sorting needs every row, and so does scrolling to the end of what is there
  const isWanted = !isComplete && (order !== null || last >= rows.length - SPARE_ROWS);
  useEffect(() => {
    if (isWanted) onMore();
  }, [isWanted, onMore]);

  const move = (to: number) => {
    const row = Math.max(0, Math.min(to, rows.length - 1));
    setActive(row);
    reveal(scroller.current, row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
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

  return (
    <>
      <TableHead order={order} />
      <div
        className="register-rows"
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label={say.tableLabel}
        aria-activedescendant={rows[current] ? `register-${rows[current].facilityId}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.length * ROW_PIXELS }}>
          {rows.slice(first, last).map((facility, index) => (
            <Row
              key={facility.facilityId}
              facility={facility}
              row={first + index}
              total={props.total}
              isActive={first + index === current}
              isSelected={facility.facilityId === props.selectedId}
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

function TableHead({ order }: { order: Order | null }) {
  const say = useWords(words);
  const set = useSetLinked();
  return (
    <div className="register-head">
      {SORTED_COLUMNS.map((column) => {
        const isOn = order?.column === column;
        const next = !isOn ? column : order.isDescending ? undefined : `-${column}`;
        return (
          <button
            key={column}
            type="button"
            data-column={column}
            aria-pressed={isOn}
            aria-label={say.sortBy(say[column])}
            onClick={() => set({ sort: next })}
          >
            {say[column]}
            {isOn && <Icon name={order.isDescending ? "down" : "up"} size={12} />}
          </button>
        );
      })}
    </div>
  );
}

function Row(props: {
  facility: Facility;
  row: number;
  total: number;
  isActive: boolean;
  isSelected: boolean;
  onOpen: () => void;
}) {
  const { facility, row } = props;
  const language = useLanguage();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the list
    <div
      id={`register-${facility.facilityId}`}
      className="register-row"
      role="option"
      tabIndex={-1}
      aria-selected={props.isSelected}
      aria-posinset={row + 1}
      aria-setsize={props.total}
      data-active={props.isActive || undefined}
      style={{ top: row * ROW_PIXELS }}
      onClick={props.onOpen}
    >
      <LayerMark layerId={facility.layerId} state={facility.status} />
      <span className="register-name">
        {nameIn(language, facility)}
        <small>{facility.address ?? ""}</small>
      </span>
      <span className="code">{facility.code}</span>
      <span>{statusIn(language, facility.status)}</span>
      <span>
        {facility.stars === null ? (
          <span className="unknown">—</span>
        ) : (
          <Stars count={facility.stars} />
        )}
      </span>
    </div>
  );
}

const statusIn = (language: Language, status: string) => {
  const title = STATUS_TITLES[status];
  return title ? titleIn(language, title) : status;
};

function reveal(scroller: HTMLElement | null, row: number) {
  if (!scroller) return;
  const top = row * ROW_PIXELS;
  const bottom = top + ROW_PIXELS - scroller.clientHeight;
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

import { useEffect, useId, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, IconButton } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText, formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import {
  FACETS,
  type Facet,
  type ListLinked,
  MARKS,
  NONE,
  toggled,
  useSetListLinked,
  valuesOf,
} from "./list-params.ts";
import type { CaseList } from "./list-queries.ts";
import type { TitleOf } from "./list-titles.ts";
import { listWords } from "./list-words.ts";

type Counts = CaseList["counts"];
type Counted = { readonly value: string; readonly count: number };

/** Values beyond these wait behind a button. */
const SHORT = 8;
/** Facets that are open before one is used. */
const OPEN_AT_FIRST: readonly string[] = ["state", "due", "unit", "category", "area"];
/** Values in an order of their own; the others by count. */
const ORDERED: { readonly [param: string]: readonly string[] | undefined } = {
  state: [
    "registered",
    "assigned",
    "accepted",
    "on-site",
    "handled",
    "replied",
    "in-review",
    "in-recheck",
    "settled",
    "reviewed",
    "concluded",
    "refused",
    "transferred",
    "merged",
    "recorded",
  ],
  due: ["late-3", "late", "soon", "on-time", "none"],
  importance: ["urgent", "important", "ordinary"],
  satisfaction: ["satisfied", "fair", "dissatisfied", "not-asked", NONE],
};

/** What one can choose by, each value with how many it would give; a drawer on a telephone. */
export function ListFacets(props: {
  linked: ListLinked;
  counts: Counts | undefined;
  /** Whether the counts are of what the link asks, and not of what it asked before. */
  isSettled: boolean;
  titleOf: TitleOf;
  total: number | undefined;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { linked, counts, titleOf, isOpen, onClose } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  useEffect(() => {
    if (!isOpen) return;
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // the page stays
      onClose();
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, [isOpen, onClose]);
  return (
    <>
      {isOpen && <div className="cases-veil" aria-hidden="true" onClick={onClose} />}
      <aside className="cases-facets" aria-label={say.filters} data-print="hide">
        <header className="cases-drawer-head">
          <h2>{say.filters}</h2>
          <IconButton icon="close" label={say.close} tip="left" onPress={onClose} />
        </header>
        <Days linked={linked} />
        {counts &&
          FACETS.map((facet) => (
            <FacetSection
              key={facet.param}
              facet={facet}
              linked={linked}
              counts={counts[facet.facet] ?? []}
              isSettled={props.isSettled}
              titleOf={titleOf}
            />
          ))}
        {counts && <Marks linked={linked} counts={counts} />}
        <footer className="cases-drawer-foot">
          <button type="button" className="button button-main" onClick={onClose}>
            {say.showCount(formatCount(props.total ?? 0, language))}
          </button>
        </footer>
      </aside>
    </>
  );
}

function FacetSection(props: {
  facet: Facet;
  linked: ListLinked;
  counts: Counts[string];
  isSettled: boolean;
  titleOf: TitleOf;
}) {
  const { facet, linked, titleOf } = props;
  const { param } = facet;
  const say = useWords(listWords);
  const set = useSetListLinked();
  const [isLong, setLong] = useState(false);
  const chosen = valuesOf(linked, param);
  const counted = useSteadyOrder(
    param,
    props.counts.map(({ value, count }) => ({
      value: value === null ? NONE : String(value),
      count,
    })),
    chosen,
    `${props.isSettled} ${JSON.stringify(linked)}`,
  );
  // one value that nobody chose leaves nothing to choose
  if (counted.length < 2 && chosen.length === 0) return null;
  const shown = isLong
    ? counted
    : counted.filter(({ value }, index) => index < SHORT || chosen.includes(value));
  const hidden = counted.length - shown.length;
  return (
    <details
      className="cases-facet"
      open={OPEN_AT_FIRST.includes(param) || chosen.length > 0 || undefined}
    >
      <summary>
        {say.facet(param)}
        {chosen.length > 0 && <small>{chosen.length}</small>}
        <Icon name="down" size={12} />
      </summary>
      <ul>
        {shown.map(({ value, count }) => (
          <Value
            key={value}
            title={titleOf(param, value)}
            count={count}
            isOn={chosen.includes(value)}
            onPress={() => set(toggled(linked, param, value), true)}
          />
        ))}
      </ul>
      {(hidden > 0 || (isLong && counted.length > SHORT)) && (
        <button type="button" className="cases-more" onClick={() => setLong(!isLong)}>
          {isLong ? say.fewer : say.more(hidden)}
        </button>
      )}
    </details>
  );
}

/** Values by count, in the order they had when one last chose: news count on without moving what one reads. */
function useSteadyOrder(
  param: string,
  counted: readonly Counted[],
  chosen: readonly string[],
  question: string,
): readonly Counted[] {
  const held = useRef<{ question: string; order: readonly string[] }>({ question: "", order: [] });
  const fixed = ORDERED[param];
  const countOf = new Map(counted.map(({ value, count }) => [value, count]));
  const values = [...new Set([...countOf.keys(), ...chosen])];
  const rank = (order: readonly string[], value: string) => {
    const index = order.indexOf(value);
    return index < 0 ? order.length : index;
  };
  if (!fixed && (held.current.question !== question || held.current.order.length === 0)) {
    const byCount = [...values].sort((a, b) => (countOf.get(b) ?? 0) - (countOf.get(a) ?? 0));
    held.current = { question, order: byCount };
  }
  const order = fixed ?? held.current.order;
  return values
    .sort((a, b) => rank(order, a) - rank(order, b))
    .map((value) => ({ value, count: countOf.get(value) ?? 0 }));
}

function Value(props: { title: string; count: number; isOn: boolean; onPress: () => void }) {
  const language = useLanguage();
  const { title, count, isOn } = props;
  return (
    <li>
      <label className="cases-value" data-zero={count === 0 || undefined}>
        <input type="checkbox" checked={isOn} onChange={props.onPress} />
        <span title={title}>{title}</span>
        <small>{formatCount(count, language)}</small>
      </label>
    </li>
  );
}

function Marks({ linked, counts }: { linked: ListLinked; counts: Counts }) {
  const say = useWords(listWords);
  const set = useSetListLinked();
  return (
    <details
      className="cases-facet"
      open={MARKS.some(({ param }) => linked[param] !== undefined) || undefined}
    >
      <summary>
        {say.marks}
        <Icon name="down" size={12} />
      </summary>
      <ul>
        {MARKS.map(({ param, facet, value }) => (
          <Value
            key={param}
            title={say.mark(param, value)}
            count={counts[facet]?.find((one) => String(one.value) === value)?.count ?? 0}
            isOn={linked[param] === value}
            onPress={() => set({ [param]: linked[param] === value ? undefined : value }, true)}
          />
        ))}
      </ul>
    </details>
  );
}

/** Days of receipt: two fields, and the usual spans. */
function Days({ linked }: { linked: ListLinked }) {
  const say = useWords(listWords);
  const set = useSetListLinked();
  const { today } = useView().view.district;
  const spans = [
    { title: say.lastDays(7), since: addDays(today, -6) },
    { title: say.lastDays(30), since: addDays(today, -29) },
    { title: say.thisYear, since: `${today.slice(0, 4)}-01-01` },
  ];
  return (
    <fieldset className="cases-days">
      <legend>{say.days}</legend>
      <Day label={say.since} day={linked.since} onChange={(since) => set({ since }, true)} />
      <Day label={say.until} day={linked.until} onChange={(until) => set({ until }, true)} />
      <div>
        {spans.map(({ title, since }) => {
          const isOn = linked.since === since && linked.until === undefined;
          return (
            <Button
              key={since}
              isQuiet
              isPressed={isOn}
              onPress={() => set({ since: isOn ? undefined : since, until: undefined }, true)}
            >
              {title}
            </Button>
          );
        })}
      </div>
    </fieldset>
  );
}

function Day(props: {
  label: string;
  day: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  const { label, day = "", onChange } = props;
  const id = useId();
  const [text, setText] = useState(day);
  useEffect(() => setText(day), [day]);
  return (
    <div className="cases-day">
      <label htmlFor={id}>{label}</label>
      <DayInput
        id={id}
        text={text}
        onChange={(written) => {
          setText(written);
          const read = dayOfText(written);
          if (written.trim() === "") onChange(undefined);
          else if (read !== null && read !== day) onChange(read);
        }}
      />
    </div>
  );
}

import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useView } from "../map/view.ts";
import { dateFormat } from "../ui/formatters.ts";
import { type Language, useLanguage, useWords } from "../ui/language.ts";
import { timeLeft } from "./list-due.ts";
import { WITHOUT_LIST } from "./list-params.ts";
import type { CaseLine } from "./list-queries.ts";
import type { TitleOf } from "./list-titles.ts";
import { listWords } from "./list-words.ts";

type RowProps = {
  line: CaseLine;
  /** Its place in the table, the head being 1. */
  row: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  now: number;
  /** What is searched for, marked where it stands. */
  words: string;
  titleOf: TitleOf;
  isActive: boolean;
  /** Whether the tab key leads to it while no line is the active one. */
  isFirst: boolean;
  isPointed: boolean;
  /** Whether all of what was said is shown. */
  isOpen: boolean;
  onPoint: ((line: CaseLine | null) => void) | undefined;
  onActive: () => void;
};

/** A complaint in a line; on a telephone a card. */
export const ListRow = memo(
  function ListRow(props: RowProps) {
    const { line, titleOf, words } = props;
    const say = useWords(listWords);
    const { complaintId, unitId } = line;
    return (
      <tr
        id={`case-${complaintId}`}
        aria-rowindex={props.row}
        data-id={complaintId}
        data-active={props.isActive || undefined}
        data-pointed={props.isPointed || undefined}
        data-open={props.isOpen || undefined}
        onPointerEnter={() => props.onPoint?.(line)}
        onFocus={props.onActive}
      >
        <td className="cases-number">
          <Link
            to={`/complaints/${complaintId}`}
            tabIndex={props.isActive || props.isFirst ? 0 : -1}
            // the router's type of search is of every page at once
            search={((now: object) => ({ ...now, ...WITHOUT_LIST })) as never}
          >
            <Marked text={line.number} words={words} />
          </Link>
        </td>
        <td className="cases-state">
          <span className="cases-status" data-state={line.state}>
            {titleOf("state", line.state)}
          </span>
          {line.importance !== "ordinary" && (
            <em data-importance={line.importance}>{titleOf("importance", line.importance)}</em>
          )}
        </td>
        <td className="cases-category">
          {line.category === null ? say.uncategorised : titleOf("category", line.category)}
        </td>
        <td className="cases-text">
          <div title={props.isOpen ? undefined : line.text}>
            <Badges line={line} />
            <Marked text={line.text} words={words} />
          </div>
        </td>
        <td className="cases-place">
          <Place line={line} words={words} titleOf={titleOf} />
        </td>
        <td className="cases-unit" data-none={unitId === null || undefined}>
          <div>{called(titleOf, "unit", unitId, line.unit) ?? say.noUnit}</div>
        </td>
        <td className="cases-received">
          <Moment at={line.receivedAt} />
        </td>
        <td className="cases-due">
          <Due line={line} now={props.now} titleOf={titleOf} />
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.line === after.line &&
    before.now === after.now &&
    before.row === after.row &&
    before.words === after.words &&
    before.titleOf === after.titleOf &&
    before.isActive === after.isActive &&
    before.isFirst === after.isFirst &&
    before.isPointed === after.isPointed &&
    before.isOpen === after.isOpen,
);

function Badges({ line }: { line: CaseLine }) {
  const say = useWords(listWords);
  const badges: readonly (readonly [string, boolean, ReactNode])[] = [
    ["confidential", line.isConfidential, say.isConfidential],
    ["supervised", line.isSupervised, say.supervised],
    ["reopened", line.reopened > 0, say.reopened(line.reopened)],
    ["duplicates", line.duplicates > 0, say.duplicates(line.duplicates)],
    ["merged", line.isDuplicate && line.state !== "merged", say.merged],
  ];
  return badges.map(
    ([name, isOn, words]) =>
      isOn && (
        <span key={name} className="cases-badge" data-mark={name}>
          {words}
        </span>
      ),
  );
}

/** What one reads it as; what is not among the names of today is called as the register has it. */
function called(titleOf: TitleOf, param: "unit" | "area", id: string | null, name: string | null) {
  if (id === null) return name;
  const title = titleOf(param, id);
  return title === id ? name : title;
}

function Place(props: { line: CaseLine; words: string; titleOf: TitleOf }) {
  const { line, words, titleOf } = props;
  const say = useWords(listWords);
  const { areaId, street, address, position } = line;
  const area = called(titleOf, "area", areaId, line.area);
  const told = address ?? street;
  if (area === null && told === null)
    return (
      <div className="cases-quiet">
        {position ? position.map((degrees) => degrees.toFixed(4)).join(", ") : say.noPlace}
      </div>
    );
  return (
    <div title={[area, told].filter(Boolean).join(" · ")}>
      {area}
      {area && told && " · "}
      {told && <Marked text={told} words={words} />}
    </div>
  );
}

/** What is due and how much time is left, late ones in words; of a settled case when it was settled. */
function Due(props: { line: CaseLine; now: number; titleOf: TitleOf }) {
  const { line, now, titleOf } = props;
  const say = useWords(listWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const { dueAt, dueStep, dueStatus, settledAt } = line;
  if (dueAt === null || dueStep === null)
    return (
      <span className="cases-quiet">
        {settledAt ? say.settledOn(dayIn(settledAt, timeZone, language)) : say.noTerm}
      </span>
    );
  const { isLate, count, unit } = timeLeft(dueAt, now);
  const words = isLate ? say.late(String(count), unit) : say.left(String(count), unit);
  return (
    <time
      dateTime={dueAt}
      title={momentIn(dueAt, timeZone, language)}
      data-due={isLate ? "late" : dueStatus}
    >
      <b>{words}</b>
      <small>
        {titleOf("dueStep", dueStep)}
        {dueStatus === "late-3" && ` · ${titleOf("due", "late-3")}`}
      </small>
    </time>
  );
}

function Moment({ at }: { at: string }) {
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const time = dateFormat(language, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  return (
    <time dateTime={at} title={momentIn(at, timeZone, language)}>
      {dayIn(at, timeZone, language)} <small>{time.format(new Date(at))}</small>
    </time>
  );
}

const dayIn = (at: string, timeZone: string, language: Language) =>
  dateFormat(language, {
    timeZone,
    year: "numeric",
    month: language === "en" ? "short" : "2-digit",
    day: language === "en" ? "numeric" : "2-digit",
  }).format(new Date(at));
const momentIn = (at: string, timeZone: string, language: Language) =>
  dateFormat(language, { timeZone, dateStyle: "long", timeStyle: "short" }).format(new Date(at));

/** A text with what is searched for marked in it. */
function Marked({ text, words }: { text: string; words: string }) {
  const parts = markedParts(text, words);
  return parts.map(({ start, part, isHit }) => (isHit ? <mark key={start}>{part}</mark> : part));
}

type Part = { readonly start: number; readonly part: string; readonly isHit: boolean };

/** A text cut where one of the words begins or ends. */
export function markedParts(text: string, words: string): readonly Part[] {
  const sought = words.split(/\s+/).filter(Boolean);
  if (sought.length === 0) return [{ start: 0, part: text, isHit: false }];
  const pattern = new RegExp(
    `(${sought.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`,
    "giu",
  );
  let start = 0;
  return text.split(pattern).map((part, index) => {
    const at = { start, part, isHit: index % 2 === 1 };
    start += part.length;
    return at;
  });
}

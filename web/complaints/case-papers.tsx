import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import { photographUrl } from "../api/photograph.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { formatDay } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { usePlaceWords } from "./case-facts.tsx";
import { categoryTitle, titleOf } from "./case-life.ts";
import { CaseMap } from "./case-map.tsx";
import { CaseMarks } from "./case-marks.tsx";
import { type CaseRecord, casePhotographsQuery, type Life, type Unit } from "./case-queries.ts";
import { useDay, useTime } from "./case-time.ts";
import { CaseTimeline, useEntries } from "./case-timeline.tsx";
import { words } from "./case-words.ts";
import "./case-papers.css";

/** A named page of a style sheet would say the same, but Chromium prints the first page by the unnamed one. */
const UPRIGHT = "@page { size: A4 portrait; margin: 16mm 18mm; }";

/** A paper over the page, as it comes out of the printer. */
function Paper(props: { title: string; hint?: string; onClose: () => void; children: ReactNode }) {
  const say = useWords(words);
  const { onClose } = props;
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // the paper is put away, and not the page
      event.stopPropagation();
      onClose();
    };
    document.addEventListener("keydown", heard, true);
    return () => document.removeEventListener("keydown", heard, true);
  }, [onClose]);
  return createPortal(
    <div className="case-paper" data-theme="light">
      <style>{UPRIGHT}</style>
      <header>
        <Button icon="left" isQuiet onPress={onClose}>
          {say.back}
        </Button>
        <small>{props.hint}</small>
        <button type="button" className="button button-main" onClick={() => print()}>
          {say.print}
        </button>
      </header>
      <article aria-label={props.title}>{props.children}</article>
    </div>,
    document.body,
  );
}

/** The last thing that was said with a step of this kind. */
const lastWords = ({ events }: CaseRecord, action: string) =>
  events.findLast((event) => event.action === action && typeof event.data.words === "string")?.data
    .words as string | undefined;

/** 答复函: what was complained of and what was done, in words that can be changed before they are printed. */
export function CaseLetter(props: { record: CaseRecord; life: Life; onClose: () => void }) {
  const { record, life } = props;
  const say = useWords(words);
  const language = useLanguage();
  const day = useDay();
  const { district } = useView().view;
  const name = nameIn(language, district);
  const text = say.letterBody({
    received: day(record.receivedAt),
    channel: titleOf(language, life.channels, record.channel),
    text: record.text || categoryTitle(language, life, record.category),
    number: record.number,
    unit: record.unit ? nameIn(language, record.unit) : say.letterNoUnit,
    result: lastWords(record, "report") ?? say.letterNoResult,
    settled: record.settledAt && day(record.settledAt),
  });
  return (
    <Paper title={say.letterTitle} hint={say.letterHint} onClose={props.onClose}>
      <div className="case-letterhead">
        <p>{name}</p>
        <h1>{say.letterTitle}</h1>
        <p>
          {say.number} {record.number}
        </p>
      </div>
      {/* plain text that one writes in: a textarea does not break across printed pages */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        className="case-letter-text"
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={say.letter}
        contentEditable="plaintext-only"
        suppressContentEditableWarning
      >
        {text}
      </div>
      <p className="case-signature">
        {name}
        <br />
        {formatDay(district.today, language)}
      </p>
      {district.isDemo && <DemoBadge />}
    </Paper>
  );
}

/** One page for the file: what it is, where, what happened, what it looked like. */
export function CaseSheet(props: {
  record: CaseRecord;
  life: Life;
  units: readonly Unit[];
  onClose: () => void;
}) {
  const { record, life } = props;
  const say = useWords(words);
  const language = useLanguage();
  const time = useTime();
  const placeOf = usePlaceWords();
  const entriesOf = useEntries();
  const { district } = useView().view;
  const { districtId } = district;
  const photographs = useQuery(
    casePhotographsQuery({ districtId, complaintId: record.complaintId }),
  ).data;
  const facts: [string, string][] = [
    [say.number, record.number],
    [say.state, titleOf(language, life.states, record.state)],
    [say.category, categoryTitle(language, life, record.category)],
    [say.channel, titleOf(language, life.channels, record.channel)],
    [say.received, time(record.receivedAt)],
    [say.unit, record.unit ? nameIn(language, record.unit) : say.noUnit],
  ];
  const pictures = (["before", "after"] as const).flatMap((when) =>
    (photographs?.[when] ?? []).slice(0, 2).map((one) => ({ ...one, when })),
  );
  return (
    <Paper title={say.sheetTitle} onClose={props.onClose}>
      <div className="case-letterhead">
        <p>{nameIn(language, district)}</p>
        <h1>{say.sheetTitle}</h1>
        {district.isDemo && <DemoBadge />}
      </div>
      <table className="case-sheet-facts">
        <tbody>
          {[0, 2, 4].map((first) => (
            <tr key={first}>
              {facts.slice(first, first + 2).map(([title, value]) => [
                <th key={title} scope="row">
                  {title}
                </th>,
                <td key={`${title} value`}>{value}</td>,
              ])}
            </tr>
          ))}
          <tr>
            <th scope="row">{say.place}</th>
            <td colSpan={3}>{placeOf(record)}</td>
          </tr>
          <tr>
            <th scope="row">{say.said}</th>
            <td colSpan={3}>{record.text || say.noText}</td>
          </tr>
        </tbody>
      </table>
      <CaseMarks record={record} life={life} />
      {record.position && (
        <CaseMap flavor="light" position={[record.position[0]!, record.position[1]!]} />
      )}
      {pictures.length > 0 && (
        <div className="case-sheet-pictures">
          {pictures.map((one) => (
            <figure key={`${one.when} ${one.photographId}`}>
              <img src={photographUrl(districtId, one.photographId, "full")} alt={one.caption} />
              <figcaption>
                {say[one.when]} {one.caption}
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      <h2>{say.timeline}</h2>
      <CaseTimeline entries={entriesOf(record, life, props.units, photographs)} />
    </Paper>
  );
}

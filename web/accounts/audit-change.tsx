import { useState } from "react";
import { distanceMeters, type LngLat } from "../map/geometry.ts";
import { formatCount, formatDay, formatLength, isDay } from "../ui/format.ts";
import { dateFormat, numberFormat } from "../ui/formatters.ts";
import { type Language, nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { AuditChoices, Entry, NamedArea } from "./audit-queries.ts";
import { auditWords } from "./audit-words.ts";

/** What the values of entries are said with. */
export type Speech = {
  readonly fields: AuditChoices["fields"];
  readonly areas: readonly NamedArea[];
  readonly timeZone: string;
};

/** Fields that stand there at once; the others follow a click. */
const SHOWN_FIELDS = 6;

/** Whose a role is stands beside the change: it is what the entry is about. */
const HOLDER: readonly string[] = ["accountId", "loginName"];

/** What a record was and became, field by field; the reason last, as somebody wrote it. */
export function Change({ entry, speech }: { entry: Entry; speech: Speech }) {
  const say = useWords(auditWords);
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const note = entry.after?.note;
  const names = namesOf(entry, Object.keys(speech.fields));
  const hidden = names.length > SHOWN_FIELDS + 1 ? names.length - SHOWN_FIELDS : 0;
  const titleOf = (name: string) => {
    const known = speech.fields[name];
    return known ? titleIn(language, known.title) : name;
  };
  return (
    <>
      {names.length > 0 && (
        <dl className="audit-change">
          {names.map((name, index) => {
            const isMore = hidden > 0 && index >= SHOWN_FIELDS && !isWhole;
            return (
              <div key={name} data-more={isMore || undefined}>
                <dt>{titleOf(name)}</dt>
                <dd>
                  <Values name={name} entry={entry} speech={speech} />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {hidden > 0 && (
        <button
          type="button"
          className="audit-more"
          data-print="hide"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? say.fewer : say.others(formatCount(hidden, language))}
        </button>
      )}
      {typeof note === "string" && note !== "" && (
        <p className="audit-note">
          <small>{say.note}</small> {note}
        </p>
      )}
    </>
  );
}

/** The fields to be shown, in the order of their titles; what a new or removed record does not say is no field. */
function namesOf({ record, before, after }: Entry, order: readonly string[]): string[] {
  const place = (name: string) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  const isSaid = (name: string) =>
    (before && after) || name === "areaIds" || ((before ?? after)?.[name] ?? "") !== "";
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((name) => name !== "note" && isSaid(name))
    .filter((name) => record !== "role_grant" || !HOLDER.includes(name))
    .sort((one, other) => place(one) - place(other));
}

/** Old → new where there are both; one value for what is new or gone. */
function Values({ name, entry, speech }: { name: string; entry: Entry; speech: Speech }) {
  const { before, after } = entry;
  const say = useWords(auditWords);
  const language = useLanguage();
  const [was, is] = [before?.[name], after?.[name]];
  const inWords = (value: unknown) => valueWords(name, value, speech, language, say);
  if (was === PERSONAL_VALUE || is === PERSONAL_VALUE)
    return <span className="audit-quiet">{say.personal}</span>;
  if (!before) return <ins>{inWords(is)}</ins>;
  if (!after) return <del>{inWords(was)}</del>;
  const [from, to] = [toPosition(was), toPosition(is)];
  return (
    <>
      <del>{inWords(was)}</del>
      <span className="audit-arrow" aria-hidden="true">
        →
      </span>
      <span className="visually-hidden">{say.became}</span>
      <ins>{inWords(is)}</ins>
      {name === "position" && from && to && (
        <small className="audit-quiet">
          {say.moved(formatLength(distanceMeters(from, to), language))}
        </small>
      )}
    </>
  );
}

/** What a field about a person says instead of its value. */
const PERSONAL_VALUE = "changed";
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

function toPosition(value: unknown): LngLat | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [lng, lat] = value;
  return typeof lng === "number" && typeof lat === "number" ? [lng, lat] : null;
}

/** Decimals of a degree that tell a decimeter. */
const DEGREE_DECIMALS = 6;

function valueWords(
  name: string,
  value: unknown,
  speech: Speech,
  language: Language,
  say: (typeof auditWords)["zh-CN"],
): string {
  if (name === "areaIds" && value === null) return say.whole;
  if (value === null || value === undefined || value === "") return say.empty;
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (typeof value === "number")
    return numberFormat(language, { maximumFractionDigits: 6 }).format(value);
  const position = name === "position" ? toPosition(value) : null;
  if (position) return position.map((degrees) => degrees.toFixed(DEGREE_DECIMALS)).join(", ");
  if (Array.isArray(value)) {
    const words = value.map((one) => valueWords(name, one, speech, language, say));
    return words.length > 0 ? words.join(language === "en" ? ", " : "、") : say.empty;
  }
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  const title = speech.fields[name]?.values?.[text];
  if (title) return titleIn(language, title);
  const area = name === "areaIds" && speech.areas.find(({ areaId }) => areaId === text);
  if (area) return nameIn(language, area);
  if (isDay(text)) return formatDay(text, language);
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text)))
    return dateFormat(language, {
      dateStyle: "medium",
      timeStyle: "medium",
      timeZone: speech.timeZone,
    }).format(new Date(text));
  return text;
}

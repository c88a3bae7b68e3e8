import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { type Corrected, correctedOf } from "./case-corrected.ts";
import { Inside } from "./case-facts.tsx";
import { actionTitle, titleOf } from "./case-life.ts";
import type { CaseEvent, CasePhotographs, CaseRecord, Life, Unit } from "./case-queries.ts";
import { useTime } from "./case-time.ts";
import { words } from "./case-words.ts";

/** One line of what happened. */
type Entry = {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  readonly who: string;
  readonly facts: readonly string[];
  readonly quotes: readonly string[];
  readonly corrected: readonly Corrected[];
  readonly into: string | null;
};

/** Fields of an event that are said as they were written. */
const QUOTED = ["reason", "words", "minutes", "to", "text"];

/** What happened to a complaint in words, its photographs among it, oldest first. */
export function useEntries() {
  const say = useWords(words);
  const language = useLanguage();

  return (
    record: CaseRecord,
    life: Life,
    units: readonly Unit[],
    photographs: CasePhotographs | undefined,
  ): Entry[] => {
    const unitName = (id: unknown) => {
      const unit = units.find(({ unitId }) => unitId === id);
      return unit ? nameIn(language, unit) : null;
    };
    const factsOf = ({ action, data }: CaseEvent): string[] => {
      if (action === "register" || action === "correct") return [];
      if (action === "name-confidant")
        return [
          data.isNamed ? say.named(String(data.confidant)) : say.unnamed(String(data.confidant)),
        ];
      const coded = (name: string, list: Parameters<typeof titleOf>[1]) =>
        typeof data[name] === "string" ? titleOf(language, list, data[name]) : null;
      return [
        unitName(data.unitId),
        data.isByRule === true ? say.byRule : null,
        coded("mark", life.marks),
        coded("way", life.ways),
        coded("outcome", life.outcomes),
        typeof data.isResolved === "boolean"
          ? data.isResolved
            ? say.resolved
            : say.notResolved
          : null,
        coded("satisfaction", life.satisfactions),
        typeof data.isUpheld === "boolean" ? (data.isUpheld ? say.upheld : say.notUpheld) : null,
        typeof data.days === "number" ? say.days(data.days) : null,
        typeof data.term === "string" ? data.term : null,
      ].filter((one) => one !== null);
    };
    const correctedIn = ({ data: { was, ...now } }: CaseEvent) =>
      correctedOf(language, { record, life }, now, typeof was === "object" ? { ...was } : null);
    const events = record.events.map((event): Entry => {
      const unit = unitName(event.unitId);
      return {
        key: String(event.sequence),
        at: event.at,
        what: actionTitle(language, life, event.action),
        who: event.actor + (unit ? say.forUnit(unit) : ""),
        facts: factsOf(event),
        quotes:
          event.action === "correct"
            ? []
            : QUOTED.flatMap((name) =>
                typeof event.data[name] === "string" ? [event.data[name]] : [],
              ),
        corrected: event.action === "correct" ? correctedIn(event) : [],
        into: typeof event.data.into === "string" ? event.data.into : null,
      };
    });
    const added = {
      before: say.photographBefore,
      after: say.photographAfter,
      minutes: say.photographMinutes,
    };
    const pictures = (["before", "after", "minutes"] as const).flatMap((part) =>
      (photographs?.[part] ?? []).map(
        (one): Entry => ({
          key: `${part} ${one.photographId}`,
          at: one.addedAt,
          what: added[part],
          who: one.addedBy,
          facts: one.caption ? [one.caption] : [],
          ...{ quotes: [], corrected: [], into: null },
        }),
      ),
    );
    // the server orders events by their sequence: only pictures are put in by time
    return [...events, ...pictures].sort((a, b) => a.at.localeCompare(b.at));
  };
}

/** What happened, who did it and when. */
export function CaseTimeline({ entries }: { entries: readonly Entry[] }) {
  const time = useTime();
  return (
    <ol className="case-timeline">
      {entries.map(({ key, at, what, who, facts, quotes, corrected, into }) => (
        <li key={key}>
          <p>
            <b>{what}</b>
            {facts.length > 0 && <span>{facts.join(" · ")}</span>}
            {into && <Inside to={`/complaints/${into}`}>→</Inside>}
          </p>
          {corrected.length > 0 && (
            <ul className="case-corrected">
              {corrected.map(({ field, title, was, now }) => (
                <li key={field}>
                  <small>{title}</small> {was !== null && <del>{was}</del>}
                  {was !== null && " → "}
                  <ins>{now}</ins>
                </li>
              ))}
            </ul>
          )}
          {quotes.map((quote) => (
            <blockquote key={quote}>{quote}</blockquote>
          ))}
          <small>
            <time dateTime={at}>{time(at)}</time> · {who}
          </small>
        </li>
      ))}
    </ol>
  );
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { Icon } from "../ui/icon.tsx";
import { type Language, nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Change, type Speech } from "./audit-change.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { AUDIT_LINKED } from "./audit-linked.ts";
import { type AuditLinked, NO_FILTER, useAuditLinked } from "./audit-params.ts";
import {
  type AuditChoices,
  auditChoicesQuery,
  auditQuery,
  type Entry,
  UNKNOWN_PERSON,
} from "./audit-queries.ts";
import { auditWords } from "./audit-words.ts";
import "./accounts.css";
import "./audit.css";

/** Who did what in the district, newest first; what is listed is in the link. */
export function AuditPage() {
  const say = useWords(auditWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const linked = useAuditLinked();
  const choices = useQuery(auditChoicesQuery(districtId));
  const pages = useInfiniteQuery(auditQuery(districtId, linked));
  const about = pages.data?.pages[0]?.entries.find(({ subject }) => subject.id === linked.recordId);
  return (
    <div className="audit">
      <AuditFilters
        linked={linked}
        choices={choices.data}
        recordName={about ? nameOf(about, choices.data, language) : null}
      />
      <Answer
        to={pages}
        isEmpty={(data) => data.pages[0]?.total === 0}
        empty={Object.keys(linked).length > 0 ? say.noneSuch : say.none}
      >
        {(data) => (
          <>
            <p data-print="only">
              {nameIn(language, view.district)} ·{" "}
              {askedWords(linked, choices.data, about, language)}
            </p>
            <p className="form-hint" role="status">
              {say.total(formatCount(data.pages[0]?.total ?? 0, language))}
            </p>
            <table className="audit-table">
              <thead>
                <tr>
                  <th scope="col">{say.at}</th>
                  <th scope="col">{say.actor}</th>
                  <th scope="col">{say.done}</th>
                  <th scope="col">{say.change}</th>
                </tr>
              </thead>
              <tbody>
                {data.pages.flatMap(({ entries, areas }) =>
                  entries.map((entry) => (
                    <Row
                      key={entry.entryId}
                      entry={entry}
                      choices={choices.data}
                      speech={{ fields: choices.data?.fields ?? {}, areas, timeZone }}
                    />
                  )),
                )}
              </tbody>
            </table>
            {pages.hasNextPage && (
              <div className="audit-next" data-print="hide">
                <Button
                  onPress={() => void pages.fetchNextPage()}
                  isDisabled={pages.isFetchingNextPage}
                >
                  {pages.isFetchingNextPage ? say.loadingMore : say.more}
                </Button>
              </div>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

/** What was asked for, for paper, which has no filters to look at. */
function askedWords(
  linked: AuditLinked,
  choices: AuditChoices | undefined,
  about: Entry | undefined,
  language: Language,
): string {
  const titled = (list: AuditChoices["actions"] = [], value: string | undefined) => {
    const title = list.find((one) => one.value === value)?.title;
    return title ? titleIn(language, title) : value;
  };
  const { since, until } = linked;
  const { unknownPerson } = auditWords[language];
  const actor = choices?.actors.find(({ value }) => value === linked.actor)?.name ?? linked.actor;
  const days =
    (since || until) &&
    [since, until].map((day) => (day ? formatDay(day, language) : "")).join(" – ");
  return [
    actor === UNKNOWN_PERSON ? unknownPerson : actor,
    titled(choices?.actions, linked.action),
    titled(choices?.records, linked.record),
    about ? nameOf(about, choices, language) : linked.recordId,
    days,
    linked.text && `“${linked.text}”`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function Row(props: { entry: Entry; choices: AuditChoices | undefined; speech: Speech }) {
  const { entry, choices, speech } = props;
  const say = useWords(auditWords);
  const language = useLanguage();
  const at = new Date(entry.at);
  const { timeZone } = speech;
  const format = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(language, { timeZone, ...options }).format(at);
  const title = choices?.actions.find(({ value }) => value === entry.action)?.title;
  const isPerson = entry.via === "session" || entry.via === "token";
  const who = !isPerson
    ? say.via(entry.via)
    : entry.actorName === UNKNOWN_PERSON
      ? say.unknownPerson
      : entry.actorName;
  return (
    <tr>
      <td className="audit-at">
        <time dateTime={entry.at}>
          {format({ dateStyle: "medium" })} <small>{format({ timeStyle: "medium" })}</small>
        </time>
      </td>
      <td className="audit-who">
        {who}
        <small>{[isPerson && say.via(entry.via), entry.address].filter(Boolean).join(" · ")}</small>
      </td>
      <td className="audit-what">
        <strong>{title ? titleIn(language, title) : entry.action}</strong>
        <Record entry={entry} choices={choices} />
      </td>
      <td>
        <Change entry={entry} speech={speech} />
      </td>
    </tr>
  );
}

/** Which record, by its name, with the way to it and to everything about it. */
function Record({ entry, choices }: { entry: Entry; choices: AuditChoices | undefined }) {
  const say = useWords(auditWords);
  const language = useLanguage();
  const { subject, recordCode } = entry;
  const kind = choices?.records.find(({ value }) => value === entry.record)?.title;
  const name = nameOf(entry, choices, language);
  const way = wayTo(subject);
  return (
    <>
      <span className="audit-record">
        {way ? (
          <Link to={way.to} search={way.search as never} title={say.onMap}>
            {name}
          </Link>
        ) : (
          name
        )}
        <small>
          {[kind && titleIn(language, kind), recordCode !== name && recordCode]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </span>
      <Link
        className="audit-about"
        to="."
        // the router's type of search is of every page at once
        search={
          ((now: Readonly<globalThis.Record<string, unknown>>) => ({
            ...now,
            ...NO_FILTER,
            recordId: subject.id,
          })) as never
        }
        data-print="hide"
      >
        <Icon name="history" size={14} />
        {say.allAbout}
      </Link>
    </>
  );
}

/** What a record is called: its own name, the title of a setting, else its id. */
function nameOf(entry: Entry, choices: AuditChoices | undefined, language: Language) {
  const setting = choices?.fields[entry.record]?.values?.[entry.recordId];
  return setting
    ? titleIn(language, setting)
    : (entry.recordName ?? entry.recordCode ?? entry.recordId);
}

type Way = { to: string; search: (now: globalThis.Record<string, unknown>) => unknown };

/** A facility is opened on the map, an account in the administration; what is gone is nowhere. */
function wayTo({ record, id, layerId }: Entry["subject"]): Way | null {
  const without = (now: globalThis.Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(now).filter(([name]) => !(AUDIT_LINKED as readonly string[]).includes(name)),
    );
  if (record === "facility" && layerId)
    return { to: "/", search: (now) => ({ ...without(now), select: `${layerId}:${id}` }) };
  if (record === "account")
    return { to: "/administration", search: (now) => ({ ...without(now), user: id }) };
  return null;
}

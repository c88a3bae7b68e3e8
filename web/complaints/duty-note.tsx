import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Life } from "./case-queries.ts";
import type { Note } from "./duty-queries.ts";
import { momentAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

type Happened = Note["taken"];
type Waiting = Note["late"];

/** What happened in a shift, what is open, and what is late: the same on the screen, in the archive and on paper. */
export function NoteView(props: { note: Note; life: Life; timeZone: string }) {
  const { note, life, timeZone } = props;
  const say = useWords(dutyWords);
  const shown = { life, timeZone };
  return (
    <div className="duty-note">
      <div className="duty-figures">
        <HappenedFigure title={say.taken} of={note.taken} life={life} />
        <HappenedFigure title={say.settled} of={note.settled} life={life} />
        <HappenedFigure title={say.reopened} of={note.reopened} life={life} />
      </div>
      <OpenNow open={note.open} life={life} />
      <WaitingList title={say.late} none={say.lateNone} of={note.late} isLate {...shown} />
      <WaitingList title={say.soon} none={say.soonNone} of={note.soon} {...shown} />
      <Units units={note.units} life={life} />
    </div>
  );
}

function HappenedFigure({ title, of, life }: { title: string; of: Happened; life: Life }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const channelTitle = (id: string | null) => {
    const known = life.channels.find((channel) => channel.id === id);
    return known ? titleIn(language, known.title) : say.unknownChannel;
  };
  return (
    <div className="duty-figure">
      <h3>{title}</h3>
      <p>{formatCount(of.total, language)}</p>
      <small>
        {of.byChannel.map(({ channel, count }) => (
          <span key={channel}>
            {channelTitle(channel)} {formatCount(count, language)}
          </span>
        ))}
        {of.confidential > 0 && (
          <span>{say.confidential(formatCount(of.confidential, language))}</span>
        )}
        {of.total === 0 && <span>{say.channelsNone}</span>}
      </small>
    </div>
  );
}

/** The list of complaints with one condition; the rest of the link stays. */
function ListLink(props: { where: Record<string, string>; children: ReactNode }) {
  return (
    <Link
      to="/complaints"
      // the router's type of search is of every page at once; the link's own is kept
      search={
        (({ district, lang }: Record<string, unknown>) => ({
          ...{ district, lang },
          ...props.where,
        })) as never
      }
    >
      {props.children}
    </Link>
  );
}

function OpenNow({ open, life }: { open: Note["open"]; life: Life }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const stateTitle = (id: string) => {
    const known = life.states.find((state) => state.id === id);
    return known ? titleIn(language, known.title) : id;
  };
  return (
    <section>
      <h3>
        {say.open} <strong>{formatCount(open.total, language)}</strong>
      </h3>
      {open.total === 0 && <p className="duty-quiet">{say.openNone}</p>}
      <ul className="duty-states">
        {open.byState.map(({ state, count }) => (
          <li key={state}>
            <ListLink where={{ state }}>
              {stateTitle(state)} <strong>{formatCount(count, language)}</strong>
            </ListLink>
          </li>
        ))}
        {open.confidential > 0 && (
          <li className="duty-quiet">
            {say.confidential(formatCount(open.confidential, language))}
          </li>
        )}
      </ul>
    </section>
  );
}

function WaitingList(props: {
  title: string;
  none: string;
  of: Waiting;
  life: Life;
  timeZone: string;
  isLate?: boolean;
}) {
  const { of, life, timeZone } = props;
  const say = useWords(dutyWords);
  const language = useLanguage();
  const categories = new Map(
    life.groups.flatMap((group) => group.categories).map(({ id, title }) => [id, title]),
  );
  const titleOf = (id: string | null) => {
    const title = id === null ? undefined : categories.get(id);
    return title ? titleIn(language, title) : (id ?? say.unknown);
  };
  const more = of.total - of.confidential - of.complaints.length;
  return (
    <section>
      <h3>
        {props.title}{" "}
        <strong data-late={(props.isLate && of.total > 0) || undefined}>
          {formatCount(of.total, language)}
        </strong>
      </h3>
      {of.total === 0 && <p className="duty-quiet">{props.none}</p>}
      {of.complaints.length > 0 && (
        <table className="duty-table">
          <thead>
            <tr>
              <th>{say.number}</th>
              <th>{say.category}</th>
              <th>{say.street}</th>
              <th>{say.unit}</th>
              <th>{say.due}</th>
            </tr>
          </thead>
          <tbody>
            {of.complaints.map((one) => (
              <tr key={one.complaintId}>
                <td>
                  <ListLink where={{ complaint: one.complaintId }}>{one.number}</ListLink>
                </td>
                <td>{titleOf(one.category)}</td>
                <td>{one.street ?? say.unknown}</td>
                <td>{one.unit ?? say.none}</td>
                <td>{momentAt(one.dueAt, timeZone, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="duty-quiet">{say.more(formatCount(more, language))}</p>}
      {of.confidential > 0 && (
        <p className="duty-quiet">{say.confidential(formatCount(of.confidential, language))}</p>
      )}
    </section>
  );
}

function Units({ units, life }: { units: Note["units"]; life: Life }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const actionTitle = (action: string) => {
    const title = life.actions[action];
    return title ? titleIn(language, title) : action;
  };
  return (
    <section>
      <h3>{say.units}</h3>
      {units.length === 0 && <p className="duty-quiet">{say.unitsNone}</p>}
      <dl className="duty-units">
        {units.map(({ unitId, name, steps }) => (
          <div key={unitId}>
            <dt>{name ?? say.office}</dt>
            <dd>
              {steps.map(({ action, count }) => (
                <span key={action}>
                  {actionTitle(action)} {formatCount(count, language)}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

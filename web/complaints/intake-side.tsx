import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Stars } from "../ui/figure.tsx";
import { daysBetween, formatLength } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { categoryTitle, titleOf } from "./case-life.ts";
import { lifeQuery } from "./case-queries.ts";
import { useTime } from "./case-time.ts";
import { useNear } from "./intake-near.ts";
import type { Duplicate, Near, NearComplaint } from "./intake-queries.ts";
import { changeDraft, useIntake } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";

const WIDE = matchMedia("(min-width: 1024px)");
const subscribe = (changed: () => void) => {
  WIDE.addEventListener("change", changed);
  return () => WIDE.removeEventListener("change", changed);
};

/** Whether there is room for the list beside the form; otherwise it is in the form. */
export const useIsWide = () => useSyncExternalStore(subscribe, () => WIDE.matches);

/** What may be the same matter, what is around, who called before, and what stands there. */
export function NearList() {
  const say = useWords(intakeWords);
  const { near, isEnabled } = useNear();
  if (!isEnabled) return <p className="intake-hint">{say.waiting}</p>;
  return <Answer to={near}>{(data) => <Known data={data} />}</Answer>;
}

function Known({ data }: { data: Near }) {
  const say = useWords(intakeWords);
  const { draft } = useIntake();
  const listed = new Set(data.duplicates.map(({ complaintId }) => complaintId));
  const others = data.near.filter(({ complaintId }) => !listed.has(complaintId));
  const callers = data.caller?.complaints.filter(({ complaintId }) => !listed.has(complaintId));
  return (
    <>
      <Section title={say.duplicates} aside={<kbd>F2</kbd>}>
        {data.duplicates.length === 0 && <p className="intake-hint">{say.noDuplicates}</p>}
        <ol className="intake-list" data-duplicates>
          {data.duplicates.map((one, i) => (
            <Complaint key={one.complaintId} complaint={one} rank={i + 1} />
          ))}
        </ol>
      </Section>
      {callers && callers.length > 0 && (
        <Section title={say.caller(data.caller?.count ?? 0)}>
          <ol className="intake-list">
            {callers.map((one) => (
              <Complaint key={one.complaintId} complaint={one} />
            ))}
          </ol>
        </Section>
      )}
      {draft.place?.position && (
        <Section title={say.around(data.radiusMeters, data.days)}>
          {others.length === 0 && <p className="intake-hint">{say.noAround}</p>}
          <ol className="intake-list">
            {others.map((one) => (
              <Complaint key={one.complaintId} complaint={one} />
            ))}
          </ol>
        </Section>
      )}
      {(data.street || data.facilities.length > 0) && <There data={data} />}
    </>
  );
}

function Complaint(props: { complaint: NearComplaint | Duplicate; rank?: number }) {
  const { complaint, rank } = props;
  const { complaintId, number } = complaint;
  const say = useWords(intakeWords);
  const language = useLanguage();
  const { view } = useView();
  const life = useQuery(lifeQuery(view.district.districtId)).data;
  const { draft } = useIntake();
  const category = life && complaint.category && categoryTitle(language, life, complaint.category);
  const isChosen = draft.duplicateOf?.complaintId === complaintId;
  const facts = [
    complaint.distanceMeters === null ? null : formatLength(complaint.distanceMeters, language),
    say.ago(daysBetween(complaint.occurredOn, view.district.today)),
    complaint.unit && nameIn(language, complaint.unit),
  ];
  return (
    <li className="intake-case" data-chosen={isChosen || undefined}>
      <p className="intake-case-head">
        {rank !== undefined && <b className="intake-rank">{rank}</b>}
        <strong>{number}</strong>
        <span className="badge" data-open={complaint.isOpen || undefined}>
          {titleOf(language, life?.states, complaint.state)}
        </span>
      </p>
      <p>{[category, complaint.text].filter(Boolean).join(" · ")}</p>
      {complaint.address && (
        <p className="intake-quiet">
          {complaint.address}
          {complaint.placeNote}
        </p>
      )}
      <p className="intake-quiet">{facts.filter(Boolean).join(" · ")}</p>
      {"reasons" in complaint && <p className="intake-reasons">{say.reasons(complaint.reasons)}</p>}
      <p className="intake-case-acts">
        <button
          type="button"
          className="button"
          aria-pressed={isChosen}
          aria-label={say.mergeLabel(number)}
          onClick={() => changeDraft({ duplicateOf: isChosen ? null : { complaintId, number } })}
        >
          {isChosen ? say.isMerged : say.merge}
        </button>
        <a
          className="button button-quiet"
          href={`/complaints/${encodeURIComponent(complaintId)}?district=${view.district.districtId}`}
          target="_blank"
          rel="noreferrer"
          aria-label={say.lookLabel(number)}
        >
          {say.look}
        </a>
      </p>
    </li>
  );
}

function There({ data }: { data: Near }) {
  const say = useWords(intakeWords);
  const language = useLanguage();
  const time = useTime();
  const { street, facilities } = data;
  const things = [...(street ? [street] : []), ...facilities];
  return (
    <Section title={say.there}>
      <ul className="intake-there">
        {things.map((thing) => (
          <li key={thing.id}>
            <span>
              {nameIn(language, thing)}
              {thing.distanceMeters !== null && (
                <small> {formatLength(thing.distanceMeters, language)}</small>
              )}
            </span>
            {thing.stars === null ? <small>{say.noStars}</small> : <Stars count={thing.stars} />}
            <small className="intake-service">
              {thing.lastServiceAt === null
                ? say.serviceNone
                : say.service(time(thing.lastServiceAt))}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { InspectionCard } from "./inspection-card.tsx";
import { InspectionFacts } from "./inspection-facts.tsx";
import { useMoment } from "./moment.ts";
import { useRatingLink, useSetRatingLink } from "./params.ts";
import { type InspectionSummary, inspectionQuery, inspectionsQuery } from "./plan-queries.ts";
import type { SubjectFile } from "./queries.ts";
import { subjectWords } from "./subject-words.ts";
import { LEVEL_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** More than a subject is inspected in years; the rest is in the list of inspections. */
const MOST = 100;

/** Every inspection of the subject, those that no longer count among them; one opens at a time. */
export function SubjectInspections({ file }: { file: SubjectFile }) {
  const say = useWords(subjectWords);
  const { districtId, subject } = file;
  const inspections = useQuery(
    inspectionsQuery(districtId, {
      ...{ subjectKind: subject.subjectKind, subjectId: subject.subjectId, limit: MOST },
    }),
  );
  const inWindow = new Set(
    file.inspections.filter((one) => one.isInWindow).map(({ inspectionId }) => inspectionId),
  );
  return (
    <section className="sub-card">
      <h3>{say.inspections}</h3>
      <Answer
        to={{ ...inspections, isFetching: inspections.isPlaceholderData }}
        isEmpty={({ total }) => total === 0}
        empty={say.noneYet}
      >
        {(known) => (
          <ol className="sub-inspections">
            {known.inspections.map((one) => (
              <Row key={one.inspectionId} one={one} isInWindow={inWindow.has(one.inspectionId)} />
            ))}
          </ol>
        )}
      </Answer>
    </section>
  );
}

function Row({ one, isInWindow }: { one: InspectionSummary; isInWindow: boolean }) {
  const say = useWords(subjectWords);
  const language = useLanguage();
  const { score } = useTold();
  const moment = useMoment();
  const { starInspection } = useRatingLink();
  const set = useSetRatingLink();
  const isOpen = starInspection === one.inspectionId;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [isOpen]);
  const isOut = one.isVoid || one.withdrawn !== null;
  return (
    <li ref={row} data-out={isOut || undefined} data-open={isOpen || undefined}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => set({ starInspection: isOpen ? undefined : one.inspectionId }, true)}
      >
        <b className="sub-score">{one.score === null ? "—" : score(one.score)}</b>
        <span>
          <strong>{moment(one.inspectedAt)}</strong>
          <small>
            {titleIn(language, LEVEL_TITLES[one.level])} · {one.inspectorName}
            {!isInWindow && !isOut && ` · ${say.outside}`}
          </small>
          <InspectionFacts of={one} />
        </span>
        <Icon name={isOpen ? "up" : "down"} size={16} />
      </button>
      {isOpen && <Opened inspectionId={one.inspectionId} />}
    </li>
  );
}

function Opened({ inspectionId }: { inspectionId: string }) {
  const { districtId } = useView().view.district;
  const inspection = useQuery(inspectionQuery(districtId, inspectionId));
  return (
    <Answer to={{ ...inspection, isFetching: false }}>
      {(known) => <InspectionCard inspection={known} />}
    </Answer>
  );
}

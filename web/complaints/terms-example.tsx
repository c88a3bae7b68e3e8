import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useTime } from "./case-time.ts";
import { ANY, SubjectFields } from "./terms-add.tsx";
import {
  countEdits,
  ownOf,
  type TermEdits,
  type TermKind,
  type TermSettings,
  wrongFields,
} from "./terms-draft.ts";
import { termTrialQuery } from "./terms-queries.ts";
import { termsWords } from "./terms-words.ts";

/** What the terms mean: when each step would be due if it began now, with what is not saved yet. */
export function TermExample(props: { settings: TermSettings; edits: TermEdits; kind: TermKind }) {
  const { settings, edits, kind } = props;
  const say = useWords(termsWords);
  const language = useLanguage();
  const time = useTime();
  const { districtId } = useView().view.district;
  const [subject, setSubject] = useState(ANY);
  const isDraft = countEdits(edits) > 0 && wrongFields(edits).size === 0;
  const trial = useQuery(
    termTrialQuery(districtId, {
      kind,
      category: subject.category || null,
      // the choices are those of the life, which are those of the contract
      channel: subject.channel || null,
      importance: (subject.importance || null) as "ordinary" | "important" | "urgent" | null,
      ...(isDraft ? { own: ownOf(settings, edits) } : {}),
    }),
  );
  return (
    <aside className="watch-card terms-example" aria-label={say.example}>
      <h2>{say.example}</h2>
      <p className="watch-quiet">{say.exampleHint}</p>
      <SubjectFields subject={subject} onChange={setSubject} />
      <Answer to={trial}>
        {({ steps, isOfDraft }) => (
          <>
            {isOfDraft && (
              <i className="watch-tag" data-tone="warn">
                {say.exampleDraft}
              </i>
            )}
            <dl>
              {steps.map(({ step, startsWith, title, term }) => (
                <div key={step}>
                  <dt>
                    {titleIn(language, title)} <small>{say.from(startsWith)}</small>
                  </dt>
                  <dd>
                    {term ? (
                      <>
                        <b>
                          {term.unit === "calendar-days"
                            ? say.dueOn(formatDay(term.lastDay, language))
                            : say.due(time(term.dueAt))}
                        </b>
                        <small>{say.span(formatCount(term.amount, language), term.unit)}</small>
                        <small>{say.soonAt(time(term.soonAt))}</small>
                        {!term.isCalendarKnown && (
                          <small className="supervision-late">{say.noCalendar}</small>
                        )}
                      </>
                    ) : (
                      <span className="watch-quiet">{say.noTerm}</span>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Answer>
    </aside>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { Expiry } from "./expiry.tsx";
import { useRatingLink, useSetRatingLink, WARNINGS } from "./params.ts";
import { type Warnings, warningsQuery } from "./queries.ts";
import { SubjectRow } from "./subject-row.tsx";
import { WARNING_TITLES } from "./titles.ts";
import { useTold, useWarningTold } from "./told.ts";
import { words } from "./words.ts";

/** 降星、摘星预警: whose star is in danger and why, and which stars end when. */
export function WarningsTab() {
  const say = useWords(words);
  const { view } = useView();
  const { starRubric } = useRatingLink();
  const warnings = useQuery(warningsQuery(view.district.districtId, view.date, starRubric));
  return (
    <>
      <Answer
        to={{ ...warnings, isFetching: warnings.isPlaceholderData }}
        isEmpty={({ subjects }) => subjects.length === 0}
        empty={say.noWarnings}
      >
        {(known) => <Warned known={known} />}
      </Answer>
      <Expiry />
    </>
  );
}

function Warned({ known: { counts, rules, subjects, date } }: { known: Warnings }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, day, score } = useTold();
  const tell = useWarningTold();
  const { starWarning } = useRatingLink();
  const set = useSetRatingLink();
  const chosen = WARNINGS.find((one) => one === starWarning);
  const listed = chosen
    ? subjects.filter(({ warnings }) => warnings.some(({ kind }) => kind === chosen))
    : subjects;
  return (
    <>
      <p className="st-age">
        <b>{say.warningsHead(count(subjects.length))}</b>
        <small>{say.asOf(day(date))}</small>
      </p>
      <ul className="st-kinds">
        {WARNINGS.filter((kind) => counts[kind]).map((kind) => (
          <li key={kind}>
            <button
              type="button"
              aria-pressed={kind === chosen}
              onClick={() => set({ starWarning: kind === chosen ? undefined : kind }, true)}
            >
              {titleIn(language, WARNING_TITLES[kind])} <b>{count(counts[kind] ?? 0)}</b>
            </button>
          </li>
        ))}
      </ul>
      <ol className="st-list" onKeyDown={throughRows(".st-row > button")}>
        {listed.map((subject) => (
          <SubjectRow key={`${subject.rubricId} ${subject.subjectId}`} subject={subject}>
            {subject.warnings.map((warning) => (
              <span key={warning.kind} className="st-warning" data-is={warning.kind}>
                {tell(warning)}
              </span>
            ))}
          </SubjectRow>
        ))}
      </ol>
      <p className="st-note">
        {say.rules(
          count(rules.expiryDays),
          count(rules.openDefects),
          count(rules.complaints),
          score(rules.complaintsPerKm),
          count(rules.complaintDays),
        )}
      </p>
    </>
  );
}

import { useView } from "../map/view.ts";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { spanOf, titleOf } from "./case-life.ts";
import type { CaseRecord, Life } from "./case-queries.ts";
import { useNow } from "./case-time.ts";
import { DUE_STEP_TITLES, words } from "./case-words.ts";

/** Its number, where it stands, and how much time is left. */
export function CaseHead({ record, life }: { record: CaseRecord; life: Life }) {
  const say = useWords(words);
  const language = useLanguage();
  const { importance, isConfidential, supervisionTerm, reopened, extendedDays } = record;
  const isOpen = life.states.find(({ id }) => id === record.state)?.isOpen === true;
  return (
    <header className="case-head">
      <p className="case-kind">{titleOf(language, life.kinds, record.kind)}</p>
      <h2>{record.number}</h2>
      <p className="case-badges">
        <span className="badge case-state" data-open={isOpen || undefined}>
          {titleOf(language, life.states, record.state)}
        </span>
        {importance !== "ordinary" && (
          <span className="badge badge-warn">
            {titleOf(language, life.importances, importance)}
          </span>
        )}
        {isConfidential && <span className="badge badge-warn">{say.confidential}</span>}
        {supervisionTerm && (
          <span className="badge badge-warn">{say.supervised(supervisionTerm)}</span>
        )}
        {record.extensionAskedDays !== null && (
          <span className="badge">{say.extensionAsked(record.extensionAskedDays)}</span>
        )}
        {extendedDays > 0 && <span className="badge">{say.extended(extendedDays)}</span>}
        {reopened > 0 && <span className="badge">{say.reopened(reopened)}</span>}
        {isOpen && <Due record={record} />}
      </p>
    </header>
  );
}

/** What is due next: the words say it, and the colour only repeats them. */
function Due({ record }: { record: CaseRecord }) {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const now = useNow();
  const { dueStep, dueAt, dueStatus, isDueCalendarKnown } = record;
  if (dueStep === null || dueAt === null) return <span className="badge">{say.dueNone}</span>;
  const left = Date.parse(dueAt) - now;
  const { days, hours, minutes } = spanOf(Math.abs(left));
  const time =
    [
      days > 0 ? say.days(days) : "",
      hours > 0 ? say.hours(hours) : "",
      minutes > 0 && days === 0 ? say.minutes(minutes) : "",
    ]
      .filter(Boolean)
      .join(" ") || say.minutes(0);
  // the server said how it stood when it answered; a term that has ended since is late whatever it said
  const status = left <= 0 && dueStatus !== "late-3" ? "late" : dueStatus;
  const said =
    status === "late-3"
      ? say.dueVeryLate(time)
      : status === "late"
        ? say.dueLate(time)
        : status === "soon"
          ? say.dueSoon(time)
          : say.dueIn(time);
  const until = dateFormat(language, {
    ...{ dateStyle: "medium", timeStyle: "short" },
    timeZone,
  }).format(new Date(dueAt));
  const step = DUE_STEP_TITLES[dueStep];
  const guessed = isDueCalendarKnown ? "" : ` · ${say.dueGuessed}`;
  return (
    <span className="badge case-due" data-due={status} title={until + guessed}>
      {step ? titleIn(language, step) : dueStep} · {said}
      {guessed}
    </span>
  );
}
